"""What every package may use: errors, generators, stops, threads, words for numbers."""
