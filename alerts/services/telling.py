"""The mails about what was found: one for each person and run, with a part for each saved search."""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from accounts.models import OutgoingMail, User
from accounts.queries import is_reachable
from accounts.services import send_mail
from accounts.services.notifications import note
from accounts.unsubscribing import unsubscribe_headers
from alerts.letters import Part, part_of
from alerts.links import unsubscribe_path
from alerts.models import Finding, SavedSearch
from bilingual.links import path_in
from organisations.models import Membership
from search.models import Document

AT_A_TIME = 200
MOST_FINDINGS = 400
"""Of one person in one run; what is left is told with the next one."""

type Key = tuple[str, int]


def tell_all(*, frequencies: Collection[str]) -> int:
    """Write to each person for whom something was found; how many mails. Harmless to repeat."""
    pending = Finding.objects.pending(frequencies).order_by("search__user_id")
    people = pending.values_list("search__user_id", flat=True).distinct()
    return sum(tell(user_id=pk, frequencies=frequencies) is not None for pk in people.iterator(chunk_size=AT_A_TIME))


@transaction.atomic
def tell(*, user_id: int, frequencies: Collection[str]) -> OutgoingMail | None:
    """One mail about everything found for this person; None when there is nothing or nobody to tell.

    The mail and the notes that it was told are written together: a job that dies has done both or neither.
    """
    # two runs at once follow each other
    user = User.objects.select_for_update(no_key=True).filter(pk=user_id).first()
    if user is None:
        return None
    pending = Finding.objects.pending(frequencies).filter(search__user_id=user_id).select_related("search")
    findings = list(pending.order_by("search__name", "search_id", "pk")[:MOST_FINDINGS])
    documents = _documents(findings)
    gone = [finding.pk for finding in findings if _key(finding) not in documents]
    if gone:
        # whatever comes back may be found again
        Finding.objects.filter(pk__in=gone).delete()
    Finding.objects.filter(pk__in=[finding.pk for finding in findings]).update(told_at=timezone.now())
    if not documents or not is_reachable(user):
        return None
    own = set(Membership.objects.filter(user=user).values_list("organisation_id", flat=True))
    shown = {key: document for key, document in documents.items() if document.owner_id not in own}
    told = [finding for finding in findings if _key(finding) in shown]
    return _tell(user, told, shown) if told else None


def _tell(user: User, findings: Sequence[Finding], documents: dict[Key, Document]) -> OutgoingMail:
    parts, lines = [], []
    with override(user.preferred_language):
        for _pk, group in groupby(findings, key=lambda finding: finding.search_id):
            of_search = list(group)
            search = of_search[0].search
            parts.append(part_of(user, search, [documents[_key(finding)] for finding in of_search]))
            lines.append(_line(search, of_search))
    note(user=user, kind="saved_search", lines=lines)
    return _mail(user, parts, findings)


def _line(search: SavedSearch, findings: Sequence[Finding]) -> dict[str, Any]:
    """What the inbox says of one saved search."""
    return {
        "context": {"name": search.name, "number": len(findings)},
        "url_name": "saved_search",
        "url_args": [search.pk],
        "key": f"saved-search-{search.pk}-{findings[-1].pk}",
    }


def _mail(user: User, parts: Sequence[Part], findings: Sequence[Finding]) -> OutgoingMail:
    language = user.preferred_language
    only = findings[0].search if len(parts) == 1 else None
    context = {
        "parts": parts,
        "number": len(findings),
        "only": parts[0].name if only else "",
        "searches_path": path_in(language, "saved_searches"),
        "stop_path": unsubscribe_path(user, None, language),
    }
    return send_mail(
        to=user.email,
        user=user,
        language=language,
        template="alert",
        context=context,
        purpose="saved_search",
        headers=unsubscribe_headers(unsubscribe_path(user, only, language)),
        key=f"alert-{user.pk}-{max(finding.pk for finding in findings)}",
    )


def _documents(findings: Sequence[Finding]) -> dict[Key, Document]:
    """Those that still stand in the lists, by kind and number; one statement."""
    wanted = Q()
    for kind in {finding.kind for finding in findings}:
        wanted |= Q(kind=kind, object_id__in={finding.object_id for finding in findings if finding.kind == kind})
    rows = Document.objects.for_cards().filter(wanted) if wanted else []
    return {(row.kind, row.object_id): row for row in rows}


def _key(finding: Finding) -> Key:
    return finding.kind, finding.object_id
