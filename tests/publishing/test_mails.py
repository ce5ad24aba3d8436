"""Whom the review tells what, in which language."""

import pytest

from accounts.models import OutgoingMail
from publishing.choices import StandardReason
from tests.factories import make_clerk, make_company, make_member, make_user, submit
from tests.publishing.steps import DECISIONS, change, decide

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("decision", DECISIONS)
def test_every_owner_is_told_in_the_own_language(decision: str) -> None:
    entry = make_company("Werk GmbH", owner=make_user("de@example.org", language="de"))
    make_member(entry, email="cs@example.org", language="cs")
    make_member(entry, role="editor", email="editor@example.org")
    item = change(entry, summary_de="Neu.") if decision == "revert" else submit(entry)
    more = {} if decision == "approve" else {"standard": [StandardReason.ADDRESS]}
    clerk = make_clerk("DED2D", language="cs")
    decide(decision, item, clerk, **more)
    mails = {mail.recipient: mail for mail in OutgoingMail.objects.all()}
    assert set(mails) == {"de@example.org", "cs@example.org"}
    for language in ("de", "cs"):
        mail = mails[f"{language}@example.org"]
        assert mail.language == language
        assert f"/{language}/" in mail.text
        assert "Werk GmbH" in mail.subject
        if decision != "approve":
            assert "Weil." in mail.text
            assert "Weil." in mail.html
