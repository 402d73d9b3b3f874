"""Tests of one map."""
