"""How far the values of a network reach: followed through one pass of it, operation by operation."""
