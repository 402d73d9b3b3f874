"""Devices: keeping a GPU busy and exact, and sharing the cores of a CPU."""
