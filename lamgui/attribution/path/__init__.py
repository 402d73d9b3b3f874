"""From the baseline to the input: the paths."""
