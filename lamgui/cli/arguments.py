"""The arguments that several commands share, and the settings that they state."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from lamgui.attribution.detectors.kind import DetectorKind
from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.integral.rules.registry import RULES
from lamgui.attribution.options import Options
from lamgui.attribution.path.kind import PathKind
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import (
    DEFAULT_MOST_STEPS,
    DEFAULT_TOLERANCE,
    MOST_FOR_SMALL_TOLERANCES,
    Precision,
    Settings,
)
from lamgui.base.errors import SettingsError
from lamgui.base.registry import Registry
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation, degradation_from
from lamgui.imaging.reading import AS_USUAL, Colours, Reading, bands_from, levels_from

ROLES = ("hr", "lr")
REDUCTIONS = ("pillow", "matlab")
"""Values of the enums Role and Reduction, whose import brings numpy and OpenCV: too slow for `--help`."""

RANGES = ("auto", "0..1", "0..255", "-1..1", "imagenet", "imagenet-signed", "1", "255")
"""As lamgui.networks.value_range reads them, and auto."""
CHANNELS = ("auto", "rgb", "bgr", "ycbcr", "y", "grey")
"""Values of the enum Colour, too, and auto."""
_DEFAULTS = Settings()


@contextmanager
def usage_of(arguments: argparse.Namespace) -> Iterator[None]:
    """A context in which a SettingsError is wrong usage: the command prints its usage and ends."""
    try:
        yield
    except SettingsError as error:
        arguments.wrong_usage(str(error))


def settings_from(arguments: argparse.Namespace) -> Settings:
    """The settings that the options state; raises SettingsError for one outside what the method allows."""
    stated = {
        field.name: getattr(arguments, field.name) for field in fields(Settings) if hasattr(arguments, field.name)
    }
    return Settings(
        **stated,
        detector_options=_options(arguments, "detector", DETECTORS),
        own_detector=_own_detector(arguments),
        path_options=_options(arguments, "path", PATHS),
    )


def _options(
    arguments: argparse.Namespace, chosen_by: str, kinds: Mapping[str, DetectorKind] | Mapping[str, PathKind]
) -> Options | None:
    """The options of the detector or path in use, from their flags; raises SettingsError for flags of another one."""
    options: Options | None = None
    for kind in kinds.values():
        if kind.options is None:
            continue
        declared = kind.options.declared()
        stated = {name: getattr(arguments, _place(option.flag)) for name, option in declared.items()}
        stated = {name: value for name, value in stated.items() if value is not None}
        if getattr(arguments, chosen_by) == kind.name:
            options = kind.options(**stated)
        elif stated:
            flags = [f"--{option.flag}" for option in declared.values()]
            belong = "belong" if len(flags) > 1 else "belongs"
            raise SettingsError(f"{' and '.join(flags)} {belong} to --{chosen_by} {kind.name}.", "Add it.")
    return options


def _place(flag: str) -> str:
    """The attribute under which argparse stores a flag."""
    return flag.replace("-", "_")


def _own_detector(arguments: argparse.Namespace) -> OwnDetector | None:
    """The user's detector that the options state, not run yet; raises UserError where there is none in the file."""
    if arguments.detector_file is None:
        return None
    if not DETECTORS[arguments.detector].needs_file:
        wanting = " or ".join(kind.name for kind in DETECTORS.values() if kind.needs_file)
        raise SettingsError(f"--detector-file belongs to --detector {wanting}.", "Add it.")
    from lamgui.maps.detector_file import own_detector_named

    return own_detector_named(arguments.detector_file)


def add_picture_and_networks(parser: argparse.ArgumentParser) -> None:
    """The picture and the networks."""
    parser.add_argument("picture", type=Path, metavar="PICTURE", help="HR or LR picture (see --input)")
    parser.add_argument(
        "--network",
        dest="networks",
        action="append",
        required=True,
        metavar="NAME_OR_FILE",
        help="name from `lamgui networks`, or a file, with what you know of it: FILE::range=255,channels=bgr,scale=4,"
        "name=Ours; give it several times for several networks",
    )


def add_patch_and_folder(parser: argparse.ArgumentParser, folder_holds: str) -> None:
    """The patch, and the folder of the results."""
    parser.add_argument(
        "--patch",
        nargs=3,
        type=int,
        required=True,
        metavar=("X", "Y", "SIZE"),
        help="square of SIZE SR pixels with its top-left corner at column X, row Y",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=folder_holds)


