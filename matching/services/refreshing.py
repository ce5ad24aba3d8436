"""Keeping matches true: only rows that change are written."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from matching.candidates import sources_of
from matching.choices import KEPT, Decision, Group
from matching.facts import entries_of, read_documents
from matching.finding import Found, found_for, pair, taste_for
from matching.models import Feedback, Match, Source
from matching.scoring import NO_TASTE
from matching.services.sources import follow_documents
from matching.services.telling import tell_of_new
from search.models import Document

SAME_SCORE = 0.005
"""A score that moves less leaves the row as it is."""


def refresh_entries(*, kind: str, ids: Collection[int]) -> None:
    """Bring the matches of these things up to date, as what is looked for and as what is found.

    Those that are no longer public have lost theirs with their documents.
    """
    documents = list(Document.objects.of_kind(kind).filter(object_id__in=ids).order_by("pk"))
    follow_documents([document.pk for document in documents])
    own = set(Source.objects.filter(pk__in=[row.pk for row in documents]).values_list("pk", flat=True))
    for document in documents:
        if document.pk in own:
            refresh_source(document)
        refresh_target(document)


def refresh_source(document: Document, *, quietly: bool = False) -> None:
    """What fits one entry, anew; its members are told of what is new unless `quietly`."""
    found = found_for(document, refused=_refused(document))
    with transaction.atomic():
        locked = Source.objects.select_for_update().filter(pk=document.pk).first()
        if locked is None:
            return
        first_time = locked.computed_at is None
        known = {match.target_id: match for match in Match.objects.filter(source=document.pk)}
        gone = known.keys() - {row.target.document_id for row in found}
        Match.objects.filter(source=document.pk, target__in=gone).delete()
        new = _write(document.pk, found, known)
        Source.objects.filter(pk=document.pk).update(computed_at=timezone.now())
        if not quietly and not first_time:
            tell_of_new(document, new)


def refresh_target(document: Document) -> None:
    """Where one thing fits, anew: a row of each entry that it fits now or did fit, and no other one."""
    ids = sources_of(document) | set(Match.objects.filter(target=document.pk).values_list("source", flat=True))
    documents = {row.pk: row for row in read_documents(ids)}
    entries = entries_of([document, *documents.values()])
    target = entries.pop(document.pk)
    tastes = taste_for(sorted({entry.owner_id for entry in entries.values() if entry.owner_id}))
    today = timezone.localdate()
    found = {
        pk: row
        for pk, entry in entries.items()
        if (row := pair(entry, target, tastes.get(entry.owner_id or 0, NO_TASTE), today))
    }
    with transaction.atomic():
        known = {match.source_id: match for match in Match.objects.filter(target=document.pk)}
        Match.objects.filter(target=document.pk, source__in=known.keys() - found.keys()).delete()
        enough = _worst(found.keys() - known.keys())
        for pk, row in found.items():
            number, worst = enough.get((pk, row.group), (0, 0.0))
            if pk not in known and number >= KEPT[row.group] and row.score.value <= worst:
                continue
            if new := _write(pk, [row], {target.document_id: known[pk]} if pk in known else {}):
                _drop_the_worst(pk, row.group)
                tell_of_new(documents[pk], new)


def refresh_organisation(*, owner_id: int, quietly: bool = False) -> None:
    """All entries of one organisation, anew."""
    follow_documents(owner_id=owner_id)
    for document in Document.objects.filter(pk__in=Source.objects.filter(owner_id=owner_id).values("pk")):
        refresh_source(document, quietly=quietly)


def refresh_all(*, before: datetime | None = None, batch_size: int = 50, most: int | None = None) -> Iterable[int]:
    """All entries whose matches were computed before `before` (a day ago unless given), the oldest first.

    Yields how many are left after each batch; a run that is killed is taken up by the next one, which finds the rest.
    """
    before = before or timezone.now() - timedelta(days=1)
    follow_documents()
    waiting = Source.objects.filter(Q(computed_at=None) | Q(computed_at__lt=before))
    left = min(waiting.count(), most) if most else waiting.count()
    while left > 0:
        ids = list(waiting.order_by("computed_at", "pk").values_list("pk", flat=True)[: min(batch_size, left)])
        if not ids:
            break
        for document in Document.objects.with_ids(ids):
            refresh_source(document)
        left -= len(ids)
        yield left


def _write(source: int, found: Iterable[Found], known: dict[int, Match]) -> list[Found]:
    """Write what is new or has changed; gives what is new."""
    now, new, rows = timezone.now(), [], []
    for row in found:
        match = known.get(row.target.document_id)
        reasons = [reason.as_data() for reason in row.score.reasons]
        if match is None:
            new.append(row)
            match = Match(source_id=source, target_id=row.target.document_id, first_seen_at=now)
        elif _is_same(match, row, reasons):
            continue
        match.group, match.score, match.reasons, match.computed_at = row.group, row.score.value, reasons, now
        rows.append(match)
    Match.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["source", "target"],
        update_fields=["group", "score", "reasons", "computed_at"],
    )
    return new


def _is_same(match: Match, row: Found, reasons: Sequence[dict[str, object]]) -> bool:
    if match.group != row.group or abs(match.score - row.score.value) >= SAME_SCORE:
        return False
    return bool(match.reasons == reasons)


def _worst(sources: Collection[int]) -> dict[tuple[int, str], tuple[int, float]]:
    """How many matches each source keeps in each group, and the lowest score among them."""
    rows = Match.objects.filter(source__in=sources).order_by().values_list("source", "group")
    return {(pk, group): (number, worst) for pk, group, number, worst in rows.annotate(Count("pk"), Min("score"))}


def _drop_the_worst(source: int, group: str) -> None:
    ids = Match.objects.filter(source=source, group=group).order_by("-score", "-target").values_list("pk", flat=True)
    if beyond := list(ids[KEPT[Group(group)] :]):
        Match.objects.filter(pk__in=beyond).delete()


def _refused(document: Document) -> set[tuple[str, int]]:
    said = Feedback.objects.filter(
        organisation=document.owner_id,
        source_kind=document.kind,
        source_id=document.object_id,
        decision=Decision.DECLINED,
    )
    return set(said.values_list("target_kind", "target_id"))
