"""From what is given to the public functions - names, files, arrays, tuples - to the values of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lamgui.attribution.detectors.kind import DetectorKind
from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.options import Options
from lamgui.attribution.patch import Patch
from lamgui.attribution.path.kind import PathKind
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.base.code_permission import CodePermission
from lamgui.base.errors import SettingsError
from lamgui.imaging.colour import Colour
from lamgui.imaging.degradation import Degradation, degradation_from
from lamgui.imaging.picture import Picture
from lamgui.imaging.read import picture_from_pixels, read_picture
from lamgui.imaging.reading import AS_USUAL, Colours, Reading, levels_from
from lamgui.imaging.reference import with_reference
from lamgui.maps.detector_file import own_detector_named
from lamgui.networks.catalogue import entry_named
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from lamgui.networks.user_code.permission import for_this_run
from lamgui.networks.value_range import range_from

PictureLike = Picture | str | Path | npt.NDArray[Any]
LevelsLike = str | tuple[float, float]
"""auto, full, or the numbers that are black and white."""

NetworkLike = Network | NetworkEntry | str | Path
PatchLike = Patch | tuple[int, int, int]
"""A Patch, or its column x, row y and side, in SR pixels."""


@contextmanager
def plain_words() -> Iterator[None]:
    """A word that stands for nothing becomes a SettingsError."""
    try:
        yield
    except SettingsError:
        raise
    except ValueError as error:
        raise SettingsError(f"{error}.", "See `lamgui attribute --help` for the words.") from error


def options_in(options: dict[str, Sequence[float]], detector: str, path: str) -> tuple[Options | None, Options | None]:
    """The numbers of detector and path, which stand under their names.

    Raises SettingsError for those of others, TypeError for what is no name of a detector or path.
    """
    remaining = dict(options)
    detector_options = _taken(remaining, "detector", DETECTORS, detector)
    path_options = _taken(remaining, "path", PATHS, path)
    if remaining:
        raise TypeError(f"explain() got an unexpected keyword argument {next(iter(remaining))!r}")
    return detector_options, path_options


def own_detector_from(detector: str, detector_file: str | Path | None) -> OwnDetector | None:
    """The user's function, not run yet; raises SettingsError for a file that belongs to another detector."""
    if detector_file is None:
        return None
    if not DETECTORS.require(detector).needs_file:
        wanting = " or ".join(f"detector={kind.name!r}" for kind in DETECTORS.values() if kind.needs_file)
        raise SettingsError(f"A file was given to the detector {detector}.", f"Ask for {wanting}.")
    return own_detector_named(str(detector_file))


def picture_from(picture: PictureLike, reading: Reading = AS_USUAL, reference: str | Path | None = None) -> Picture:
    """The picture, read where it is a file or an array, with its HR original if there is one.

    Raises PictureError for what is no picture, SettingsError where a picture that was read before is to be read in
    another way.
    """
    read = _picture_from(picture, reading)
    return read if reference is None else with_reference(read, Path(reference))


def _picture_from(picture: PictureLike, reading: Reading) -> Picture:
    if isinstance(picture, Picture):
        if reading not in (AS_USUAL, picture.reading):
            raise SettingsError("The picture was read before.", "State levels, page, bands and colour with its file.")
        return picture
    if isinstance(picture, np.ndarray):
        return picture_from_pixels(picture, "array", reading)
    return read_picture(Path(picture), reading)


def reading_from(
    levels: LevelsLike = "auto",
    page: int | None = None,
    bands: tuple[int, int, int] | None = None,
    colour: str = "as-stored",
) -> Reading:
    """How a picture is read; raises SettingsError, and ValueError for a word that stands for nothing."""
    stated = levels_from(levels) if isinstance(levels, str) else (float(levels[0]), float(levels[1]))
    return Reading(stated, page, None if bands is None else (bands[0], bands[1], bands[2]), Colours(colour))


def degradation_of(stated: Degradation | str, seed: int, eight_bits: bool) -> Degradation:
    """What is added to a clean picture; raises SettingsError for what is no degradation."""
    return stated if isinstance(stated, Degradation) else degradation_from(stated, seed, eight_bits)


def network_from(
    network: NetworkLike,
    scale: int | None,
    value_range: float | str | None,
    trust: bool,
    channels: str | None = None,
    code_root: str | Path | None = None,
) -> Network:
    """The network, read where it is a file or a name; raises NetworkError for what is none."""
    if isinstance(network, Network):
        return network
    named = network if isinstance(network, NetworkEntry) else str(network)
    colour = None if channels is None else Colour(channels)
    stated = None if value_range is None else range_from(value_range)
    return load_network(
        entry_named(named, scale, stated, trust, colour, None if code_root is None else Path(code_root))
    )


def permission_from(own: OwnDetector, trust: bool, code_root: str | Path | None) -> CodePermission | None:
    """With `trust`, permission to run the file of a detector, for this call."""
    if not trust or own.path is None:
        return None
    return for_this_run(own.path, None if code_root is None else Path(code_root))


def patch_from(patch: PatchLike) -> Patch:
    """The patch; raises SettingsError for one that is nowhere."""
    return patch if isinstance(patch, Patch) else Patch(*patch)


def side_from(surroundings: float | str | None) -> int | None:
    """The side of the surroundings in LR pixels; None for the whole picture. Raises ValueError for no whole number."""
    if surroundings is None or surroundings == "whole":
        return None
    side = int(surroundings)
    if side != float(surroundings):
        raise ValueError(f"{surroundings} is no whole number of LR pixels")
    return side


def _taken(
    numbers_by_keyword: dict[str, Sequence[float]],
    role: str,
    kinds: Mapping[str, DetectorKind] | Mapping[str, PathKind],
    chosen: str,
) -> Options | None:
    """The options of the chosen detector or path, taken out of the keywords; raises SettingsError for another's."""
    options: Options | None = None
    for kind in kinds.values():
        if kind.options is None or kind.keyword not in numbers_by_keyword:
            continue
        numbers, names = numbers_by_keyword.pop(kind.keyword), list(kind.options.declared())
        if kind.name != chosen:
            raise SettingsError(
                f"{', '.join(names)} were given to the {role} {chosen}.", f"Ask for {role}={kind.name!r}."
            )
        if len(numbers) != len(names):
            raise SettingsError(f"{kind.keyword} came as {numbers!r}.", f"It is ({', '.join(names)}).")
        options = kind.options(*numbers)
    return options
