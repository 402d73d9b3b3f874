"""Messages that lie over a window."""
