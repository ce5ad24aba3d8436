"""The company that permission checks are about, and those who ask."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from companies.models import Company
from organisations.choices import Role
from organisations.models import Membership
from tests.factories import make_clerk, make_company, make_member, make_superuser
from tests.pages import url
from tests.project.stage import Stage

SECRET = "Eva Verborgen"


def _session(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Scene:
    """One company in the region Görlitz, and those who ask."""

    def __init__(self) -> None:
        facts = {"description_de": "Wir drehen.", "contact_name": SECRET, "postcode": "02763"}
        self.company: Company = make_company("Uhrwerk Zittau GmbH", **facts)
        self.company.sectors.set(["C25"])
        self.company.capabilities.set(["44316000"])
        self.owner = make_member(self.company)
        self.people = {role: make() for role, make in self.makers().items()}
        self.sessions = {role: _session(user) for role, user in self.people.items()}

    def makers(self) -> dict[str, Callable[[], Any]]:
        """What makes the person of each role; who is anonymous is nobody."""
        yesterday = timezone.localdate() - timedelta(days=1)
        return {
            "stranger": lambda: make_member(make_company()),
            "editor": lambda: make_member(self.company, role=Role.EDITOR),
            "owner": lambda: self.owner,
            "clerk": lambda: make_clerk("DED2D"),
            "deputy": lambda: make_clerk(deputy_for=("DED2D",)),
            "other clerk": lambda: make_clerk("CZ051", deputy_for=("DED2D",), until=yesterday),
            "superuser": make_superuser,
        }

    def enter(self, role: str, stage: Stage) -> None:
        """Let this person ask."""
        self.stage = stage
        self.client = Client()
        if role != "anonymous":
            self.user = self.people[role]
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]

    def facts(self) -> dict[str, Any]:
        """What does not depend on who asks."""
        return {name: value for name, value in self.__dict__.items() if name not in {"client", "stage", "user"}}

    def get(self, view: str, *args: Any) -> Any:
        """Load a page: of the site in German, or of the administration."""
        return self.client.get(reverse(view, args=args) if view.startswith("admin:") else url("de", view, *args))

    def post(self, view: str, *args: Any, **data: Any) -> Any:
        """Press a button."""
        address = reverse(view, args=args) if view.startswith("admin:") else url("de", view, *args)
        return self.client.post(address, data)

    def member(self) -> Membership:
        """Another member."""
        return self.company.memberships.get(user=make_member(self.company, role=Role.EDITOR))

    def status(self) -> str:
        """The company's status now."""
        return Company.objects.get(pk=self.company.pk).status
