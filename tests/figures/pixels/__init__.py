"""Tests of how a map becomes pixels."""
