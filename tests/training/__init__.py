"""Tests of the recipe, the crops, the loop and the card of a training."""
