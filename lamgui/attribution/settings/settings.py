"""The settings of a map: detector, path, blur, steps, rule. Free of torch, so that the window can use them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.integral.rules.registry import RULES
from lamgui.attribution.options import Options
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.base.errors import SettingsError

MAX_SIGMA = 50.0
MAX_STEPS = 2000
MAX_KERNEL_SIZE = 401
DEFAULT_TOLERANCE = 0.05
DEFAULT_MOST_STEPS = 54
"""Of automatic steps, for a tolerance that is no smaller than the default."""

MOST_FOR_SMALL_TOLERANCES = 486
MIN_MOST_STEPS = 6
MIN_TOLERANCE, MAX_TOLERANCE = 0.001, 0.5
MAX_SEED = 2**32 - 1
"""Largest seed that every generator of random numbers takes."""

MAX_SEEDS = 100

MIN_SURROUNDINGS, MAX_SURROUNDINGS = 2, 4096
"""Side in LR pixels."""


class Precision(StrEnum):
    """Arithmetic of the network's passes."""

    FLOAT32 = "float32"
    FLOAT64 = "float64"


@dataclass(frozen=True)
class Settings:
    """All choices that decide a map, apart from picture, network and patch.

    `detector`, `path` and `rule` are names of DETECTORS, PATHS and RULES; SettingsError is raised for any other.
    `sigma` is in LR pixels; `kernel_size` is odd, None takes the smallest that holds four sigma on each side. `steps`
    None refines until the map's error at 95 %, a share of its norm, is within `tolerance`, to `most_steps` at most:
    None takes the usual for that tolerance. `detector_options` and `path_options` are the options of detector and
    path, `own_detector` is the function of a detector that needs a file; each is None where it belongs to another:
    settings are equal where the maps are. `seed` is what the random numbers of every pass begin with, for networks that
    draw any; None leaves them to chance. The map is the mean over so many `seeds`, that one and those after it.
    `surroundings` is the side, in LR pixels, of the square around the patch that the network is given; None gives it
    the whole picture.
    """

    detector: str = "gradient"
    path: str = "blur"
    sigma: float = 1.2
    kernel_size: int | None = None
    steps: int | None = None
    rule: str = "arc"
    precision: Precision = Precision.FLOAT32
    tolerance: float = DEFAULT_TOLERANCE
    detector_options: Options | None = None
    own_detector: OwnDetector | None = None
    path_options: Options | None = None
    seed: int | None = None
    seeds: int = 1
    surroundings: int | None = None
    most_steps: int | None = None

    def __post_init__(self) -> None:
        self._settle_choices()
        self._settle_seeds()
        if not math.isfinite(self.sigma) or not 0 < self.sigma <= MAX_SIGMA:
            raise SettingsError(
                f"σ is {self.sigma:g} LR pixels.",
                f"It must be more than 0 and at most {MAX_SIGMA:g}; the paper uses 1.2.",
            )
        self._settle_steps()
        if self.kernel_size is not None:
            _require_kernel(self.kernel_size)
        if self.surroundings is not None and not MIN_SURROUNDINGS <= self.surroundings <= MAX_SURROUNDINGS:
            raise SettingsError(
                f"Surroundings of {self.surroundings}x{self.surroundings} LR pixels were asked for.",
                f"Choose {MIN_SURROUNDINGS} to {MAX_SURROUNDINGS}, or whole; the paper's are 64.",
            )

    def _settle_steps(self) -> None:
        """Require numbers that can be; what belongs to automatic steps is nothing where they are stated."""
        if self.steps is None:
            _require_tolerance(self.tolerance)
            most = usual_most_steps(self.tolerance) if self.most_steps is None else self.most_steps
            _require_most_steps(most)
            object.__setattr__(self, "most_steps", most)
        elif not 1 <= self.steps <= MAX_STEPS:
            raise SettingsError(
                f"{self.steps} steps were asked for.",
                f"Choose 1 to {MAX_STEPS}, or auto; the paper uses 100, the demo 50.",
            )
        else:
            object.__setattr__(self, "tolerance", DEFAULT_TOLERANCE)
            object.__setattr__(self, "most_steps", None)

    @property
    def kernel_width(self) -> int:
        """The kernel's side in LR pixels, with `auto` worked out."""
        return auto_kernel_size(self.sigma) if self.kernel_size is None else self.kernel_size

    @property
    def steps_words(self) -> str:
        """The number of steps, in words."""
        if self.steps is None:
            return f"steps found for an error of {self.tolerance * 100:g} %, at most {self.most_steps}"
        return f"{self.steps} steps"

    @property
    def seed_words(self) -> str:
        """The seeds, in words; empty where the random numbers are left to chance."""
        if self.seed is None:
            return ""
        return (
            f"seed {self.seed}" if self.seeds == 1 else f"mean over seeds {self.seed} to {self.seed + self.seeds - 1}"
        )

    @property
    def surroundings_words(self) -> str:
        """What the network is given of the picture, in words; empty for all of it."""
        side = self.surroundings
        return "" if side is None else f"LR {side}×{side} around the patch"

    def single_seeds(self) -> list[Settings]:
        """The settings of each map of the mean over seeds."""
        return [replace(self, seed=(self.seed or 0) + k, seeds=1) for k in range(self.seeds)]

    @property
    def detector_words(self) -> str:
        """The detector's name, with its options."""
        options = self.detector_options or self.own_detector
        return self.detector if options is None else f"{self.detector}, {options.words}"

    @property
    def path_words(self) -> str:
        """The path's name, with its options."""
        return self.path if self.path_options is None else f"{self.path}, {self.path_options.words}"

    def portable(self) -> Settings:
        """The same without paths of this machine: all that decides the numbers, and nothing that is private."""
        if self.own_detector is None:
            return self
        return replace(self, own_detector=replace(self.own_detector, path=None))

    def of_the_path(self) -> Settings:
        """The part that decides D along the path of the whole picture; rule and steps, which do not, are default."""
        usual = Settings()
        return replace(
            self.portable(),
            rule=usual.rule,
            steps=usual.steps,
            tolerance=usual.tolerance,
            most_steps=usual.most_steps,
            seeds=usual.seeds,
            surroundings=usual.surroundings,
        )

    def require_room(self, patch_px: int) -> None:
        """Raise SettingsError where the detector does not fit into a patch of this side."""
        if self.detector_options is not None:
            self.detector_options.require_room(patch_px)

    def _settle_seeds(self) -> None:
        """A mean over seeds begins with one."""
        if not 1 <= self.seeds <= MAX_SEEDS:
            raise SettingsError(f"A mean over {self.seeds} seeds was asked for.", f"Choose 1 to {MAX_SEEDS}.")
        if self.seed is None and self.seeds > 1:
            object.__setattr__(self, "seed", 0)
        if self.seed is not None and not 0 <= self.seed <= MAX_SEED - self.seeds + 1:
            raise SettingsError(f"The seed is {self.seed}.", f"Choose 0 to {MAX_SEED - self.seeds + 1}.")

    def _settle_choices(self) -> None:
        """Refuse unknown names, fill in default options, and drop those of another detector or path."""
        detector, path = DETECTORS.require(self.detector), PATHS.require(self.path)
        RULES.require(self.rule)
        if detector.needs_file and self.own_detector is None:
            raise SettingsError("A detector of your own needs its file.", "Choose a .py file that holds the function.")
        if not detector.needs_file:
            object.__setattr__(self, "own_detector", None)
        object.__setattr__(self, "detector_options", _settled(detector.options, self.detector_options))
        object.__setattr__(self, "path_options", _settled(path.options, self.path_options))


