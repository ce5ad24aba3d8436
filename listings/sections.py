"""The current offers and demands of a company or an institution, on its page."""

from collections.abc import Mapping
from typing import Any

from listings.related import documents_of
from organisations import sections
from organisations.models import Organisation

MOST = 30


def current_listings(entry: Organisation) -> Mapping[str, Any]:
    """What the organisation offers and looks for; two queries."""
    documents = documents_of(entry, MOST)
    return {"documents": documents} if documents else {}


sections.register("listings/of_organisation.html", current_listings)
