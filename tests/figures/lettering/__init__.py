"""Tests of letters, fonts and where lines break."""
