"""Tests of the window of studies."""
