"""A cache of F(I) and of surveys: another patch of the same picture needs no second restoration."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from lamgui.attribution.measures.survey import Survey
from lamgui.attribution.settings.settings import Settings
from lamgui.base.memory_budget import of_cache
from lamgui.base.memory_limits import SR_PICTURES_BYTES
from lamgui.imaging.picture import Pixels
from lamgui.imaging.prepare import Prepared
from lamgui.imaging.quality import Quality

if TYPE_CHECKING:
    from torch import Tensor

    from lamgui.networks.placed import PlacedNetwork


@dataclass(frozen=True, eq=False)
class SrPicture:
    """A restored picture, and its quality against the original."""

    lr: Tensor
    """I, (C, h, w), the input of the network."""
    sr: Tensor
    """F(I), (C, H, W)."""
    pixels: Pixels
    """The same, (H, W, 3)."""
    quality: Quality | None

    @property
    def nbytes(self) -> int:
        """Memory of its arrays, on the device or off it."""
        return self.lr.nbytes + self.sr.nbytes + self.pixels.nbytes


@dataclass(eq=False)
class _Entry:
    picture: SrPicture
    last_use: int
    surveys: dict[Settings, Survey] = field(default_factory=dict)

    @property
    def nbytes(self) -> int:
        return self.picture.nbytes + sum(survey.nbytes for survey in self.surveys.values())


class SrCache:
    """Restored pictures by network and prepared picture, at most `limit_bytes`; the least recently used go first.

    They are dropped with their network or their picture, too. A placed network is one function on one device in one
    precision, whatever its name, so nothing else decides its output for the same input.
    """

    def __init__(self, limit_bytes: int = SR_PICTURES_BYTES) -> None:
        self._limit_bytes = of_cache(limit_bytes)
        self._entries: WeakKeyDictionary[PlacedNetwork, WeakKeyDictionary[Prepared, _Entry]] = WeakKeyDictionary()
        self._uses = count()

    @property
    def bytes_held(self) -> int:
        """Memory of the cached pictures."""
        return sum(entry.nbytes for _, _, entry in self._all())

    def get(self, placed: PlacedNetwork, prepared: Prepared, lr: Tensor) -> SrPicture | None:
        """The network's output for this picture; None where it is not cached for exactly this input, (C, h, w)."""
        entry = self._find(placed, prepared, lr)
        return None if entry is None else entry.picture

    def survey(self, placed: PlacedNetwork, prepared: Prepared, lr: Tensor, settings: Settings) -> Survey | None:
        """The survey that a run with these settings, whatever its rule and steps, made of the picture."""
        entry = self._find(placed, prepared, lr)
        return None if entry is None else entry.surveys.get(settings.of_the_path())

    def put_survey(
        self, placed: PlacedNetwork, prepared: Prepared, lr: Tensor, settings: Settings, survey: Survey
    ) -> None:
        """Store a survey beside its picture, if that is in the cache."""
        entry = self._find(placed, prepared, lr)
        if entry is not None:
            entry.surveys[settings.of_the_path()] = survey
            self._make_room()

    def put(self, placed: PlacedNetwork, prepared: Prepared, picture: SrPicture) -> None:
        """Store a picture, unless it is larger than the limit, or one of another input is cached: the first stays."""
        pictures = self._entries.setdefault(placed, WeakKeyDictionary())
        if picture.nbytes > self._limit_bytes or prepared in pictures:
            return
        pictures[prepared] = _Entry(picture, next(self._uses))
        self._make_room()

    def clear(self) -> None:
        """Drop all pictures."""
        self._entries.clear()

    def _find(self, placed: PlacedNetwork, prepared: Prepared, lr: Tensor) -> _Entry | None:
        pictures = self._entries.get(placed)
        entry = None if pictures is None else pictures.get(prepared)
        # A network with every input brightened is the same function of another input.
        if entry is None or not entry.picture.lr.equal(lr):
            return None
        entry.last_use = next(self._uses)
        return entry

    def _make_room(self) -> None:
        while self.bytes_held > self._limit_bytes:
            oldest, picture, _ = min(self._all(), key=lambda one: one[2].last_use)
            del self._entries[oldest][picture]

    def _all(self) -> list[tuple[PlacedNetwork, Prepared, _Entry]]:
        return [(placed, *one) for placed, pictures in self._entries.items() for one in pictures.items()]
