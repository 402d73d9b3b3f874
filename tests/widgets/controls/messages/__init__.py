"""Tests of messages that lie over a window."""
