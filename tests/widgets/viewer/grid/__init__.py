"""Tests of the cells beside and below each other."""
