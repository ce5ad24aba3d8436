"""Why the search refuses to do something."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.models import Term


class KnownTerm(Exception):
    """The term list has this already."""

    def __init__(self, term: "Term") -> None:
        super().__init__(str(term))
        self.term = term
