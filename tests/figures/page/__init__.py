"""The page that a figure can be: what it holds, and what it does in a browser."""
