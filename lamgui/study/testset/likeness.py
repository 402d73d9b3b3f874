"""Near-duplicates among crops, by a perceptual hash: pictures that look alike have hashes that differ in few bits."""

from __future__ import annotations

from lamgui.imaging.picture import Pixels

LIKE_BITS = 8
"""Of 64: hashes that differ in no more are taken for the same picture; those of unrelated ones differ in about 32."""


def hash_of(pixels: Pixels) -> str:
    """The hash of uint8 (H, W, 3) pixels, 16 hexadecimal digits: the signs of the low frequencies of 32x32 pixels."""
    import imagehash
    from PIL import Image

    return str(imagehash.phash(Image.fromarray(pixels)))


def bits_apart(one: str, other: str) -> int:
    """In how many bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def is_like_one_of(own: str, others: list[str]) -> bool:
    """Whether it is the hash of a near-duplicate of one of the others."""
    return any(bits_apart(own, other) <= LIKE_BITS for other in others)
