"""The pages that are measured; their names are those of docs/operations.md."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its path; `account` signs in first."""

    name: str
    language: str
    path: str
    account: str = ""


MEMBER, CLERK = "firma.de@example.org", "kammer.zittau@example.org"
FACETS = "?region=DED2D&region=CZ051&sector=C25&language=cs"
PAGES = [
    Page("floor", "de", "/de/floor/"),
    Page("home", "de", "/de/"),
    Page("home", "cs", "/cs/"),
    Page("company_list", "de", f"/de/unternehmen/{FACETS}"),
    Page("company_list", "cs", f"/cs/firmy/{FACETS}"),
    Page("company_list_all", "de", "/de/unternehmen/"),
    Page("company_detail", "de", "/de/unternehmen/neissetal-zerspanung-gmbh/"),
    Page("search_de", "de", "/de/suche/?q=Glas"),
    Page("search_cs", "cs", "/cs/hledani/?q=obr%C3%A1b%C4%9Bn%C3%AD+kov%C5%AF"),
    Page("search_typo", "de", "/de/suche/?q=Spritzgus"),
    Page("workspace", "de", "/de/mein-bereich/", MEMBER),
    Page("admin_queue", "de", "/admin/", CLERK),
]
