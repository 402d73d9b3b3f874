"""Measures of a map or a survey: importance, diffusion index, areas, ranking."""
