"""How reliably organisations answer, and how that is said."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from enquiries.actions import rate_text, time_text
from enquiries.choices import State
from enquiries.models import Conversation, Enquiry
from enquiries.queries import AnswerRate, answer_rates
from tests.enquiries.conftest import signed_in
from tests.enquiries.factories import make_firm
from tests.pages import url

pytestmark = pytest.mark.django_db


def asked(recipient: Any, *, days: int = 30, hours: int | None = None, **fields: Any) -> None:
    """An enquiry so many days ago with a deadline a week later, answered after so many hours."""
    sent = timezone.now() - timedelta(days=days)
    enquiry = Enquiry.objects.create(
        sender=make_firm()[0], subject="x", text="x", language="de", form_key=uuid4(),
        deadline=timezone.localdate() - timedelta(days=days - 7),
    )  # fmt: skip
    values: dict[str, Any] = {"state": State.SENT if hours is None else State.ANSWERED, **fields}
    answered = None if hours is None else sent + timedelta(hours=hours)
    Conversation.objects.create(enquiry=enquiry, recipient=recipient, created_at=sent, responded_at=answered, **values)


def test_share_and_typical_time(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    one, other = make_firm()[0], make_firm()[0]
    for hours in (1, 5, 30, 100):
        asked(one, hours=hours)
    assert answer_rates([one.pk]) == {}
    asked(one)
    for _number in range(5):
        asked(other)
    with django_assert_num_queries(1):
        rates = answer_rates([one.pk, other.pk])
    assert rates == {one.pk: AnswerRate(0.8, 17.5, 5), other.pk: AnswerRate(0.0, None, 5)}
    assert answer_rates([]) == {}


def test_what_does_not_count() -> None:
    recipient = make_firm()[0]
    for _number in range(4):
        asked(recipient, hours=2)
    asked(recipient, days=400, hours=2)
    asked(recipient, days=2)
    asked(recipient, state=State.WITHDRAWN, ended_at=timezone.now())
    asked(recipient, hours=1, is_cipher=True)
    assert answer_rates([recipient.pk]) == {}
    asked(recipient, hours=2, state=State.DECLINED, ended_at=timezone.now())
    assert answer_rates([recipient.pk])[recipient.pk].number == 5


@pytest.mark.parametrize("hours", [0.2, 1, 2.5, 35.9, 36, 49])
def test_times_are_said_in_both_languages(hours: float) -> None:
    for language in ("de", "cs"):
        with override(language):
            assert time_text(hours)
            assert "4" in rate_text(AnswerRate(0.8, hours, 5))
    with override(None):
        texts = [time_text(hours) for hours in (0.2, 2.5, 35.9, 36, 49)]
    assert texts == ["within an hour", "within 3 hours", "within 36 hours", "within 2 days", "within 3 days"]


def test_the_rate_stands_on_the_profile() -> None:
    recipient, owner = make_firm()
    for _number in range(5):
        asked(recipient, hours=20)
    with override("de"):
        said = rate_text(answer_rates([recipient.pk])[recipient.pk])
    assert said in signed_in(owner).get(url("de", "company_detail", recipient.slug)).content.decode()
