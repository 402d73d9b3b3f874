"""The pictures along the path."""
