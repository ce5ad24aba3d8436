"""The lists behind the numbers."""

from urllib.parse import urlencode

from django.urls import reverse


def demands_url(**filters: str) -> str:
    """Demands with these filters; empty ones are left out."""
    return _url("listing_list", kind="demand", **filters)


def offers_url(**filters: str) -> str:
    """Offers with these filters."""
    return _url("listing_list", kind="offer", **filters)


def companies_url(**filters: str) -> str:
    """Companies with these filters."""
    return _url("company_list", **filters)


def _url(view: str, **filters: str) -> str:
    query = urlencode({name: value for name, value in filters.items() if value})
    return f"{reverse(view)}?{query}" if query else reverse(view)
