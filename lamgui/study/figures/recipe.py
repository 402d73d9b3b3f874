"""The recipe of a figure of a study: which rows it shows, by their hash, and the means that they gave."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lamgui.base.errors import PictureError, SettingsError
from lamgui.base.file_limits import RECIPE_TEXT
from lamgui.base.plain_values import plain, read_as
from lamgui.figures.recipe import FORMAT, STUDY, require_format
from lamgui.files.json_text import json_values
from lamgui.study.figures.options import StudyFigureOptions
from lamgui.study.figures.shown import ShownStudy
from lamgui.study.statistics.comparison import DI, EFFECTIVE_PIXELS, PSNR, Comparison, value_of

SAME_DI, SAME_PSNR_DB = 1e-3, 0.005
"""Relative difference of a mean DI, and difference of a mean PSNR, up to which rows that differ still agree."""
DIGITS = 6


@dataclass(frozen=True)
class StudyMeans:
    """The means of a network as a figure was made of them."""

    diffusion_index: float
    psnr_y: float | None


@dataclass(frozen=True)
class StudyFigureRecipe:
    """A figure of a study: `rows_sha256` is of the numbers of all `rows` that are compared."""

    study: str
    rows: int
    rows_sha256: str
    means: Mapping[str, StudyMeans]
    options: StudyFigureOptions

    def to_json(self) -> str:
        """As text."""
        values = plain(self)
        options = values.pop("options")
        return json.dumps({"program": "lamgui", "format": FORMAT, STUDY: values, "options": options}, allow_nan=False)


def study_recipe_of(study: ShownStudy) -> StudyFigureRecipe:
    """The recipe of the figure that a study's options name."""
    comparison = study.comparison
    means = {
        one.network: StudyMeans(one.di.value, None if one.psnr_db is None else one.psnr_db.value) for one in study.means
    }
    rows = sum(map(len, comparison.rows))
    return StudyFigureRecipe(study.results.name, rows, rows_sha256(comparison), means, study.options)


def rows_sha256(comparison: Comparison) -> str:
    """The sha256 of the keys of all rows and of their numbers to six digits, whatever the order of the rows."""
    names = (DI, EFFECTIVE_PIXELS, PSNR, *comparison.metrics)
    lines = sorted(
        json.dumps([row.network, row.key, *(_rounded(value_of(row, name)) for name in names)])
        for line in comparison.rows
        for row in line
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def study_recipe_from_json(text: str) -> StudyFigureRecipe | None:
    """The recipe in the text of a figure; None for that of a figure of maps.

    Raises PictureError for one that cannot be read, or is of a newer program.
    """
    try:
        if len(text) > RECIPE_TEXT.bytes:
            raise ValueError("it is too long to be true")
        values: Mapping[str, Any] = json_values(text)
        stated = values.get(STUDY)
        if stated is None:
            return None
        require_format(values)
        return read_as({**stated, "options": values["options"]}, StudyFigureRecipe)
    except (ValueError, TypeError, KeyError, AttributeError, SettingsError) as error:
        message = "What the figure says of how it was made cannot be read."
        raise PictureError(message, "It may have been changed by another program.", repr(error)) from error


def study_disagreements(recorded: StudyFigureRecipe, again: StudyFigureRecipe) -> tuple[str, ...]:
    """Where a study no longer gives the figure, a sentence each; none where it does."""
    if recorded.rows_sha256 == again.rows_sha256:
        return ()
    return tuple(_differences(recorded, again))


def _differences(recorded: StudyFigureRecipe, again: StudyFigureRecipe) -> Iterator[str]:
    if recorded.rows != again.rows:
        yield f"the figure shows {recorded.rows} items, the study has {again.rows} of them"
    gone = [name for name in recorded.means if name not in again.means]
    new = [name for name in again.means if name not in recorded.means]
    if gone:
        yield f"no longer there: {', '.join(gone)}"
    if new:
        yield f"new: {', '.join(new)}"
    for name, old in recorded.means.items():
        found = again.means.get(name)
        if found is None:
            continue
        if abs(found.diffusion_index - old.diffusion_index) > SAME_DI * abs(old.diffusion_index):
            yield f"the mean DI of {name} was {old.diffusion_index:.4g}, now it is {found.diffusion_index:.4g}"
        if (old.psnr_y is None) != (found.psnr_y is None) or (
            old.psnr_y is not None and found.psnr_y is not None and abs(found.psnr_y - old.psnr_y) > SAME_PSNR_DB
        ):
            yield f"the mean PSNR of {name} was {_db(old.psnr_y)}, now it is {_db(found.psnr_y)}"


def _db(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f} dB"


def _rounded(value: float | None) -> str | None:
    return None if value is None else f"{value:.{DIGITS}g}"
