"""The numbers of compared networks as a table: the same rows for the window, CSV, Markdown and LaTeX."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.base.escape import for_csv, for_latex, for_markdown
from lamgui.base.wording import (
    count_in_words,
    di_error_in_words,
    di_in_words,
    di_to_its_digit,
    effective_in_words,
    effective_to_its_digit,
    gap_in_percent,
    number_in_words,
    seconds_in_words,
    share_in_words,
)
from lamgui.figures.words.conventions import conventions
from lamgui.imaging.quality import Quality
from lamgui.maps.field_words import field_of
from lamgui.maps.quality_words import AROUND_PATCH, PSNR_AROUND, SSIM_AROUND, surroundings_sentence
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import Trust, judge
from lamgui.networks.catalogue import label_of

NAME_TITLE = "Network"
"""Heading of the column of names."""

ORIGIN_TITLES = ("Picture", "Patch (x y side)", "Settings", "Conventions")
"""Of what a row of a CSV file is of, behind its numbers."""

_NO_QUALITY = Quality(float("nan"), float("nan"), float("nan"))


def _whole(analysis: Analysis) -> Quality:
    return analysis.pictures.quality or _NO_QUALITY


def _around(analysis: Analysis) -> Quality:
    return analysis.pictures.quality_around_patch or _NO_QUALITY


def _field_px(analysis: Analysis) -> float | None:
    """Exact side in LR pixels, the farthest of all places; infinite for a global field."""
    field = field_of(analysis.network)
    if field.kind is ReceptiveField.GLOBAL:
        return math.inf
    return None if field.support_px is None else float(field.support_px)


def _finite(value: float) -> float | None:
    return None if math.isnan(value) else value


@dataclass(frozen=True)
class TableColumn:
    """A column: its heading, its meaning, its value for an analysis, its format, and which value is better."""

    title: str
    tip: str
    value: Callable[[Analysis], float | None]
    write: Callable[[float], str]
    better: int = 0
    """1: the larger the better; -1: the smaller; 0: neither."""
    unit: str = ""
    sorts: int = 1
    """What the first click on its heading does to the rows: 1 puts the smallest first, -1 the largest."""
    by_magnitude: bool = False
    """Whether rows are sorted by the value's magnitude."""
    is_word: bool = False
    """Whether its text says more than the value, which only sorts."""

    def sort_value(self, analysis: Analysis) -> float | None:
        """The value that rows are sorted by; None for a row that has none."""
        value = self.value(analysis)
        return abs(value) if value is not None and self.by_magnitude else value


@dataclass(frozen=True)
class TableRow:
    """A network's name and its numbers, None where there is none, in the order of TABLE_COLUMNS."""

    name: str
    values: tuple[float | None, ...]
    origin: tuple[str, ...] = ()
    """In the order of ORIGIN_TITLES."""
    of_quality: str = ""
    """A sentence that says what PSNR and SSIM are of, where that is not the whole picture."""

    def texts(self) -> tuple[str, ...]:
        """The numbers as they are shown, DI and effective pixels to the digit of their ±; a dash for none."""
        values = dict(zip((column.title for column in TABLE_COLUMNS), self.values, strict=True))
        di, of_di, pixels = values["DI"], values["± DI"], values["Eff. px"]
        of_pixels = None if of_di is None or not di or pixels is None else of_di * pixels / di
        given = {"DI": di_to_its_digit(di, of_di), "Eff. px": effective_to_its_digit(pixels, of_pixels)}
        return tuple(
            "–" if value is None else given.get(column.title) or column.write(value)
            for column, value in zip(TABLE_COLUMNS, self.values, strict=True)
        )


