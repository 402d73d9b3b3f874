"""Names beside points, and what a network's name says of its size."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from lamgui.study.figures.labels import Box, label_boxes
from lamgui.study.figures.variants import variants_of
from lamgui.study.statistics.comparison import compared
from lamgui.study.statistics.networks import network_means
from tests.study.rows import results_of, row_of

ROOM = Box(0, 0, 6, 4)


def test_names_of_points_with_room_hide_no_name_and_no_point() -> None:
    points = [(float(x), float(y)) for x in np.linspace(0.5, 5.5, 5) for y in np.linspace(0.5, 3.5, 4)]
    boxes = label_boxes(points, [(0.8, 0.15)] * len(points), ROOM, 0.06)
    assert all(first.overlap(second) == 0 for first, second in combinations(boxes, 2))
    for k, box in enumerate(boxes):
        dots = (Box(x - 0.03, y - 0.03, 0.06, 0.06) for x, y in points)
        assert sum(box.overlap(dot) for dot in dots) == 0, k
        assert box.outside(ROOM) == pytest.approx(0)


def test_a_name_at_the_edge_stays_in_the_plot_and_off_lines() -> None:
    corner = label_boxes([(5.95, 3.95)], [(0.8, 0.15)], ROOM, 0.06)[0]
    assert corner.outside(ROOM) == pytest.approx(0)
    line = Box(0, 2.0, 6, 0.3)
    beside = label_boxes([(3.0, 1.95)], [(0.8, 0.15)], ROOM, 0.06, [line])[0]
    assert beside.overlap(line) == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("FSRCNN-d32-m4", ("FSRCNN", 32, 4, "depth")),
        ("EDSR_w64_b16", ("EDSR", 64, 16, "blocks")),
        ("EDSR blocks=10 width=256", ("EDSR", 256, 10, "blocks")),
        ("ours (channels 48, depth 8)", ("ours", 48, 8, "depth")),
    ],
)
def test_width_and_depth_are_read_from_names(name: str, expected: tuple[str, int, int, str]) -> None:
    results = results_of([[1.0]])
    means = network_means(compared(results))[0]
    from dataclasses import replace

    (found,) = variants_of([replace(means, name=name)])
    assert (found.family, found.width, found.depth, found.depth_name) == expected


@pytest.mark.parametrize("name", ["FSRCNN", "CARN-M", "EDSR-baseline x4", "RCAN_b20", "model 7"])
def test_other_names_are_no_variants(name: str) -> None:
    from dataclasses import replace

    means = network_means(compared(replace(results_of([[1.0]]), rows=(row_of(0, 0, 1.0, 20.0),))))[0]
    assert variants_of([replace(means, name=name)]) == ()