def add_reading(parser: argparse.ArgumentParser) -> None:
    """How picture and networks are read."""
    reading = parser.add_argument_group("reading the picture and the networks")
    reading.add_argument(
        "--input", choices=ROLES, default="hr", help="hr: reduce the picture first; lr: use it as it is (default: hr)"
    )
    reading.add_argument(
        "--reference", type=Path, metavar="FILE",
        help="with --input lr: the HR original that PSNR and SSIM are measured against",
    )  # fmt: skip
    reading.add_argument(
        "--reduce", choices=REDUCTIONS, default="pillow", help="whose antialiased bicubic makes LR (default: pillow)"
    )
    _add_degradation(reading)
    add_picture_reading(reading)
    reading.add_argument(
        "--scale", type=_scale, metavar="N", help="which scale of a file that holds several, or leaves it open"
    )
    add_trust(reading)
    reading.add_argument(
        "--range", choices=RANGES, default="auto",
        help="values at the input of networks given as files (default: auto); 1 and 255 are those from 0 on",
    )  # fmt: skip
    # A value may begin with a minus, as -1..1 does.
    parser._negative_number_matcher = re.compile(r"-\d")
    reading.add_argument(
        "--channels",
        choices=CHANNELS,
        default="auto",
        help="order of the colours at the input of networks given as files (default: auto)",
    )


def _add_degradation(reading: argparse._ArgumentGroup) -> None:
    reading.add_argument(
        "--degradation", type=_converter(degradation_from), default=NO_DEGRADATION,
        metavar="noise:25|grey-noise:25|jpeg:30|blur:1.6|none",
        help="what is added to a clean picture for a network of scale 1: noise of that σ in 0..255 (grey-noise: the "
        "same in R, G and B), JPEG of that quality, or blur of that σ in pixels (default: none)",
    )  # fmt: skip
    reading.add_argument(
        "--degradation-seed", type=int, default=0, metavar="N", help="what the noise is drawn with (default: 0)"
    )
    reading.add_argument(
        "--degradation-8bit", action="store_true", help="clip and round noisy and blurred values to 8 bits"
    )


def degradation_of(arguments: argparse.Namespace) -> Degradation:
    """The degradation that the options state; raises SettingsError for a seed that cannot be."""
    stated: Degradation = arguments.degradation
    return replace(stated, seed=arguments.degradation_seed, eight_bits=arguments.degradation_8bit)


def add_picture_reading(parser: argparse._ActionsContainer) -> None:
    """How the numbers of a picture's file are read."""
    parser.add_argument(
        "--levels", type=_converter(levels_from), default=AS_USUAL.levels, metavar="auto|full|LOW,HIGH",
        help="which numbers of a picture of more than 8 bits are black and white: those of its bit depth, of its type "
        "of numbers, or two of your own (default: auto)",
    )  # fmt: skip
    parser.add_argument("--page", type=_page, metavar="N", help="which page or frame of the picture (default: 1)")
    parser.add_argument(
        "--bands", type=_converter(bands_from), metavar="R,G,B", help="which three bands are shown (default: 1,2,3)"
    )
    parser.add_argument(
        "--colour", type=Colours, choices=list(Colours), default=AS_USUAL.colour,
        help="of a picture with a colour profile: as-stored ignores it, as the field's own code does; srgb converts it "
        "(default: as-stored)",
    )  # fmt: skip


def _converter(convert: Callable[[str], Any]) -> Callable[[str], Any]:
    """The same for argparse: a SettingsError becomes an error of the argument."""

    def converted(text: str) -> Any:
        try:
            return convert(text)
        except SettingsError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return converted


def reading_from(arguments: argparse.Namespace) -> Reading:
    """How the options say that the picture is read; raises SettingsError for a page that cannot be."""
    return Reading(arguments.levels, arguments.page, arguments.bands, arguments.colour)


def add_trust(parser: argparse._ActionsContainer) -> None:
    """Permission to run files that are programs."""
    parser.add_argument(
        "--trust",
        action="store_true",
        help="run the code of .py, TorchScript and .pt2 files that are given, as networks or as a detector: only "
        "those of people you trust; "
        "FILE.py::Class(width=64)::weights.pth says what to make of a .py file",
    )
    parser.add_argument(
        "--code-root", type=Path, metavar="DIR",
        help="with --trust: the folder from which the code imports modules of its own, which may run too (default: the "
        "nearest above the file with pyproject.toml, .git or setup.py, else the nearest that holds what it imports)",
    )  # fmt: skip


