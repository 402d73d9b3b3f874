"""What figures say: captions, conventions, names of columns and pictures."""
