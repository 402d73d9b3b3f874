"""Tests of exported studies."""
