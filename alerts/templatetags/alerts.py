"""The way to keep the list that is shown."""

from django import template
from django.urls import reverse

from alerts.lists import code_of, normal_query
from search.filters import DocumentFilterSet

register = template.Library()


@register.simple_tag
def saved_search_address(filterset: DocumentFilterSet) -> str:
    """`{% saved_search_address filterset as address %}`: empty where the list cannot be kept."""
    code = code_of(filterset)
    if not code:
        return ""
    query = normal_query(filterset)
    path = reverse("saved_search_new", args=[code])
    return f"{path}?{query}" if query else path
