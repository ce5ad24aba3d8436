"""From text to terms: German and Czech words by their forms, for documents and questions alike. Knows no database."""

from search.analysis.folding import clean, fold
from search.analysis.forms import warm_up
from search.analysis.query import Word, query, query_any, words
from search.analysis.spelling import corrections, is_comparable, vocabulary
from search.analysis.vector import Weight, vector

__all__ = [
    "Weight",
    "Word",
    "clean",
    "corrections",
    "fold",
    "is_comparable",
    "query",
    "query_any",
    "vector",
    "vocabulary",
    "warm_up",
    "words",
]
