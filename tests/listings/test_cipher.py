"""Cipher demands: what their authors may write, and who decides what is shown."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from listings.choices import CipherPlace
from listings.cipher import hides_owner_from, middle_of, register_revealer
from listings.exceptions import Incomplete, NamedAlready
from listings.identity import identity_of
from listings.models import Listing
from listings.services.entries import copy_listing, submit_listing
from organisations.models import Organisation
from search.models import Document
from tests.factories import list_publicly, make_clerk, make_company, make_listing, make_superuser, make_user, publish
from tests.listings.conftest import FILLED, Writer
from tests.pages import url

pytestmark = pytest.mark.django_db
Make = Callable[..., Writer]
WITHOUT_NAME = {**FILLED, "is_cipher": "on", "cipher_place": "region"}


def firm(**fields: Any) -> Organisation:
    values = {
        "name": "Brevonit Mikrosysteme GmbH", "other_names": "BMS; Skřivánek", "town": "Großschönau",
        "postcode": "02779", "street": "Am Lärchenhang", "website": "https://www.brevonit.example",
        "email": "info@brevonit.example", "phone": "+49 35841 778899", "contact_name": "Jiřina Holubová",
        "company_number": "12345679", **fields,
    }  # fmt: skip
    return Organisation.objects.get(pk=make_company(**values).pk)


@pytest.mark.parametrize(
    "text",
    [
        "Teile für Brevonit gesucht",
        "für die BREVONITS Linie",
        "díly pro Brevonitu",
        "Ein Auftrag der Skřivánek",
        "Abholung in Großschönau",
        "Abholung in Grossschönau",
        "02779, Tor 2",
        "Am Lärchenhang, Halle 3",
        "mehr auf brevonit.example",
        "siehe www.irgendwo.de/teile",
        "schreiben Sie an einkauf@irgendwo.de",
        "einkauf (at) irgendwo.de",
        "Tel. 035841 778899",
        "volejte +420 602 111 222",
        "IČO 12345679",
        "DIČ CZ12345679",
        "Anfragen an Frau Holubová",
        "u paní Holubové",
    ],
)
def test_what_betrays_is_found(text: str) -> None:
    assert identity_of(firm()).found_in(text), text


@pytest.mark.parametrize(
    "text",
    [
        "500 Wellen aus 42CrMo4, Durchmesser 20 mm, Toleranz h6, nach DIN EN 10083.",
        "Ročně 12 000 kusů, materiál 1.4404, drsnost Ra 0,8, dodávka do šesti týdnů.",
        "Mikrosysteme und Sensoren, 96 % Al2O3, 250 000 Zyklen, IP67.",
        "Verpackung auf Europaletten, Lieferung frei Haus.",
    ],
)
def test_what_buyers_write_is_no_betrayal(text: str) -> None:
    assert identity_of(firm()).found_in(text) == []


def test_a_town_that_is_the_region_may_be_named() -> None:
    dresden = firm(town="Dresden", region="DED21", postcode="01067")
    assert identity_of(dresden, CipherPlace.REGION).found_in("Lieferung nach Dresden") == []
    assert identity_of(dresden, CipherPlace.COUNTRY).found_in("Lieferung nach Dresden")


def test_a_member_publishes_without_the_name(writer: Make) -> None:
    member = writer()
    member.new()
    assert member.send(**WITHOUT_NAME).status == 302
    entry = Listing.objects.get()
    assert (entry.is_cipher, entry.town, entry.postcode, entry.lat, entry.region_id) == (True, "", "", None, "DED2D")
    assert str(entry.pk) != entry.slug.rpartition("-")[2]


def test_only_the_country(writer: Make) -> None:
    member = writer()
    member.new()
    assert member.send(**{**WITHOUT_NAME, "cipher_place": "country"}).status == 302
    entry = Listing.objects.get()
    assert (entry.region_id, entry.country) == (None, "DE")
    list_publicly(entry)
    document = Document.objects.get(kind="listing")
    assert (document.region, document.x_km, document.place) == ("", None, "")


def test_the_middle_of_the_region_stands_for_the_place(writer: Make) -> None:
    entry = make_listing(is_cipher=True)
    list_publicly(entry)
    document = Document.objects.get(kind="listing")
    assert document.x_km is not None
    assert middle_of("DED2D")[0] is not None
    assert "cipher:yes" in document.facets


@pytest.mark.parametrize("field", ["title", "description"])
def test_the_form_names_what_betrays(writer: Make, field: str) -> None:
    member = writer()
    member.new()
    page = member.send(**{**WITHOUT_NAME, field: "Rohteile für die Uhrwerk Zittau GmbH"})
    assert page.status == 422
    assert "Zittau" in page.error(field)


def test_an_offer_has_a_name(writer: Make) -> None:
    member = writer()
    member.new()
    assert member.send(**{**WITHOUT_NAME, "direction": "offer"}).error("is_cipher")
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(pk=make_listing(is_cipher=True).pk).update(direction="offer")


def test_what_was_public_with_the_name_stays_named(writer: Make) -> None:
    member = writer()
    listing = publish(member.listing())
    member.edit(listing)
    page = member.send(is_cipher="on")
    assert page.status == 422
    assert page.error("is_cipher")
    listing.refresh_from_db()
    assert not listing.is_cipher


def test_a_race_with_the_chamber_does_not_hide_what_was_shown(writer: Make) -> None:
    from listings.forms.listing import ListingForm
    from listings.services.entries import save_listing

    member = writer()
    listing = member.listing(title_de="Wellen", description_de="500 Stück")
    member.edit(listing)
    data = {**member.data, "is_cipher": ["on"]}
    from django.http import QueryDict

    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    form = ListingForm(query, {}, instance=Listing.objects.select_related("organisation").get(pk=listing.pk))
    assert form.is_valid(), form.errors
    publish(listing)
    with pytest.raises(NamedAlready):
        save_listing(form=form, actor=member.user, version=1, checked=False)


def test_naming_is_confirmed(writer: Make) -> None:
    member = writer()
    listing = publish(member.listing(is_cipher=True))
    member.edit(listing)
    assert member.send(is_cipher=None, town="Zittau", postcode="02763").error("show_name")
    assert member.send(is_cipher=None, town="Zittau", postcode="02763", show_name="on").status == 302
    listing.refresh_from_db()
    assert (listing.is_cipher, listing.town) == (False, "Zittau")


def test_a_copy_without_the_name(writer: Make) -> None:
    member = writer()
    listing = publish(member.listing(title_de="Wellen für Zittau"))
    copy = copy_listing(pk=listing.pk, actor=member.user, as_cipher=True)
    assert (copy.is_cipher, copy.town, copy.published_at) == (True, "", None)
    with pytest.raises(Incomplete):
        submit_listing(pk=copy.pk, actor=member.user)
    Listing.objects.filter(pk=copy.pk).update(title_de="Wellen, geschliffen")
    submit_listing(pk=copy.pk, actor=member.user)
    assert "zittau" not in Listing.objects.get(pk=copy.pk).slug


def test_the_same_title_as_a_public_one_is_not_enough(writer: Make) -> None:
    member = writer()
    listing = publish(member.listing(title_de="Wellen, geschliffen"))
    copy = copy_listing(pk=listing.pk, actor=member.user, as_cipher=True)
    with pytest.raises(Incomplete):
        submit_listing(pk=copy.pk, actor=member.user)


def test_who_may_know(writer: Make) -> None:
    member = writer()
    listing = publish(member.listing(is_cipher=True))
    known = {
        member.user: True, make_clerk("DED2D"): True, make_superuser(): True, make_clerk("DED2C"): False,
        make_user(): False,
    }  # fmt: skip
    assert {user: not hides_owner_from(listing, user) for user in known} == known


def test_who_was_told_sees_the_name(writer: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listings.cipher._revealers", [])
    listing, friend = publish(writer().listing(is_cipher=True)), make_user()
    register_revealer(lambda user: Listing.objects.filter(pk=listing.pk if user == friend else 0).values_list("pk"))
    assert not hides_owner_from(listing, friend)
    assert hides_owner_from(listing, make_user())
    client = Client()
    client.force_login(friend)
    assert "Uhrwerk Zittau" in client.get(url("de", "listing_detail", listing.slug)).content.decode()


def test_the_workspace_says_that_it_is_one(writer: Make) -> None:
    member = writer()
    listing = member.listing(is_cipher=True)
    page = member.client.get(url("de", "listing_status", listing.pk)).content.decode()
    assert "?as=others" in page


def test_the_examples_betray_nobody() -> None:
    from listings.example_data import rows

    for row in rows():
        if row.get("cipher"):
            owner = Organisation(name=row["organisation"], town="Nirgendwo", country="DE")
            owner.pk = 0
            texts = [row[language][field] for language in ("de", "cs") for field in ("title", "description")]
            assert identity_of(owner).found_in("\n".join(texts)) == []