def add_computing(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Device and precision; returns the group, so that more can be added."""
    compute = parser.add_argument_group("computing")
    add_device(compute)
    compute.add_argument(
        "--precision", type=Precision, choices=list(Precision), default=_DEFAULTS.precision,
        help=f"arithmetic of network and path (default: {_DEFAULTS.precision})",
    )  # fmt: skip
    return compute


def add_device(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """The device."""
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda:0, mps (default: the fastest here)")


def add_method(parser: argparse.ArgumentParser) -> None:
    """The choices of the method."""
    method = parser.add_argument_group("the method")
    _add_choice(method, "--detector", DETECTORS, _DEFAULTS.detector, "what is attributed")
    _add_options(method, DETECTORS)
    method.add_argument(
        "--detector-file", metavar="FILE.py",
        help="your own detector's file, or FILE.py::function; its code is run, so --trust is needed as well",
    )  # fmt: skip
    _add_choice(method, "--path", PATHS, _DEFAULTS.path, "from which baseline, and how")
    _add_options(method, PATHS)
    method.add_argument(
        "--sigma", type=float, default=_DEFAULTS.sigma, help="blur of the baseline, LR pixels (default: %(default)s)"
    )
    method.add_argument(
        "--kernel-size",
        type=_number_or("auto"),
        default=_DEFAULTS.kernel_size,
        metavar="N",
        help="side of the blur kernel, odd, or auto (default: auto, wide enough for σ; the demo uses 9)",
    )
    method.add_argument(
        "--steps", type=_number_or("auto"), default=_DEFAULTS.steps, metavar="N",
        help="steps of the path, or auto: as many as the tolerance needs (default: auto)",
    )  # fmt: skip
    method.add_argument(
        "--tolerance", type=float, default=_DEFAULTS.tolerance, metavar="SHARE",
        help="of automatic steps: error of the map at 95 %% that is good enough, of its norm (default: %(default)s)",
    )  # fmt: skip
    method.add_argument(
        "--most-steps", type=int, default=None, metavar="N",
        help=f"of automatic steps: how many at most (default: {DEFAULT_MOST_STEPS}, "
        f"or {MOST_FOR_SMALL_TOLERANCES} for a tolerance below {DEFAULT_TOLERANCE:g})",
    )  # fmt: skip
    _add_choice(method, "--rule", RULES, _DEFAULTS.rule, "quadrature")
    method.add_argument(
        "--seed", type=int, default=_DEFAULTS.seed, metavar="N",
        help="for networks that draw random numbers: what they begin with in every pass (default: left to chance)",
    )  # fmt: skip
    method.add_argument(
        "--seeds", type=int, default=_DEFAULTS.seeds, metavar="N",
        help="the mean map over so many seeds, from --seed or 0 on, with its spread (default: %(default)s)",
    )  # fmt: skip


def add_surroundings(parser: argparse.ArgumentParser) -> None:
    """How much of the picture the network is given."""
    parser.add_argument(
        "--surroundings", type=_number_or("whole"), default=_DEFAULTS.surroundings, metavar="whole|64|N",
        help="what the network is given: the whole picture, or of the reduced one NxN LR pixels around the patch; "
        "DI depends on it, and only 64 compares with the paper's Table 1 (default: whole)",
    )  # fmt: skip


def _add_choice(group: argparse._ArgumentGroup, flag: str, known: Registry[Any], default: str, what: str) -> None:
    group.add_argument(
        flag, type=named_in(known), choices=list(known), default=default, help=f"{what} (default: {default})"
    )


def named_in(known: Registry[Any]) -> Callable[[str], str]:
    """A converter for argparse, from a word of the command line to one of `known`."""

    def named(word: str) -> str:
        try:
            return str(known.require(word).name)
        except SettingsError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return named


def _add_options(group: argparse._ArgumentGroup, kinds: Mapping[str, DetectorKind] | Mapping[str, PathKind]) -> None:
    """The flags of the options of detectors or paths; None where one is not stated."""
    for kind in kinds.values():
        for option in (kind.options.declared() if kind.options else {}).values():
            words = f"{option.help} (default: {option.default:g})"
            group.add_argument(f"--{option.flag}", type=float, metavar=option.metavar, help=words)


def _scale(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a scale: give a whole number of at least 1")
    return int(text)


def _page(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a page: they are counted from 1")
    return int(text)


def _number_or(word: str) -> Callable[[str], int | None]:
    """The type of an argument that is a whole number, or `word` for None."""

    def number(text: str) -> int | None:
        if text == word:
            return None
        try:
            return int(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"{text!r} is neither a whole number nor {word}") from error

    return number
