"""Train the bundled networks: a recipe, its crops, the loop, and the card with the results."""
