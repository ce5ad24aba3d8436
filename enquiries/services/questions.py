"""What came of it? Both sides are asked by mail after four weeks and after half a year."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from enquiries.models import Cooperation
from enquiries.recipients import members_of
from enquiries.services.posting import Letter, deliver
from enquiries.tokens import cooperation_path
from organisations.choices import Role
from organisations.models import Organisation

EARLY, LATE = "early", "late"


@transaction.atomic
def ask(*, cooperation_id: int) -> bool:
    """Ask both sides, once each time; False when there is nothing to ask."""
    cooperation = Cooperation.objects.select_for_update(of=("self",), no_key=True).filter(pk=cooperation_id).first()
    rows, now = Cooperation.objects.filter(pk=cooperation_id), timezone.now()
    if cooperation is None:
        return False
    if rows.to_ask_late(now).exists():
        cooperation.asked_late_at, occasion = now, LATE
    elif rows.to_ask_early(now).exists():
        cooperation.asked_early_at, occasion = now, EARLY
    else:
        return False
    cooperation.save(update_fields=["asked_early_at", "asked_late_at"])
    for organisation, partner in ((cooperation.first, cooperation.second), (cooperation.second, cooperation.first)):
        _write(cooperation, organisation, partner, occasion)
    return True


def _write(cooperation: Cooperation, organisation: Organisation, partner: Organisation, occasion: str) -> None:
    members = members_of(organisation)
    for membership in [row for row in members if row.role == Role.OWNER] or members:
        user = membership.user
        language = user.preferred_language
        with override(language):
            letter = _letter(cooperation, organisation, partner, cooperation_path(cooperation, membership, language))
        key = f"cooperation-{cooperation.pk}-{occasion}-m{membership.pk}"
        deliver(user.email, language, letter, key=key, user=user, purpose="cooperation")


def _letter(cooperation: Cooperation, organisation: Organisation, partner: Organisation, path: str) -> Letter:
    values = {"name": partner.name, "date": date_format(timezone.localdate(cooperation.created_at))}
    return Letter(
        subject=_("What came of it? Your contact with %(name)s") % values,
        paragraphs=[
            _("%(name)s and you have been in contact since %(date)s. How far have you come?") % values,
            _(
                "One click is enough, without signing in. Nobody but the two sides and the chambers of their regions "
                "sees your answer; reports only count it."
            ),
        ],
        facts=[(_("Your organisation"), organisation.name)],
        button=_("Say how far it has come"),
        path=path,
        reason=_("You receive this e-mail because you act for this organisation."),
    )
