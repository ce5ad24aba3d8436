"""Writing offers and demands."""
