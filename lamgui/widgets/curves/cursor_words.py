"""What the curves hold at the cursor, in words: at a node what was computed, elsewhere that it is interpolated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.widgets.curves.axis_scale import alpha_text, short_number

if TYPE_CHECKING:
    from lamgui.widgets.curves.plot import CurvePlot

_GAP = "\N{EN SPACE}"


def objective_words(plot: CurvePlot, alpha: float) -> tuple[str, str]:
    """α and D there, in full and in short; of a node or a point that was filled in, and is there, its α and D."""
    node = plot.node_at(alpha)
    here = alpha if node is None else node
    at, value = f"α {alpha_text(here)}", plot.value_at(here)
    if value is None:
        return at, at
    number = short_number(value, 4)
    if node is None:
        between = "between points" if plot.is_filled_in else "between nodes"
        return f"{at}{_GAP}D ≈ {number} {between}", f"{at}{_GAP}D ≈ {number}"
    return f"{at}{_GAP}D {number}", f"{at}{_GAP}D {number}"


def speed_words(plot: CurvePlot, alpha: float) -> tuple[str, str]:
    """The speed of the path, which is known all along it."""
    value = plot.value_at(alpha)
    words = "" if value is None else short_number(value)
    return words, words


def total_words(plot: CurvePlot, alpha: float) -> tuple[str, str]:
    """The sum, known at the ends of the nodes' pieces of the path."""
    end = plot.node_at(alpha)
    value = plot.value_at(alpha if end is None else end)
    if value is None:
        return "", ""
    number = short_number(value, 4)
    if end is None:
        return f"Σ ≈ {number} between nodes", f"Σ ≈ {number}"
    return f"Σ {number}", f"Σ {number}"
