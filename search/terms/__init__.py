"""Other names of what somebody types, in both languages, from the term list."""

from search.terms.table import expansions

__all__ = ["expansions"]
