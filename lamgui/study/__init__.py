"""Studies: the maps of many pictures under many networks, kept in a folder, and what follows from them together."""
