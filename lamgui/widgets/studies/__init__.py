"""The window of a study: its grid of networks and pictures, its means, and how a new one is put together."""
