"""How much a picture runs in one direction at each of its places: the coherence of its structure tensor."""

from __future__ import annotations

import cv2
import numpy as np

from lamgui.base.arrays import Doubles
from lamgui.imaging.picture import Pixels

GRADIENT_SIGMA_PX = 1.0
"""Of the Gaussian under which gradients are taken, in LR pixels."""
WINDOW_SIGMA_PX = 3.0
"""Of the Gaussian over which the tensor is gathered: about the period of a texture that a network can find again."""


def coherence(pixels: Pixels) -> float | None:
    """The coherence of a picture (h, w, 3), 0 (no direction anywhere) to 1 (stripes); None for one without gradients.

    The structure tensor J = G * (∇L ∇Lᵀ) of the luma L at each pixel, G a Gaussian, has the coherence
    (λ₁ - λ₂) / (λ₁ + λ₂); the mean over the pixels counts each by its λ₁ + λ₂, so that even areas count nothing. It is
    local: the lines of a grid have their directions in turn, and together none.
    """
    luma = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float64)
    smooth = cv2.GaussianBlur(luma, (0, 0), GRADIENT_SIGMA_PX, borderType=cv2.BORDER_REFLECT)
    # Without the border: what lies beyond it is made up.
    along_y, along_x = (one[1:-1, 1:-1] for one in np.gradient(smooth))
    xx, xy, yy = (_gathered(one) for one in (along_x * along_x, along_x * along_y, along_y * along_y))
    energy = float((xx + yy).sum())
    if energy < 1e-9:
        return None
    return float(np.sqrt((xx - yy) ** 2 + 4 * xy**2).sum()) / energy


def _gathered(products: Doubles) -> Doubles:
    gathered: Doubles = np.asarray(
        cv2.GaussianBlur(products, (0, 0), WINDOW_SIGMA_PX, borderType=cv2.BORDER_REFLECT), dtype=np.float64
    )
    return gathered
