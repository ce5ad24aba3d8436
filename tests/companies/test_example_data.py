"""The example companies as they stand in their files."""

from django.core.validators import validate_email

from companies.example_data import rows


def test_each_can_be_asked_and_no_mail_can_arrive() -> None:
    addresses = [row["email"] for row in rows()]
    for address in addresses:
        validate_email(address)
        assert address.endswith(".example")
    assert len(set(addresses)) == len(addresses)
