"""What figures of a study show: the rows that can be compared, their means, maps and pictures, each found once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np

from lamgui.attribution.measures import measures
from lamgui.base.arrays import Floats
from lamgui.base.errors import StudyError
from lamgui.base.registry import nearest
from lamgui.figures.layouts.pictures import FigureRegion
from lamgui.figures.pixels.palette import Ground, network_colour_hex
from lamgui.figures.style import Background
from lamgui.imaging.picture import Pixels
from lamgui.study.figures.options import StudyFigureOptions
from lamgui.study.figures.restored import RestoredPictures
from lamgui.study.statistics.comparison import DI, Comparison, compared
from lamgui.study.statistics.networks import NetworkMeans, network_means
from lamgui.study.store.results import StudyResults, StudyRow
from lamgui.study.store.seen import SeenPictures


class ShownStudy:
    """A study as a figure with these options shows it; raises UserError where that cannot be.

    What networks made of pictures is restored where the study does not store it: with `trust` also by programs.
    """

    def __init__(
        self, results: StudyResults, options: StudyFigureOptions, trust: bool = False, code_root: Path | None = None
    ) -> None:
        self.results = results.only(options.networks, options.settings)
        self.options = options
        self.comparison: Comparison = compared(self.results)
        self._trust, self._code_root = trust, code_root

    @cached_property
    def means(self) -> tuple[NetworkMeans, ...]:
        """The means of every network, in the order of the study."""
        return network_means(self.comparison)

    def colour(self, network: int) -> str:
        """The colour of a network, by its number in the study."""
        ground = Ground.DARK if self.options.background is Background.BLACK else Ground.LIGHT
        return network_colour_hex(network, ground)

    @cached_property
    def by_di(self) -> list[int]:
        """The numbers of all places, those of the largest mean rank of DI over networks first."""
        from scipy.stats import rankdata

        ranks = rankdata(self.comparison.values(DI), axis=1).mean(axis=0)
        return [int(place) for place in np.argsort(-ranks, kind="stable")]

    def chosen_places(self, usual: int) -> list[int]:
        """The numbers of the places that are named, else of some, `usual` ones unless said, from large to small DI."""
        places = self.comparison.places
        if self.options.pictures:
            return [place for name in self.options.pictures for place in self._named(name)]
        count = min(len(places), self.options.count or usual)
        spread = np.linspace(0, len(places) - 1, count).round().astype(int) if count > 1 else [0] * count
        return [self.by_di[place] for place in spread]

    def importance(self, row: StudyRow) -> Floats:
        """|Σ_c LAM| of a row, (h, w); raises StudyError where the map was not stored."""
        return measures.importance(self._lam(row))

    def signed(self, row: StudyRow) -> Floats:
        """Σ_c LAM of a row, (h, w); raises StudyError where the map was not stored."""
        signed: Floats = self._lam(row).sum(axis=0)
        return signed

    def lr(self, row: StudyRow) -> Pixels:
        """What the network was given, (h, w, 3); raises UserError where its picture cannot be read."""
        return self._pictures.lr(row)

    def hr(self, row: StudyRow) -> Pixels | None:
        """The original of that, (s*h, s*w, 3), where there is one; raises as `lr` does."""
        return self._pictures.hr(row)

    def sr(self, row: StudyRow) -> Pixels:
        """What the network made of it, (s*h, s*w, 3): as stored, else restored now; raises UserError."""
        stored = self.results.stored_map(row).sr
        if stored is not None:
            return stored
        return self._restored.sr(row)

    def region(self, row: StudyRow) -> FigureRegion:
        """All that the network was given, in LR pixels."""
        assert row.numbers is not None
        return FigureRegion(0, 0, row.numbers.lr_width, row.numbers.lr_height)

    def patch(self, row: StudyRow) -> FigureRegion:
        """The patch in what the network was given, in LR pixels."""
        assert row.patch is not None
        assert row.numbers is not None
        assert row.facts is not None
        patch, scale = row.patch, row.facts.scale
        x, y = patch.x / scale - row.numbers.lr_left, patch.y / scale - row.numbers.lr_top
        return FigureRegion(x, y, patch.size / scale, patch.size / scale)

    @cached_property
    def _restored(self) -> RestoredPictures:
        return RestoredPictures(self.results, self._trust, self._code_root)

    @cached_property
    def _pictures(self) -> SeenPictures:
        return SeenPictures(self.results)

    def _lam(self, row: StudyRow) -> Floats:
        lam = self.results.stored_map(row).lam
        if lam is None:
            message = "The study stores numbers alone, and this figure shows maps."
            raise StudyError(message, 'State keep = "map" in study.toml, delete its maps folder, and run it again.')
        return lam

    def _named(self, name: str) -> list[int]:
        shown = [place.picture for place in self.comparison.places]
        found = [k for k, picture in enumerate(shown) if name in (picture, Path(picture).name, Path(picture).stem)]
        if not found:
            near = nearest(name, [Path(picture).stem for picture in shown])
            advice = f"Did you mean {near}?" if near else "lamgui study export lists them."
            raise StudyError(f"No place that is compared is of a picture {name!r}.", advice)
        return found
