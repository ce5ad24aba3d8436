"""The pages that are measured; their names are those of the lines in var/bench.jsonl.

Each request of a page asks something else: other facets, other words, another entry. What a process has kept from the
answer to one address then does not answer the next one.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from bench.database import connect, with_django
from bench.words import CZECH, GERMAN, MISSPELT, PLACES

MEMBER, CLERK = "firma.de@example.org", "kammer.zittau@example.org"
ORGANISER = "organiser@example.org"
REGIONS = ("DED21", "DED2C", "DED2D", "DED2F", "DED41", "DED42", "DED43", "DED44", "DED45", "CZ041", "CZ042", "CZ051")
SECTORS = ("A", "C", "C10", "C13", "C16", "C22", "C23", "C25", "C26", "C27", "C28", "C31", "F", "G", "H", "J", "M")
DIVISIONS = ("03", "14", "18", "19", "31", "33", "34", "39", "42", "43", "44", "45", "50", "60", "71", "79", "80")
LANGUAGES, BANDS = ("de", "cs", "en", "pl"), ("1-9", "10-49", "50-249")
DIRECTIONS, TYPES = ("offer", "demand"), ("product", "service", "capacity", "cooperation", "research")
FORMATS = ("talk", "workshop", "exchange", "visit", "exhibition")
STATES = ("confirmed", "confirmed", "waiting", "cancelled")
SORTS = ("", "", "", "newest", "name")
type Draw = Callable[[Random], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page by the addresses that are asked for; `account` signs in first."""

    name: str
    language: str
    paths: Sequence[str]
    account: str = ""


def pages(number: int) -> list[Page]:
    """All pages, each with so many addresses; the same ones each time."""
    paths: dict[str, dict[str, str]] = json.loads(with_django("bench.inside.addresses"))
    companies, listings = _slugs("company"), _slugs("listing")
    events = [slug for slug in _slugs("event") if slug.startswith("bench-congress")]
    drawn: list[tuple[str, str, Draw]] = [("floor", "de", _always("/de/floor/"))]
    for language in ("de", "cs"):
        company, listing, event = (paths[name][language] for name in ("company_list", "listing_list", "event_list"))
        drawn += [
            ("home", language, _always(paths["home"][language])),
            ("company_list", language, _companies(company)),
            ("company_detail", language, _entry(company, companies)),
            ("listing_list", language, _listings(listing)),
            ("listing_detail", language, _entry(listing, listings)),
            ("event_list", language, _events(event)),
            ("event_detail", language, _entry(event, events)),
        ]
    for name, language, words in (("de", "de", GERMAN), ("cs", "cs", CZECH), ("typo", "de", MISSPELT)):
        drawn.append((f"search_{name}", language, _words(paths["search"][language], words)))
    found = [Page(name, language, _draw(f"{name} {language}", draw, number)) for name, language, draw in drawn]
    people = _draw("people", _people(paths["organiser_registrations"]["de"]), number)
    return [
        *found,
        Page("organiser_registrations", "de", people, ORGANISER),
        Page("workspace", "de", [paths["workspace"]["de"]] * number, MEMBER),
        Page("admin_queue", "de", ["/admin/"] * number, CLERK),
    ]


def _draw(seed: str, draw: Draw, number: int) -> list[str]:
    random = Random(seed)  # noqa: S311 - the same ones each time
    return [draw(random) for _number in range(number)]


def _always(path: str) -> Draw:
    return lambda _random: path


def _companies(path: str) -> Draw:
    """Three facets: two regions, a sector, and a language, a staff band or a certificate."""

    def draw(random: Random) -> str:
        third = random.choice(
            [("language", random.choice(LANGUAGES)), ("staff", random.choice(BANDS)), ("certificate", "ISO 9001")]
        )
        return _list(path, random, [("sector", random.choice(SECTORS)), third])

    return draw


def _listings(path: str) -> Draw:
    """Three facets: two regions, offer or demand, and a type, a group of goods or a language."""

    def draw(random: Random) -> str:
        third = random.choice(
            [
                ("type", random.choice(TYPES)),
                ("division", random.choice(DIVISIONS)),
                ("language", random.choice(LANGUAGES)),
            ]
        )
        return _list(path, random, [("kind", random.choice(DIRECTIONS)), third])

    return draw


def _events(path: str) -> Draw:
    """Three facets: two regions, a format, and a type, a language or where people take part."""

    def draw(random: Random) -> str:
        third = random.choice(
            [
                ("event", random.choice(("workshop", "cooperation"))),
                ("language", random.choice(("de", "cs"))),
                ("mode", random.choice(("on_site", "online", "hybrid"))),
            ]
        )
        chosen = [("format", random.choice(FORMATS)), third]
        return _list(path, random, [*chosen, ("when", "past")] if random.random() < 1 / 4 else chosen)

    return draw


def _list(path: str, random: Random, chosen: list[tuple[str, str]]) -> str:
    query = [*(("region", code) for code in random.sample(REGIONS, 2)), *chosen]
    query += [("sort", sort)] if (sort := random.choice(SORTS)) else []
    query += [("page", str(page))] if (page := random.choice((1, 1, 1, 2, 3))) > 1 else []
    return f"{path}?{urlencode(query)}"


def _people(path: str) -> Draw:
    """A state, a country, a word or none, by number or name, one of the pages."""

    def draw(random: Random) -> str:
        query = [("state", random.choice(STATES)), ("country", random.choice(("DE", "CZ")))]
        query += [("q", random.choice(("nov", "muller", "firma 12")))] if random.random() < 0.3 else []
        query += [("sort", "name")] if random.random() < 0.5 else []
        return f"{path}?{urlencode([*query, ('page', str(random.choice((1, 1, 2, 3))))])}"

    return draw


def _slugs(kind: str) -> list[str]:
    with connect() as database:
        rows = database.execute("SELECT slug FROM search_document WHERE kind = %s ORDER BY slug", [kind])
        return [slug for (slug,) in rows]


def _entry(path: str, slugs: Sequence[str]) -> Draw:
    return lambda random: f"{path}{random.choice(slugs)}/"


def _words(path: str, words: Sequence[str]) -> Draw:
    """A word or two, and more often than not the name of a town."""
    return lambda random: f"{path}?{urlencode({'q': f'{random.choice(words)} {random.choice(PLACES)}'.strip()})}"
