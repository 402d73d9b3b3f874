"""Arguments of how a figure looks, whatever it shows: its page, its letters, the colours of maps."""

from __future__ import annotations

import argparse
import re
from typing import Any

from lamgui.figures.pixels.contrast import contrast_from
from lamgui.figures.style import MM_PER_INCH, Background, FigureStyle

_DEFAULTS = FigureStyle()
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(in|mm|cm)")


def add_looks(looks: argparse._ActionsContainer) -> None:
    """The arguments that every figure has."""
    looks.add_argument(
        "--width", type=_inches, default=_DEFAULTS.width_in, help="such as 3.5in or 89mm (default: 7.16in)"
    )
    looks.add_argument("--dpi", type=int, default=_DEFAULTS.dpi, help="(default: %(default)s)")
    looks.add_argument("--font", default=_DEFAULTS.font, help="(default: %(default)s)")
    looks.add_argument("--font-size", type=float, default=_DEFAULTS.font_size_pt, help="points (default: %(default)s)")
    looks.add_argument("--no-di", action="store_true", help="no diffusion index")
    looks.add_argument("--no-psnr", action="store_true", help="no PSNR")
    looks.add_argument(
        "--text-as-outlines", action="store_true",
        help="words in PDF, SVG and EPS as outlines: they look the same everywhere and cannot be searched",
    )  # fmt: skip
    looks.add_argument(
        "--colours", default=_DEFAULTS.colour_map,
        choices=("inferno", "viridis", "magma", "turbo", "jet", "grey", "paper"),
        help="of the maps; paper is white to dark red (default: %(default)s)",
    )  # fmt: skip
    looks.add_argument(
        "--contrast", default=_DEFAULTS.contrast.text, metavar="linear|gamma:N|log|percentile:N",
        help="from the values of a map to colour and opacity; @0.02-0.8 behind it cuts at shares of the peak "
        "(default: %(default)s)",
    )  # fmt: skip
    looks.add_argument(
        "--box-colour", type=_colour, default=_DEFAULTS.box_colour, help="as #rrggbb (default: %(default)s)"
    )
    looks.add_argument("--background", type=Background, choices=list(Background), default=_DEFAULTS.background)


def looks_from(arguments: argparse.Namespace) -> dict[str, Any]:
    """The fields of a FigureStyle that these arguments state; raises SettingsError."""
    return {
        "width_in": arguments.width,
        "dpi": arguments.dpi,
        "font": arguments.font,
        "font_size_pt": arguments.font_size,
        "show_di": not arguments.no_di,
        "show_psnr": not arguments.no_psnr,
        "outlines": arguments.text_as_outlines,
        "colour_map": arguments.colours,
        "contrast": contrast_from(arguments.contrast),
        "box_colour": arguments.box_colour,
        "background": arguments.background,
    }


def _inches(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a width: write it as 3.5in, 89mm or 8.9cm")
    return float(found[1]) / {"in": 1.0, "mm": MM_PER_INCH, "cm": MM_PER_INCH / 10}[found[2]]


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a colour: write it as #rrggbb")
    return text.lower()
