"""Requests that wait for a chamber, in templates."""

from typing import Any

from django import template

from organisations.admin.people import claims_for
from organisations.choices import RequestState
from organisations.models import JoinRequest

register = template.Library()
SHOWN = 10


@register.simple_tag
def open_claims(user: Any) -> list[JoinRequest]:
    """`{% open_claims user as claims %}`: the oldest open requests that the clerk decides."""
    claims = claims_for(user).filter(state=RequestState.OPEN).select_related("organisation", "user")
    return list(claims.order_by("created_at", "id")[:SHOWN])
