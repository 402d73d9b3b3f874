"""What a network was given for an item of a study: cut from its picture again, or as it lies beside the map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lamgui.base.bounded_cache import BoundedCache
from lamgui.base.errors import StudyError
from lamgui.base.memory_limits import STUDY_PICTURES_BYTES
from lamgui.imaging.picture import Pixels
from lamgui.imaging.prepare import Prepared, prepare
from lamgui.study.items.pictures import MANIFEST, read_manifest
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.results import StudyResults, StudyRow


class SeenPictures:
    """Reads the pictures of a study, each once as long as there is room."""

    def __init__(self, results: StudyResults) -> None:
        self._results = results
        self._pictures = {one.shown: one for one in read_manifest(results.folder / MANIFEST)}
        self._reading = StudyFolder(results.folder).definition().reading
        self._prepared: BoundedCache[tuple[str, int], _Held] = BoundedCache(STUDY_PICTURES_BYTES)

    def lr(self, row: StudyRow) -> Pixels:
        """The LR picture that a network was given, (h, w, 3); raises UserError where its picture cannot be read."""
        return self._cut(self._of(row).lr, row, 1)

    def hr(self, row: StudyRow) -> Pixels | None:
        """The original of the same part, (s*h, s*w, 3); None where there is none. Raises as `lr` does."""
        hr = self._of(row).hr
        return None if hr is None else self._cut(hr, row, _scale(row))

    def _of(self, row: StudyRow) -> Prepared:
        picture, conditions, scale = self._pictures.get(row.picture), self._results.conditions, _scale(row)
        if picture is None or conditions is None:
            message = f"{row.picture} is not in the study's list of pictures."
            raise StudyError(message, "Run the study again: that makes the list.")
        key = picture.key, scale
        held = self._prepared.get(key)
        if held is None:
            read = picture.read(self._results.folder, self._reading)
            held = _Held(prepare(read, conditions.role, scale, conditions.reduction, conditions.degradation))
            self._prepared.put(key, held)
        return held.prepared

    def _cut(self, pixels: Pixels, row: StudyRow, per_lr: int) -> Pixels:
        numbers = row.numbers
        if numbers is None:
            raise StudyError(f"{row.network} has no map of {row.picture}.", "Run the study again.")
        top, left = numbers.lr_top * per_lr, numbers.lr_left * per_lr
        part = pixels[top : top + numbers.lr_height * per_lr, left : left + numbers.lr_width * per_lr]
        return np.ascontiguousarray(part)


@dataclass(frozen=True, eq=False)
class _Held:
    """A prepared picture, with what it takes."""

    prepared: Prepared

    @property
    def nbytes(self) -> int:
        """Memory of its pixels."""
        prepared = self.prepared
        return sum(one.nbytes for one in (prepared.lr, prepared.hr, prepared.lr_values) if one is not None)


def _scale(row: StudyRow) -> int:
    if row.facts is None:
        raise StudyError(f"Nothing is known of {row.network}.", "Run the study again.")
    return row.facts.scale
