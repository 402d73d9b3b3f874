"""`lamgui figure`: a figure for a paper, without a window, with its recipe in the file."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from lamgui.attribution.patch import Patch
from lamgui.base.errors import SettingsError
from lamgui.cli.arguments import (
    add_computing,
    add_method,
    add_picture_and_networks,
    add_reading,
    add_surroundings,
    named_in,
    settings_from,
    usage_of,
)
from lamgui.cli.look_arguments import add_looks, looks_from
from lamgui.cli.subcommand import Subcommand
from lamgui.figures.layouts.kind import Shows
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.options import FigureOptions
from lamgui.figures.style import PsnrChannels, QualityOf
from lamgui.figures.words.columns import FigureColumn

_DEFAULTS = FigureOptions()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui figure`."""
    add_picture_and_networks(parser)
    parser.add_argument(
        "--patch",
        dest="patches",
        action="append",
        nargs=3,
        type=int,
        required=True,
        metavar=("X", "Y", "SIZE"),
        help="square of SR pixels; give it several times for a gallery, zoom or zoom-lam",
    )
    parser.add_argument(
        "--also",
        action="append",
        nargs=4,
        default=[],
        metavar=("FILE", "X", "Y", "SIZE"),
        help="a patch of another picture, below those of the first; several times for zoom or zoom-lam",
    )
    parser.add_argument(
        "--layout",
        choices=list(LAYOUTS),
        type=named_in(LAYOUTS),
        default=_DEFAULTS.layout,
        help=f"(default: {_DEFAULTS.layout})",
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="the figure; its ending decides: .png .tiff .pdf .svg .eps, .html for a page, or .webp .apng .gif .mp4 "
        "for an animation of the path; these two show the same whatever the layout",
    )
    parser.add_argument(
        "--cmyk", type=Path, metavar="PROFILE", help="a TIFF in the CMYK of this ICC profile, as journals name one"
    )
    parser.add_argument("--beside", action="store_true", help="also write how it was made as FILE.json")
    _add_looks(parser)
    add_reading(parser)
    add_method(parser)
    add_surroundings(parser)
    add_computing(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compute and draw; 0 when the figure is written. Raises UserError."""
    with usage_of(arguments):
        settings, options = settings_from(arguments), options_from_arguments(arguments)
        patches = [Patch(*patch) for patch in arguments.patches]
        also = [_place(words) for words in arguments.also]
        layout = LAYOUTS[options.layout]
        if len(patches) > 1 and not (layout.shows is Shows.PATCHES or layout.stacks_places):
            raise SettingsError(
                f"The layout {layout.name} shows one patch.",
                "Add --layout gallery, zoom or zoom-lam, or give one patch.",
            )
        if also and not layout.stacks_places:
            raise SettingsError(f"The layout {layout.name} shows one picture.", "Add --layout zoom or zoom-lam.")
    from lamgui.cli.jobs.figure import make_figure

    return make_figure(arguments, settings, patches, also, options)


def _place(words: Sequence[str]) -> tuple[Path, Patch]:
    """A picture and a patch of it; raises SettingsError where the patch is not three whole numbers."""
    try:
        x, y, size = map(int, words[1:])
    except ValueError as error:
        raise SettingsError(f"{' '.join(words[1:])} is no patch.", "Give --also FILE X Y SIZE.") from error
    return Path(words[0]), Patch(x, y, size)


def options_from_arguments(arguments: argparse.Namespace) -> FigureOptions:
    """The looks that the arguments state; raises SettingsError."""
    return FigureOptions(
        layout=arguments.layout,
        columns=tuple(arguments.columns or ()),
        labels=not arguments.no_labels,
        show_ssim=arguments.ssim,
        quality_of=arguments.quality_of,
        psnr_channels=arguments.psnr_channels,
        networks_as_columns=arguments.networks_as_columns,
        outline=arguments.outline,
        colour_bar=arguments.colour_bar,
        common_scale=arguments.common_scale,
        crop_px=arguments.crop,
        inset=arguments.inset,
        frame_ms=arguments.frame_time,
        plays=arguments.plays,
        **looks_from(arguments),
    )


def _add_looks(parser: argparse.ArgumentParser) -> None:
    looks = parser.add_argument_group("how it looks")
    looks.add_argument(
        "--columns", nargs="+", type=FigureColumn, choices=list(FigureColumn), metavar="COLUMN",
        help=f"of strip, grid and gallery, from {', '.join(FigureColumn)}",
    )  # fmt: skip
    add_looks(looks)
    looks.add_argument("--no-labels", action="store_true", help="no names of columns and rows")
    looks.add_argument("--ssim", action="store_true", help="SSIM too, in zoom and zoom-lam")
    looks.add_argument(
        "--quality-of", type=QualityOf, choices=list(QualityOf), default=_DEFAULTS.quality_of,
        help="what PSNR and SSIM of zoom and zoom-lam are of: the part that is shown, or the whole picture "
        "(default: %(default)s)",
    )  # fmt: skip
    looks.add_argument(
        "--psnr-channels", type=PsnrChannels, choices=list(PsnrChannels), default=_DEFAULTS.psnr_channels,
        help="what PSNR is measured on: luma, or all three channels (default: %(default)s)",
    )  # fmt: skip
    looks.add_argument("--networks-as-columns", action="store_true", help="in the grid, whose rows they are else")
    looks.add_argument("--outline", action="store_true", help="a line around the area of contribution, over the maps")
    looks.add_argument("--colour-bar", action="store_true", help="a bar of the colours below")
    looks.add_argument("--common-scale", action="store_true", help="all maps share one maximum")
    looks.add_argument("--crop", type=int, metavar="PX", help="show only PX LR pixels around the patch")
    looks.add_argument("--inset", action="store_true", help="show the patch enlarged in a corner")
    looks.add_argument(
        "--frame-time", type=int, default=_DEFAULTS.frame_ms, metavar="MS",
        help="how long a frame of an animation is shown, in milliseconds (default: %(default)s)",
    )  # fmt: skip
    looks.add_argument(
        "--plays", type=int, default=_DEFAULTS.plays, metavar="N",
        help="how often an animation is played; 0 is for ever (default: %(default)s)",
    )  # fmt: skip


SUBCOMMAND = Subcommand(
    "figure",
    "make a figure for a paper: zoom, strip, grid, Figure 3, gallery or consensus, as PNG, TIFF, PDF or SVG",
    add_arguments,
    run,
)
