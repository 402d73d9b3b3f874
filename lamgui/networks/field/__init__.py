"""How far a network sees, by its own operations."""
