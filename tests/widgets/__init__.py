"""Tests of lamgui.widgets."""
