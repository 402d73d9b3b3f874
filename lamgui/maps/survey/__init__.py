"""Surveys of a picture: D of every patch at a few α."""
