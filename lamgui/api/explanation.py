"""The results of the public functions: a map, or maps of several networks, that show and save themselves."""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from PIL import Image

from lamgui.attribution.measures import measures
from lamgui.base.arrays import Doubles, Floats
from lamgui.base.errors import SettingsError
from lamgui.base.escape import for_html
from lamgui.base.plain_values import plain, read_as
from lamgui.figures.formats.endings import frames_in
from lamgui.figures.layouts.kind import Shows
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.options import FigureOptions
from lamgui.figures.pixels.contrast import contrast_from
from lamgui.figures.table import NAME_TITLE, TABLE_COLUMNS, table_rows, to_csv, to_latex, to_markdown
from lamgui.files.known_files import KnownFiles
from lamgui.imaging.picture import Picture, Pixels
from lamgui.maps.result import Analysis, Curves

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NOTEBOOK_DPI = 110


class Explanation:
    """The map of one network for one patch, with its measures."""

    def __init__(
        self,
        analysis: Analysis,
        filled_in: Callable[[Analysis], Analysis] | None = None,
        restored: Callable[[Analysis, int], Analysis] | None = None,
    ) -> None:
        self.analysis = analysis
        """All that the run found."""
        self._filled_in = filled_in
        self._restored = restored

    @property
    def lam(self) -> Floats:
        """The attribution, (C, h, w), signed."""
        return self.analysis.lam

    @property
    def importance(self) -> Floats:
        """|Σ_c LAM|, (h, w)."""
        return self.analysis.importance

    @property
    def diffusion_index(self) -> float | None:
        """DI = (1 - Gini) x 100; None for an all-zero or non-finite map."""
        return self.analysis.diffusion_index

    @property
    def effective_pixels(self) -> float | None:
        """DI / 100 x n: does not depend on the size of the picture, as DI does; None without a DI."""
        return self.analysis.effective_pixels

    @property
    def completeness_gap(self) -> float:
        """(Σ LAM - ΔD) / ΔD."""
        return self.analysis.completeness_gap

    @property
    def curves(self) -> Curves:
        """Figure 3's curves."""
        return self.analysis.curves

    @property
    def lr(self) -> Pixels:
        """The network's input, uint8 (h, w, 3)."""
        return self.analysis.pictures.lr

    @property
    def sr(self) -> Pixels:
        """The network's output, uint8 (s*h, s*w, 3)."""
        return self.analysis.pictures.sr

    def figure(self, layout: str = "strip", **options: Any) -> Figure:
        """A matplotlib figure; `options` are the fields of lamgui.figures.options.FigureOptions.

        Contrast may be a text, as on the command line: "gamma:0.5", "linear", "log" or "percentile:99".
        """
        return _figure((self.shown_in(layout),), layout, options)

    def save(
        self, path: str | Path, layout: str = "strip", *, cmyk_profile: str | Path | None = None, **options: Any
    ) -> Path:
        """Write the figure, its recipe inside, by the ending of `path`; returns where. Raises SaveError.

        .png, .tiff, .pdf, .svg and .eps are pictures, .html is a page for browsers, .webp, .apng, .gif and .mp4 are
        animations of the path: `frame_ms` is the time of a frame, `plays` how often they play, 0 for ever. A TIFF is in
        the CMYK of `cmyk_profile`, an ICC file, if one is given. Where the picture lies is noted, for
        `lamgui reproduce`.
        """
        return _save((self.shown_in(layout, frames_in(Path(path))),), path, layout, options, cmyk_profile)

    def shown_in(self, layout: str, frames: int = 0) -> Analysis:
        """What a layout draws: for curves, with passes between the nodes, which are made when first asked for.

        F(γ(α)) is restored in so many `frames` of the path, for a page or an animation.
        """
        if layout in LAYOUTS and LAYOUTS[layout].shows is Shows.PATHS and self._filled_in is not None:
            self.analysis, self._filled_in = self._filled_in(self.analysis), None
        if frames and self._restored is not None:
            self.analysis = self._restored(self.analysis, frames)
        return self.analysis

    def __repr__(self) -> str:
        di = self.diffusion_index
        words = "none" if di is None else f"{di:.3f}"
        return f"<Explanation {self.analysis.network.name}: DI {words}, gap {self.completeness_gap:+.2%}>"

    def _repr_html_(self) -> str:
        return _html((self.analysis,))


