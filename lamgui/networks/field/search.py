"""The theoretical receptive field of a network, traced in ever longer strips until one holds all that a pixel sees."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import numpy.typing as npt
from torch import nn

from lamgui.attribution.receptive_field import AxisField, ReceptiveField, TheoreticalField
from lamgui.base.generators import result_of
from lamgui.networks.field.operation import COLUMNS, ROWS, NotFollowed
from lamgui.networks.field.trace import Restore, Trace, trace

LENGTHS_PX = (48, 256, 1024, 4096)
"""Lengths of the strips, LR pixels; a field that reaches farther than half the last stays unknown."""

LARGEST_STRIP_PX = 1 << 16
"""Pixels of a strip: in a wider one the field of a network with large windows takes longer than its maps."""

WIDER = (1, 4, 16)
"""Multiples of the least side that are tried as breadths: some networks need more than they state."""


def find_field(
    restore: Restore, module: nn.Module, channels: int, scale: int, *, multiple_of: int = 1, minimum_px: int = 1
) -> TheoreticalField:
    """Do all steps of `find_field_in_steps` at once."""
    return result_of(
        find_field_in_steps(restore, module, channels, scale, multiple_of=multiple_of, minimum_px=minimum_px)
    )


def find_field_in_steps(
    restore: Restore, module: nn.Module, channels: int, scale: int, *, multiple_of: int = 1, minimum_px: int = 1
) -> Generator[str, None, TheoreticalField]:
    """How far a network sees, by following a pass of it on the CPU in single precision, in ever longer strips.

    A strip a step, with a report in words before it.

    `restore` maps (N, C, h, w) to (N, C, scale*h, scale*w) for sides that are multiples of `multiple_of` and at least
    `minimum_px`. It is unknown where the network does something that cannot be followed; nothing is raised.
    """
    search = _Search(restore, module, channels, scale, multiple_of, minimum_px)
    try:
        return (yield from search.found())
    except NotFollowed as end:
        return TheoreticalField(ReceptiveField.UNKNOWN, because=(f"its operation {end} cannot be followed",))
    except Exception as error:  # noqa: BLE001 # whatever the network's own code raises
        return TheoreticalField(ReceptiveField.UNKNOWN, because=(f"it cannot be followed: {type(error).__name__}",))


class _Search:
    """The search for the field of one network."""

    def __init__(
        self, restore: Restore, module: nn.Module, channels: int, scale: int, multiple_of: int, minimum_px: int
    ) -> None:
        self._restore = restore
        self._module = module
        self._channels = channels
        self._scale = scale
        self._multiple_of = multiple_of
        self._minimum_px = minimum_px
        self._breadths = sorted({self._side(factor * self._side(1)) for factor in WIDER})

    def found(self) -> Generator[str, None, TheoreticalField]:
        lengths = [self._side(length) for length in LENGTHS_PX]
        for length in lengths:
            if length > lengths[0] and length * self._breadths[0] > LARGEST_STRIP_PX:
                because = f"it sees farther than {lengths[lengths.index(length) - 1] // 2} px, through large windows"
                return TheoreticalField(ReceptiveField.UNKNOWN, because=(because,))
            yield f"following how far it sees, in {length} px"
            traced = self._trace(length, ROWS)
            rows = _Cells(traced, self._scale)
            if traced.joins and not rows.middle_is_inside:
                return TheoreticalField(ReceptiveField.GLOBAL, because=traced.joins)
            if rows.are_enough:
                yield f"following how far it sees, in {length} px of a row"
                return self._finite(traced, rows, _Cells(self._trace(length, COLUMNS), self._scale))
        return TheoreticalField(ReceptiveField.UNKNOWN, because=(f"it sees farther than {LENGTHS_PX[-1] // 2} px",))

    def _finite(self, traced: Trace, rows: _Cells, columns: _Cells) -> TheoreticalField:
        if not columns.are_enough:
            return TheoreticalField(ReceptiveField.UNKNOWN, because=("it sees farther along rows than along columns",))
        if not (rows.are_alike and columns.are_alike):
            return TheoreticalField(ReceptiveField.BOUNDED, rows=rows.axis_field(), columns=columns.axis_field())
        paper_px, rate = traced.count.reach_px + 1, max(1, traced.count.rate)
        return TheoreticalField(ReceptiveField.LOCAL, paper_px, rate, rows.axis_field(), columns.axis_field())

    def _trace(self, length: int, axis: int) -> Trace:
        """A trace in the narrowest strip that the network takes."""
        for breadth in list(self._breadths):
            try:
                traced = trace(self._restore, self._module, self._channels, length, breadth, axis)
            except NotFollowed:
                raise
            except Exception:  # whatever the network's own code raises
                if breadth == self._breadths[-1]:
                    raise
                continue
            self._breadths = [wide for wide in self._breadths if wide >= breadth]
            return traced
        raise AssertionError("there is a last breadth")

    def _side(self, wanted: int) -> int:
        """The least side of at least `wanted` that the network takes."""
        return -(-max(wanted, self._minimum_px) // self._multiple_of) * self._multiple_of


class _Cells:
    """What the SR pixels of each LR pixel see along an axis, for LR pixels whose view ends inside the picture."""

    def __init__(self, traced: Trace, scale: int) -> None:
        length = len(traced.first) // scale
        cells = np.arange(length)[:, None]
        first, last = traced.first.reshape(length, scale), traced.last.reshape(length, scale)
        inside = (first.min(axis=1) > 0) & (last.max(axis=1) < length - 1)
        self.middle_is_inside = bool(inside[length // 2])
        self._cells = cells[inside]
        self._first, self._last = (first - cells)[inside], (last - cells)[inside]
        self._length = length

    @property
    def are_alike(self) -> bool:
        """Whether every LR pixel sees as much as any other.

        Where a view has holes, a border can cut off its end without being seen itself. So LR pixels near the border,
        around which the farthest view would not fit, do not count, as long as most of the strip is left.
        """
        fits = (self._cells + self._first.min() > 0) & (self._cells + self._last.max() < self._length - 1)
        counted = fits[:, 0] if 2 * fits.sum() > self._length else slice(None)
        first, last = self._first[counted], self._last[counted]
        return bool((first == first[0]).all() and (last == last[0]).all())

    @property
    def are_enough(self) -> bool:
        """Whether the middle represents all others, or, where positions differ, enough are traced."""
        return self.middle_is_inside and (self.are_alike or 2 * len(self._first) > self._length)

    def axis_field(self) -> AxisField:
        """The farthest view of those that end inside the picture."""
        support_px = (self._last.max(axis=1) - self._first.min(axis=1) + 1).max()
        return AxisField(_ints(self._first.min(axis=0)), _ints(self._last.max(axis=0)), int(support_px))


def _ints(values: npt.NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(int(value) for value in values)
