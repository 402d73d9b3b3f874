"""Tests of the path integral."""