TABLE_COLUMNS: tuple[TableColumn, ...] = (
    TableColumn(
        "Parameters",
        "Learnt numbers of the network",
        lambda a: float(a.network.parameters),
        lambda v: count_in_words(int(v)),
    ),
    TableColumn(
        "PSNR",
        "Of the SR picture, or of the surroundings if the network was given these alone; Y of BT.601, in dB",
        lambda a: _finite(_whole(a).psnr_y),
        lambda v: f"{v:.2f}",
        1,
        "dB",
        sorts=-1,
    ),
    TableColumn(
        "SSIM",
        "Structural similarity, 1 where SR equals HR, on luma in windows of 11 × 11 px: of the SR picture, or of the "
        "surroundings if the network was given these alone",
        lambda a: _finite(_whole(a).ssim_y),
        lambda v: f"{v:.4f}",
        1,
        sorts=-1,
    ),
    TableColumn(
        PSNR_AROUND,
        f"PSNR {AROUND_PATCH}; Y of BT.601, in dB",
        lambda a: _finite(_around(a).psnr_y),
        lambda v: f"{v:.2f}",
        1,
        "dB",
        sorts=-1,
    ),
    TableColumn(
        SSIM_AROUND,
        f"Structural similarity {AROUND_PATCH}; 1 where SR equals HR",
        lambda a: _finite(_around(a).ssim_y),
        lambda v: f"{v:.4f}",
        1,
        sorts=-1,
    ),
    TableColumn(
        "DI",
        "Diffusion index (1 − Gini) × 100: the larger, the more pixels take part",
        lambda a: a.diffusion_index,
        di_in_words,
        sorts=-1,
    ),
    TableColumn(
        "± DI",
        "± of DI at 95 %: its error is smaller in 95 of 100 maps",
        lambda a: a.diffusion_index_error,
        di_error_in_words,
    ),
    TableColumn(
        "Eff. px",
        "Effective pixels, DI / 100 × LR pixels: k pixels that count alike give k, whatever the size of the picture",
        lambda a: a.effective_pixels,
        effective_in_words,
        sorts=-1,
    ),
    TableColumn(
        "LR px",
        "Pixels of the LR picture that the map is of: DI compares between pictures of one size and scale only",
        lambda a: float(a.lr_size[0] * a.lr_size[1]),
        lambda v: f"{v:.0f}",
    ),
    TableColumn(
        "DI reached",
        "Diffusion index among only those LR pixels for which the patch has any gradient (those reached): how evenly "
        "the network uses what it can see",
        lambda a: a.diffusion_index_reached,
        di_in_words,
        sorts=-1,
    ),
    TableColumn(
        "ΔD",
        "ΔD = D(F(I)) − D(F(I')): how much of the feature the input has more than the baseline",
        lambda a: _finite(a.curves.delta),
        number_in_words,
        sorts=-1,
    ),
    TableColumn(
        "Error",
        "± of the map at 95 %, as a share of its norm",
        lambda a: None if a.error is None or a.diffusion_index is None else _finite(a.error.of_map),
        share_in_words,
    ),
    TableColumn(
        "Verdict",
        "Whether the map can be trusted, by all that is known of it",
        lambda a: float(list(Trust).index(judge(a).trust)),
        lambda v: list(Trust)[int(v)].value,
        is_word=True,
    ),
    TableColumn(
        "Gap",
        "Completeness gap (Σ LAM − ΔD) / ΔD",
        lambda a: _finite(a.completeness_gap),
        gap_in_percent,
        by_magnitude=True,
    ),
    TableColumn(
        "RF",
        "Theoretical receptive field: the exact side, in LR pixels, of the square that the SR pixels of one LR pixel "
        "depend on, at most where places differ; global: the whole picture. The paper counts a little more",
        _field_px,
        lambda v: "global" if math.isinf(v) else f"{v:.0f}",
    ),
    TableColumn("Passes", "Nodes at which the gradient was taken", lambda a: float(a.passes), lambda v: f"{v:.0f}"),
    TableColumn("Time", "Wall-clock time of the run", lambda a: a.elapsed_s, seconds_in_words),
)


