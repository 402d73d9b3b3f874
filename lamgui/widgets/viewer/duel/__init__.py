"""Two pictures in one place."""
