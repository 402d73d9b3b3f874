"""Foundations for every package: errors, generators, stops, threads, words for numbers."""
