"""The public functions of Python: maps and comparisons in a call."""
