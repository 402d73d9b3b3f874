"""The pictures: panes, rows, marks, insets."""
