"""What all cells show, and how: the line above them."""
