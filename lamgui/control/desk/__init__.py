"""Jobs are submitted here, and run on the worker's thread."""
