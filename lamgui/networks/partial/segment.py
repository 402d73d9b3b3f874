"""The part of a network's work that a patch needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from torch import Tensor

from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch
from lamgui.attribution.window import Sight, Window, window_of
from lamgui.networks.conventions import Forward, PlacedNetwork
from lamgui.networks.partial.focus import focus
from lamgui.networks.partial.recompute import recomputed

MOST = 0.75
"""Share of the work up to which a part is computed instead of the whole: the filmstrip then restores its own."""

TOLERANCE = 1e-5
"""By how much the patch may differ from that of the whole picture, as a share of the largest value."""


@dataclass(frozen=True, eq=False)
class Part:
    """`restore` makes of a window of the LR picture a piece of SR that holds the patch where `window.patch` says.

    `share`, 0..1, is how much of the work on the whole picture it takes.
    """

    restore: Forward
    window: Window
    share: float

    def agrees(self, lr: Tensor, sr: Tensor, patch: Patch) -> bool:
        """Whether it gives the patch and its margin as they are in the SR picture (C, H, W) of an LR one (C, h, w)."""
        own = _with_margin(self.restore(self.window.cut(lr)[None])[0], self.window.patch)
        whole = _with_margin(sr, patch)
        return own.shape == whole.shape and bool((own - whole).abs().max() <= TOLERANCE * sr.abs().max())


def layerwise(
    placed: PlacedNetwork, patch: Patch, height: int, width: int, *, most: float = MOST, recomputing: bool = False
) -> Part | None:
    """Each layer on what the patch needs of it; None where the layers cannot be told or more than `most` is left.

    With `recomputing` most values are computed again when the gradient needs them.
    """
    if placed.followed is None:
        return None
    sides = ((begin, begin + patch.size + DETECTOR_MARGIN_PX) for begin in (patch.y, patch.x))
    focused = focus(placed.followed, (next(sides), next(sides)), height, width, most)
    if focused is None:
        return None
    (top, bottom), (left, right) = focused.region
    window = Window(slice(top, bottom), slice(left, right), Patch(0, 0, patch.size))
    module = recomputed(focused.module) if recomputing else focused.module
    return Part(replace(placed, module=module), window, focused.share)


def windowed(placed: PlacedNetwork, sight: Sight, patch: Patch, height: int, width: int) -> Part | None:
    """All layers on the window that reaches the patch; None where hardly anything is saved."""
    window = window_of(patch, sight, placed.scale, height, width)
    share = window.share_of(height, width)
    return Part(placed, window, share) if share <= MOST else None


def _with_margin(sr: Tensor, patch: Patch) -> Tensor:
    reach = patch.size + DETECTOR_MARGIN_PX
    return sr[..., patch.y : patch.y + reach, patch.x : patch.x + reach]
