"""The theoretical receptive field of a network, by its own operations."""
