"""The contribution of every position to D of the Gabor detector: the root of its squared responses in both phases."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from lamgui.attribution.detectors.gabor_filter import Gabor, gabor_kernels
from lamgui.attribution.detectors.gradient import root
from lamgui.attribution.device.handover import sent

ROUNDING = 16
"""Response of a Gabor filter to a flat area by rounding alone, in units of the arithmetic's precision."""


class GaborEnergy:
    """The density sqrt(even^2 + odd^2) of the filter's responses in both phases.

    The positions of a patch are the (l - side + 1)^2 at which the filter lies entirely inside it; no border has to be
    invented. The root makes D independent of where a grating's crests are. A response to a flat area
    that is rounding alone counts as 0, and the root's gradient there is taken as 0.
    """

    def __init__(self, gabor: Gabor) -> None:
        self._kernels = torch.from_numpy(gabor_kernels(gabor))[:, None]
        self._placed: dict[tuple[torch.device, torch.dtype], Tensor] = {}

    def __call__(self, picture: Tensor) -> Tensor:
        """The terms of the sum for a picture of any size, (N, C, H - side, W - side): the margin is left out."""
        inside = picture[..., :-1, :-1]
        # The filter ignores brightness: subtracting some of it reduces rounding errors.
        contrast = inside - inside[..., :1, :1].detach()
        responses = functional.conv2d(contrast.flatten(0, 1)[:, None], self._placed_as(picture))
        least = ROUNDING * torch.finfo(picture.dtype).eps * contrast.detach().abs().flatten(1).amax(dim=1)
        energy = (responses**2).sum(dim=1).reshape(*picture.shape[:2], *responses.shape[-2:])
        return root(energy, energy <= least[:, None, None, None] ** 2)

    def _placed_as(self, picture: Tensor) -> Tensor:
        """The kernels on the picture's device, copied once: a GPU that had to wait for them each time would idle."""
        key = (picture.device, picture.dtype)
        if key not in self._placed:
            self._placed[key] = sent(self._kernels, picture)
        return self._placed[key]
