"""CIEDE2000 and how colours look with a lack of one kind of cone, by numpy alone."""

from __future__ import annotations

import numpy as np

from lamgui.base.arrays import Floats

DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
PROTANOPIA = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
"""Machado, Oliveira, Fernandes 2009, severity 1, of linear RGB."""

SIGHTS = {"normal": np.eye(3), "deuteranopia": DEUTERANOPIA, "protanopia": PROTANOPIA}

_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(rgb: Floats) -> Floats:
    """sRGB 0..255 without its encoding, 0..1."""
    share = np.asarray(rgb, dtype=np.float64) / 255
    decoded: Floats = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return decoded


def lab(rgb: Floats, sight: Floats = SIGHTS["normal"]) -> Floats:
    """CIELAB (D65) of sRGB colours (..., 3) as `sight` sees them."""
    seen = np.clip(linear(rgb) @ sight.T, 0, 1) @ _TO_XYZ.T / _WHITE
    x, y, z = np.moveaxis(np.where(seen > 216 / 24389, np.cbrt(seen), (24389 / 27 * seen + 16) / 116), -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def contrast_ratios(rgb: Floats, ground: Floats) -> Floats:
    """WCAG 2's contrast ratio, 1..21, of sRGB colours."""
    first, second = (linear(colours) @ (0.2126, 0.7152, 0.0722) + 0.05 for colours in (rgb, ground))
    ratios: Floats = np.maximum(first, second) / np.minimum(first, second)
    return ratios


def differences(first: Floats, second: Floats) -> Floats:
    """CIEDE2000 of CIELAB colours (..., 3), by Sharma, Wu, Dalal 2005."""
    (l1, a1, b1), (l2, a2, b2) = (np.moveaxis(colours, -1, 0) for colours in (first, second))
    mean_c = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7))
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, stretch * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    is_grey = c1 * c2 == 0
    turn = np.where(is_grey, 0, (h2 - h1 + 180) % 360 - 180)
    delta_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    mean_h = np.where(is_grey, h1 + h2, (h1 + turn / 2) % 360)
    t = (
        1
        - 0.17 * np.cos(np.radians(mean_h - 30))
        + 0.24 * np.cos(np.radians(2 * mean_h))
        + 0.32 * np.cos(np.radians(3 * mean_h + 6))
        - 0.20 * np.cos(np.radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / np.sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    rotation = np.radians(60 * np.exp(-(((mean_h - 275) / 25) ** 2)))
    r_t = -2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)) * np.sin(rotation)
    parts = (l2 - l1) / s_l, (c2 - c1) / s_c, delta_h / s_h
    total: Floats = np.sqrt(sum(part**2 for part in parts) + r_t * parts[1] * parts[2])
    return total
