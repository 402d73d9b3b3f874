"""Of a network only what a patch needs is computed."""
