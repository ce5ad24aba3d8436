"""Saved searches on the first page of the workspace."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from alerts.models import SavedSearch
from organisations.models import Organisation
from organisations.panels import Panel, register_workspace_panel

MOST = 5


@register_workspace_panel
def saved_searches(user: Any, organisations: Sequence[Organisation]) -> Panel:
    """Those with something new first; one query."""
    searches = SavedSearch.objects.editable_by(user).newest_first()[:MOST]
    return Panel(_("Saved searches"), "alerts/in_workspace.html", {"searches": list(searches)})
