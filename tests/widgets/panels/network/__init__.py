"""Tests of the panel of networks."""
