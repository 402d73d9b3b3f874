"""What the worker runs for the window, as generators."""
