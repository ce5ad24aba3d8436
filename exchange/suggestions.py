"""Whom a participant should meet: the matching compares what both offer and look for, and says why.

Public entries are compared as everywhere (`matching`); what somebody has typed only for the exchange counts by its
words. Both are worked out once for each state of the documents and of the texts, and kept by the process.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.models import Participant
from exchange.own_texts import terms_of
from exchange.sides import country_of
from matching.facts import entries_of, read_documents
from matching.scoring import Entry, compare, fits_at_all, score
from matching.scoring.entries import COMPANY, DEMAND, INSTITUTION, LISTING, OFFER
from matching.scoring.score import IN_COMMON
from matching.scoring.trade import materials, processes
from matching.scoring.words import words_of
from matching.sentences import sentences
from search.models import Document
from search.terms import expansions
from search.version import index_version

MOST = 12
LEAST = 0.25
"""Lower than elsewhere: everybody is in the room, and one looks for the best of them."""
PARTNERS = 0.6
"""What two organisations that resemble each other count beside an offer that meets a demand."""
BOTH_WAYS = 0.25
"""Share of the second best that is added: who can also give something is worth more."""
OF_BOTH = IN_COMMON | {"distance", "serves", "responsible"}
"""Reasons that are true from either side."""
OF_THEM = OF_BOTH | {"certificate", "delivery", "needed_in"}
"""Those that can be said of who is suggested. Languages are the participants' own, not those of their companies."""
TYPED = "participant"
MOST_KEPT = 500
MOST_ENTRIES = 3_000
MOST_NEW = 60
"""Documents that one page reads anew, in a fraction of a second; in a large exchange the next page goes on."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to meet; `side` says who offers ("offer": they, "demand": I), empty for partners."""

    participant_id: int
    value: float
    side: str
    reasons: tuple[Mapping[str, Any], ...]

    @property
    def sentences(self) -> list[str]:
        """The reasons in the reader's language."""
        leads = {OFFER: _("They offer what you are looking for."), DEMAND: _("They are looking for what you offer.")}
        return [*filter(None, [leads.get(self.side)]), *sentences(self.reasons)]


type _Faces = dict[int, list[Entry]]
type _Key = tuple[Any, ...]
_entries: dict[_Key, Entry] = {}
_typed: dict[_Key, Entry] = {}
_found: dict[_Key, list[Suggestion]] = {}


def suggestions_for(person: Participant, others: Sequence[Participant]) -> list[Suggestion]:
    """The best of these people, the best one first; the number of statements does not depend on how many they are.

    Needs organisation and booking of all of them.
    """
    everybody = [person, *others]
    chosen = _chosen_listings(everybody)
    documents = _documents(everybody, chosen)
    texts = [(one.pk, one.offers, one.seeks, one.organisation_id, *chosen[one.pk]) for one in everybody]
    key = (person.pk, timezone.localdate(), tuple(texts), tuple(documents))
    if key in _found:
        return _found[key]
    missing = [document for document in documents if document not in _entries]
    _read(missing[:MOST_NEW])
    faces = _faces(everybody, chosen, [_entries[document] for document in documents if document in _entries])
    rows = [found for other in others if (found := _best(faces[person.pk], faces[other.pk], other.pk))]
    best = sorted(rows, key=lambda row: (-row.value, row.participant_id))[:MOST]
    if len(missing) <= MOST_NEW:
        _make_room(_found)
        _found[key] = best
    return best


def _best(mine: Sequence[Entry], theirs: Sequence[Entry], pk: int) -> Suggestion | None:
    rows = sorted(_pairs(mine, theirs), key=lambda row: -row[0])
    if not rows:
        return None
    value, side, reasons = rows[0]
    others = [row[0] for row in rows if row[1] != side]
    return Suggestion(pk, round(value + BOTH_WAYS * max(others, default=0.0), 4), side, reasons)


