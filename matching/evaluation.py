"""How good the matches are, on labelled demands and through the code that the site uses."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from companies.example_data import load_companies
from listings.example_data import load_listings
from listings.models import Listing
from matching.choices import Group
from matching.finding import found_for
from matching.truth import false_reasons
from organisations.models import Organisation
from search.models import Document
from search.scratch import scratch_space
from search.services import embed_now, index_now


@dataclass(frozen=True, slots=True)
class Judged:
    """One demand: the precision of its ranking, and what its reasons say that is not so."""

    key: str
    precision: float
    crosses: bool
    order: tuple[str, ...]
    false: tuple[str, ...]


@contextmanager
def demo_space() -> Iterator[None]:
    """Within the block the search finds the examples and nothing else; afterwards everything is as it was."""
    examples = Document.objects.filter(is_example=True).exclude(embedding=None)
    known = dict(examples.values_list("embedded_passages", "embedding"))
    with scratch_space():
        load_companies()
        load_listings()
        published = Organisation.objects.published().filter(is_example=True)
        index_now(kind="company", ids=published.companies().values_list("pk", flat=True))
        ids = list(Listing.objects.published().filter(is_example=True).values_list("pk", flat=True))
        index_now(kind=Listing.kind, ids=ids)
        _give_vectors(known)
        embed_now(kind=Listing.kind, ids=ids)
        yield


def _give_vectors(known: Mapping[str, Any]) -> None:
    """Texts that the site has read already need not be read again."""
    for document in Document.objects.filter(passages__in=known).only("passages"):
        Document.objects.filter(pk=document.pk).update(
            embedding=known[document.passages], embedded_passages=document.passages
        )


def judged(labels: Mapping[str, Mapping[str, Any]]) -> list[Judged]:
    """The demands with these labels by the slug of the listing; those that are not public are left out."""
    slugs = {key.lower(): key for key in labels}
    found = []
    for document in Document.objects.of_kind("listing").filter(slug__in=slugs).order_by("slug"):
        label = labels[slugs[document.slug]]
        rows = [row for row in found_for(document) if row.group == Group.OFFERS]
        targets = Document.objects.in_bulk([row.target.document_id for row in rows])
        order = tuple(targets[row.target.document_id].slug for row in rows)
        false = tuple(text for row in rows for text in false_reasons(document, targets[row.target.document_id],
                      [reason.as_data() for reason in row.score.reasons]))  # fmt: skip
        fits = [fit.lower() for fit in label["fits"]]
        found.append(Judged(document.slug, average_precision(order, fits), label["cross_language"], order, false))
    return found


def average_precision(order: Sequence[str], fits: Sequence[str]) -> float:
    """The mean of the shares of fitting ones up to each fitting one; what is not shown at all counts zero."""
    hits = [place for place, key in enumerate(order) if key in fits]
    return sum((number + 1) / (place + 1) for number, place in enumerate(hits)) / len(fits) if fits else 0.0


def summary(rows: Sequence[Judged]) -> dict[str, float]:
    """What the command prints."""
    return {
        "demands": len(rows),
        "map": _mean([row.precision for row in rows]),
        "cross_language_map": _mean([row.precision for row in rows if row.crosses]),
        "false_reasons": sum(len(row.false) for row in rows),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
