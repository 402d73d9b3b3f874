"""Tests of the cells of the grid."""
