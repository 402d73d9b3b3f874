"""The contrast of a map, chosen on its colour bar."""
