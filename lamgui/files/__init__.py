"""The program's own files: written atomically, found again, shipped with it."""
