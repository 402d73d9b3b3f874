"""Pictures: reading them, reducing them to LR, their colours, comparing two, and saving."""
