"""Tests of what keeps a GPU busy and exact."""
