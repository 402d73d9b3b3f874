"""Tests of loading networks."""
