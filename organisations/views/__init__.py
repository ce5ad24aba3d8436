"""Pages about organisations."""
