"""Tests of computing only what a patch needs."""
