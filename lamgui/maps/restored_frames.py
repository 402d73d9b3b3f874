"""F(γ(α)) in the close-up of the filmstrip, where a run did not restore the whole picture. Free of torch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lamgui.base.bounded_cache import BoundedCache
from lamgui.base.memory_limits import RESTORED_FRAMES_BYTES, RESTORED_FRAMES_OF_RUN_BYTES
from lamgui.imaging.picture import Pixels
from lamgui.maps.cache import MapKey, key_of_analysis
from lamgui.maps.close_up import CloseUp
from lamgui.maps.result import Analysis

PATIENCE_S = 30.0
"""What the pieces of one run may take while nobody looks at them: then only the one in view is restored."""

RestoredFramesKey = tuple[MapKey, CloseUp]


@dataclass(frozen=True, eq=False)
class RestoredFrames:
    """What is known of F(γ(α)) in a region; a later one of the same key holds what an earlier one said, as memory asks.

    `pieces`, (H, W, 3) each, go by α and took `spent_s`; `note` says why there will be no more, in a sentence.
    """

    region: CloseUp
    pieces: Mapping[float, Pixels] = field(default_factory=dict)
    spent_s: float = 0.0
    note: str = ""

    @property
    def nbytes(self) -> int:
        """Memory of the pieces."""
        return sum(piece.nbytes for piece in self.pieces.values())

    def with_piece(self, alpha: float, piece: Pixels, kept: Iterable[float], took_s: float) -> RestoredFrames:
        """One piece more; of the others those stay whose α is among `kept`."""
        wanted = set(kept)
        stay = {known: pixels for known, pixels in self.pieces.items() if known in wanted}
        return replace(self, pieces={**stay, alpha: piece}, spent_s=self.spent_s + took_s)


class RestoredFramesCache(BoundedCache[RestoredFramesKey, RestoredFrames]):
    """The pieces of runs, as far as they are known."""

    def __init__(self, limit_bytes: int = RESTORED_FRAMES_BYTES) -> None:
        super().__init__(limit_bytes)


def missing_sr(analysis: Analysis) -> tuple[float, ...]:
    """α of the frames that have no SR picture."""
    return tuple(frame.alpha for frame in analysis.frames if frame.sr is None)


def next_to_restore(analysis: Analysis, known: RestoredFrames, alpha: float, most: int | None = None) -> float | None:
    """α of the frame whose piece is to come next: of the missing ones the nearest to `alpha`; None where all are there.

    Only the `most` nearest frames count, and those that memory and patience allow for.
    """
    nearest = nearest_to(analysis, known.region, alpha)[: most if known.spent_s < PATIENCE_S else 1]
    return next((one for one in nearest if one not in known.pieces), None)


def nearest_to(analysis: Analysis, region: CloseUp, alpha: float) -> tuple[float, ...]:
    """α of the frames without SR, the nearest first, as many as memory allows to have pieces of the region."""
    piece_bytes = 3 * region.width * region.height * analysis.pictures.scale**2
    ordered = sorted(missing_sr(analysis), key=lambda one: abs(one - alpha))
    return tuple(ordered[: max(1, RESTORED_FRAMES_OF_RUN_BYTES // piece_bytes)])


def restored_frames_key(analysis: Analysis, region: CloseUp) -> RestoredFramesKey:
    """All that decides the pieces of an analysis."""
    return key_of_analysis(analysis), region
