"""Figure 3's curves between their nodes: where the path stands still, nothing changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from lamgui.attribution.settings.makers import make_path
from lamgui.attribution.settings.settings import Settings
from lamgui.maps.result import STILL
from tests.made import SETTINGS, analysis


def test_curves_are_flat_from_where_the_path_is_at_its_end() -> None:
    curves = analysis().curves
    assert curves.alpha[-1] < curves.still_from < 1
    alpha, objective = curves.objective_with_ends()
    assert np.interp([curves.still_from, 0.95, 1.0], alpha, objective) == pytest.approx([curves.objective_input] * 3)
    alpha, total = curves.cumulative_from_start()
    assert np.interp([curves.still_from, 0.95, 1.0], alpha, total) == pytest.approx([curves.cumulative[-1]] * 3)


def test_the_path_is_at_its_end_there() -> None:
    lr = torch.rand(3, 12, 16, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    path, still_from = make_path(Settings(), lr), analysis().curves.still_from
    to_come = (path.at([still_from])[0] - lr).norm()
    assert to_come <= 10 * STILL * (path.at([0.0])[0] - lr).norm()


def test_nothing_is_added_where_the_path_moves_to_its_end() -> None:
    curves = analysis(settings=replace(SETTINGS, path="linear-black")).curves
    assert curves.still_from == 1
    alpha, _ = curves.objective_with_ends()
    assert list(alpha[1:-1]) == [node for node in curves.alpha if 0 < node < 1]
    _, total = curves.cumulative_from_start()
    assert list(total[1:]) == list(curves.cumulative)


def test_the_values_at_the_nodes_stay_what_they_are() -> None:
    curves = analysis().curves
    alpha, objective = curves.objective_with_ends()
    assert np.interp(curves.alpha, alpha, objective) == pytest.approx(curves.objective)
