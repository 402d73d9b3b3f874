"""Two pictures that may belong together: an LR picture and its HR original, or a degraded one and a clean one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PAIR_SCALES = (2, 3, 4)

Size = tuple[int, int]
"""Width and height, in pixels."""


@dataclass(frozen=True)
class Pair:
    """A picture `lr` and what may be its original, `reference`, `scale` times as large."""

    lr: Path
    reference: Path
    scale: int


def is_original_size(original: Size, lr: Size, scale: int) -> bool:
    """Whether an original is `scale` times as large as an LR picture, or has up to `scale` - 1 pixels more."""
    return all(0 <= large - scale * small < scale for large, small in zip(original, lr, strict=True))


def pairs_of(first: Path, first_size: Size, second: Path, second_size: Size, same_size: bool) -> tuple[Pair, ...]:
    """The ways in which two pictures may belong together, by their sizes alone.

    One where one of them is 2, 3 or 4 times as large as the other. With `same_size`, which a network that keeps a
    picture's size asks for, two of one size make two: either may be the clean one.
    """
    ways = ((first, first_size, second, second_size), (second, second_size, first, first_size))
    scales = (1, *PAIR_SCALES) if same_size else PAIR_SCALES
    return tuple(
        Pair(lr, reference, scale)
        for lr, lr_size, reference, size in ways
        for scale in scales
        if is_original_size(size, lr_size, scale)
    )
