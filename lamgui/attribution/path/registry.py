"""The paths by name: adding one is adding its file and its line here."""

from __future__ import annotations

from lamgui.attribution.path.kind import PathKind
from lamgui.base.registry import Registry

PATHS = Registry(
    "path",
    PathKind,
    "lamgui.attribution.path",
    "PATH",
    (
        "blur",
        "linear_blur",
        "linear_black",
    ),
)


def figure3_paths() -> tuple[str, ...]:
    """Those of the paper's Figure 3, in its order."""
    columns = {kind.figure3_column: name for name, kind in PATHS.items() if kind.figure3_column is not None}
    return tuple(columns[column] for column in sorted(columns))


def paths_side_by_side() -> tuple[str, ...]:
    """All of them: those of Figure 3 first, in its order."""
    first = figure3_paths()
    return (*first, *(name for name in PATHS if name not in first))
