"""The figures of a study by name: adding one is adding its file and its line here."""

from __future__ import annotations

from lamgui.base.registry import Registry
from lamgui.study.figures.kind import StudyFigureKind

STUDY_FIGURES = Registry(
    "figure of a study",
    StudyFigureKind,
    "lamgui.study.figures",
    "FIGURE",
    ("table1", "figure4", "figure5", "figure6", "figure7a", "figure7b", "figure7c", "figure8", "steps"),
)


def figure_named(text: str) -> StudyFigureKind:
    """The figure of a name, or of a number of the paper, such as 7a; raises SettingsError with all names."""
    name = text.casefold().strip()
    return STUDY_FIGURES.require(f"figure{name}" if f"figure{name}" in STUDY_FIGURES else name)
