"""Cells of the grid: of rows, of pictures themselves, of the consensus."""
