"""Live means: over the places that all networks have, with the deviation over them; the rest is counted."""

from __future__ import annotations

import pytest

from lamgui.jobs.studies.means import NetworkAverages, StudyAverages, all_averages, averages_of
from lamgui.jobs.studies.snapshot import snapshot_of
from tests.jobs.studies.results_of import grid_of, results_of, row


def test_means_are_over_common_places() -> None:
    averages = averages_of(snapshot_of(grid_of([[1.0, 3.0, 8.0], [2.0, 6.0, None]])))
    first, second = averages.networks
    assert (averages.places, averages.lr_pixels, averages.scale, averages.left_out) == (2, 4096, 4, 1)
    di = first.values["diffusion_index"]
    assert di is not None
    assert di.mean == 2.0
    assert di.deviation == pytest.approx(2**0.5)
    assert second.values["psnr_y"].mean == 24.0  # type: ignore[union-attr]
    assert averages.words.endswith("One finished map is in no mean.")


def test_maps_of_another_size_are_in_no_mean_and_that_is_said_as_the_reason() -> None:
    averages = StudyAverages((NetworkAverages(0, "Net", {}),), 1, 4096, 4, 2, 2)
    assert "2 finished maps are in no mean, 2 of another number of LR px or scale" in averages.words


def test_without_a_common_place_there_are_none() -> None:
    averages = averages_of(snapshot_of(grid_of([[1.0, None], [None, 2.0]])))
    assert averages == StudyAverages()
    assert "as soon as" in averages.words


def test_each_of_the_settings_has_its_own() -> None:
    rows = [row("a", "1.png", 1.0), row("a", "1.png", 7.0, settings=1)]
    means = [one.networks[0].values["diffusion_index"] for one in all_averages(snapshot_of(results_of(rows, 2)))]
    assert [mean and mean.mean for mean in means] == [1.0, 7.0]
    assert [mean and mean.deviation for mean in means] == [None, None]
