"""What the user works on, as values and as files; free of Qt and torch."""
