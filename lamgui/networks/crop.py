"""A network cropped to what a patch of a map, or a region of the SR picture, needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from torch import Tensor

from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch
from lamgui.attribution.path.path import Path
from lamgui.attribution.receptive_field import PixelBox
from lamgui.attribution.window import Window, window_of
from lamgui.networks.partial.focus import Region, focus
from lamgui.networks.partial.recompute import recomputed
from lamgui.networks.partial.rules import Span
from lamgui.networks.placed import Forward, PlacedNetwork

MOST = 0.75
"""Largest share of the work on the whole picture at which a crop is used; the filmstrip then restores its own SR."""

TOLERANCE = 1e-5
"""Largest difference from the patch of the whole picture, as a share of the largest value."""


@dataclass(frozen=True, eq=False)
class PatchCrop:
    """`restore` maps a window of the LR picture to a part of SR that holds the patch where `window.patch` says.

    `share`, 0..1, is how much of the work on the whole picture it takes.
    """

    restore: Forward
    window: Window
    share: float

    def agrees(self, lr: Tensor, sr: Tensor, patch: Patch) -> bool:
        """Whether patch and margin are as in the SR picture (C, H, W) of an LR one (C, h, w)."""
        own = _with_margin(self.restore(self.window.cut(lr)[None])[0], self.window.patch)
        uncropped = _with_margin(sr, patch)
        return own.shape == uncropped.shape and bool((own - uncropped).abs().max() <= TOLERANCE * sr.abs().max())


def layerwise(
    placed: PlacedNetwork, patch: Patch, height: int, width: int, *, most: float = MOST, recomputing: bool = False
) -> PatchCrop | None:
    """A crop layer by layer, to what the patch needs; None without a graph, or where its share is more than `most`.

    With `recomputing` most activations are computed again when the gradient needs them.
    """
    if placed.network_graph is None:
        return None
    sides = ((begin, begin + patch.size + DETECTOR_MARGIN_PX) for begin in (patch.y, patch.x))
    focused = focus(placed.network_graph, (next(sides), next(sides)), height, width, most)
    if focused is None:
        return None
    (top, bottom), (left, right) = focused.region
    window = Window(slice(top, bottom), slice(left, right), Patch(0, 0, patch.size))
    module = recomputed(focused.module) if recomputing else focused.module
    return PatchCrop(replace(placed, module=module), window, focused.share)


def windowed(placed: PlacedNetwork, box: PixelBox, patch: Patch, height: int, width: int) -> PatchCrop | None:
    """A crop of the picture to the window of a patch that depends on its `box`; None where that hardly saves work."""
    window = window_of(patch, box, placed.scale)
    share = window.share_of(height, width)
    return PatchCrop(placed, window, share) if share <= MOST else None


def _with_margin(sr: Tensor, patch: Patch) -> Tensor:
    reach = patch.size + DETECTOR_MARGIN_PX
    return sr[..., patch.y : patch.y + reach, patch.x : patch.x + reach]


@dataclass(frozen=True, eq=False)
class RegionCrop:
    """`forward` maps rows and columns of the LR picture to a picture of which `inside` is the region."""

    forward: Forward
    rows: slice
    columns: slice
    inside: tuple[slice, slice]

    def restore(self, path: Path, alpha: float) -> Tensor:
        """F(γ(α)) in the region, (C, H, W), of a path through whole LR pictures."""
        rows, columns = self.inside
        return self.forward(path.within(self.rows, self.columns).at([alpha]))[0][:, rows, columns]


def region_crop(placed: PlacedNetwork, box: PixelBox | None, region: Region, height: int, width: int) -> RegionCrop:
    """The crop that a region of SR needs of an LR picture (height, width): layer by layer where a graph can be traced.

    Else a crop of the picture to the `box` that the region depends on, or the whole picture where that is not known.
    """
    focused = None if placed.network_graph is None else focus(placed.network_graph, region, height, width)
    if focused is not None:
        rows, columns = (slice(*span) for span in focused.region)
        return RegionCrop(replace(placed, module=focused.module), rows, columns, (slice(None), slice(None)))
    if box is None:
        return uncropped(placed, region, height, width)
    return _cut_from(placed, region, slice(box.top, box.bottom), slice(box.left, box.right))


def uncropped(placed: PlacedNetwork, region: Region, height: int, width: int) -> RegionCrop:
    """A region cut from the SR picture of the whole LR picture."""
    return _cut_from(placed, region, slice(0, height), slice(0, width))


def _cut_from(placed: PlacedNetwork, region: Region, rows: slice, columns: slice) -> RegionCrop:
    first_row, first_column = placed.scale * rows.start, placed.scale * columns.start
    return RegionCrop(placed, rows, columns, (_moved(region[0], first_row), _moved(region[1], first_column)))


def _moved(span: Span, begin: int) -> slice:
    return slice(span[0] - begin, span[1] - begin)
