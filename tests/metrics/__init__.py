"""Tests of metrics that need weights of others, with weights that the tests make."""
