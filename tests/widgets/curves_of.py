"""Curves and frames with known values, for the tests of what shows them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lamgui.maps.result import Curves, Frame


def rising_curves(nodes: int = 10, known: int | None = None, objective: Sequence[float] | None = None) -> Curves:
    """D = 10 + 100 α at the first `known` of `nodes` nodes of the right rule, ΔD = 100, or another `objective`."""
    known = nodes if known is None else known
    alpha = np.arange(1, nodes + 1)[:known] / nodes
    return Curves(
        alpha=alpha,
        reached=alpha,
        objective=10 + 100 * alpha if objective is None else np.array(objective, dtype=np.float64),
        path_speed=0.5 * (1 - alpha),
        cumulative=100 * alpha,
        objective_baseline=10.0,
        objective_input=110.0,
        speed_over_path=0.5 * (1 - np.linspace(0, 1, 11)),
    )


def frames_at(alphas: Sequence[float], width: int = 8, height: int = 6, scale: int = 4) -> tuple[Frame, ...]:
    """A frame at each α whose γ and SR are grey of 100 α and 100 α + 100, with known peaks."""
    return tuple(
        Frame(
            alpha=alpha,
            objective=10 + 100 * alpha,
            cumulative=100 * alpha,
            gamma=np.full((height, width, 3), round(100 * alpha), dtype=np.uint8),
            sr=np.full((height * scale, width * scale, 3), round(100 * alpha) + 100, dtype=np.uint8),
            gradient=np.eye(height, width, dtype=np.float16),
            gradient_peak=2 * alpha,
            partial=-0.25 * alpha * np.eye(height, width, dtype=np.float32),
        )
        for alpha in alphas
    )
