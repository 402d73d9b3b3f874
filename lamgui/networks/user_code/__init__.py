"""Networks that are code of the user's: read first, run only with permission."""
