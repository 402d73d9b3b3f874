"""The public functions: a map in one call, several networks in another, both ready for a notebook. Needs no window.

import lamgui
result = lamgui.explain("butterfly.png", "EDSR", (120, 80, 16))
result.diffusion_index, result.completeness_gap
result.save("figure.pdf", width_in=3.5)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lamgui.api.explanation import Comparison, Explanation
from lamgui.attribution.detectors.kind import DetectorKind
from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.device.cores import cores_shared_with_others
from lamgui.attribution.options import Options
from lamgui.attribution.patch import Patch
from lamgui.attribution.path.kind import PathKind
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import DEFAULT_TOLERANCE, Precision, Settings
from lamgui.base.errors import SettingsError
from lamgui.base.generators import result_of
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import picture_from_pixels, read_picture
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import analyse
from lamgui.maps.detector_file import own_detector_named
from lamgui.maps.progress import Progress
from lamgui.maps.request import RequestFactory
from lamgui.networks.catalogue import entry_named
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network

__all__ = ["Comparison", "Explanation", "compare", "explain"]

PictureLike = Picture | str | Path | npt.NDArray[np.uint8]
NetworkLike = Network | NetworkEntry | str | Path
PatchLike = Patch | tuple[int, int, int]
"""A Patch, or its column x, row y and side, in SR pixels."""


@cores_shared_with_others()
def explain(
    picture: PictureLike,
    network: NetworkLike,
    patch: PatchLike,
    *,
    input: str = "hr",
    reduce: str = "pillow",
    detector: str = "gradient",
    detector_file: str | Path | None = None,
    trust: bool = False,
    path: str = "blur",
    sigma: float = 1.2,
    kernel_size: int | None = None,
    steps: int | None = 50,
    rule: str = "arc",
    precision: str = "float32",
    tolerance: float = DEFAULT_TOLERANCE,
    device: str = "auto",
    scale: int | None = None,
    value_range: float | None = None,
    seed: int | None = None,
    seeds: int = 1,
    surroundings: float | str | None = "whole",
    progress: Callable[[Progress], None] | None = None,
    **told: Sequence[float],
) -> Explanation:
    """The Local Attribution Map of a patch: which LR pixels the network uses for it.

    `picture` is a file or uint8 (H, W, 3) RGB, taken as the HR original and reduced, or with `input="lr"` as the
    network's input. `network` is the name of a bundled network or a checkpoint file; `value_range` and `scale` state
    what a file leaves open. `patch` is (x, y, side) in SR pixels. `steps` None takes as many as a map whose error is
    within `tolerance` needs. What a detector or path is told beside its name stands under it, in the order of the
    command line's options: `gabor=(angle in degrees, wavelength in SR pixels)`.
    `detector_file` is the .py file of the detector "own", or "FILE.py::function"; `trust` is your word that files
    which are programs may run their code. `seed` is what the random numbers of a network that draws any begin with in
    every pass; with `seeds` the map is the mean over so many. `surroundings` is "whole", or the side of the square of
    LR pixels around the patch that the network is given: 64 for a DI as in the paper's Table 1. The other words are
    those of `lamgui attribute`.
    Raises a lamgui.base.errors.UserError in plain words for anything that cannot be.
    """
    with _plain_words():
        role, reduction = Role(input), Reduction(reduce)
        settings = Settings(
            detector,
            path,
            sigma,
            kernel_size,
            steps,
            rule,
            Precision(precision),
            tolerance,
            _told("detector", DETECTORS, detector, told),
            _own_detector(detector, detector_file),
            _told("path", PATHS, path, told),
            seed,
            seeds,
            _surroundings(surroundings),
        )
        if told:
            raise TypeError(f"explain() got an unexpected keyword argument {next(iter(told))!r}")
    request = RequestFactory(lambda _: trust).request(
        _picture(picture),
        _network(network, scale, value_range, trust),
        patch if isinstance(patch, Patch) else Patch(*patch),
        settings,
        role,
        reduction,
        device,
    )
    return Explanation(result_of(analyse(request), progress))


def compare(picture: PictureLike, networks: Sequence[NetworkLike], patch: PatchLike, **settings: Any) -> Comparison:
    """The maps of several networks for one patch; `settings` are those of `explain`."""
    if not networks:
        raise SettingsError("No network was given to compare.", "Give at least one name or file.")
    read = _picture(picture)
    return Comparison([explain(read, network, patch, **settings) for network in networks])


@contextmanager
def _plain_words() -> Iterator[None]:
    """A word that stands for nothing becomes a SettingsError."""
    try:
        yield
    except SettingsError:
        raise
    except ValueError as error:
        raise SettingsError(f"{error}.", "See `lamgui attribute --help` for the words.") from error


def _surroundings(surroundings: float | str | None) -> int | None:
    """The side in LR pixels; None for the whole picture."""
    if surroundings is None or surroundings == "whole":
        return None
    side = int(surroundings)
    if side != float(surroundings):
        raise ValueError(f"{surroundings} is no whole number of LR pixels")
    return side


def _told(
    what: str,
    kinds: Mapping[str, DetectorKind] | Mapping[str, PathKind],
    wanted: str,
    told: dict[str, Sequence[float]],
) -> Options | None:
    """Takes out of `told` what a detector or path is told; raises SettingsError where that belongs to another."""
    options: Options | None = None
    for kind in kinds.values():
        if kind.options is None or kind.keyword not in told:
            continue
        numbers, names = told.pop(kind.keyword), list(kind.options.declared())
        if kind.name != wanted:
            raise SettingsError(
                f"{', '.join(names)} were given to the {what} {wanted}.", f"Ask for {what}={kind.name!r}."
            )
        if len(numbers) != len(names):
            raise SettingsError(f"{kind.keyword} came as {numbers!r}.", f"It is ({', '.join(names)}).")
        options = kind.options(*numbers)
    return options


def _own_detector(detector: str, detector_file: str | Path | None) -> OwnDetector | None:
    """The user's function, not run yet; raises SettingsError for a file that belongs to another detector."""
    if detector_file is None:
        return None
    if not DETECTORS.require(detector).needs_file:
        wanting = " or ".join(f"detector={kind.name!r}" for kind in DETECTORS.values() if kind.needs_file)
        raise SettingsError(f"A file was given to the detector {detector}.", f"Ask for {wanting}.")
    return own_detector_named(str(detector_file))


def _picture(picture: PictureLike) -> Picture:
    if isinstance(picture, Picture):
        return picture
    if isinstance(picture, np.ndarray):
        return picture_from_pixels(picture, "array")
    return read_picture(Path(picture))


def _network(network: NetworkLike, scale: int | None, value_range: float | None, trust: bool) -> Network:
    if isinstance(network, Network):
        return network
    named = network if isinstance(network, NetworkEntry) else str(network)
    return load_network(entry_named(named, scale, value_range, trust))
