"""The curves of Figure 3."""
