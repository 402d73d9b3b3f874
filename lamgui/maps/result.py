"""What a finished run leaves: arrays and numbers only, free of torch and Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import numpy as np

from lamgui.attribution.integral.map_error import MapError
from lamgui.attribution.measures.measures import (
    NO_SIDE_CUT,
    area_of_contribution,
    border_weight,
    diffusion_index,
    diffusion_index_among,
    effective_pixels,
    heat_map,
    importance,
    steepest_band,
)
from lamgui.attribution.measures.spread import Spread
from lamgui.attribution.receptive_field import PixelBox, box_around
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.settings.values import settings_values
from lamgui.base.arrays import Floats, Mask
from lamgui.base.memory_limits import AREAS_OF_RUN
from lamgui.base.plain_values import plain
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.picture import Picture, Pixels
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.maps.close_up import CloseUp, close_up
from lamgui.maps.filled_in import FilledIn
from lamgui.maps.input_frames.maps import InputFrames
from lamgui.maps.pictures import Pictures
from lamgui.networks.entry import NetworkFacts

Array = TypeVar("Array", Floats, Mask)


STILL = 1e-6
"""A path stands still where no more than this share of its length is to come."""
MOST_BACK = 0.01
"""As a share of ΔD: how far D may go back from one point to the next and still count as never going back."""


@dataclass(frozen=True, eq=False)
class Curves:
    """Figure 3's curves, of a run on its way those so far: arrays of one length, rising in α."""

    alpha: Floats
    reached: Floats
    objective: Floats
    """D(F(γ(alpha)))."""
    path_speed: Floats
    """Root mean square of ∂γ/∂α at alpha."""
    cumulative: Floats
    """Σ of the partial sums, up to `reached`."""
    objective_baseline: float
    objective_input: float
    speed_over_path: Floats
    """The speed at equal steps of α from 0 to 1, to be drawn: nodes are far apart where the path hardly moves."""

    @property
    def delta(self) -> float:
        """ΔD = D(F(I)) - D(F(I'))."""
        return self.objective_input - self.objective_baseline

    def objective_with_ends(self) -> tuple[Floats, Floats]:
        """α and D(F(γ(α))) with both ends of the path included; a node on an end is not repeated.

        Where the path stands still before its end, γ(α) is the input from there on, and D that of the input.
        """
        inner = (self.alpha > 0) & (self.alpha < 1)
        alpha = np.concatenate([[0.0], self.alpha[inner], [1.0]])
        objective = np.concatenate([[self.objective_baseline], self.objective[inner], [self.objective_input]])
        return self._flat_at_the_end(alpha, objective)

    def cumulative_from_start(self) -> tuple[Floats, Floats]:
        """α and Σ of the partial sums up to it, from 0 on; flat where the path stands still."""
        return self._flat_at_the_end(np.concatenate([[0.0], self.reached]), np.concatenate([[0.0], self.cumulative]))

    @cached_property
    def still_from(self) -> float:
        """The α from which on the path stands still: 1 where it moves up to its end."""
        alpha, speed = self.speed_with_ends()
        pieces = (speed[1:] + speed[:-1]) / 2
        to_come = np.concatenate([np.cumsum(pieces[::-1])[::-1], [0.0]])
        moves = np.flatnonzero(to_come > STILL * to_come[0])
        return float(alpha[min(moves[-1] + 1, len(alpha) - 1)]) if len(moves) else 1.0

    def _flat_at_the_end(self, alpha: Floats, values: Floats) -> tuple[Floats, Floats]:
        """The last value from where the path stands still, if the points reach the path's end without saying so."""
        if len(alpha) < 2 or alpha[-1] < 1 or not alpha[-2] < self.still_from < 1:
            return alpha, values
        return np.insert(alpha, -1, self.still_from), np.insert(values, -1, values[-1])

    def speed_with_ends(self) -> tuple[Floats, Floats]:
        """α from 0 to 1 and the speed there, whole from the first step on."""
        return np.linspace(0.0, 1.0, len(self.speed_over_path)), self.speed_over_path

    @cached_property
    def steepest_band(self) -> tuple[float, float] | None:
        """The shortest α interval within which D changes by half of ΔD."""
        return steepest_band(*self.objective_with_ends())

    @property
    def steepest_band_in_words(self) -> str:
        """That interval: "half of ΔD: α 0.61 to 0.83"; it holds half of ΔD only where D never goes back.

        Empty where there is none. Going back by less than MOST_BACK of ΔD does not count.
        """
        band = self.steepest_band
        if band is None:
            return ""
        back = -float(np.min(np.diff(self.objective_with_ends()[1]) / self.delta))
        name = "half of ΔD" if back <= MOST_BACK else "D changes by ½ ΔD"
        return f"{name}: α {band[0]:.2f} to {band[1]:.2f}"


