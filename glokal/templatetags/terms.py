"""The term list in templates."""

from typing import Any

from django import template

from publishing.admin.access import is_clerk
from search.choices import TermState
from search.models import Term

register = template.Library()


@register.simple_tag
def suggested_terms(user: Any) -> int:
    """`{% suggested_terms user as number %}`: how many suggestions wait for the clerks; none for others."""
    return Term.objects.filter(state=TermState.SUGGESTED).count() if is_clerk(user) else 0
