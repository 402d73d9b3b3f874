"""Tests of networks that are code."""
