"""Saved searches in templates."""
