"""`lamgui window`: open the window, with a picture and networks if any are named."""

from __future__ import annotations

import argparse
from pathlib import Path

from lamgui.cli.arguments import add_picture_reading, reading_from
from lamgui.cli.subcommand import Subcommand
from lamgui.window.options import THEMES, WindowOptions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The window's arguments."""
    parser.add_argument("picture", nargs="?", type=Path, metavar="PICTURE", help="HR or LR picture to open")
    parser.add_argument(
        "--network",
        dest="networks",
        action="append",
        default=[],
        metavar="NAME_OR_FILE",
        help="network to start with; may be given several times",
    )
    add_picture_reading(parser)
    parser.add_argument(
        "--reference", type=Path, metavar="FILE", help="the HR original of PICTURE, which then is LR, for PSNR and SSIM"
    )
    parser.add_argument("--theme", choices=THEMES, default="system", help="colours of the window (default: system)")
    parser.add_argument("--size", type=window_size, metavar="WxH", help="size of the window, such as 1280x800")
    parser.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="save a picture of the window when its first map is finished"
    )
    parser.add_argument("--quit-after-first-map", action="store_true", help="close the window when it is finished")


def run(arguments: argparse.Namespace) -> int:
    """Open the window; returns its exit status when it is closed."""
    if arguments.reference is not None and arguments.picture is None:
        arguments.wrong_usage("--reference is the original of a picture: name that picture, too")

    from lamgui.window.app import run_window

    return run_window(
        WindowOptions(
            picture=arguments.picture,
            reading=reading_from(arguments),
            reference=arguments.reference,
            networks=tuple(arguments.networks),
            screenshot=arguments.screenshot,
            quit_after_first_map=arguments.quit_after_first_map,
            theme=arguments.theme,
            size=arguments.size,
        )
    )


def window_size(text: str) -> tuple[int, int]:
    """Read `1280x800`; raises argparse.ArgumentTypeError for anything else."""
    width, separator, height = text.lower().partition("x")
    if not (separator and width.isdecimal() and height.isdecimal() and int(width) and int(height)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size: give width and height in pixels, such as 1280x800")
    return int(width), int(height)


SUBCOMMAND = Subcommand(
    name="window",
    summary="open the window (also without the word: lamgui PICTURE)",
    add_arguments=add_arguments,
    run=run,
)
