"""Train the bundled networks: a recipe, its crops, the loop, and the card that says what came out."""
