"""The jobs that the worker runs for the window, as generators."""
