"""The panels at the sides."""
