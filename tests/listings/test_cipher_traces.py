"""An attempt to unmask a cipher demand: every answer that others can get is searched for whose it is."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from accounts.models import Notification, OutgoingMail
from listings.models import Listing
from listings.services.attachments import add_attachments
from organisations.choices import Role
from organisations.files import check_file
from search.services import index_now
from tests.factories import list_publicly, make_clerk, make_company, make_listing, make_member, make_user, publish
from tests.listings.uploads import picture, upload

pytestmark = pytest.mark.django_db
TITLE = {"de": "Kammgarnspindeln aus Titan", "cs": "Titanová vřetena pro česanou přízi"}
TOWN, POSTCODE = "Jonsdorf", "02796"
IDENTITY = [
    *("quarzenthal", "kremenka", "qzthal", "lerchenwinkel", "tannhauserova", "hedwig", "holubinkova", "ludmila"),
    *(TOWN.lower(), POSTCODE, "998877", "44553322", "de811223344", "hrb 98765"),
]
SORTS = ("relevance", "newest", "distance", "name")
BENIGN = re.compile(r"csrfmiddlewaretoken\" value=\"\w+|nonce=\"[^\"]+|nonce-[\w-]+", re.ASCII)


class Scene:
    """A cipher demand in two languages with files, of a company that nothing else hints at."""

    def __init__(self) -> None:
        self.owner = make_user("hedwig@quarzenthal.example", first_name="Hedwig", last_name="Tannhäuserová")
        company = make_company(
            "Quarzenthal Feinmechanik GmbH", owner=self.owner, other_names="QZThal; Křemenka", town=TOWN,
            postcode=POSTCODE, street="Lerchenwinkel", house_number="17", website="https://www.quarzenthal.example",
            email="post@quarzenthal.example", phone="+49 3583 998877", languages=["fr", "pl"],
            contact_name="Hedwig Tannhäuserová", register_number="HRB 98765", company_number="44553322",
            vat_id="DE811223344",
        )  # fmt: skip
        make_member(company, role=Role.EDITOR, first_name="Ludmila", last_name="Holubinková")
        self.company = publish(company)
        self.listing = make_listing(
            TITLE["de"], organisation=self.company, author=self.owner, title_cs=TITLE["cs"], is_cipher=True,
            description_de="Je 400 Stück im Quartal, poliert.", description_cs="400 kusů za čtvrtletí, leštěné.",
            state_cs="checked",
        )  # fmt: skip
        files = [check_file(upload("Quarzenthal_Plan.jpg", picture()))]
        add_attachments(listing_id=self.listing.pk, files=files)
        list_publicly(self.listing)
        self.listing = Listing.objects.get(pk=self.listing.pk)
        # its own page may be found by its name; here nothing but the demand could lead to it
        self.other = make_company("Andere Firma GmbH", owner=make_user(), town="Bautzen", region="DED2C")
        list_publicly(self.other)
        self.named = make_listing("Vorrichtungen aus Titan", organisation=self.other)
        list_publicly(self.named)

    def clients(self) -> dict[str, Client]:
        """Everybody who must not know."""
        people = {"member": self.other.memberships.get().user, "other clerk": make_clerk("CZ041")}
        found = {"anonymous": Client()}
        for name, user in people.items():
            found[name] = Client()
            found[name].force_login(user)
        return found


@pytest.fixture
def scene() -> Scene:
    return Scene()


def traces(text: str) -> list[str]:
    """What of the identity stands in a text, whatever its accents."""
    bare = unicodedata.normalize("NFKD", BENIGN.sub("", text)).casefold().encode("ascii", "ignore").decode()
    return [trace for trace in IDENTITY if trace in bare]


def said(response: Any) -> str:
    """All of a response: headers, cookies, body."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{head}\n{body.decode('utf-8', 'replace')}\n{body.decode('latin-1')}"


def patterns(resolver: Any, into: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and converters of every address of the site."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, (*into, entry.namespace) if entry.namespace else into)
        elif isinstance(entry, URLPattern) and entry.name:
            yield ":".join((*into, entry.name)), getattr(entry.pattern, "converters", {})


def addresses(scene: Scene) -> Iterator[str]:
    """Every address that takes nothing, or what somebody can find out or guess of the demand and its owner."""
    listing, company = scene.listing, scene.company
    key = listing.attachments.get().key
    values = {
        "slug": [listing.slug], "pk": [listing.pk, company.pk], "id": [listing.pk, company.pk], "key": [key],
        "kind": ["listing"], "object_id": [listing.pk], "name": ["x"], "token": ["x"],
    }  # fmt: skip
    for name, converters in dict(patterns(get_resolver())).items():
        for number in range(2):
            arguments = {
                parameter: values.get(parameter, ["1"])[min(number, len(values.get(parameter, ["1"])) - 1)]
                for parameter in converters
            }
            try:
                yield reverse(name, kwargs=arguments)
            except Exception:  # noqa: BLE001, S112 - a converter that takes none of these
                continue


def questions(scene: Scene) -> Iterator[str]:
    """Lists and feeds narrowed down and sorted in every way that could tell something."""
    facets = {
        "kind": "demand", "country": "DE", "region": "DED2D", "cpv": "44316000", "division": "44", "language": "fr",
        "certificate": "ISO 9001",
    }  # fmt: skip
    for view in ("listing_list", "listing_feed", "search", "company_list", "radar"):
        page = reverse(view)
        yield from (f"{page}?{name}={value}" for name, value in facets.items())
        yield from (f"{page}?sort={sort}&near={POSTCODE[:3]}01" for sort in SORTS)
        yield from (f"{page}?q={title}" for title in TITLE.values())
    yield f"{reverse('listing_detail', args=[scene.listing.slug])}?as=others"
    yield f"{reverse('enquiry_new')}?listing={scene.listing.slug}"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "cs"])
