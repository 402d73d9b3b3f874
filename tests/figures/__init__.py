"""Tests of the colours, files and figures that show a result."""
