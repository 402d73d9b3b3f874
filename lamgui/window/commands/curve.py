"""The menu of the curves: their data, on the clipboard and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lamgui.files.atomic import replacing
from lamgui.files.names import safe_name
from lamgui.imaging.save import save_error
from lamgui.maps.result import Analysis
from lamgui.session.state import Subject
from lamgui.window.command import Command, Condition
from lamgui.window.commands.conditions import has_analysis
from lamgui.window.commands.targets import Targets

CSV = "Comma separated values (*.csv)"
HEADINGS = ("row", "curve", "alpha", "value")


def curves_as_csv(analyses: Mapping[Subject, Analysis]) -> str:
    """The finished curves of all rows, a line a point: each curve has its own α."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for subject, analysis in analyses.items():
        curves = analysis.curves
        for name, (alpha, values) in (
            ("objective", curves.objective_with_ends()),
            ("path_speed", curves.speed_with_ends()),
            ("cumulative", curves.cumulative_from_start()),
        ):
            writer.writerows((subject.name, name, float(a), float(v)) for a, v in zip(alpha, values, strict=True))
    return text.getvalue()


def copy_data(on: Targets) -> None:
    """Put the points of all finished curves on the clipboard."""
    QApplication.clipboard().setText(curves_as_csv(on.session.analyses))
    on.messages.show_info("The points of the curves are on the clipboard, as comma separated values.")


def save_csv(on: Targets) -> None:
    """Ask where to, and write the points of all finished curves."""
    picture, text = on.session.state.picture, curves_as_csv(on.session.analyses)
    name = safe_name(f"{Path(picture.name).stem if picture is not None else 'picture'}-curves")
    path = on.files.ask_target("Save the points of the curves", f"{name}.csv", CSV)
    if path is not None:
        on.runs.save(path, _Writer(text).write)


class _Writer:
    """Writes a text that was made when the user asked for it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def write(self, _: Analysis, path: Path) -> None:
        """Write it, all or nothing; raises SaveError."""
        try:
            with replacing(path) as temporary:
                temporary.write_text(self._text, encoding="utf-8")
        except OSError as error:
            raise save_error(path, error) from error


has_rise: Condition[Targets] = Condition(
    lambda on: on.session.analysis is not None and on.session.analysis.curves.steepest_band is not None,
    "There is no finished curve, or its rise has no half.",
)

CURVE_ZOOM: tuple[Command[Targets], ...] = (
    Command(
        "curves_zoom_rise",
        "Curves: zoom to the rise (&8)",
        "",
        "The shortest part of the path in which D changes by half of ΔD, in all three curves",
        lambda on: on.window.curves.zoom_to_rise(),
        has_rise,
    ),
    Command(
        "curves_zoom_all",
        "Curves: zoom to all (&9)",
        "",
        "The whole path in all three curves, as a double click on one does",
        lambda on: on.window.curves.zoom_to_all(),
        Condition[Targets](lambda on: not on.window.curves.alpha_range.is_all, "All of the path is shown."),
    ),
)
"""Of the menu bar too, and so of the palette."""

CURVES: tuple[Command[Targets], ...] = (
    Command("curves_copy", "&Copy data", "", "The points of all finished curves, as text", copy_data, has_analysis),
    Command("curves_save", "&Save CSV…", "", "The points of all finished curves, as a file", save_csv, has_analysis),
    *CURVE_ZOOM,
)
