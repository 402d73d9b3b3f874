"""The colour space that a file states, by ICC profile or PNG's gAMA and cICP: ignored or converted to sRGB."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageCms

from lamgui.base.arrays import Doubles
from lamgui.imaging.decoding.profile_curves import to_xyz
from lamgui.imaging.picture import Pixels

_XY_SRGB = (0.3127, 0.329, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
"""x and y of white, red, green and blue, in the order of PNG's cHRM."""
_PRIMARIES = {
    1: _XY_SRGB,
    9: (0.3127, 0.329, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046),
    12: (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06),
}
_PRIMARY_NAMES = {1: "BT.709", 9: "BT.2020", 12: "Display P3"}
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_CURVES: Mapping[int, tuple[float, ...]] = {
    1: (1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081),
    4: (2.2,),
    8: (1.0,),
    13: _SRGB_CURVE,
}
"""Curves of ITU-T H.273's transfer characteristics, as the parameters of ICC's types 0 and 3."""

_LINEAR = 1.0
_CURVE_NAMES = {16: "PQ", 18: "HLG"}
_GAMMA_SRGB = 1 / 2.2
_SAME_GAMMA, _SAME_XY = 0.02, 0.002
"""Differences of gAMA and cHRM from sRGB's that are rounding."""

_NAME_LETTERS = 60
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
_WHITE_D50 = np.array([0.9642, 1.0, 0.8249])


@dataclass(frozen=True)
class ColourProfile:
    """A colour space that is not sRGB; `icc` is empty where it cannot be converted."""

    name: str
    icc: bytes

    @property
    def space(self) -> str:
        """What its channels are: RGB, GRAY or CMYK."""
        return self.icc[16:20].decode("ascii", "replace").strip()

    @property
    def ignored(self) -> str:
        """The sentence that says that it is not applied."""
        return f"{self.name}: ignored, as the field's own code does."

    @property
    def converted(self) -> str:
        """The sentence that says that it is."""
        return f"{self.name}: converted to sRGB."

    @property
    def converted_in_8_bits(self) -> str:
        """The sentence that says that it is, and that more bits were lost by it."""
        return f"{self.name}: converted to sRGB in 8 bits."


def profile_in(info: Mapping[Any, Any], head: bytes = b"") -> ColourProfile | None:
    """The colour space in Pillow's `info` of a picture, or in the `head` of a PNG, before its pixels; None for sRGB."""
    if (at := head.find(b"cICP")) > 0 and len(head) >= at + 8:
        return _of_cicp(*head[at + 4 : at + 6])
    icc = info.get("icc_profile")
    if icc:
        return profile_of_icc(icc)
    if "srgb" in info or "gamma" not in info:
        return None
    gamma, places = float(info["gamma"]), info.get("chromaticity", _XY_SRGB)
    off = max(abs(a - b) for a, b in zip(places, _XY_SRGB, strict=True))
    if (abs(gamma - _GAMMA_SRGB) < _SAME_GAMMA and off < _SAME_XY) or not gamma > 0:
        return None
    return ColourProfile(f"Stated gamma of 1/{1 / gamma:.3g}", _matrix_profile((1 / gamma,), places))


def profile_of_icc(icc: bytes) -> ColourProfile | None:
    """An ICC profile by its own name; None for one that is called sRGB."""
    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(icc))).strip()
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return ColourProfile("A damaged colour profile", b"")
    if "srgb" in name.lower():
        return None
    shown = "".join(letter if letter.isprintable() else " " for letter in name)[:_NAME_LETTERS] or "without a name"
    return ColourProfile(f"Colour profile {shown}", icc)


def linear_light(kind: str) -> ColourProfile:
    """The colour space of a kind of file whose numbers are light itself, with sRGB's primaries."""
    return ColourProfile(f"Linear light of {kind}", _matrix_profile((_LINEAR,), _XY_SRGB))


def to_srgb(image: Image.Image, profile: ColourProfile) -> Image.Image:
    """A picture of Pillow's in the profile's channels as sRGB, (relative colorimetric). Raises ImageCms.PyCMSError."""
    stated, srgb = ImageCms.ImageCmsProfile(BytesIO(profile.icc)), ImageCms.createProfile("sRGB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    converted = ImageCms.profileToProfile(image, stated, srgb, renderingIntent=intent, outputMode="RGB")
    assert converted is not None
    return converted


def pixels_to_srgb(pixels: Pixels, profile: ColourProfile) -> Pixels:
    """RGB, or grey that was repeated, of a profile for RGB or grey, as sRGB; both uint8 (H, W, 3)."""
    is_grey = profile.space == "GRAY"
    return np.array(
        to_srgb(Image.fromarray(np.ascontiguousarray(pixels[..., 0])) if is_grey else Image.fromarray(pixels), profile)
    )


def values_to_srgb(values: Doubles, profile: ColourProfile) -> Doubles | None:
    """Values (H, W, 3), 0..1, of a profile for RGB or grey, as sRGB 0..1 in float64, what is beyond that clipped.

    None for a profile that has tables in place of curves and a matrix.
    """
    xyz = to_xyz(values, profile.icc)
    if xyz is None:
        return None
    light = np.clip(xyz @ np.linalg.inv(_primaries_d50(_XY_SRGB)).T, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def _of_cicp(primaries: int, curve: int) -> ColourProfile | None:
    """The colour space of H.273's numbers; None for sRGB's."""
    if (primaries, curve) == (1, 13):
        return None
    name = f"cICP {_PRIMARY_NAMES.get(primaries, f'primaries {primaries}')}"
    if curve not in _CURVES or primaries not in _PRIMARIES:
        return ColourProfile(f"{name}, {_CURVE_NAMES.get(curve, f'curve {curve}')}", b"")
    return ColourProfile(name, _matrix_profile(_CURVES[curve], _PRIMARIES[primaries]))


def _matrix_profile(curve: tuple[float, ...], places: tuple[float, ...]) -> bytes:
    """An ICC profile of RGB by its curve, one exponent or type 3's five numbers, and the x, y of white, R, G and B."""
    curve_tag = b"para" + struct.pack(">IHH", 0, 0 if len(curve) == 1 else 3, 0) + b"".join(map(_fixed, curve))
    columns = _primaries_d50(places)
    tags = {
        b"desc": b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"US", 12, 28) + "stated".encode("utf-16-be"),
        b"wtpt": _xyz(_WHITE_D50),
        **{name: _xyz(columns[:, k]) for k, name in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve_tag),
    }
    table, body, start = b"", b"", 132 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I4xI4s4s4s12x4s", start + len(body), 0x04300000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    header = header.ljust(68, b"\0") + b"".join(map(_fixed, _WHITE_D50))
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _primaries_d50(places: tuple[float, ...]) -> Doubles:
    """XYZ of R, G and B as columns, adapted from the white that is stated to D50 by Bradford's transform."""
    xyz = np.array([[x / y, 1, (1 - x - y) / y] for x, y in zip(places[::2], places[1::2], strict=True)])
    white, columns = xyz[0], xyz[1:].T
    columns = columns * np.linalg.solve(columns, white)
    gains = (_BRADFORD @ _WHITE_D50) / (_BRADFORD @ white)
    return np.asarray(np.linalg.inv(_BRADFORD) @ (gains[:, None] * (_BRADFORD @ columns)))


def _xyz(values: Doubles) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(_fixed, values))


def _fixed(value: float) -> bytes:
    """ICC's s15Fixed16."""
    return struct.pack(">i", round(value * 65536))