class Comparison(Sequence[Explanation]):
    """The maps of several networks for one patch."""

    def __init__(self, explanations: Sequence[Explanation]) -> None:
        self._explanations = tuple(explanations)

    @overload
    def __getitem__(self, index: int) -> Explanation: ...

    @overload
    def __getitem__(self, index: slice) -> Comparison: ...

    def __getitem__(self, index: int | slice) -> Explanation | Comparison:
        if isinstance(index, slice):
            return Comparison(self._explanations[index])
        return self._explanations[index]

    def __len__(self) -> int:
        return len(self._explanations)

    def __iter__(self) -> Iterator[Explanation]:
        return iter(self._explanations)

    @property
    def analyses(self) -> tuple[Analysis, ...]:
        """All that the runs found."""
        return tuple(explanation.analysis for explanation in self._explanations)

    def consensus(self, share: float = measures.DEFAULT_SHARE) -> Doubles:
        """Per LR pixel, (h, w), the share of networks whose area of contribution holds it (paper, Figure 6)."""
        return measures.consensus([analysis.area(share) for analysis in self.analyses])

    def to_csv(self) -> str:
        """The table of numbers as CSV."""
        return to_csv(table_rows(self.analyses))

    def to_markdown(self) -> str:
        """The table of numbers as Markdown."""
        return to_markdown(table_rows(self.analyses))

    def to_latex(self) -> str:
        """The table of numbers as a LaTeX tabular."""
        return to_latex(table_rows(self.analyses))

    def figure(self, layout: str = "grid", **options: Any) -> Figure:
        """A matplotlib figure of all networks."""
        return _figure([one.shown_in(layout) for one in self], layout, options)

    def save(
        self, path: str | Path, layout: str = "grid", *, cmyk_profile: str | Path | None = None, **options: Any
    ) -> Path:
        """Write the figure of all networks, as `Explanation.save` does; returns where. Raises SaveError."""
        return _save([one.shown_in(layout, frames_in(Path(path))) for one in self], path, layout, options, cmyk_profile)

    def _repr_html_(self) -> str:
        return _html(self.analyses)


def _options(layout: str, options: dict[str, Any]) -> FigureOptions:
    known = {field.name for field in fields(FigureOptions)}
    if unknown := sorted(set(options) - known):
        raise SettingsError(f"A figure has no {', '.join(unknown)}.", f"It has {', '.join(sorted(known))}.")
    try:
        # Computed numbers are often numpy's.
        plain_options = {name: one.item() if isinstance(one, np.generic) else one for name, one in options.items()}
        if isinstance(contrast := plain_options.get("contrast"), str):
            plain_options["contrast"] = plain(contrast_from(contrast))
        return read_as({**plain_options, "layout": layout}, FigureOptions)
    except SettingsError:
        raise
    except ValueError as error:
        raise SettingsError(f"{error}.", "See lamgui.figures.options for the options of a figure.") from error


def _figure(analyses: Sequence[Analysis], layout: str, options: dict[str, Any]) -> Figure:
    from lamgui.figures.build import build_figure, figure_style

    wanted = _options(layout, options)
    with figure_style(wanted):
        return build_figure(analyses, wanted)


def _save(
    analyses: Sequence[Analysis],
    path: str | Path,
    layout: str,
    options: dict[str, Any],
    cmyk_profile: str | Path | None,
) -> Path:
    from lamgui.figures.font_notes import fonts_of
    from lamgui.figures.write import write_figure

    wanted, profile = _options(layout, options), None if cmyk_profile is None else Path(cmyk_profile)
    write_figure(analyses, wanted, Path(path), cmyk_profile=profile)
    KnownFiles().remember({one.sha256: one.path for one in _pictures(analyses) if one.path is not None})
    for note in fonts_of(analyses, wanted).notes:
        warnings.warn(note, stacklevel=3)
    return Path(path)


def _pictures(analyses: Sequence[Analysis]) -> Iterator[Picture]:
    for analysis in analyses:
        yield analysis.picture
        if analysis.picture.reference is not None:
            yield analysis.picture.reference


def _html(analyses: Sequence[Analysis]) -> str:
    """A strip and the table of numbers, for notebooks."""
    from lamgui.figures.build import figure_pixels

    stream = io.BytesIO()
    Image.fromarray(figure_pixels(analyses, FigureOptions(dpi=NOTEBOOK_DPI))).save(stream, format="PNG")
    picture = base64.b64encode(stream.getvalue()).decode("ascii")
    rows = [[NAME_TITLE, *(column.title for column in TABLE_COLUMNS)]]
    rows += [[row.name, *row.texts()] for row in table_rows(analyses)]
    cells = ["".join(f"<td>{for_html(cell)}</td>" for cell in row) for row in rows]
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return f'<img alt="Local Attribution Maps" src="data:image/png;base64,{picture}"><table>{table}</table>'
