"""Endings of files that are taken for pictures; what they are is decided by their content."""

from __future__ import annotations

PICTURE_SUFFIXES = (
    *(".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".gif", ".avif"),
    *(".ppm", ".pgm", ".pbm", ".pfm", ".hdr", ".jp2", ".j2k", ".npy"),
)
