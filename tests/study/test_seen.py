"""What a network was given is cut from its picture again, pixel for pixel."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lamgui.study.store.results import read_results
from lamgui.study.store.seen import SeenPictures
from tests.study.finished_study import finished_study


def test_it_is_what_lies_beside_the_map_where_that_was_stored(tmp_path: Path) -> None:
    results = read_results(finished_study(tmp_path, "pictures"))
    seen = SeenPictures(results)
    for row in results.done:
        lr, hr = seen.lr(row), seen.hr(row)
        assert lr.shape == (16, 16, 3)
        assert hr is not None
        assert hr.shape == (64, 64, 3)
        np.testing.assert_array_equal(lr, results.stored_map(row).lr)
