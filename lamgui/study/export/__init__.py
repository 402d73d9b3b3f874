"""A study's rows as files for other programs and for readers: a kind of file each."""
