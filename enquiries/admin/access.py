"""What the three lists share: clerks read the rows of their regions, and nothing is edited in a form of fields."""

from typing import Any, cast

from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import Http404, HttpRequest

from publishing.admin.access import ReadByClerks


class OfRegion(ReadByClerks):
    """Rows of the clerk's regions; everything else does not exist."""

    def get_sortable_by(self, request: HttpRequest) -> tuple[str, ...]:
        """The order is fixed."""
        return ()

    def found(self, request: HttpRequest, object_id: str) -> Any:
        """The row in the address; 404 for one of another region."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        return cast("Model", row)
