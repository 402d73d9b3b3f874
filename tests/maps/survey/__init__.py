"""Tests of how the window is built and tied together."""