def _settled(kind: type[Options] | None, options: Options | None) -> Options | None:
    """The options if they are of the kind, else its default ones; None without a kind."""
    if kind is None:
        return None
    return options if isinstance(options, kind) else kind()


def auto_kernel_size(sigma: float) -> int:
    """The smallest odd k >= 2 * ceil(4 sigma) + 1, beyond which a Gaussian is below the precision of float32."""
    return 2 * math.ceil(4 * sigma) + 1


def cuts_the_kernel(sigma: float, kernel_size: int) -> bool:
    """Whether a kernel of this side is smaller than 2 * ceil(3 sigma) + 1 and so changes the real blur."""
    return kernel_size < 2 * math.ceil(3 * sigma) + 1


def effective_sigma(sigma: float, kernel_size: int) -> float:
    """Standard deviation, in LR pixels, of the sampled and cut kernel: the real blur of the picture."""
    reach = kernel_size // 2
    weights = [math.exp(-(u * u) / (2 * sigma * sigma)) for u in range(-reach, reach + 1)]
    variance = sum(w * u * u for w, u in zip(weights, range(-reach, reach + 1), strict=True)) / sum(weights)
    return math.sqrt(variance)


def usual_most_steps(tolerance: float) -> int:
    """How many automatic steps there are at most where nothing is stated: more for a tolerance below the default."""
    return DEFAULT_MOST_STEPS if tolerance >= DEFAULT_TOLERANCE else MOST_FOR_SMALL_TOLERANCES


def _require_most_steps(most: int) -> None:
    if not MIN_MOST_STEPS <= most <= MAX_STEPS:
        raise SettingsError(
            f"At most {most} automatic steps were asked for.",
            f"Choose {MIN_MOST_STEPS} to {MAX_STEPS}: fewer do not tell their error.",
        )


def _require_tolerance(tolerance: float) -> None:
    if not MIN_TOLERANCE <= tolerance <= MAX_TOLERANCE:
        raise SettingsError(
            f"A tolerance of {tolerance * 100:g} % was asked for.",
            f"Choose {MIN_TOLERANCE * 100:g} to {MAX_TOLERANCE * 100:g} %; 5 % is what a picture shows.",
        )


def _require_kernel(kernel_size: int) -> None:
    if kernel_size % 2 == 0:
        raise SettingsError(
            f"The blur kernel's side is {kernel_size}, an even number, which has no middle pixel.",
            f"Take {kernel_size - 1} or {kernel_size + 1}, or auto.",
        )
    if not 1 <= kernel_size <= MAX_KERNEL_SIZE:
        raise SettingsError(
            f"The blur kernel's side is {kernel_size}.", f"Choose an odd number from 1 to {MAX_KERNEL_SIZE}."
        )
