"""Tests of reading, reducing, comparing and saving pictures."""
