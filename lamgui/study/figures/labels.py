"""Where names stand beside points so that they hide neither each other nor other points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle in inches, y upwards."""

    left: float
    bottom: float
    width: float
    height: float

    def overlap(self, other: Box) -> float:
        """The area that both cover."""
        wide = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        high = min(self.bottom + self.height, other.bottom + other.height) - max(self.bottom, other.bottom)
        return max(0.0, wide) * max(0.0, high)

    def outside(self, room: Box) -> float:
        """The area of it that is not in a room."""
        return self.width * self.height - self.overlap(room)


def label_boxes(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    room: Box,
    gap: float,
    lines: Sequence[Box] = (),
) -> list[Box]:
    """A box for the label of each point, of the sizes (width, height), at a gap from it, in the order of the points.

    Tried are the four corners and the four sides, then the same farther away. `lines` are better not covered either.
    """
    dots = [Box(x - gap / 2, y - gap / 2, gap, gap) for x, y in points]
    placed: list[Box] = []
    for number, ((x, y), (width, height)) in enumerate(zip(points, sizes, strict=True)):
        others = [*placed, *lines, *(dot for k, dot in enumerate(dots) if k != number)]
        candidates = [
            Box(
                x + across * (gap * far + width / 2) - width / 2,
                y + up * (gap * far + height / 2) - height / 2,
                width,
                height,
            )
            for far in (1.0, 2.5, 4.0)
            for across, up in ((1, 1), (1, -1), (-1, 1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1))
        ]
        # A name that leaves the plot is worse than two that touch.
        costs = [sum(map(box.overlap, others)) + 10 * box.outside(room) for box in candidates]
        placed.append(candidates[costs.index(min(costs))])
    return placed
