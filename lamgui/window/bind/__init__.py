"""Ties widgets to controllers, a file for each part of the window."""
