"""The path integral: where the gradient is taken, the sum, its error and its curves."""
