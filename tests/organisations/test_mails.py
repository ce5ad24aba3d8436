"""The mails about members: for both languages, complete, with a link that opens."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import OutgoingMail
from glokal.environment import BASE_DIR
from organisations.choices import Role
from organisations.services import members
from tests.factories import make_clerk, make_company, make_member, make_user
from tests.pages import LANGUAGES

pytestmark = pytest.mark.django_db
TEMPLATES = {"invitation", "join_request", "join_claim", "join_accepted", "join_declined"}
NAME = "Müller & Söhne s.r.o."


def test_every_mail_has_its_three_parts() -> None:
    folder = BASE_DIR / "templates" / "emails"
    for template in TEMPLATES:
        for ending in ("subject.txt", "txt", "html"):
            assert (folder / f"{template}.{ending}").exists()


def mails_in(language: str) -> dict[str, tuple[Any, OutgoingMail]]:
    """Each mail with its reader."""
    asker = make_user(first_name="Eva", last_name="Malá", language=language)
    company = make_company(NAME)
    clerk = make_clerk("DED2D", language=language)
    claim = members.ask_to_join(organisation_id=company.pk, actor=asker, message="Bitte")
    sent = {"join_claim": (clerk, OutgoingMail.objects.latest("id"))}
    members.decide_request(request_id=claim.pk, actor=clerk, accept=True)
    sent["join_accepted"] = (asker, OutgoingMail.objects.latest("id"))
    second = make_user(language=language)
    asked = members.ask_to_join(organisation_id=company.pk, actor=second, message="Bitte")
    sent["join_request"] = (asker, OutgoingMail.objects.latest("id"))
    members.decide_request(request_id=asked.pk, actor=asker, accept=False)
    sent["join_declined"] = (second, OutgoingMail.objects.latest("id"))
    guest = make_user("gast@example.org")
    members.invite(organisation_id=company.pk, email=guest.email, role=Role.EDITOR, language=language, actor=asker)
    sent["invitation"] = (guest, OutgoingMail.objects.latest("id"))
    return sent


@pytest.mark.parametrize("language", LANGUAGES)
def test_mails_speak_the_language_of_their_reader(language: str, settings: Any) -> None:
    sent = mails_in(language)
    assert set(sent) == TEMPLATES
    for template, (reader, mail) in sent.items():
        assert mail.recipient == reader.email
        assert mail.language == language
        assert NAME in mail.subject
        assert NAME in mail.text
        assert "&amp;" not in mail.text
        assert "Müller &amp; Söhne" in mail.html
        assert {"de": "Guten Tag", "cs": "Dobrý den"}[language] in mail.text
        assert not re.search(
            r"\b(the|your|you|invites?|asks)\b", mail.text.replace(settings.SITE_URL, ""), re.IGNORECASE
        )
        link = re.search(rf"{re.escape(settings.SITE_URL)}(/\S+/)\n", mail.text)
        assert link is not None, template
        assert f'href="{link[0].strip()}"' in mail.html
        client = Client()
        client.force_login(reader)
        assert client.get(link[1]).status_code == 200, template
        if not link[1].startswith("/admin/"):
            assert link[1].startswith(f"/{language}/")


def test_members_are_told_in_german_and_czech_at_once() -> None:
    company = make_company(NAME)
    for language in LANGUAGES:
        make_member(company, language=language)
    members.ask_to_join(organisation_id=company.pk, actor=make_user(), message="Bitte")
    german, czech = OutgoingMail.objects.order_by("language").reverse()
    assert german.subject != czech.subject