def table_row(name: str, analysis: Analysis) -> TableRow:
    """The numbers of one analysis under a name."""
    patch, settings = analysis.pictures.patch_in_picture, analysis.settings
    how = (f"detector {settings.detector_words}", f"path {settings.path_words}", f"rule {settings.rule}")
    parts = [*how, settings.steps_words, settings.seed_words, settings.precision.value]
    origin = (
        analysis.picture.name,
        f"{patch.x} {patch.y} {patch.size}",
        "; ".join(filter(None, parts)),
        conventions([analysis]),
    )
    values = tuple(column.value(analysis) for column in TABLE_COLUMNS)
    return TableRow(name, values, origin, surroundings_sentence([analysis]))


def table_rows(analyses: Sequence[Analysis]) -> list[TableRow]:
    """A row for each analysis, under its network's name."""
    return [table_row(label_of(analysis.network), analysis) for analysis in analyses]


def to_csv(rows: Sequence[TableRow]) -> str:
    """Numbers at full precision, empty where there is none; gap as a share, time in seconds; then what they are of."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([NAME_TITLE, *(column.title for column in TABLE_COLUMNS), *ORIGIN_TITLES])
    for row in rows:
        cells = zip(TABLE_COLUMNS, row.values, strict=True)
        numbers = ["" if value is None else _exactly(column, value) for column, value in cells]
        writer.writerow([for_csv(row.name), *numbers, *map(for_csv, row.origin)])
    return stream.getvalue()


def _exactly(column: TableColumn, value: float) -> str:
    return column.write(value) if column.is_word else f"{value:.10g}"


def to_markdown(rows: Sequence[TableRow]) -> str:
    """A table as GitHub and others show it, numbers to the right, and below it what PSNR is of, if not of pictures."""
    heads = [NAME_TITLE, *(column.title for column in TABLE_COLUMNS)]
    lines = [heads, ["---", *("---:" for _ in TABLE_COLUMNS)]]
    lines += [[for_markdown(row.name), *row.texts()] for row in rows]
    notes = "".join(f"\n{for_markdown(sentence)}\n" for sentence in _notes(rows))
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines) + notes


def to_latex(rows: Sequence[TableRow]) -> str:
    """A booktabs tabular, the best PSNR and SSIM bold: all that are printed as the best is.

    In its foot it says what PSNR is of, where that is not the whole picture.
    """
    best = [_best(column, [row.values[k] for row in rows]) for k, column in enumerate(TABLE_COLUMNS)]
    heads = " & ".join([NAME_TITLE, *(for_latex(_with_unit(column)) for column in TABLE_COLUMNS)])
    lines = ["% Needs \\usepackage{booktabs} in the preamble."]
    lines += [f"\\begin{{tabular}}{{l{'r' * len(TABLE_COLUMNS)}}}", "\\toprule", f"{heads} \\\\", "\\midrule"]
    for row in rows:
        cells = [
            f"\\textbf{{{for_latex(text)}}}" if text == best[k] else for_latex(text)
            for k, text in enumerate(row.texts())
        ]
        lines.append(" & ".join([for_latex(row.name), *cells]) + " \\\\")
    columns = 1 + len(TABLE_COLUMNS)
    notes = [f"\\multicolumn{{{columns}}}{{l}}{{\\footnotesize {for_latex(one)}}} \\\\" for one in _notes(rows)]
    return "\n".join([*lines, "\\bottomrule", *notes, "\\end{tabular}", ""])


def _notes(rows: Sequence[TableRow]) -> list[str]:
    """What PSNR and SSIM are of, once where it is the same for all rows; none where it is of whole pictures."""
    sentences = {row.of_quality for row in rows}
    if len(sentences) == 1:
        return [sentence for sentence in sentences if sentence]
    return [f"{row.name}: {row.of_quality}" for row in rows if row.of_quality]


def _best(column: TableColumn, values: Sequence[float | None]) -> str | None:
    """The best value as it is printed; None where no value is better than another."""
    known = [value for value in values if value is not None]
    if not column.better or len(known) < 2:
        return None
    return column.write(max(known) if column.better > 0 else min(known))


def _with_unit(column: TableColumn) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title
