"""What keeps a GPU busy and exact."""
