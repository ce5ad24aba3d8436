"""The search over everything can be kept, too."""

from django.utils.translation import pgettext_lazy

from alerts.lists import SearchableList, register
from glokal.filters import SearchFilterSet

register(
    SearchableList(
        code="search", label=pgettext_lazy("page", "Search"), url_name="search", filterset_class=SearchFilterSet
    )
)
