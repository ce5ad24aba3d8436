"""What texts mean, whatever their language: vectors that lie near each other when their texts say the same.

Knows no database. The parts: the embedding model, features of words, and a map that was learned from pairs of
German and Czech texts (docs/semantics.md).
"""

from search.semantics.learned import map_version
from search.semantics.meaning import DIMENSIONS, combined, is_czech, vector, vectors, warm_up

__all__ = ["DIMENSIONS", "combined", "is_czech", "map_version", "vector", "vectors", "warm_up"]
