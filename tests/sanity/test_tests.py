"""Each sanity test on networks for which it is known how it must come out, and on planted wrong maps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.sanity.brightness import brightness
from lamgui.sanity.deletion import DISTANCE, IMPORTANCE, SHARES, deletion, masks_of, orders_of
from lamgui.sanity.jitter import jitter, moved_patches
from lamgui.sanity.objective import PatchObjective
from lamgui.sanity.randomise import randomise
from lamgui.sanity.report import Finding, SanityVerdict
from tests.sanity.known import (
    Deaf,
    Interpolation,
    Saturating,
    convolution,
    differences,
    map_of,
    network_of,
    positive,
    request_of,
)
from tests.small import run_to_end

BLACK, INTENSITY = "linear-black", "intensity"


def found(finding: Finding, verdict: SanityVerdict) -> Finding:
    assert finding.verdict is verdict, finding.sentence
    return finding


def test_a_map_that_follows_the_weights_passes() -> None:
    request = request_of(convolution())
    finding = found(run_to_end(randomise(request, map_of(request)))[1], SanityVerdict.PASSED)
    assert [one.label for one in finding.compared] == ["all 1 layers, draw 1", "all 1 layers, draw 2"]
    assert all(one.similarity.rank < 0.7 for one in finding.compared)


def test_a_network_that_ignores_its_weights_fails() -> None:
    request = request_of(Deaf())
    finding = found(run_to_end(randomise(request, map_of(request)))[1], SanityVerdict.FAILED)
    assert finding.compared[-1].similarity.rank == pytest.approx(1)
    assert "hardly changes" in finding.sentence


def test_a_network_without_weights_cannot_be_randomised() -> None:
    request = request_of(Interpolation())
    finding = found(run_to_end(randomise(request, map_of(request)))[1], SanityVerdict.NOT_APPLICABLE)
    assert finding.sentence == "known has no weights that could be drawn anew."


def test_random_weights_that_pass_nothing_on_are_no_change() -> None:
    class Dying(nn.Module):
        """Gives nothing unless its weight is above 0; it is drawn from values that never are."""

        def __init__(self) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.ones(()))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return Interpolation().forward(x) * (self.weight == 1)

    request = request_of(Dying())
    finding = found(run_to_end(randomise(request, map_of(request)))[1], SanityVerdict.NOT_APPLICABLE)
    assert "passes nothing on" in finding.sentence
    assert len(finding.compared) == 2


def test_the_cascade_goes_from_the_output_to_the_input() -> None:
    deep = nn.Sequential(*(nn.Conv2d(3, 3, 3, padding=1) for _ in range(7)), convolution())
    request = request_of(deep)
    finding = run_to_end(randomise(request, map_of(request)))[1]
    assert [one.label for one in finding.compared] == [
        "last 2 of 8 layers",
        "last 4 of 8 layers",
        "last 6 of 8 layers",
        "all 8 layers, draw 1",
        "all 8 layers, draw 2",
    ]


def test_deletion_takes_away_exactly_what_the_map_says_of_a_linear_network() -> None:
    """With a linear network and the intensity, D of what is left is D less the attribution of what was taken."""
    request = request_of(positive(), path=BLACK, detector=INTENSITY)
    reference = map_of(request)
    finding = found(run_to_end(deletion(request, reference))[1], SanityVerdict.PASSED)
    importance = reference.importance.ravel()
    shares = importance / importance.sum()
    orders = orders_of(reference.importance, request.patch, 2, np.ones((16, 24), dtype=bool))
    for curve in finding.curves:
        taken = [shares[orders[curve.label][: round(q * shares.size)]].sum() for q in SHARES]
        expected = np.array(taken) if curve.inserted else 1 - np.array(taken)
        np.testing.assert_allclose(curve.objective, expected, atol=1e-6)
    falls = {curve.label: curve.area for curve in finding.curves if not curve.inserted}
    rises = {curve.label: curve.area for curve in finding.curves if curve.inserted}
    assert min(falls, key=falls.__getitem__) == max(rises, key=rises.__getitem__) == IMPORTANCE
    assert falls[DISTANCE] < min(falls[f"random order {number}"] for number in (1, 2, 3))


@pytest.mark.parametrize("kind", ["inverted", "far", "random"])
def test_a_planted_wrong_map_fails_deletion(kind: str) -> None:
    request = request_of(convolution())
    reference = map_of(request)
    right = reference.importance
    rows, columns = np.indices(right.shape)
    wrong = {
        "inverted": right.max() - right,
        "far": np.hypot(rows - 8, columns - 12),
        "random": np.random.default_rng(99).random(right.shape),
    }[kind]
    found(run_to_end(deletion(request, reference))[1], SanityVerdict.PASSED)
    planted = replace(reference, lam=np.stack([wrong, 0 * wrong, 0 * wrong]))
    found(run_to_end(deletion(request, planted))[1], SanityVerdict.FAILED)


def test_a_local_network_loses_only_what_the_patch_sees() -> None:
    request = request_of(convolution())
    local = replace(request, network=network_of(convolution(), ReceptiveField.LOCAL))
    reference = map_of(request)
    everywhere, near = PatchObjective(request, reference), PatchObjective(local, reference)
    assert everywhere.seen.all()
    assert 0 < near.seen.sum() < everywhere.seen.sum()
    assert not reference.importance[~near.seen].any()
    mask = np.random.default_rng(5).random(near.seen.shape) < 0.5
    assert near.at([mask, ~mask]) == pytest.approx(everywhere.at([mask, ~mask]))


def test_d_of_all_and_of_nothing_are_the_ends_of_the_path() -> None:
    request = request_of(convolution())
    reference = map_of(request)
    all_of_it = np.ones((16, 24), dtype=bool)
    low, high = PatchObjective(request, reference).at([~all_of_it, all_of_it])
    assert (low, high) == pytest.approx((reference.curves.objective_baseline, reference.curves.objective_input))


def test_masks_replace_the_first_pixels_of_an_order() -> None:
    seen = np.ones((3, 4), dtype=bool)
    order = np.arange(12)[::-1]
    inserted, deleted = masks_of(order, seen, True), masks_of(order, seen, False)
    assert [mask.sum() for mask in inserted] == [round(share * 12) for share in SHARES[1:-1]]
    assert all((a ^ b).all() for a, b in zip(inserted, deleted, strict=True))
    assert inserted[-1][2, 3]
    assert not inserted[-1][0, 0]


def test_orders_hold_every_seen_pixel_once_the_nearest_first() -> None:
    seen = np.ones((16, 24), dtype=bool)
    seen[:, :3] = False
    patch = Patch(20, 14, 8)
    orders = orders_of(np.random.default_rng(0).random((16, 24)), patch, 2, seen)
    for order in orders.values():
        assert sorted(order) == list(np.flatnonzero(seen))
    rows, columns = np.unravel_index(orders[DISTANCE][:16], (16, 24))
    assert set(zip(rows, columns, strict=True)) == {(row, column) for row in range(7, 11) for column in range(10, 14)}


def test_a_flat_picture_has_nothing_to_delete() -> None:
    from lamgui.imaging.read import picture_from_pixels

    request = request_of(convolution())
    reference = map_of(request)
    flat = replace(request, picture=picture_from_pixels(np.full((16, 24, 3), 128, np.uint8), "flat"))
    pictures = replace(reference.pictures, lr=flat.picture.pixels)
    finding = run_to_end(deletion(flat, replace(reference, pictures=pictures)))[1]
    assert "nothing can fall" in found(finding, SanityVerdict.NOT_APPLICABLE).sentence


@pytest.mark.parametrize("path", ["blur", "linear-blur"])
def test_brightness_changes_nothing_for_differences(path: str) -> None:
    request = request_of(differences(), path=path)
    reference = map_of(request)
    finding = found(run_to_end(brightness(request, reference))[1], SanityVerdict.PASSED)
    for one in finding.compared:
        np.testing.assert_allclose(one.signed, reference.signed, atol=1e-6 * np.abs(reference.signed).max())
    assert [one.label for one in finding.compared] == ["input −0.1 of white", "input +0.1 of white"]


def test_a_network_that_answers_to_brightness_fails() -> None:
    request = request_of(Saturating())
    finding = found(run_to_end(brightness(request, map_of(request)))[1], SanityVerdict.FAILED)
    assert min(one.similarity.rank for one in finding.compared) < 0.7


def test_a_black_baseline_is_told_of() -> None:
    request = request_of(differences(), path=BLACK)
    assert "A black baseline stays black" in run_to_end(brightness(request, map_of(request)))[1].sentence


def test_a_smooth_network_hardly_minds_where_the_patch_is() -> None:
    request = request_of(Interpolation(), Patch(16, 8, 12))
    finding = found(run_to_end(jitter(request, map_of(request)))[1], SanityVerdict.PASSED)
    assert [one.label for one in finding.compared] == ["1 px left", "1 px right", "1 px up", "1 px down"]


def test_a_network_whose_phases_have_nothing_in_common_fails_on_one_pixel() -> None:
    request = request_of(convolution(), Patch(21, 15, 1), detector=INTENSITY)
    finding = found(run_to_end(jitter(request, map_of(request)))[1], SanityVerdict.FAILED)
    assert "one pixel is a large part" in finding.sentence


def test_at_a_corner_there_are_fewer_directions() -> None:
    request = request_of(Interpolation(), Patch(0, 0, 12))
    finding = run_to_end(jitter(request, map_of(request)))[1]
    assert [one.label for one in finding.compared] == ["1 px right", "1 px down"]
    assert "Only 2 of 4 directions" in finding.sentence
    assert set(moved_patches(Patch(47 - 12, 31 - 12, 12), 48, 32)) == {"left", "up"}


def test_a_patch_that_fills_the_picture_cannot_move() -> None:
    request = replace(request_of(Interpolation(), Patch(0, 0, 31)), picture=map_of(request_of(Interpolation())).picture)
    assert set(moved_patches(Patch(0, 0, 31), 32, 32)) == set()
    assert set(moved_patches(request.patch, 48, 32)) == {"right"}
