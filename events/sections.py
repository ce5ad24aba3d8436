"""The coming events of a company or an institution, on its page."""

from collections.abc import Mapping
from typing import Any

from events.related import documents_of
from organisations import sections
from organisations.models import Organisation

MOST = 10


def coming_events(entry: Organisation) -> Mapping[str, Any]:
    """What the organisation invites to; one query, two where there is something."""
    documents = documents_of(entry, MOST)
    return {"documents": documents} if documents else {}


sections.register("events/of_organisation.html", coming_events)
