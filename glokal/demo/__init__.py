"""Data with which the platform can be tried out."""
