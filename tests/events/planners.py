"""A signed-in member of an institution who plans events, for the tests of planning."""

from typing import Any

from django.test import Client

from events.models import Event
from organisations.choices import Role
from tests.factories import make_institution, make_member, publish
from tests.pages import Page, url


class Planner:
    """A signed-in member of a published institution."""

    def __init__(self, role: Role = Role.EDITOR) -> None:
        self.chamber = publish(make_institution("IHK Dresden"))
        self.user = make_member(self.chamber, role=role)
        self.client = Client()
        self.client.force_login(self.user)

    def begin(self, **facts: Any) -> Page:
        """Send the form of a new event."""
        data = {
            "organisation": self.chamber.pk, "type": "workshop", "original_language": "de", "precision": "day",
            "first_day": "2027-03-12", "title": "Lieferketten", **facts,
        }  # fmt: skip
        return Page(self.client.post(url("de", "event_new"), data))

    def edit(self, event: Event, **changes: Any) -> Page:
        """Open the form of an event and send it with changes."""
        address = url("de", "event_edit", event.pk)
        data = Page(self.client.get(address)).form("version")
        return Page(self.client.post(address, {**data, "action": "save", **changes}))

    def press(self, view: str, event: Event, **data: Any) -> Any:
        """A button of the overview."""
        return self.client.post(url("de", view, event.pk), data)
