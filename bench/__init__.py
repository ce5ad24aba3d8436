"""Measurements of the whole site: `make bench`."""
