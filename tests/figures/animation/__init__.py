"""Animations of the path: their frames, formats and recipes."""
