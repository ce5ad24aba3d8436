"""A member's own registrations, also those that were made without signing in."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Q, QuerySet
from django.views.generic import ListView

from bilingual.text import page_language
from events.dates import when_text
from events.models import Registration
from events.services import people
from events.tokens import manage_path

PER_PAGE = 30


class OwnRegistrationsView(LoginRequiredMixin, ListView[Registration]):
    """Those of the member's bookings, and those with the member's own address."""

    template_name = "events/registration/own.html"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Registration]:
        """The latest event first."""
        user: Any = self.request.user
        rows = Registration.objects.filter(Q(booking__user=user) | Q(email=user.email) | _contact(user.email))
        return people.with_positions(rows).select_related("event").order_by("-event__first_day", "number")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with its link, its date and its state in words."""
        context = super().get_context_data(**kwargs)
        language = page_language()
        context["registrations"] = [
            {
                "row": row,
                "path": manage_path(row, language),
                "when": when_text(row.event),
                "state": people.state_text(row),
            }
            for row in context["object_list"]
        ]
        return context


def _contact(address: str) -> Q:
    return Q(booking__email=address, booking__verified_at__isnull=False)
