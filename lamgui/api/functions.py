"""The public functions: a map in one call, several networks in another, both ready for a notebook. Needs no window.

import lamgui
result = lamgui.explain("butterfly.png", "EDSR", (120, 80, 16))
result.diffusion_index, result.completeness_gap
result.save("figure.pdf", width_in=3.5)
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lamgui.api.arguments import (
    LevelsLike,
    NetworkLike,
    PatchLike,
    PictureLike,
    degradation_of,
    network_from,
    options_in,
    own_detector_from,
    patch_from,
    permission_from,
    picture_from,
    plain_words,
    reading_from,
    side_from,
)
from lamgui.api.explanation import Comparison, Explanation
from lamgui.attribution.device.cores import cores_shared_with_others
from lamgui.attribution.settings.settings import DEFAULT_TOLERANCE, Precision, Settings
from lamgui.base.errors import SettingsError, UserError
from lamgui.base.generators import result_of
from lamgui.imaging.degradation import Degradation
from lamgui.imaging.prepare import Role, require_degradable
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import analyse
from lamgui.maps.progress import Progress
from lamgui.maps.request import Request, RequestFactory
from lamgui.maps.restoring import with_frames_restored, with_points_between
from lamgui.maps.result import Analysis
from lamgui.networks.network import Network


@cores_shared_with_others()
def explain(
    picture: PictureLike,
    network: NetworkLike,
    patch: PatchLike,
    *,
    input: str = "hr",
    reduce: str = "pillow",
    levels: LevelsLike = "auto",
    page: int | None = None,
    bands: tuple[int, int, int] | None = None,
    colour: str = "as-stored",
    reference: str | Path | None = None,
    degradation: Degradation | str = "none",
    degradation_seed: int = 0,
    degradation_8bit: bool = False,
    detector: str = "gradient",
    detector_file: str | Path | None = None,
    trust: bool = False,
    code_root: str | Path | None = None,
    path: str = "blur",
    sigma: float = 1.2,
    kernel_size: int | None = None,
    steps: int | None = None,
    rule: str = "arc",
    precision: str = "float32",
    tolerance: float = DEFAULT_TOLERANCE,
    device: str = "auto",
    scale: int | None = None,
    value_range: float | str | None = None,
    channels: str | None = None,
    seed: int | None = None,
    seeds: int = 1,
    surroundings: float | str | None = "whole",
    most_steps: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    **options: Sequence[float],
) -> Explanation:
    """The Local Attribution Map of a patch: which LR pixels the network uses for it.

    `picture` is a file or an array, (H, W) or (H, W, 3) RGB, taken as the HR original and reduced, or with
    `input="lr"` as the network's input. Of more than 8 bits, `levels` are "auto" (black and white of the bit depth),
    "full", or the numbers that are black and white; `page` and `bands`, from 1 on, choose of several; `colour="srgb"`
    converts an embedded profile. `reference` is the file of an LR picture's HR original, for PSNR and SSIM. For a
    network of scale 1 the picture is the clean original, to which `degradation` is added: "noise:25" (σ in 0..255,
    drawn with `degradation_seed`; "grey-noise:25" is the same in R, G and B), "jpeg:30" (quality) or "blur:1.6" (σ in
    pixels); its values are clipped and rounded only with `degradation_8bit`. `network`
    is the name of a bundled network or a checkpoint file; `value_range` (1, 255, "-1..1", "imagenet",
    "imagenet-signed"), `channels`
    ("rgb", "bgr", "ycbcr", "y", "grey") and `scale` state what a file leaves open, as does what stands behind its name:
    "net.pth::range=255,channels=bgr,scale=4,name=Ours". `patch` is (x, y, side) in SR pixels. `steps` None takes as
    many as a map needs whose error, at 95 %, is within `tolerance`: `most_steps` at most, None means 54, or 486 for a
    tolerance below 5 %. The options of a detector or path stand under its name, in the order of the command line's:
    `gabor=(angle in degrees, wavelength in SR pixels)`.
    `detector_file` is the .py file of the detector "own", or "FILE.py::function"; `trust` lets the files that are
    named, where they are programs, run their code and import modules from their root: `code_root`, or the nearest
    folder above with pyproject.toml, .git or setup.py, else the nearest that holds what they import. `seed` is what the
    random numbers of a network that draws any begin with in every pass; with `seeds` the map is the mean over so many.
    `surroundings` is "whole", or the side of the square of
    LR pixels around the patch that the network is given: 64 for a DI as in the paper's Table 1. The other words are
    those of `lamgui attribute`.
    Raises a lamgui.base.errors.UserError in plain words for anything that cannot be.
    """
    with plain_words():
        role, reduction = Role(input), Reduction(reduce)
        if reference is not None and role is not Role.LR:
            raise SettingsError("A reference is the original of an LR picture.", 'Add input="lr".')
        detector_options, path_options = options_in(options, detector, path)
        settings = Settings(
            detector=detector,
            path=path,
            sigma=sigma,
            kernel_size=kernel_size,
            steps=steps,
            rule=rule,
            precision=Precision(precision),
            tolerance=tolerance,
            detector_options=detector_options,
            own_detector=own_detector_from(detector, detector_file),
            path_options=path_options,
            seed=seed,
            seeds=seeds,
            surroundings=side_from(surroundings),
            most_steps=most_steps,
        )
        reading = reading_from(levels, page, bands, colour)
        added = degradation_of(degradation, degradation_seed, degradation_8bit)
    read, loaded = (
        picture_from(picture, reading, reference),
        network_from(network, scale, value_range, trust, channels, code_root),
    )
    require_degradable(added, role, loaded.scale)
    factory = RequestFactory(lambda own: permission_from(own, trust, code_root))

    def request_with(one: Network) -> Request:
        return factory.request(read, one, patch_from(patch), settings, role, reduction, device, degradation=added)

    request = request_with(loaded)
    analysis = result_of(analyse(request), progress)

    def again() -> Request:
        # The network is loaded again: a result holds none.
        return request_with(network_from(network, scale, value_range, trust, channels, code_root))

    def filled_in(analysis: Analysis) -> Analysis:
        return result_of(with_points_between(again(), analysis))

    def restored(analysis: Analysis, frames: int) -> Analysis:
        request = again()
        return result_of(with_frames_restored(request.network, analysis, request.device, frames))

    return Explanation(analysis, filled_in, restored)


def compare(picture: PictureLike, networks: Sequence[NetworkLike], patch: PatchLike, **settings: Any) -> Comparison:
    """The maps of several networks for one patch; `settings` are those of `explain`.

    A network that fails is warned of, and the others are compared; where all fail, the error of the first is raised.
    """
    words, reference = ("levels", "page", "bands", "colour"), settings.pop("reference", None)
    if not networks:
        raise SettingsError("No network was given to compare.", "Give at least one name or file.")
    with plain_words():
        reading = reading_from(**{word: settings.pop(word) for word in words if word in settings})
    read = picture_from(picture, reading, reference)
    done, failed = [], []
    for network in networks:
        try:
            done.append(explain(read, network, patch, **settings))
        except UserError as error:
            failed.append(error)
            warnings.warn(f"A network is left out: {error}", RuntimeWarning, stacklevel=2)
    if not done:
        raise failed[0]
    return Comparison(done)


def network_words(settings: dict[str, Any]) -> dict[str, Any]:
    """Those of the keywords of `explain` that are about loading a network."""
    return {word: settings[word] for word in NETWORK_WORDS if word in settings}


NETWORK_WORDS = ("scale", "value_range", "channels", "trust", "code_root")
