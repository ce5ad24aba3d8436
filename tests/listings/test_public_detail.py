"""The public page of an offer or a demand: facts, languages, contact, data for search engines, and what is over."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override
from pytest_django import DjangoAssertNumQueries

from listings.choices import Closing
from listings.models import Listing
from listings.services.attachments import add_attachments
from listings.services.entries import close_listing
from organisations.files import check_file
from organisations.models import Region
from publishing.services import archive
from search.services import index_now
from tests.factories import list_publicly, make_company, make_listing, make_member, publish
from tests.listings.uploads import PDF, picture, upload
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
QUERIES = 5
"""The entry with its organisation, categories, delivery area, files."""
EVIL = '</script><script>alert("x")</script>'


@pytest.fixture
def listing() -> Listing:
    """An offer of a company in Zittau, in German alone, with all facts."""
    owner = publish(
        make_company("Uhrwerk Zittau GmbH", postcode="02763", contact_name="Eva Beispiel", email="a@uhrwerk.example")
    )
    today = timezone.localdate()
    entry = make_listing(
        "Langdrehteile aus Messing", organisation=owner, direction="offer", type="capacity", postcode="02763",
        capabilities=["44316400"], certificates=["ISO 9001"], quantity="2.5", unit="t",
        needed_from=today, needed_until=today + timedelta(days=30),
    )  # fmt: skip
    entry.delivery_regions.set(Region.objects.filter(pk__in=["DED2D", "CZ051"]))
    list_publicly(entry)
    return Listing.objects.get(pk=entry.pk)


def page_of(entry: Listing, language: str = "de", client: Client | None = None) -> Page:
    return Page((client or Client()).get(url(language, "listing_detail", entry.slug)))


def said(language: str, *messages: str) -> list[str]:
    with override(language):
        return [gettext(message) for message in messages]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_facts_in_both_languages(listing: Listing, language: str) -> None:
    page = page_of(listing, language)
    assert page.status == 200
    assert page.headings == ["Langdrehteile aus Messing"]
    for text in said(language, "Offer", "Production capacity", "Certificates held", "Available", "Categories"):
        assert text in page.source
    for text in ("2,5 t", "ISO 9001", "02763 Zittau", "Uhrwerk Zittau GmbH", "CPV 44316400"):
        assert text in page.source
    assert set(page.alternates()) == set(LANGUAGES)


def test_a_demand_asks_for_what_an_offer_has() -> None:
    entry = make_listing(certificates=["ISO 9001"], needed_until=timezone.localdate() + timedelta(days=9))
    list_publicly(entry)
    for language in LANGUAGES:
        source = page_of(entry, language).source
        for text in said(language, "Required certificates", "Needed", "Who is looking"):
            assert text in source
        assert said(language, "Certificates held")[0] not in source


def test_the_language_is_honest(listing: Listing) -> None:
    german, czech = (page_of(listing, language).source for language in LANGUAGES)
    assert '<h1 lang="de">Langdrehteile aus Messing</h1>' in czech
    assert '<div class="prose" lang="de">' in czech
    assert '<li aria-current="page" lang="de">' in czech
    assert said("cs", "Only available in German so far.")[0] in czech
    assert 'lang="de">Langdrehteile' not in german
    assert 'role="note"' not in german


def test_a_draft_translation_is_called_one() -> None:
    entry = make_listing(title_cs="Soustružené díly", description_cs="Hřídele.", state_cs="draft")
    Listing.objects.filter(pk=entry.pk).update(state_cs="draft")
    list_publicly(Listing.objects.get(pk=entry.pk))
    czech = page_of(entry, "cs")
    assert czech.headings == ["Soustružené díly"]
    assert said("cs", "Draft translation: nobody has compared it with the original yet.")[0] in czech.source


def test_categories_lead_down_to_the_list(listing: Listing) -> None:
    for language in LANGUAGES:
        address = url(language, "listing_list")
        links = [link["href"] for link in page_of(listing, language).links]
        assert f"{address}?cpv=44000000" in links
        assert f"{address}?cpv=44316400" in links
        assert f"{address}?certificate=ISO%209001" in links
        assert url(language, "company_detail", listing.organisation.slug) in links


def test_the_contact_person_only_with_consent(listing: Listing) -> None:
    assert "a@uhrwerk.example" in page_of(listing).source
    assert "Eva Beispiel" not in page_of(listing).source
    type(listing.organisation).objects.filter(pk=listing.organisation_id).update(contact_consent_at=timezone.now())
    assert "Eva Beispiel" in page_of(listing).source


def test_files_with_type_and_size(listing: Listing) -> None:
    files = [check_file(upload("zeichnung.pdf", PDF)), check_file(upload("foto.jpg", picture()))]
    add_attachments(listing_id=listing.pk, files=files)
    page = page_of(listing)
    assert "zeichnung.pdf" in page.source
    assert "PDF, " in page.source
    assert "JPG, " in page.source
    addresses = [link["href"] for link in page.links if "/dateien/" in link["href"] or "/files/" in link["href"]]
    assert len(addresses) == 3
    assert all(Client().get(address).status_code == 200 for address in addresses)


def test_data_for_search_engines(listing: Listing) -> None:
    facts = json.loads(page_of(listing).scripts[-1])
    assert facts["@type"] == "Offer"
    assert facts["itemOffered"]["@type"] == "Service"
    assert facts["itemOffered"]["category"] == ["Metallwaren"]
    assert facts["offeredBy"]["name"] == "Uhrwerk Zittau GmbH"
    assert facts["eligibleQuantity"] == {"@type": "QuantitativeValue", "value": 2.5, "unitText": "t"}
    assert facts["validThrough"] == listing.valid_until.isoformat()
    assert len(facts["areaServed"]) == 2


def test_no_text_ends_the_data_block() -> None:
    entry = make_listing(EVIL, description_de=EVIL)
    list_publicly(entry)
    page = page_of(entry)
    facts = json.loads(next(script for script in page.scripts if "schema.org" in script))
    assert facts["@type"] == "Demand"
    assert facts["name"] == EVIL
    assert facts["@reverse"]["seeks"]["@type"] == "Organization"
    assert 'alert("x")' not in page.source


def test_a_draft_does_not_exist_for_readers(listing: Listing) -> None:
    draft = make_listing(organisation=listing.organisation)
    address = url("de", "listing_detail", draft.slug)
    assert Client().get(address).status_code == 404
    member = Client()
    member.force_login(make_member(listing.organisation))
    page = Page(member.get(address))
    assert page.status == 200
    assert "schema.org" not in page.source
    assert url("de", "listing_status", draft.pk) in {link["href"] for link in page.links}


def expire(entry: Listing) -> None:
    Listing.objects.filter(pk=entry.pk).update(expired_at=timezone.now())
    index_now(kind="listing", ids=[entry.pk])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_expired_says_so_and_leads_to_similar_ones(listing: Listing, language: str) -> None:
    alike = make_listing("Drehteile aus Stahl", direction="offer", capabilities=["44316500"])
    list_publicly(
        alike,
        make_listing("Gesucht wird", direction="demand", capabilities=["44316500"]),
        make_listing("Etwas anderes", direction="offer", capabilities=["79530000"]),
    )
    expire(listing)
    answer = Client().get(url(language, "listing_detail", listing.slug))
    page = Page(answer)
    assert page.status == 410
    assert page.headings == said(language, "This offer is no longer current")
    assert "Langdrehteile aus Messing" in page.source
    assert "blank gedreht" not in page.source.split("</main>")[0].split("similar")[0]
    assert [document.object_id for document in answer.context["documents"]] == [alike.pk]
    assert f"{url(language, 'listing_list')}?kind=offer&cpv=44300000" in {link["href"] for link in page.links}
    assert '<meta name="robots" content="noindex">' in page.source


def test_members_still_see_what_has_expired(listing: Listing) -> None:
    expire(listing)
    client = Client()
    client.force_login(make_member(listing.organisation))
    page = page_of(listing, client=client)
    assert page.status == 200
    assert page.headings == ["Langdrehteile aus Messing"]


def test_what_was_closed_is_over_without_its_text(listing: Listing) -> None:
    close_listing(pk=listing.pk, actor=None, closing=Closing.FOUND)
    page = page_of(listing)
    assert page.status == 410
    assert "Langdrehteile" not in page.source


def test_what_the_chamber_took_away_was_never_there(listing: Listing) -> None:
    archive(kind="listing", pk=listing.pk, actor=None, reason="Verstoß")
    assert page_of(listing).status == 404


def test_without_its_organisation_it_is_not_there(listing: Listing) -> None:
    archive(kind="company", pk=listing.organisation_id, actor=None)
    assert page_of(listing).status == 404
    expire(listing)
    assert page_of(listing).status == 404


def _rich(number: int) -> Listing:
    entry = make_listing(capabilities=["44316400", "44316500", "44167110"][:number])
    entry.delivery_regions.set(Region.objects.filter(pk__in=["DED2D", "CZ051", "CZ042"][:number]))
    add_attachments(listing_id=entry.pk, files=[check_file(upload(f"{index}.pdf", PDF)) for index in range(number)])
    publish(entry)
    return entry


def test_queries_do_not_depend_on_the_number(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    page_of(_rich(1))
    for number in (1, 3):
        entry = _rich(number)
        with django_assert_num_queries(QUERIES):
            assert page_of(entry).status == 200
