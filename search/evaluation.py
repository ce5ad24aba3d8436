"""How well the search finds a thing by its name in the other language."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils import timezone

from bilingual.choices import Language
from search.analysis import clean
from search.choices import Sort
from search.models import Document
from search.registry import DocumentData, DocumentSource, register, unregister
from search.scratch import scratch_space
from search.services import embed_now, index_now

KIND = "evaluated"
FEW = 10


class Evaluated(DocumentSource):
    """Texts of one language as documents, numbered from 0."""

    kind = KIND
    label = label_plural = KIND
    url_name = KIND
    texts: ClassVar[Sequence[str]] = ()

    def published_ids(self) -> Iterable[int]:
        """All of them."""
        return range(len(self.texts))

    def documents(self, ids: Collection[int]) -> Iterator[DocumentData]:
        """Documents that have a title and nothing else."""
        for pk in ids:
            yield DocumentData(
                object_id=pk,
                slug=str(pk),
                title=self.texts[pk],
                original_language=Language.DE,
                state_de="original",
                state_cs="missing",
                published_at=timezone.now(),
            )


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of questions whose answer came first or among ten, and the mean reciprocal rank (0 when not found)."""

    r1: float
    r10: float
    mrr: float


def matching_quality(questions: Sequence[str], answers: Sequence[str]) -> Quality:
    """Index `answers` in a scratch space and ask each of `questions`; the one of the same number is the right answer.

    Two answers of the same text are both right.
    """
    with scratch_space():
        register(type("Texts", (Evaluated,), {"texts": list(answers)}))
        try:
            index_now(kind=KIND, ids=range(len(answers)))
            embed_now(kind=KIND, ids=range(len(answers)))
            ranks = [_rank(question, answer) for question, answer in zip(questions, answers, strict=True)]
        finally:
            unregister(KIND)
    number = max(len(ranks), 1)
    return Quality(
        r1=round(sum(rank == 1 for rank in ranks) / number, 4),
        r10=round(sum(0 < rank <= FEW for rank in ranks) / number, 4),
        mrr=round(sum(1 / rank for rank in ranks if rank) / number, 4),
    )


def _rank(question: str, answer: str) -> int:
    """The place of the answer among all that is found, from 1; 0 when it is not found."""
    found: Any = Document.objects.of_kind(KIND).matching(question).sorted_by(Sort.RELEVANCE, Language.DE)
    titles = list(found.values_list("title", flat=True))
    shown = clean(answer)
    return titles.index(shown) + 1 if shown in titles else 0
