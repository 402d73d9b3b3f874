"""Tests of two pictures in one place."""
