"""The rail at the left of the window: what is chosen, in sections."""
