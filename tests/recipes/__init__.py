"""Tests that do what docs/recipes.md says, in a copy of the program."""
