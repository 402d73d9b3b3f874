"""Small widgets that any panel or dialog may use."""
