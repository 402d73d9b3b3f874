"""Partial evaluation: only those pixels of a network's features that a patch needs are computed."""
