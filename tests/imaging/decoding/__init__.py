"""Tests of how files become numbers."""
