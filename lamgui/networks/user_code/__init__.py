"""Networks that are code of the user's: read first, run only after a yes."""
