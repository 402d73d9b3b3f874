"""Tests of networks that the user adds, and of downloads."""
