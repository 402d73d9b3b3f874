"""What a network of several input frames is given: the picture among the frames of its adapter, as one input."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt
import torch
from torch import Tensor

from lamgui.base.arrays import Doubles
from lamgui.imaging.picture import Pixels
from lamgui.maps.surroundings import Surroundings
from lamgui.networks.network import Network


def frames_given(
    network: Network, lr: npt.NDArray[Any], surroundings: Surroundings | None
) -> tuple[npt.NDArray[Any], ...]:
    """The frames that a network gets with an LR picture (h, w, 3), or part of one, in their order.

    The picture is as it is given, others have 8 bits; those of another size than the whole picture are replaced by the
    picture. Empty for a network of one input.
    """
    taken = network.input_frames
    if taken is None:
        return ()
    whole = lr if surroundings is None else surroundings.picture.lr
    fits = bool(taken.others) and taken.others[0].shape == whole.shape
    others = [lr] * (taken.count - 1)
    if fits:
        others = [other if surroundings is None else surroundings.cut(other) for other in taken.others]
    return (*others[: taken.at], lr, *others[taken.at :])


def encoded(
    network: Network, lr: Pixels | Doubles, dtype: torch.dtype, surroundings: Surroundings | None = None
) -> Tensor:
    """What the network is given, (C, h, w), 0..1, or (T*C, h, w) where it takes several frames."""
    own = network.encode(lr, dtype)
    taken = network.input_frames
    if taken is None:
        return own
    frames = frames_given(network, lr, surroundings)
    return torch.cat([own if frame is lr else network.encode(frame, dtype) for frame in frames])