@dataclass(frozen=True, eq=False)
class Frame:
    """The path at one α, for the filmstrip."""

    alpha: float
    objective: float
    cumulative: float
    gamma: Pixels
    """γ(α), LR."""
    sr: Pixels | None
    """F(γ(α)); None where the run did not restore the whole picture, or a file has none."""
    gradient: Floats
    """|Σ_c ∂D/∂γ(α)|, (h, w), divided by its maximum."""
    gradient_peak: float
    partial: Floats
    """Σ_c of the sum up to here, (h, w), signed."""


@dataclass(frozen=True, eq=False)
class Analysis:
    """A finished run: the map, its curves and measures, and all that is needed to make it again."""

    picture: Picture
    role: Role
    reduction: Reduction
    network: NetworkFacts
    settings: Settings
    pictures: Pictures
    lam: Floats
    """(C, h, w), signed."""
    curves: Curves
    completeness_gap: float
    nonfinite: int
    frames: tuple[Frame, ...]
    passes: int
    device: str
    elapsed_s: float
    peak_memory_bytes: int
    error: MapError | None = None
    """± at 95 %; None where there were too few nodes to tell."""
    spread: Spread | None = None
    """Over seeds, of a mean over several."""
    notes: tuple[str, ...] = ()
    """What happened in the run that a reader of the map should know."""
    versions: Mapping[str, str] = field(default_factory=dict)
    field_mask: Mask | None = None
    """Where the patch has any gradient at any node of the path, (h, w); None in results of older programs."""
    filled_in: FilledIn | None = None
    """What passes between the nodes found, for figures that draw it; written into no file."""
    restored: Mapping[float, Pixels] = field(default_factory=dict)
    """F(γ(α)) in the close-up, by the α of frames without it, for pages and animations; written into no file."""
    degradation: Degradation = NO_DEGRADATION
    """What was added to the clean picture of a network of scale 1."""
    input_frames: InputFrames | None = None
    """A map for each frame of the input, of a network that takes several; sessions do not store them."""
    is_from_file: bool = False
    """Whether it was read from a file: another process may have computed it."""

    def of_input_frame(self, place: int) -> Analysis:
        """The same run with the map and the picture of another frame of its input, from 0 on.

        The same object each time, and itself for the frame of the picture. Raises ValueError for one input.
        """
        frames = self.input_frames
        if frames is None:
            raise ValueError("the network takes one picture")
        if place == frames.at:
            return self
        if place not in self._of_input_frames:
            pictures = replace(self.pictures, lr=frames.pictures[place], lr_values=None)
            self._of_input_frames[place] = replace(
                self, lam=frames.lam[place], pictures=pictures, field_mask=None, frames=(), error=None, filled_in=None
            )
        return self._of_input_frames[place]

    @cached_property
    def _of_input_frames(self) -> dict[int, Analysis]:
        return {}

    @cached_property
    def signed(self) -> Floats:
        """Σ_c LAM, (h, w), to be read only. Computed once: views compare maps by identity."""
        summed: Floats = self.lam.sum(axis=0)
        return _read_only(summed)

    @cached_property
    def importance(self) -> Floats:
        """|Σ_c LAM|, (h, w), to be read only. Computed once."""
        return _read_only(importance(self.lam))

    @cached_property
    def diffusion_index(self) -> float | None:
        """(1 - Gini) x 100; None for an all-zero or non-finite map. Computed once: it sorts all pixels."""
        return diffusion_index(self.lam)

    @property
    def lr_size(self) -> tuple[int, int]:
        """Width and height of the LR picture that the network was given, which the map is of: DI depends on it."""
        height, width = self.pictures.lr.shape[:2]
        return width, height

    @property
    def effective_pixels(self) -> float | None:
        """DI / 100 x n, which does not depend on the size of the picture; None without a DI."""
        width, height = self.lr_size
        return None if self.diffusion_index is None else effective_pixels(self.diffusion_index, width * height)

    @cached_property
    def diffusion_index_reached(self) -> float | None:
        """DI among the LR pixels that have any gradient; None where those were not recorded or the map has no DI."""
        return None if self.field_mask is None else diffusion_index_among(self.lam, self.field_mask)

    @property
    def diffusion_index_error(self) -> float | None:
        """± of DI at 95 %, in its own unit; None where there is none."""
        return None if self.error is None else self.error.of_diffusion_index

    @property
    def effective_pixels_error(self) -> float | None:
        """± of the effective pixels at 95 %, which is that of DI in another unit; None where there is none."""
        width, height = self.lr_size
        error = self.diffusion_index_error
        return None if error is None else error / 100 * width * height

    @property
    def within_tolerance(self) -> bool | None:
        """Whether automatic steps led to an error within their tolerance; None for stated ones, or an unknown error."""
        if self.settings.steps is not None or self.error is None:
            return None
        return self.error.of_map <= self.settings.tolerance

    @cached_property
    def leans_on_edge(self) -> bool:
        """Whether pixels at the picture's edge count for more than the others, so that padding takes part in the map.

        Judged by the map of any network alike: importance per pixel, so that the size of the picture does not matter.
        The borders that the surroundings were cut along are no edges of the picture.
        """
        surroundings = self.pictures.surroundings
        return border_weight(self.importance, NO_SIDE_CUT if surroundings is None else surroundings.cut_sides) > 1

    def area(self, share: float) -> Mask:
        """The smallest set of pixels that holds `share` (0..1) of the importance, to be read only.

        The areas of the last few shares are kept.
        """
        return self._areas(share)

    @cached_property
    def _areas(self) -> Callable[[float], Mask]:
        values = self.importance
        return lru_cache(AREAS_OF_RUN)(lambda share: _read_only(area_of_contribution(values, share)))

    @property
    def measured_box(self) -> PixelBox | None:
        """The LR pixels that have any gradient, and those between; None where none has, or that was not kept."""
        return None if self.field_mask is None else self._in_picture(box_around(self.field_mask))

    @property
    def theoretical_box(self) -> PixelBox | None:
        """The LR pixels that the patch can depend on by the network's graph; None where that is not known."""
        theory = self.network.theoretical_field
        return (
            None if theory is None else self._in_picture(theory.box(self.pictures.patch, *self.pictures.lr.shape[:2]))
        )

    def _in_picture(self, box: PixelBox | None) -> PixelBox | None:
        """An area of LR pixels as it lies in the whole LR picture."""
        surroundings = self.pictures.surroundings
        return box if box is None or surroundings is None else surroundings.box_in_picture(box)

    @cached_property
    def close_up(self) -> CloseUp | None:
        """What the filmstrip shows of the picture; None without frames. Found once."""
        if not self.frames:
            return None
        return close_up([frame.gradient for frame in self.frames], self.pictures.patch, self.pictures.scale)

    def restored_at(self, frame: Frame, part: CloseUp) -> Pixels | None:
        """F(γ(α)) of a frame in a part of the close-up, (H, W, 3); None where it was not restored."""
        if frame.sr is not None:
            return part.cut(frame.sr, self.pictures.scale)
        pixels = self.restored.get(frame.alpha)
        if pixels is None or self.close_up is None:
            return None
        return part.within(self.close_up).cut(pixels, self.pictures.scale)

    def heat_map(self) -> Floats:
        """Kernel density of the importance over the pixel positions, (h, w)."""
        return heat_map(self.importance)

    def provenance(self) -> dict[str, Any]:
        """How the map was made, as plain JSON values: written into every file that is exported."""
        patch = self.pictures.patch_in_picture
        return {
            "program": "lamgui",
            "versions": dict(self.versions),
            "picture": {
                "name": self.picture.name,
                "sha256": self.picture.sha256,
                "role": self.role.value,
                "reduction": self.reduction.value if self.role is Role.HR else None,
                "conversions": list(self.picture.conversions),
                **({} if self.picture.is_plain else {"reading": plain(self.picture.reading)}),
                **_reference(self.picture.reference),
                **({} if self.degradation == NO_DEGRADATION else {"degradation": plain(self.degradation)}),
            },
            "network": {
                "name": self.network.name,
                "architecture": self.network.architecture,
                "scale": self.network.scale,
                "sha256": self.network.sha256,
                "range": self.network.value_range,
                "colour": self.network.colour.value,
            },
            "patch": {"x": patch.x, "y": patch.y, "size": patch.size},
            **settings_values(replace(self.settings.portable(), kernel_size=self.settings.kernel_width)),
            "device": self.device,
        }


def _reference(picture: Picture | None) -> dict[str, Any]:
    return {} if picture is None else {"reference": {"name": picture.name, "sha256": picture.sha256}}


def _read_only(values: Array) -> Array:
    """The array, which others will be given too."""
    values.setflags(write=False)
    return values
