"""Local Attribution Maps of super-resolution networks, in a window and without one."""

__version__ = "0.1.0"
