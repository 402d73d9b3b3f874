"""Networks that are the user's own code: read first, run only with permission."""
