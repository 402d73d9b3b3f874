"""Checkpoints of several trainings are a curve each, in the order of their steps."""

from __future__ import annotations

from dataclasses import replace

from lamgui.study.figures.steps import series_of
from lamgui.study.statistics.comparison import compared
from lamgui.study.statistics.networks import network_means
from tests.study.rows import results_of


def test_names_that_are_equal_but_for_the_step_are_of_one_training() -> None:
    means = network_means(compared(results_of([[float(k)] for k in range(1, 9)])))
    named = (
        ("Ours 2000", 2000),
        ("Ours 100", 100),
        ("run2_0020", 20),
        ("run2_0003", 3),
        ("EDSR", None),
        ("Ours 30", 30),
        ("run2_0020 (2)", 20),
        ("run2_0003 (2)", 3),
    )
    found = series_of([replace(one, network=name, step=step) for one, (name, step) in zip(means, named, strict=True)])
    assert [(one.name, one.steps) for one in found] == [
        ("Ours", [30, 100, 2000]),
        ("run2", [3, 20]),
        ("run2 (2)", [3, 20]),
    ]
    assert [number for _, number, _ in found[0].points] == [5, 1, 0]
