"""Tests of the desk and its worker."""
