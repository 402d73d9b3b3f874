"""Tests of how widgets are tied to controllers."""
