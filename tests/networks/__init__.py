"""Tests of the networks: reading files, recognising them, and what they compute."""
