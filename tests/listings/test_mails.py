"""The mails about the end of a listing, in both languages."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from listings.models import Listing
from listings.services.validity import expire, remind
from tests.factories import make_company, make_listing, make_user, publish

pytestmark = pytest.mark.django_db
TEMPLATES = [("listing_reminder", remind, 3), ("listing_expired", expire, -1)]


@pytest.mark.parametrize("direction", ["offer", "demand"])
@pytest.mark.parametrize("language", ["de", "cs"])
@pytest.mark.parametrize(("purpose", "step", "days"), TEMPLATES)
def test_one_click_from_the_mail_renews(purpose: str, step: object, days: int, language: str, direction: str) -> None:
    owner = make_user(language=language)
    company = publish(make_company(owner=owner))
    until = timezone.localdate() + timedelta(days=days)
    facts = {"organisation": company, "valid_until": until, "direction": direction}
    entry = publish(make_listing("Wellen & „Achsen“", **facts))
    assert step(pk=entry.pk)  # type: ignore[operator]
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.language, mail.purpose) == (owner.email, language, purpose)
    assert "Wellen & „Achsen“" in mail.subject
    assert "Wellen & „Achsen“" in mail.text
    assert "Wellen &amp; „Achsen“" in mail.html
    assert str(until.year) in mail.text
    link = next(address for address in re.findall(r"https?://\S+", mail.text) if "/workspace" not in address)
    path = re.sub(r"^https?://[^/]+", "", link)
    assert path.startswith(f"/{language}/")
    assert path in mail.html
    page = Client().get(path)
    assert page.status_code == 200
    entry.refresh_from_db()
    assert entry.valid_until == until
    assert Client().post(path, follow=True).status_code == 200
    renewed = Listing.objects.get(pk=entry.pk)
    assert renewed.valid_until == timezone.localdate() + timedelta(days=90)
    assert renewed.expired_at is None
