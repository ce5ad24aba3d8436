"""Forms of the meeting exchange."""
