"""Tests of what a cell can show."""
