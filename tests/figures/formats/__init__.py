"""Tests of what the formats of files need beside a drawing."""
