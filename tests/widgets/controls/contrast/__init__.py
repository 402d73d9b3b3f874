"""Tests of the contrast that is chosen on its bar."""
