"""F(γ(α)) in the close-up of the filmstrip, where a run did not restore the whole picture. Free of torch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lamgui.base.bounded_cache import BoundedCache
from lamgui.base.memory_limits import RESTORED_FRAMES_BYTES, RESTORED_FRAMES_OF_RUN_BYTES
from lamgui.imaging.picture import Pixels
from lamgui.maps.cache import MapKey, key_of_analysis
from lamgui.maps.close_up import CloseUp
from lamgui.maps.result import Analysis, Frame

PATIENCE_S = 30.0
"""Time limit for frames out of view of one run: after it only the one in view is restored."""

RestoredFramesKey = tuple[MapKey, CloseUp]


@dataclass(frozen=True, eq=False)
class RestoredFrames:
    """F(γ(α)) in a region, as far as it is restored; a later value of the same key has the frames of an earlier one.

    `frames`, (H, W, 3) each, go by α and took `spent_s`; where memory is short those far from the cursor are dropped.
    `note` says why there will be no more, in a sentence.
    """

    region: CloseUp
    frames: Mapping[float, Pixels] = field(default_factory=dict)
    spent_s: float = 0.0
    note: str = ""

    @property
    def nbytes(self) -> int:
        """Memory of the frames."""
        return sum(frame.nbytes for frame in self.frames.values())

    def with_frame(self, alpha: float, frame: Pixels, allowed: Iterable[float], took_s: float) -> RestoredFrames:
        """One frame more; of the others those stay whose α is among `allowed`."""
        stay = set(allowed)
        others = {other: pixels for other, pixels in self.frames.items() if other in stay}
        return replace(self, frames={**others, alpha: frame}, spent_s=self.spent_s + took_s)


class RestoredFramesCache(BoundedCache[RestoredFramesKey, RestoredFrames]):
    """The restored frames of several runs."""

    def __init__(self, limit_bytes: int = RESTORED_FRAMES_BYTES) -> None:
        super().__init__(limit_bytes)


def missing_sr(analysis: Analysis) -> tuple[float, ...]:
    """α of the frames that have no SR picture."""
    return tuple(frame.alpha for frame in analysis.frames if frame.sr is None)


def spread_frames(analysis: Analysis, most: int) -> tuple[Frame, ...]:
    """At most so many of the frames, evenly spread over them, the last always among them."""
    frames = analysis.frames
    if len(frames) <= most:
        return frames
    return tuple(frames[round(k * (len(frames) - 1) / (most - 1))] for k in range(most))


def next_to_restore(
    analysis: Analysis, restored: RestoredFrames, alpha: float, most: int | None = None
) -> float | None:
    """α of the frame to restore next: of the missing ones the nearest to `alpha`; None where none is missing.

    Only the `most` nearest frames count, and those that memory and patience allow for.
    """
    nearest = nearest_to(analysis, restored.region, alpha)[: most if restored.spent_s < PATIENCE_S else 1]
    return next((near for near in nearest if near not in restored.frames), None)


def nearest_to(analysis: Analysis, region: CloseUp, alpha: float) -> tuple[float, ...]:
    """α of the frames without SR, the nearest first, as many as memory allows to restore in the region."""
    frame_bytes = 3 * region.width * region.height * analysis.pictures.scale**2
    ordered = sorted(missing_sr(analysis), key=lambda missing: abs(missing - alpha))
    return tuple(ordered[: max(1, RESTORED_FRAMES_OF_RUN_BYTES // frame_bytes)])


def restored_frames_key(analysis: Analysis, region: CloseUp) -> RestoredFramesKey:
    """All that decides the restored frames of an analysis."""
    return key_of_analysis(analysis), region
