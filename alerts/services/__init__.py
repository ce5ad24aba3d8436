"""Saving searches, finding what is new in them, and telling their owners."""
