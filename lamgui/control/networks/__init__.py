"""Networks that the user adds, their files on disk, and downloads of more."""
