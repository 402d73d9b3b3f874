"""Tests of how reaches are followed through a network."""
