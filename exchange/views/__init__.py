"""Pages of the meeting exchange."""
