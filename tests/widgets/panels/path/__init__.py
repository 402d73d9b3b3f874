"""Tests of the panel of the method."""
