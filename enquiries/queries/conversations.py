"""Which conversations somebody may see, and what waits in them."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from enquiries.choices import WAITING, Side, State
from organisations.models import Membership
from publishing.queries import region_codes


class ConversationQuerySet(models.QuerySet[Any]):
    """Permission is a queryset: what is not in it does not exist for the asker."""

    def with_parties(self) -> Self:
        """With everything that a line or a head shows."""
        return self.select_related("enquiry__sender", "enquiry__listing__region", "recipient")

    def received_by(self, user: Any) -> Self:
        """Those that the user's organisations were asked in."""
        return self.filter(Exists(_membership(user, "recipient"))) if user.is_authenticated else self.none()

    def sent_by(self, user: Any) -> Self:
        """Those that the user's organisations have begun."""
        return self.filter(Exists(_membership(user, "enquiry__sender"))) if user.is_authenticated else self.none()

    def visible_to(self, user: Any) -> Self:
        """Those of the user's organisations, each with `side`: the one on which the user stands.

        Who acts for both is the one who was asked.
        """
        if not user.is_authenticated:
            return self.none()
        receives, sends = Exists(_membership(user, "recipient")), Exists(_membership(user, "enquiry__sender"))
        side: Any = Case(
            When(receives, then=Value(Side.RECIPIENT.value)),
            default=Value(Side.SENDER.value),
            output_field=CharField(),
        )
        return self.filter(receives | sends).annotate(side=side)

    def unread_by(self, user: Any, side: Side) -> Self:
        """Those in which the other side or the chamber has written since the user last looked."""
        from enquiries.models import Reader  # noqa: PLC0415 - models import queries

        written = "sender_wrote_at" if side == Side.RECIPIENT else "recipient_wrote_at"
        seen = Reader.objects.filter(conversation=OuterRef("pk"), user=user, side=side, read_at__gte=OuterRef(written))
        return self.filter(**{f"{written}__isnull": False}).filter(~Exists(seen))

    def waiting(self) -> Self:
        """Those without an answer."""
        return self.filter(state__in=WAITING)

    def overdue(self, today: date | None = None) -> Self:
        """Those without an answer after the deadline."""
        return self.waiting().filter(enquiry__deadline__lt=today or timezone.localdate())

    def to_remind(self, today: date) -> Self:
        """Half of the time is over, and nobody has been reminded of it."""
        return self.waiting().filter(
            reminded_at=None, reminded_again_at=None, enquiry__remind_on__lte=today, enquiry__deadline__gte=today
        )

    def to_remind_again(self, today: date, tomorrow: date) -> Self:
        """The deadline is tomorrow or today."""
        return self.waiting().filter(
            reminded_again_at=None, enquiry__deadline__gte=today, enquiry__deadline__lte=tomorrow
        )

    def to_escalate(self, today: date) -> Self:
        """Overdue, and the chamber does not know."""
        return self.overdue(today).filter(escalated_at=None)

    def supervised_by(self, user: Any) -> Self:
        """What a clerk sees: unanswered ones and requests for help.

        Unanswered ones are shown to the chamber of the organisation that was asked. When a side asks for help, the
        chamber of the other region sees the conversation too, unless one side is still a cipher.
        """
        if not (user.is_authenticated and user.is_active and user.is_staff):
            return self.none()
        known = self.filter(Q(escalated_at__isnull=False) | Q(mediation_at__isnull=False))
        if user.is_superuser:
            return known
        codes = region_codes(user)
        open_ = Q(is_cipher=False) | Q(revealed_at__isnull=False)
        of_sender = open_ & Q(mediation_at__isnull=False, enquiry__sender__region__in=codes)
        return known.filter(Q(recipient__region__in=codes) | of_sender)

    def to_empty(self, before: Any) -> Self:
        """Those whose last word is older than that and whose texts are still there."""
        return self.filter(emptied_at=None, changed_at__lt=before)

    def counts_for(self, user: Any) -> dict[str, int]:
        """How much is unread and how much waits for an answer of the user; one statement."""
        received = self.model.objects.received_by(user)
        unread = received.unread_by(user, Side.RECIPIENT).values("pk")
        replies = self.model.objects.sent_by(user).unread_by(user, Side.SENDER).values("pk")
        waiting = received.waiting().values("pk")
        found: dict[str, int] = self.filter(Q(pk__in=unread) | Q(pk__in=replies) | Q(pk__in=waiting)).aggregate(
            unread=models.Count("pk", filter=Q(pk__in=unread)),
            replies=models.Count("pk", filter=Q(pk__in=replies)),
            waiting=models.Count("pk", filter=Q(pk__in=waiting)),
        )
        return found


def _membership(user: Any, organisation: str) -> Any:
    return Membership.objects.filter(organisation=OuterRef(organisation), user=user)


STATES_OF_FILTER = {
    "waiting": Q(state__in=WAITING),
    "answered": Q(state=State.ANSWERED),
    "ended": Q(state__in=(State.DECLINED, State.WITHDRAWN, State.CLOSED)),
}
"""What the filter of the lists offers."""
