"""Only items of one n and one scale are compared, at the places of all networks; what is left out is counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lamgui.base.errors import StudyError
from lamgui.study.statistics.comparison import DI, PSNR, compared
from tests.study.rows import results_of, row_of


def test_numbers_are_placed_by_network_and_place() -> None:
    di = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    found = compared(results_of(di, 10 + di))
    assert found.networks == ("N0", "N1")
    assert [place.picture for place in found.places] == ["p00.png", "p01.png", "p02.png"]
    np.testing.assert_array_equal(found.values(DI), di)
    np.testing.assert_array_equal(found.values(PSNR), 10 + di)
    assert (found.pixels, found.scale) == (4096, 4)
    assert found.left_out.items == 0


def test_another_size_and_another_scale_are_left_out_and_counted() -> None:
    small = row_of(0, 7, 9.0, 30.0, numbers={"lr_width": 32, "lr_height": 40})
    doubled = row_of(1, 8, 9.0, 30.0, facts={"scale": 2})
    found = compared(results_of([[1.0, 2.0], [3.0, 4.0]], more=(small, doubled)))
    np.testing.assert_array_equal(found.values(DI), [[1.0, 2.0], [3.0, 4.0]])
    assert found.left_out.of_other_basis == 2


def test_of_equally_many_items_the_papers_size_is_compared() -> None:
    small = [row_of(k, 0, 5.0, 20.0, numbers={"lr_width": 32, "lr_height": 32}, picture="small.png") for k in (0, 1)]
    of_paper = [row_of(k, 0, 1.0, 20.0) for k in (0, 1)]
    found = compared(replace(results_of([[1.0]]), rows=(*small, *of_paper)))
    assert found.pixels == 64 * 64
    assert found.left_out.of_other_basis == 2


def test_a_place_that_one_network_lacks_is_in_no_mean() -> None:
    found = compared(results_of([[1.0, 2.0, 3.0], [4.0, np.nan, 6.0]]))
    assert [place.picture for place in found.places] == ["p00.png", "p02.png"]
    assert (found.left_out.without_di, found.left_out.not_of_all) == (1, 1)


def test_a_network_with_few_maps_does_not_take_the_places_of_the_others() -> None:
    nan = np.nan
    found = compared(results_of([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, nan, nan, nan]]))
    assert found.networks == ("N0", "N1")
    assert len(found.places) == 4
    assert found.left_out.networks == ("N2",)
    assert (found.left_out.without_di, found.left_out.of_few_places) == (3, 1)


def test_networks_can_be_named_and_equal_labels_are_told_apart_by_their_names() -> None:
    results = results_of([[1.0], [2.0], [3.0]])
    assert compared(results.only(["N2", "N0"])).networks == ("N0", "N2")
    with pytest.raises(StudyError, match=r"no network 'N7'. There are N0, N1, N2"):
        results.only(["N7"])
    alike = tuple(
        replace(row, facts=None if row.facts is None else replace(row.facts, label="same")) for row in results.rows
    )
    assert compared(replace(results, rows=alike)).names == ("N0", "N1", "N2")


def test_a_study_without_a_map_is_refused() -> None:
    with pytest.raises(StudyError, match="no map yet"):
        compared(results_of([[np.nan]]))


def test_items_of_other_settings_are_in_no_mean() -> None:
    other = replace(row_of(0, 0, 50.0, 20.0), settings=1)
    found = compared(results_of([[1.0], [2.0]], more=(other,)))
    np.testing.assert_array_equal(found.values(DI), [[1.0], [2.0]])
    assert found.left_out.of_other_settings == 1
