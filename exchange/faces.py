"""What speaks for each participant: the organisation, the chosen entries and the typed words, ready to be compared.

Each is read once for its state and kept by the process; one page reads only so many anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from exchange.models import Participant
from exchange.own_texts import terms_of
from exchange.sides import country_of
from matching.facts import entries_of, read_documents
from matching.scoring import Entry
from matching.scoring.entries import COMPANY, DEMAND, INSTITUTION, LISTING, OFFER
from matching.scoring.evidence import own_digits
from matching.scoring.score import LONG, RARE, SAME_MEANING, SHARED_DIGITS
from matching.scoring.trade import materials, processes
from matching.scoring.words import words_of
from search.models import Document
from search.terms import expansions
from search.version import index_version

TYPED = "participant"
MOST_KEPT = 3_000
MOST_NEW = 60
"""Documents and texts that one page reads anew, in a fraction of a second; with very many the next page goes on."""
type Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """An entry with the words and categories by which others may have something in common with it."""

    entry: Entry
    words: frozenset[str]
    codes: frozenset[str]

    def may_fit(self, other: "Face") -> bool:
        """Whether anything can be said of what both have in common; false spares the comparison."""
        one, two = self.entry, other.entry
        return (
            not self.codes.isdisjoint(other.codes)
            or not self.words.isdisjoint(two.terms)
            or not other.words.isdisjoint(one.terms)
            or not one.materials.isdisjoint(two.materials)
            or not one.processes.isdisjoint(two.processes)
            or (one.vector is not None and two.vector is not None and float(one.vector @ two.vector) >= SAME_MEANING)
        )


_kept: dict[Key, Face] = {}


@dataclass(frozen=True, slots=True)
class Crowd:
    """All people of one comparison; `key` changes with everything that is compared."""

    key: Key
    people: Sequence[Participant]
    chosen: Mapping[int, Sequence[int]]
    documents: Sequence[Key]
    texts: Sequence[Key]

    def faces(self) -> tuple[dict[int, list[Face]], bool]:
        """What speaks for each of them, and whether all of it was read."""
        missing = [document for document in self.documents if document not in _kept]
        texts = [text for text in self.texts if text not in _kept]
        _make_room(len(missing) + len(texts))
        _read(missing[:MOST_NEW])
        _read_texts(texts[: max(0, MOST_NEW - len(missing))], {one.pk: one for one in self.people})
        return self._by_person(), len(missing) + len(texts) <= MOST_NEW

    def _by_person(self) -> dict[int, list[Face]]:
        public = [_kept[document] for document in self.documents if document in _kept]
        # a demand without a name names nobody here either
        known = {
            (LISTING if face.entry.is_listing else "", face.entry.object_id): face
            for face in public
            if not face.entry.is_cipher
        }
        found: dict[int, list[Face]] = {}
        for one in self.people:
            own = known.get(("", one.organisation_id or 0))
            entries = [known[LISTING, pk] for pk in self.chosen[one.pk] if (LISTING, pk) in known]
            found[one.pk] = [*filter(None, [own]), *entries]
        for text in self.texts:
            if text in _kept:
                found[text[0]].append(_placed(_kept[text], found[text[0]]))
        return found


def crowd_of(people: Sequence[Participant]) -> Crowd:
    """These people, the one who is looked for first; two statements. Needs their organisations and bookings."""
    chosen = _chosen_listings(people)
    documents, today = _documents(people, chosen), timezone.localdate()
    texts = [
        (one.pk, side, text, one.language, tuple(one.languages), one.organisation_id, today)
        for one in people
        for side, text in ((OFFER, one.offers), (DEMAND, one.seeks))
        if text.strip()
    ]
    shown = tuple((one.pk, one.organisation_id, *chosen[one.pk]) for one in people)
    return Crowd((today, shown, tuple(texts), tuple(documents)), people, chosen, documents, texts)


def _chosen_listings(people: Sequence[Participant]) -> dict[int, list[int]]:
    """The entries that each of them has chosen to show, by participant."""
    through: Any = Participant.listings.through
    rows = through.objects.filter(participant__in=[one.pk for one in people]).order_by("listing_id")
    chosen: dict[int, list[int]] = {one.pk: [] for one in people}
    for participant, listing in rows.values_list("participant_id", "listing_id"):
        chosen[participant].append(listing)
    return chosen


def _documents(people: Sequence[Participant], chosen: Mapping[int, Sequence[int]]) -> list[Key]:
    """Number and state of the documents of all organisations and chosen entries, those of the first person first."""
    organisations = {one.organisation_id for one in people if one.organisation_id}
    listings = {pk for found in chosen.values() for pk in found}
    wanted = Q(kind__in=(COMPANY, INSTITUTION), object_id__in=organisations) | Q(kind=LISTING, object_id__in=listings)
    rows = Document.objects.filter(wanted).order_by("pk")
    states = rows.values_list("pk", "indexed_at", "embedded_passages", "owner_id")
    return [row[:3] for row in sorted(states, key=lambda row: row[3] != people[0].organisation_id)]


def _read(missing: Sequence[Key]) -> None:
    """Once for each state of a document: its words, categories and meaning."""
    states = {key[0]: key for key in missing}
    if states:
        for pk, entry in entries_of(read_documents(list(states))).items():
            _kept[states[pk]] = _face(entry)


def _read_texts(missing: Iterable[Key], people: Mapping[int, Participant]) -> None:
    """Once for each text that somebody has typed only for the exchange."""
    version = index_version()
    for key in missing:
        _kept[key] = _face(_typed(people[key[0]], key[1], key[2], version))


def _typed(person: Participant, side: str, text: str, version: int) -> Entry:
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


def _face(entry: Entry) -> Face:
    """The words that can become a reason: those with other names, and rare long ones."""
    telling = [word for word in entry.title_words if word.names or (word.rarity >= RARE and len(word.written) >= LONG)]
    forms = {form for word in telling for forms in word.forms for form in forms}
    forms |= {form for word in telling for name in word.names for forms in name.forms for form in forms}
    return Face(entry, frozenset(forms), frozenset(code for code in entry.codes if own_digits(code) >= SHARED_DIGITS))


def _placed(face: Face, others: Iterable[Face]) -> Face:
    """Typed words are said where the organisation is."""
    own = next((other.entry for other in others if not other.entry.side), None)
    return replace(face, entry=replace(face.entry, region=own.region, place=own.place)) if own else face


def _make_room(number: int) -> None:
    if len(_kept) + number > MOST_KEPT:
        _kept.clear()
