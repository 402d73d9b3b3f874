"""The cells beside and below each other: their places, the camera and the scales that they have in common."""
