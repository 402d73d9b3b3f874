"""Tests of reading the files of networks."""
