"""Builds the window and ties widgets to controllers."""
