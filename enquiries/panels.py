"""Enquiries and cooperations on the first page of the workspace."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from enquiries.models import Conversation
from organisations.models import Organisation
from organisations.panels import Panel, register_workspace_panel


@register_workspace_panel
def enquiries(user: Any, organisations: Sequence[Organisation]) -> Panel | None:
    """What is unread and what waits for an answer; one statement."""
    if not organisations:
        return None
    return Panel(_("Enquiries"), "enquiries/panel.html", Conversation.objects.counts_for(user))
