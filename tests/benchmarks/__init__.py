"""Measurements, printed as tables; none of them is a test, and none is run by pytest."""
