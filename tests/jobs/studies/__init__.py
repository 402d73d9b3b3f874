"""Tests of the jobs of studies."""
