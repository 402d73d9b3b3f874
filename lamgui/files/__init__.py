"""Files of the program's own: written whole, found again, shipped with it."""
