"""What is read off a map or a survey: importance, diffusion index, areas, ranking."""
