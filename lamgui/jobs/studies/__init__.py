"""What the worker does for the window's studies, and the values that the window shows of them."""
