"""The profile form as a member fills it in."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories import make_institution, publish
from tests.organisations.conftest import Editor
from tests.organisations.test_images import HTML, SVG, picture
from tests.pages import Page, url

pytestmark = pytest.mark.django_db
Make = Callable[..., Editor]


def states(editor: Editor) -> tuple[str, str, str]:
    entry = editor.reload()
    return entry.original_language, entry.state_de, entry.state_cs


def test_what_is_sent_unchanged_changes_nothing_but_the_version(editor: Make) -> None:
    form = editor(
        description_de="Zeile\nzwei", website="https://example.org", languages=["de", "cs"], phone="+49 3583 123456",
        contact_name="Eva", contact_consent_at=timezone.now(), founded=1990, staff_band="10-49", house_number="4 a",
    )  # fmt: skip
    form.entry.sectors.set(["C25"])
    form.entry.capabilities.set(["44316000", "42600000"])
    form.open()
    before = form.reload()
    assert form.send().status == 302
    after = form.reload()
    assert after.version == before.version + 1
    for field in before._meta.concrete_fields:
        if field.name not in {"version", "changed_at", "confirmed_at"}:
            assert (getattr(after, field.name) or "") == (getattr(before, field.name) or ""), field.name
    assert after.confirmed_at is not None
    assert {sector.code for sector in after.sectors.all()} == {"C25"}
    assert {row.code for row in after.capabilities.all()} == {"44316000", "42600000"}


def test_one_language_is_enough_whichever_it_is(editor: Make) -> None:
    german = editor()
    assert states(german) == ("de", "original", "missing")
    czech = editor(summary_de="", language="cs", original_language="cs")
    assert czech.send(summary_cs="Soustružíme hřídele.").status == 302
    assert states(czech) == ("cs", "missing", "original")


def test_states_follow_the_edits(editor: Make) -> None:
    form = editor(description_de="Lang.")
    form.send(summary_cs="Krátce.")
    assert states(form) == ("de", "original", "draft")
    form.open()
    form.send(translation_checked="on")
    assert states(form) == ("de", "original", "draft")
    assert "kern-alert--warning" in Page(form.client.get(form.url)).source  # it is not complete, and that is said
    form.open()
    form.send(description_cs="Dlouze.", translation_checked="on")
    assert states(form) == ("de", "original", "checked")
    form.open()
    form.send(phone="03583 123456")
    assert states(form) == ("de", "original", "checked")
    form.open()
    form.send(summary_de="Etwas Neues.")
    assert states(form) == ("de", "original", "outdated")
    form.open()
    form.send(summary_de="", description_de="")
    assert states(form) == ("cs", "missing", "original")


def test_addresses_and_numbers_are_put_into_one_form(editor: Make) -> None:
    form = editor()
    sent = form.send(country="CZ", postcode="CZ - 460 01", town="Liberec", region="", phone="485 123 456",
                     company_number="177041", vat_id="cz 270 82 440", contact_name="Eva Malá",
                     contact_phone="+49 (0) 3583 / 12 34 56", website="example.org")  # fmt: skip
    assert sent.status == 302
    entry = form.reload()
    assert (entry.postcode, entry.formatted_postcode, entry.region_id) == ("46001", "460 01", "CZ051")
    assert (entry.phone, entry.contact_phone) == ("+420 485 123 456", "+49 3583 123456")
    assert (entry.company_number, entry.vat_id, entry.website) == ("00177041", "CZ27082440", "https://example.org")
    assert entry.lat == pytest.approx(50.77, abs=0.2)
    assert form.open().form("version")["postcode"] == ["460 01"]


def test_the_contact_person_is_shown_by_consent_only(editor: Make) -> None:
    form = editor()
    form.send(contact_name="Eva Malá")
    assert not form.reload().shows_contact
    form.open()
    form.send(contact_consent="on")
    first = form.reload()
    assert first.shows_contact
    form.open()
    form.send(phone="03583 123456")
    assert form.reload().contact_consent_at == first.contact_consent_at
    form.open()
    form.send(contact_name="Jan Velký")
    assert form.reload().contact_consent_at > first.contact_consent_at  # another person, another consent
    form.open()
    form.send(contact_consent=None)
    assert not form.reload().shows_contact


def test_a_contact_person_who_is_gone_takes_the_consent_along(editor: Make) -> None:
    form = editor(contact_name="Eva", contact_consent_at=timezone.now())
    page = form.send(contact_name="")
    assert page.status == 422
    assert page.error("contact_name")
    assert form.send(contact_name="", contact_consent=None).status == 302
    assert form.reload().contact_consent_at is None


def test_a_logo_is_taken_kept_and_removed(editor: Make) -> None:
    form = editor()
    form.send(logo=SimpleUploadedFile("firma.jpg", picture("JPEG", (900, 300)), "image/jpeg"))
    logo = form.reload().logo
    assert logo.name.startswith("logos/")
    assert (logo.width, logo.height) == (480, 160)
    form.open()
    form.send()
    assert form.reload().logo.name == logo.name
    assert form.client.get(logo.url).status_code == 200
    form.open()
    form.send(**{"logo-clear": "on"})
    assert not form.reload().logo


@pytest.mark.parametrize(("name", "content"), [("a.png", SVG), ("a.svg", SVG), ("a.png", HTML), ("a.html", HTML)])
@pytest.mark.parametrize("language", ["de", "cs"])
def test_what_is_no_picture_is_refused_beside_its_field(editor: Make, name: str, content: bytes, language: str) -> None:
    form = editor(language=language)
    page = form.send(logo=SimpleUploadedFile(name, content, "image/png"), other_names="Kept")
    assert page.status == 422
    assert page.error("logo")
    assert page.form("version")["other_names"] == ["Kept"]
    assert not form.reload().logo


def test_a_long_file_name_is_no_obstacle(editor: Make) -> None:
    form = editor()
    assert form.send(logo=SimpleUploadedFile(f"{'x' * 150}.png", picture(), "image/png")).status == 302


def test_who_has_to_choose_the_picture_again_is_told_so(editor: Make) -> None:
    form = editor()
    page = form.send(logo=SimpleUploadedFile("a.png", picture(), "image/png"), town="")
    assert page.status == 422
    assert not page.error("logo")
    assert 'class="notice"' in page.source
    assert not form.reload().logo


def test_an_institution_has_its_own_fields(editor: Make) -> None:
    from tests.factories import make_user

    person = make_user()
    form = editor(make_institution("IHK Probe", owner=person, postcode="02763"), user=person)
    sent = form.send(type="chamber", services_de="Beratung\nKurse", services_cs="Poradenství", target_groups_de="KMU",
                     regions_served=["DED2D", "CZ051"])  # fmt: skip
    assert sent.status == 302
    entry = form.reload()
    assert entry.services_de.splitlines() == ["Beratung", "Kurse"]
    assert {region.code for region in entry.regions_served.all()} == {"DED2D", "CZ051"}
    assert entry.state_cs == "draft"
    assert form.send(type="").status == 422


def test_published_entries_go_live_and_into_the_queue(editor: Make) -> None:
    from publishing.models import ReviewItem

    form = editor()
    publish(form.entry)
    form.open()
    form.send(summary_de="Neu gesagt.")
    entry = form.reload()
    assert (entry.status, entry.summary_de) == ("published", "Neu gesagt.")
    assert ReviewItem.objects.open().of("company", entry.pk).get().reason == "change"


def test_no_english_word_for_a_choice_not_made(editor: Make) -> None:
    for language in ("de", "cs"):
        form = editor(language=language)
        for address in (
            form.url,
            url(language, "organisation_members", form.entry.pk),
            url(language, "organisation_start"),
        ):
            page = Page(form.client.get(address))
            assert page.status == 200
            assert "Select an option" not in page.source
