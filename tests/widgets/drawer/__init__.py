"""Tests of the drawer."""
