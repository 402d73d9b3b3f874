"""A map becomes pixels: contrast, colours, outline, and how many pixels print needs."""