def _pairs(
    mine: Sequence[Entry], theirs: Sequence[Entry]
) -> Iterator[tuple[float, str, tuple[Mapping[str, Any], ...]]]:
    today = timezone.localdate()
    for one, other in product(mine, theirs):
        # what a demand wants is always compared with what is offered, whoever asks
        is_turned = other.side == DEMAND and not one.side
        source, target = (other, one) if is_turned else (one, other)
        if not fits_at_all(source, target, today):
            continue
        scored = score(source, target, compare(source, target, today))
        value = scored.value if source.side else scored.value * PARTNERS
        if value >= LEAST and any(reason.code in IN_COMMON for reason in scored.reasons):
            told = OF_BOTH if is_turned else OF_THEM
            yield value, _side(one, other), tuple(row.as_data() for row in scored.reasons if row.code in told)


def _side(mine: Entry, theirs: Entry) -> str:
    if mine.side == DEMAND:
        return OFFER
    return DEMAND if theirs.side == DEMAND else ""


def _chosen_listings(people: Sequence[Participant]) -> dict[int, list[int]]:
    """The entries that each of them has chosen to show, by participant."""
    through: Any = Participant.listings.through
    rows = through.objects.filter(participant__in=[one.pk for one in people]).order_by("listing_id")
    chosen: dict[int, list[int]] = {one.pk: [] for one in people}
    for participant, listing in rows.values_list("participant_id", "listing_id"):
        chosen[participant].append(listing)
    return chosen


def _documents(people: Sequence[Participant], chosen: Mapping[int, Sequence[int]]) -> list[_Key]:
    """Number and state of the documents of all organisations and chosen entries, those of the first person first."""
    organisations = {one.organisation_id for one in people if one.organisation_id}
    listings = {pk for found in chosen.values() for pk in found}
    wanted = Q(kind__in=(COMPANY, INSTITUTION), object_id__in=organisations) | Q(kind=LISTING, object_id__in=listings)
    rows = Document.objects.filter(wanted).order_by("pk").values_list(
        "pk", "indexed_at", "embedded_passages", "owner_id"
    )  # fmt: skip
    own = people[0].organisation_id
    return [row[:3] for row in sorted(rows, key=lambda row: row[3] != own)]


def _read(missing: Sequence[_Key]) -> None:
    """Once for each state of a document: its words, categories and meaning."""
    if not missing:
        return
    if len(_entries) >= MOST_ENTRIES:
        _entries.clear()
    states = {key[0]: key for key in missing}
    for pk, entry in entries_of(read_documents(list(states))).items():
        _entries[states[pk]] = entry


def _faces(people: Sequence[Participant], chosen: Mapping[int, Sequence[int]], entries: Iterable[Entry]) -> _Faces:
    """What speaks for each of them: the organisation, the chosen entries, the typed words."""
    # a demand without a name names nobody here either
    known = {(LISTING if row.is_listing else "", row.object_id): row for row in entries if not row.is_cipher}
    version = index_version()
    faces: _Faces = {}
    for one in people:
        own = known.get(("", one.organisation_id or 0))
        public = [known[LISTING, pk] for pk in chosen[one.pk] if (LISTING, pk) in known]
        faces[one.pk] = [*filter(None, [own]), *public, *_own_words(one, own, version)]
    return faces


def _own_words(person: Participant, own: Entry | None, version: int) -> Iterator[Entry]:
    for side, text in ((OFFER, person.offers), (DEMAND, person.seeks)):
        if not text.strip():
            continue
        key = (person.pk, side, text, timezone.localdate())
        if key not in _typed:
            _make_room(_typed)
            _typed[key] = _entry(person, side, text, version)
        entry = _typed[key]
        yield replace(entry, region=own.region, place=own.place) if own else entry


def _entry(person: Participant, side: str, text: str, version: int) -> Entry:
    return Entry(
        # documents have numbers above zero
        document_id=-2 * person.pk - (side == DEMAND),
        kind=TYPED,
        object_id=person.pk,
        owner_id=person.organisation_id or -person.pk,
        side=side,
        language=person.language,
        languages=frozenset(person.languages),
        title_words=words_of(text, lambda words: expansions(words, version)),
        terms=terms_of(text),
        materials=materials(text),
        processes=processes(text),
        country=country_of(person).value,
    )


def _make_room(kept: dict[_Key, Any]) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()
