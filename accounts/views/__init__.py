"""Pages of one's own account beside those of allauth."""
