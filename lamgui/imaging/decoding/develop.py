"""From a file's numbers to RGB: bands, transparency, levels; 8 bits for the screen, the numbers for the network."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from lamgui.imaging.decoding.colour_profile import pixels_to_srgb, values_to_srgb
from lamgui.imaging.decoding.levels import Chosen, choose_levels
from lamgui.imaging.decoding.raster import Raster, Samples, Unreadable
from lamgui.imaging.picture import Pixels, Values, unit_values
from lamgui.imaging.reading import NOTHING_OFFERED, Colours, LevelRule, Offers, Reading

GREY = "Grey: repeated in R, G and B."
WHITE = "Transparency: laid on white."
EIGHT_BITS: Chosen = (0, 255)


@dataclass(frozen=True, eq=False)
class Developed:
    """8-bit RGB, (H, W, 3); `values` are None where those are all that the file holds."""

    pixels: Pixels
    values: Values | None
    stated: tuple[str, ...]
    is_of_8_bits: bool = True
    """Whether no number was rounded."""
    offers: Offers = NOTHING_OFFERED


def develop(raster: Raster, reading: Reading) -> Developed:
    """RGB of a raster; raises Unreadable where the reading does not fit it, or its numbers have no levels."""
    samples = raster.samples
    offers = Offers(
        raster.pages,
        samples.shape[2] - raster.has_alpha,
        samples.dtype != np.uint8,
        raster.has_profile or raster.profile is not None,
    )
    return replace(_developed(raster, reading), offers=offers)


def _developed(raster: Raster, reading: Reading) -> Developed:
    colours, banded = _three_or_one(raster, reading)
    levels, levelled = choose_levels(colours, raster, reading)
    opacity = _opacity(raster)
    profile, converts = raster.profile, False
    if profile is not None:
        converts = reading.colour is Colours.SRGB and profile.space in ("RGB", "GRAY")
    stated = (
        *levelled,
        *banded,
        *((GREY,) if colours.shape[2] == 1 else ()),
        *((WHITE,) if opacity is not None else ()),
    )
    rgb = np.broadcast_to(colours, (*colours.shape[:2], 3))
    is_of_8_bits = rgb.dtype == np.uint8 and levels == EIGHT_BITS
    if opacity is not None:
        rgb, levels = _on_white(rgb, levels, opacity, raster.is_premultiplied), (0.0, 1.0)
    is_rounded = is_of_8_bits or reading.levels is LevelRule.V0_1
    if profile is not None and converts and not is_rounded:
        values = values_to_srgb(unit_values(rgb, levels), profile)
        if values is not None:
            unit = (0.0, 1.0)
            said = (*raster.stated, profile.converted, *stated)
            return Developed(_eight_bits(values, unit), Values(values, unit), said, is_of_8_bits)
    pixels = np.array(rgb, order="C") if is_of_8_bits and opacity is None else _eight_bits(rgb, levels)
    if profile is not None and converts:
        word = profile.converted if is_of_8_bits else profile.converted_in_8_bits
        return Developed(pixels_to_srgb(pixels, profile), None, (*raster.stated, word, *stated), is_of_8_bits)
    ignored = () if profile is None else (profile.ignored,)
    values_read = None if is_rounded else Values(rgb, levels)
    return Developed(pixels, values_read, (*raster.stated, *ignored, *stated), is_of_8_bits)


def _three_or_one(raster: Raster, reading: Reading) -> tuple[Samples, tuple[str, ...]]:
    """The channels that become RGB, or the one that is grey; and a sentence where some are left out."""
    count = raster.samples.shape[2] - raster.has_alpha
    if reading.bands is not None and max(reading.bands) > count:
        held = f"{count} bands" if count > 1 else "one band"
        raise Unreadable(f"has {held}: there is no band {max(reading.bands)}.", "Choose others.")
    if reading.bands is None and count in (1, 3):
        return raster.samples[..., :count], ()
    bands = reading.bands or ((1, 2, 3) if count > 3 else (1, 1, 1))
    shown = f"{bands[0]}, {bands[1]} and {bands[2]} are R, G and B" if len(set(bands)) > 1 else f"{bands[0]} is shown"
    channels = [band - 1 for band in bands]
    return raster.samples[..., channels if len(set(bands)) > 1 else channels[:1]], (f"{count} bands: {shown}.",)


def _opacity(raster: Raster) -> npt.NDArray[np.float64] | None:
    """Opacity, (H, W, 1), 0..1; None where all is opaque."""
    if not raster.has_alpha:
        return None
    alpha = raster.samples[..., -1:]
    opaque = 1.0 if alpha.dtype.kind == "f" else float(np.iinfo(alpha.dtype).max)
    share = np.clip(alpha / opaque, 0, 1)
    return None if float(share.min()) == 1 else share


def _on_white(rgb: Samples, levels: Chosen, opacity: npt.NDArray[np.float64], is_premultiplied: bool) -> Samples:
    """Colours, 0..1, laid on white."""
    colours = unit_values(rgb, levels)
    return np.asarray((colours if is_premultiplied else colours * opacity) + (1 - opacity))


def _eight_bits(rgb: Samples, levels: Chosen) -> Pixels:
    """Rounded to 8 bits, a channel at a time: a whole picture in floating point may not fit into memory."""
    black, white = levels
    pixels = np.empty(rgb.shape, np.uint8)
    for channel in range(3):
        shares = (rgb[..., channel].astype(np.float32) - np.float32(black)) * np.float32(255 / (white - black))
        pixels[..., channel] = np.floor(np.clip(shares, 0, 255, out=shares) + np.float32(0.5))
    return pixels


def flattened(image: Image.Image) -> tuple[Pixels, tuple[str, ...]]:
    """An 8-bit picture of Pillow's as RGB, laid on white where it is transparent, and a sentence where it was."""
    if not image.has_transparency_data:
        return np.array(image.convert("RGB")), ()
    rgba = image.convert("RGBA")
    stated = () if rgba.getchannel("A").getextrema() == (255, 255) else (WHITE,)
    white = Image.new("RGBA", rgba.size, "white")
    return np.array(Image.alpha_composite(white, rgba).convert("RGB")), stated
