"""Tests of the whole program, end to end, as a user drives it."""
