"""What a study is to compute, as its user states it."""
