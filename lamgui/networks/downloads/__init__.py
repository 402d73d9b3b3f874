"""Releases of the networks' authors, downloaded to the user's folder."""
