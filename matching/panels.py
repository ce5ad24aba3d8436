"""Matches on the first page of the workspace."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from bilingual.text import Text, page_language, text_of
from matching.models import Match
from matching.sentences import sentences
from organisations.models import Organisation
from organisations.panels import Panel, register_workspace_panel
from search.cards import address
from search.models import Document

BEST, REASONS = 3, 2
NEW_FOR = timedelta(days=7)


@register_workspace_panel
def matches_panel(_user: Any, organisations: Sequence[Organisation]) -> Panel | None:
    """How many matches there are, and the best of the newest; two statements."""
    owners = [entry.pk for entry in organisations]
    if not owners:
        return None
    today, since = timezone.localdate(), timezone.now() - NEW_FOR
    matches = Match.objects.filter(source__owner_id__in=owners).with_decision().open(today)
    counted = matches.order_by().aggregate(number=Count("pk"), new=Count("pk", filter=Q(first_seen_at__gte=since)))
    best = matches.filter(group__in=("offers", "demands", "partners")).best_first().select_related("target")
    best = best.defer("target__terms", "target__embedding")[:BEST]
    rows = [
        {"title": _title(row.target), "url": address(row.target), "reasons": sentences(row.reasons)[:REASONS]}
        for row in best
    ]
    return Panel(title=_("Matches"), template="matching/panel.html", context={**counted, "best": rows})


def _title(document: Document) -> Text:
    return text_of(document, "title") or Text(document.title, page_language(), foreign=False)