@pytest.mark.parametrize("who", ["anonymous", "member", "other clerk"])
def test_no_answer_says_whose_it_is(scene: Scene, language: str, who: str) -> None:
    client = scene.clients()[who]
    client.raise_request_exception = False
    seen = 0
    with override(language):
        asked = list(dict.fromkeys([*addresses(scene), *questions(scene)]))
    assert len(asked) > 100
    for address in asked:
        if "logout" in address or "abmelden" in address:
            continue
        for headers in ({}, {"HX-Request": "true"}) if "?" in address else ({},):
            response = client.get(address, headers=headers)
            text = said(response)
            shows_demand = TITLE["de"] in text or TITLE["cs"] in text or scene.listing.slug in text
            # a page of the company itself may name it, and then nothing of the demand
            if shows_demand or f"/{scene.company.pk}/" not in address:
                assert traces(text) == [], (who, address, response.status_code)
            seen += TITLE[language].casefold() in text.casefold()
    assert seen >= 8  # the demand itself is there for everybody


def test_its_own_page_says_nothing_of_the_demand(scene: Scene) -> None:
    index_now(kind="company", ids=[scene.company.pk])
    named = make_listing("Lehrlinge gesucht", organisation=scene.company)
    list_publicly(named)
    for client in scene.clients().values():
        text = said(client.get(reverse("company_detail", args=[scene.company.slug])))
        assert "Lehrlinge gesucht" in text
        assert TITLE["de"] not in text
        assert scene.listing.slug not in text


@pytest.mark.parametrize("words", ["Quarzenthal", "Křemenka", "QZThal", TOWN, "Lerchenwinkel"])
def test_nobody_finds_it_by_its_owner(scene: Scene, words: str) -> None:
    for view in ("listing_list", "search", "listing_feed"):
        text = said(Client().get(reverse(view), {"q": words}))
        assert scene.listing.slug not in text, view


def test_what_the_owner_speaks_does_not_narrow_it_down(scene: Scene) -> None:
    for code in ("fr", "pl"):
        assert scene.listing.slug not in said(Client().get(reverse("listing_list"), {"language": code}))


def test_files_have_neutral_names_and_no_numbers_in_a_row(scene: Scene) -> None:
    row = scene.listing.attachments.get()
    for language, name in (("de", "Anlage"), ("cs", "Příloha")):
        with override(language):
            response = Client().get(reverse("listing_attachment", args=[scene.listing.slug, row.key]), {"download": ""})
        assert "Quarzenthal" not in response["Content-Disposition"], name
    assert scene.listing.slug.rpartition("-")[2] != str(scene.listing.pk)
    assert Client().get(reverse("listing_attachment", args=[scene.listing.slug, row.pk])).status_code == 404


def test_days_and_not_hours(scene: Scene) -> None:
    from search.models import Document

    document = Document.objects.get(kind="listing", object_id=scene.listing.pk)
    for moment in (document.published_at, document.confirmed_at):
        from django.utils import timezone

        local = timezone.localtime(moment)
        assert (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
    page = said(Client().get(reverse("listing_detail", args=[scene.listing.slug])))
    assert scene.listing.published_at.isoformat()[11:19] not in page


def test_mails_and_notes_to_others_say_nothing(scene: Scene) -> None:
    own = set(scene.company.memberships.values_list("user", flat=True))
    for mail in OutgoingMail.objects.exclude(user__in=own):
        assert traces(f"{mail.subject}\n{mail.text}\n{mail.html}\n{mail.headers}") == []
    for note in Notification.objects.exclude(user__in=own):
        assert traces(str(note.context)) == []


def test_those_who_may_know_are_told(scene: Scene) -> None:
    for user in (scene.owner, make_clerk("DED2D")):
        client = Client()
        client.force_login(user)
        response = client.get(reverse("listing_detail", args=[scene.listing.slug]))
        assert "Quarzenthal" in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        preview = client.get(reverse("listing_detail", args=[scene.listing.slug]), {"as": "others"})
        assert "Feinmechanik" not in preview.content.decode().split("<main", 1)[1]
