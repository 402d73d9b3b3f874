"""The arguments that several commands share, and the settings that they state."""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path

from lamgui.attribution.settings.detector_values import Gabor, OwnDetector
from lamgui.attribution.settings.settings import DetectorName, PathName, Precision, Rule, Settings
from lamgui.base.errors import SettingsError

ROLES = ("hr", "lr")
REDUCTIONS = ("pillow", "matlab")
"""Values of the enums Role and Reduction, which cost numpy and OpenCV to import: too much for `--help`."""

RANGES = {"auto": None, "1": 1.0, "255": 255.0}
_DEFAULTS = Settings()
_GABOR = Gabor()


def settings_from(arguments: argparse.Namespace) -> Settings:
    """The settings that the options state; raises SettingsError for one outside what the method allows."""
    stated = {
        field.name: getattr(arguments, field.name) for field in fields(Settings) if hasattr(arguments, field.name)
    }
    return Settings(**stated, gabor=_gabor(arguments), own_detector=_own_detector(arguments))


def _gabor(arguments: argparse.Namespace) -> Gabor | None:
    """The Gabor filter that the options state; raises SettingsError where they state one for another detector."""
    angle, wavelength = arguments.gabor_angle, arguments.gabor_wavelength
    if arguments.detector is DetectorName.GABOR:
        return Gabor(
            _GABOR.angle_deg if angle is None else angle, _GABOR.wavelength_px if wavelength is None else wavelength
        )
    if angle is not None or wavelength is not None:
        raise SettingsError("--gabor-angle and --gabor-wavelength belong to --detector gabor.", "Add it.")
    return None


def _own_detector(arguments: argparse.Namespace) -> OwnDetector | None:
    """The user's detector that the options state, not run yet; raises UserError where there is none in the file."""
    if arguments.detector_file is None:
        return None
    if arguments.detector is not DetectorName.OWN:
        raise SettingsError("--detector-file belongs to --detector own.", "Add it.")
    from lamgui.maps.detector_file import own_detector_named

    return own_detector_named(arguments.detector_file)


def add_picture_and_networks(parser: argparse.ArgumentParser) -> None:
    """Which picture, which networks."""
    parser.add_argument("picture", type=Path, metavar="PICTURE", help="HR or LR picture (see --input)")
    parser.add_argument(
        "--network",
        dest="networks",
        action="append",
        required=True,
        metavar="NAME_OR_FILE",
        help="name from `lamgui networks`, or a file; give it several times for several networks",
    )


def add_patch_and_folder(parser: argparse.ArgumentParser, folder_holds: str) -> None:
    """Which patch, and where the results go."""
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
        "--reduce", choices=REDUCTIONS, default="pillow", help="whose antialiased bicubic makes LR (default: pillow)"
    )
    reading.add_argument("--scale", type=_scale, metavar="N", help="which scale of a file that holds several")
    add_trust(reading)
    reading.add_argument(
        "--range", choices=RANGES, default="auto", help="white at the input of networks given as files (default: auto)"
    )


def add_trust(parser: argparse._ActionsContainer) -> None:
    """The user's word for files that are programs."""
    parser.add_argument(
        "--trust",
        action="store_true",
        help="run the code of .py, TorchScript and .pt2 files that are given, as networks or as a detector: only "
        "those of people you trust; "
        "FILE.py::Class(width=64)::weights.pth says what to make of a .py file",
    )


def add_computing(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Where and how exactly is computed; returns the group, for more."""
    compute = parser.add_argument_group("computing")
    add_device(compute)
    _add_choice(compute, "--precision", Precision, _DEFAULTS.precision, "arithmetic of network and path")
    return compute


def add_device(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Where is computed."""
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda:0, mps (default: the fastest here)")


def add_method(parser: argparse.ArgumentParser) -> None:
    """The choices of the method."""
    method = parser.add_argument_group("the method")
    _add_choice(method, "--detector", DetectorName, _DEFAULTS.detector, "what is attributed")
    method.add_argument(
        "--gabor-angle", type=float, metavar="DEGREES",
        help=f"direction in which the stripes of the Gabor filter follow each other; 0 is right, 90 up "
        f"(default: {_GABOR.angle_deg:g})",
    )  # fmt: skip
    method.add_argument(
        "--gabor-wavelength", type=float, metavar="PX",
        help=f"of the Gabor filter, in SR pixels (default: {_GABOR.wavelength_px:g})",
    )  # fmt: skip
    method.add_argument(
        "--detector-file", metavar="FILE.py",
        help="your own detector's file, or FILE.py::function; its code is run, so --trust is needed as well",
    )  # fmt: skip
    _add_choice(method, "--path", PathName, _DEFAULTS.path, "from which baseline, and how")
    method.add_argument(
        "--sigma", type=float, default=_DEFAULTS.sigma, help="blur of the baseline, LR pixels (default: %(default)s)"
    )
    method.add_argument(
        "--kernel-size",
        type=_whole_or_auto,
        default=_DEFAULTS.kernel_size,
        metavar="N",
        help="side of the blur kernel, odd, or auto (default: auto, wide enough for σ; the demo uses 9)",
    )
    method.add_argument(
        "--steps", type=_whole_or_auto, default=_DEFAULTS.steps, metavar="N",
        help="steps of the path, or auto: as many as the tolerance needs (default: %(default)s)",
    )  # fmt: skip
    method.add_argument(
        "--tolerance", type=float, default=_DEFAULTS.tolerance, metavar="SHARE",
        help="with --steps auto: estimated error of the map that is good enough, of its norm (default: %(default)s)",
    )  # fmt: skip
    _add_choice(method, "--rule", Rule, _DEFAULTS.rule, "quadrature")


def _add_choice(
    group: argparse._ArgumentGroup,
    flag: str,
    kind: type[DetectorName] | type[PathName] | type[Rule] | type[Precision],
    default: str,
    what: str,
) -> None:
    group.add_argument(flag, type=kind, choices=list(kind), default=default, help=f"{what} (default: {default})")


def _scale(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a scale: give a whole number of at least 1")
    return int(text)


def _whole_or_auto(text: str) -> int | None:
    if text == "auto":
        return None
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a whole number nor auto") from error
