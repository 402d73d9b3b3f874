"""Tests of the program's own files."""
