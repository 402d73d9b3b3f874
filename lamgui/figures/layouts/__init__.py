"""How results are laid out on a page, a layout a file."""
