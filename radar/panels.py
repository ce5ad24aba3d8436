"""The way to the radar on the first page of the workspace."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.panels import Panel, register_workspace_panel


@register_workspace_panel
def supply_radar(user: Any, organisations: Sequence[Organisation]) -> Panel | None:
    """For everybody who acts for an organisation; asks nothing."""
    if not organisations:
        return None
    return Panel(_("Supply radar"), "radar/panel.html", {"organisations": organisations})
