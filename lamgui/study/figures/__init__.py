"""Figures of a study: the paper's Table 1 and Figures 4 to 8, and how numbers change over checkpoints."""
