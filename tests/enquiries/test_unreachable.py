"""Whom nobody acts for is named before anything is written."""

from typing import Any

import pytest

from tests.enquiries.conftest import signed_in
from tests.enquiries.factories import make_firm
from tests.factories import make_company, make_listing, publish
from tests.pages import url

pytestmark = pytest.mark.django_db


def test_who_cannot_be_reached_is_named_before_anything_is_written() -> None:
    _asking, owner = make_firm()
    client: Any = signed_in(owner)
    empty = publish(make_company("Leer GmbH"))
    addresses = [
        f"{url('de', 'enquiry_new')}?to={empty.slug}",
        f"{url('de', 'enquiry_new')}?to={empty.slug}&listing={publish(make_listing(organisation=empty)).slug}",
    ]
    for address in addresses:
        response = client.get(address)
        assert response.context["unreachable"] == "Leer GmbH"
    asked = make_firm("Gefragt GmbH")[0]
    response = client.get(f"{url('de', 'enquiry_new')}?to={asked.slug}")
    assert not response.context["unreachable"]
