"""Tests of lamgui.sanity."""
