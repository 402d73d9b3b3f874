"""Tests of figures of studies."""
