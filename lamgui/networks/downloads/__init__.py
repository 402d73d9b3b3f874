"""Releases of the networks' authors, fetched and kept."""
