"""Tests of the line above the pictures."""
