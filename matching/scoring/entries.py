"""What is compared: one findable thing as the scoring sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from matching.scoring.words import Word

OFFER, DEMAND = "offer", "demand"
COMPANY, INSTITUTION, EVENT, LISTING = "company", "institution", "event", "listing"
RESEARCHING = frozenset({"university", "research_institute", "technology_centre", "innovation_centre"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An offer, a demand, an organisation or an event; codes are those of the facets of the search."""

    document_id: int
    kind: str
    object_id: int
    owner_id: int | None
    side: str = ""
    """"offer" or "demand"; empty for what is neither."""
    type: str = ""
    """Of a listing (product, service …), an institution or an event."""
    language: str = "de"
    """In which it was written."""
    languages: frozenset[str] = frozenset()
    """In which its people answer."""
    title_words: tuple[Word, ...] = ()
    terms: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    """CPV, the exact ones and all wider ones."""
    exact_codes: frozenset[str] = frozenset()
    materials: frozenset[str] = frozenset()
    processes: frozenset[str] = frozenset()
    vector: Any = None
    """Unit vector of its meaning; None while nobody has read it."""
    country: str = ""
    region: str = ""
    place: tuple[float, float] | None = None
    """Kilometres on the plane."""
    delivery: frozenset[str] = frozenset()
    """Of an offer where to it is delivered, of a demand where it is needed; empty where nothing is said."""
    delivers_everywhere: bool = False
    serves: frozenset[str] = frozenset()
    """Regions that an institution looks after."""
    needs: frozenset[str] = frozenset()
    """Certificates that a demand requires."""
    holds: Mapping[str, date | None] = field(default_factory=dict)
    """Certificates with their last day, where it is known."""
    last_day: date | None = None
    """After which it is over."""
    first_day: date | None = None
    """Of an event."""
    confirmed: date | None = None
    answers: "Answers | None" = None
    is_cipher: bool = False
    prefers_other_side: bool = False

    @property
    def is_listing(self) -> bool:
        """Whether it is an offer or a demand."""
        return self.kind == LISTING


@dataclass(frozen=True, slots=True)
class Answers:
    """How an organisation answers enquiries: share from 0 to 1, and the usual hours."""

    share: float
    hours: float
