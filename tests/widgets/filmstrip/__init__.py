"""Tests of the filmstrip."""
