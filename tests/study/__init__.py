"""Tests of studies: what they state, what they keep, how they go on."""
