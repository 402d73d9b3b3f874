"""Tests of the workers of a study."""
