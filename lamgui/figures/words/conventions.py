"""What a reviewer asks first: reduction, surroundings, range and channels, and what PSNR and SSIM are."""

from __future__ import annotations

from collections.abc import Sequence

from lamgui.base.vocabulary import in_words_of
from lamgui.imaging.colour import Colour
from lamgui.imaging.prepare import Role
from lamgui.imaging.quality import cut_border_px
from lamgui.imaging.reduce import Reduction
from lamgui.maps.quality_words import surroundings_sentence
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of

_REDUCTIONS = {Reduction.PILLOW: "Pillow", Reduction.MATLAB: "MATLAB"}
_CHANNELS = {Colour.RGB: "RGB", Colour.BGR: "BGR", Colour.YCBCR: "YCbCr", Colour.Y: "Y", Colour.GREY: "grey"}


def conventions(analyses: Sequence[Analysis]) -> str:
    """All of them in a sentence."""
    given = [_one([_input(one) for one in analyses])]
    around = [in_words_of(one.pictures.scale, one.settings.surroundings_words) for one in analyses]
    given.append(_one([words or "whole picture" for words in around]))
    return _sentence([*given, *_of_networks(analyses), *_pixels_of_quality(analyses)])


def network_conventions(analyses: Sequence[Analysis]) -> str:
    """A sentence on networks and numbers, where another says what the input is."""
    return _sentence(_of_networks(analyses))


def _sentence(parts: Sequence[str]) -> str:
    words = "; ".join(parts)
    return f"{words[0].upper()}{words[1:]}."


def _of_networks(analyses: Sequence[Analysis]) -> list[str]:
    """What networks are fed, by name where they differ; and what PSNR and SSIM are, where there are any."""
    fed = {label_of(one.network): _fed(one) for one in analyses}
    if len(set(fed.values())) == 1:
        parts = [f"networks fed {next(iter(fed.values()))}"]
    else:
        parts = [", ".join(f"{name} fed {words}" for name, words in fed.items())]
    if any(one.pictures.quality is not None for one in analyses):
        borders = _one([f"{cut_border_px(one.pictures.scale)}" for one in analyses])
        parts.append(f"PSNR and SSIM in 8 bits, Y of BT.601 (16..235), {borders} px of the border cut")
    return parts


def _pixels_of_quality(analyses: Sequence[Analysis]) -> list[str]:
    """What PSNR and SSIM are of, where that is not the whole picture."""
    words = surroundings_sentence(analyses)
    return [words.rstrip(".")] if words else []


def _input(analysis: Analysis) -> str:
    scale = analysis.pictures.scale
    if analysis.role is Role.LR:
        return "input used as it is" if scale == 1 else f"LR used as it is, ×{scale}"
    if scale == 1:
        return f"clean picture with {analysis.degradation.words or 'nothing added'}"
    return f"HR reduced ×{scale} by {_REDUCTIONS[analysis.reduction]}'s antialiased bicubic"


def _fed(analysis: Analysis) -> str:
    network = analysis.network
    return f"{_CHANNELS.get(network.colour, network.colour.value)} of 0..{network.value_range:g}"


def _one(words: Sequence[str]) -> str:
    return " or ".join(dict.fromkeys(words))
