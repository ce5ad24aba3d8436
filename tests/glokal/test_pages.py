"""Pages of the roof: home, project, legal texts, errors, health, media, and what every page has."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from glokal.environment import BASE_DIR
from glokal.markdown import render
from glokal.models import Page as SitePage
from glokal.page_data import load_pages
from tests.factories import list_publicly, make_company, make_institution, make_member, make_superuser
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
LEGAL = ("imprint", "privacy", "accessibility", "ranking", "terms")
ADDRESSES = {
    "home": ("/de/", "/cs/"),
    "company_list": ("/de/unternehmen/", "/cs/firmy/"),
    "institution_list": ("/de/einrichtungen/", "/cs/instituce/"),
    "search": ("/de/suche/", "/cs/hledani/"),
    "project": ("/de/projekt/", "/cs/projekt/"),
    "workspace": ("/de/mein-bereich/", "/cs/muj-prostor/"),
    "imprint": ("/de/impressum/", "/cs/tiraz/"),
    "privacy": ("/de/datenschutz/", "/cs/ochrana-udaju/"),
    "accessibility": ("/de/barrierefreiheit/", "/cs/pristupnost/"),
    "ranking": ("/de/ranking/", "/cs/razeni/"),
}


@pytest.mark.parametrize(("view", "paths"), ADDRESSES.items())
def test_addresses(view: str, paths: tuple[str, str]) -> None:
    assert (url("de", view), url("cs", view)) == paths


@pytest.mark.parametrize(
    ("cookie", "accepted", "target"),
    [
        ("", "", "/de/"),
        ("", "cs", "/cs/"),
        ("", "en-GB,en;q=0.8,cs;q=0.5", "/cs/"),
        ("", "de-AT,cs;q=0.1", "/de/"),
        ("", "pl", "/de/"),
        ("", ";;;q=x", "/de/"),
        ("cs", "de", "/cs/"),
        ("de", "cs", "/de/"),
        ("xx", "cs", "/cs/"),
    ],
)
def test_the_bare_address(client: Client, settings: Settings, cookie: str, accepted: str, target: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    answer = client.get("/", headers={"accept-language": accepted})
    assert (answer.status_code, answer.url) == (302, target)
    assert {"Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))


def test_every_public_page_has_its_frame(client: Client, settings: Settings) -> None:
    load_pages()
    company, institution = make_company("Uhrwerk"), make_institution("IHK")
    list_publicly(company, institution)
    client.force_login(make_member(company))
    views: list[tuple[Any, ...]] = [
        (view,) for view in (*ADDRESSES, "terms", "organisation_find", "organisation_start")
    ]
    views += [("company_detail", company.slug), ("institution_detail", institution.slug)]
    views += [(view, company.pk) for view in ("organisation_status", "organisation_members", "company_edit")]
    views += [("organisation_join", institution.pk)]
    for view in views:
        for language in LANGUAGES:
            path = url(language, *view)
            page = Page(client.get(path))
            assert (page.status, page.language, len(page.headings)) == (200, language, 1), path
            assert page.headings[0].strip()
            twins = {code: settings.SITE_URL + url(code, *view) for code in LANGUAGES}
            assert page.alternates() == twins, path
            canonical = [link["href"] for link in page.links if link.get("rel") == "canonical"]
            assert canonical == [settings.SITE_URL + path]
            switch = {link["href"] for link in page.links if link.get("hreflang") and link["tag"] == "a"}
            assert {url(code, *view) for code in LANGUAGES if code != language} <= switch, path
            assert "Kofinanziert von der Europäischen Union" in page.source
            assert "Spolufinancováno Evropskou unií" in page.source


def test_the_project_page_holds_every_fact(client: Client) -> None:
    facts = tomllib.loads((BASE_DIR / "glokal/data/project.toml").read_text())["project"]
    assert len(facts["event"]) == 7
    for language in LANGUAGES:
        shown = Page(client.get(url(language, "project"))).source.replace("&amp;", "&").replace("&#x27;", "'")
        wanted = [value for key, value in facts[language].items() if key not in {"description", "budget", "period"}]
        wanted += facts[language]["description"]
        for partner in facts["partner"]:
            wanted += [partner["name_cs"] if language == "cs" else partner["name"], partner[f"profile_{language}"]]
        wanted += [measure[language] for measure in facts["measure"]]
        wanted += [text for area in facts["area"] for text in (area[language], area[f"name_{language}"])]
        for event in facts["event"]:
            wanted += [event[f"{part}_{language}"] for part in ("date", "place", "title")]
            wanted += event[f"contents_{language}"]
        assert [text for text in wanted if text not in shown] == []


def test_the_facts_are_those_of_the_order() -> None:
    text = (BASE_DIR / "glokal/data/project.toml").read_text()
    for fact in ("610.799,70 EUR", "488.639,75 EUR", "01.01.2024", "30.06.2026", "global denken, lokal handeln"):
        assert fact in text


@pytest.mark.parametrize("view", LEGAL)
def test_legal_pages(client: Client, view: str) -> None:
    assert client.get(url("de", view)).status_code == 404
    load_pages()
    german, czech = (Page(client.get(url(language, view))) for language in LANGUAGES)
    assert german.headings != czech.headings or german.source != czech.source
    SitePage.objects.filter(slug=view).update(body_cs="", title_de="Neuer Titel")
    load_pages()
    assert Page(client.get(url("de", view))).headings == ["Neuer Titel"]  # what was edited stays
    assert "Zatím pouze v němčině." in Page(client.get(url("cs", view))).source


def test_operators_texts_are_harmless() -> None:
    html = render("# Weg\n\n## Da\n\n<script>x</script> [a](javascript:alert(1)) **b**\n\n| a |\n|---|\n| 1 |")
    for bad in ("<script", 'href="javascript', "<h1", "Weg"):
        assert bad not in html
    for good in ("<h2>Da</h2>", "<strong>b</strong>", "<td>1</td>"):
        assert good in html


def test_health(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_workers")
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["worker"], answer.json()["migrations"]) == (503, False, True)
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (%s)", [timezone.now()])
        assert (client.get("/readyz").status_code, client.get("/readyz").json()["status"]) == (200, "ok")
        old = timezone.now() - timedelta(minutes=2)
        cursor.execute("update procrastinate_workers set last_heartbeat = %s", [old])
        assert client.get("/readyz").status_code == 503
        cursor.execute("delete from django_migrations where app = 'search'")
    assert client.get("/readyz").json()["migrations"] is False


def test_error_pages_in_both_languages(client: Client) -> None:
    for language, words in (("de", "Seite nicht gefunden"), ("cs", "Stránka nenalezena")):
        page = Page(client.get(f"/{language}/nirgends/"))
        assert (page.status, page.language, page.headings) == (404, language, [words])
    strict = Client(enforce_csrf_checks=True)
    for language in LANGUAGES:
        page = Page(strict.post(url(language, "account_login"), {"login": "x"}))
        assert (page.status, page.language, len(page.headings)) == (403, language, 1)
    answer = client.get("/de/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert len(Page(answer).headings) == 1


def test_a_breakdown_says_so_in_both_languages(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from glokal.views.home import HomeView

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(HomeView, "get_context_data", fail)
    for language in LANGUAGES:
        page = Page(Client(raise_request_exception=False).get(f"/{language}/"))
        assert page.status == 500
        assert "Da ist etwas schiefgegangen" in page.source
        assert "Něco se nepovedlo" in page.source
        assert "out of order" not in page.source


def test_media_are_logos_only(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    default_storage.save("logos/a.png", ContentFile(b"png"))
    default_storage.save("logos/a.svg", ContentFile(b"<svg>"))
    default_storage.save("secret.png", ContentFile(b"secret"))
    answer = client.get("/media/logos/a.png")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"png")
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    for name in ("a.svg", "b.png", "../secret.png", "%2e%2e%2fsecret.png", "..%5csecret.png", "....//secret.png", "",
                 ".png", "..", "%00.png", "a.png%00", f"{'x' * 400}.png", "a.png/"):  # fmt: skip
        assert client.get(f"/media/logos/{name}").status_code == 404, name
    assert client.get("/media/secret.png").status_code == 404
    assert client.post("/media/logos/a.png").status_code == 405


def test_favicon(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 301
    assert (BASE_DIR / answer.url.removeprefix("/")).exists()


def test_home_shows_what_is_there(client: Client) -> None:
    list_publicly(make_company("Uhrwerk"), make_institution("IHK"))
    make_company("Entwurf")
    for language in LANGUAGES:
        answer = client.get(url(language, "home"))
        assert answer.context["counts"] == {"companies": 1, "institutions": 1, "listings": 0, "regions": 12}
        counts = {region["code"]: region["count"] for region in answer.context["map"]["regions"]}
        assert counts["DED2D"] == 1
        assert sum(counts.values()) == 1
        assert "Entwurf" not in answer.content.decode()


def test_clerks_find_the_administration_from_an_entry(client: Client) -> None:
    company = make_company("Uhrwerk")
    list_publicly(company)
    client.force_login(make_superuser())
    page = Page(client.get(url("de", "company_detail", company.slug)))
    assert f"/admin/companies/company/{company.pk}/change/" in {link.get("href") for link in page.links}
