"""Tests of networks of several input frames."""
