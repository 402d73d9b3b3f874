"""Tests of what the layouts of figures draw."""
