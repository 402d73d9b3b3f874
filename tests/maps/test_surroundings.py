"""A map of the surroundings of a patch is the map of a picture that is only those, and lies at its place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import PixelBox
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import SettingsError
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.read import picture_from_pixels
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import analyse
from lamgui.maps.cache import key_of_analysis
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.maps.sr_cache import SrCache
from lamgui.maps.surroundings import surroundings_of
from lamgui.maps.verdict import judge, reservations
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from tests.small import fsrcnn, hr_picture, run_to_end

SIDE = 16
AROUND = Settings(steps=3, surroundings=SIDE)
PATCH = Patch(70, 50, 12)
"""76/4 - 8 + 1/2 = 11.5, 56/4 - 7.5 = 6.5: the surroundings begin at LR column 11, row 6."""


def mapped(picture: Picture, patch: Patch, settings: Settings, role: Role = Role.HR, name: str = "FSRCNN") -> Analysis:
    request = Request(picture, load_network(find(name)), patch, settings, role, device="cpu", sr_cache=SrCache())
    return run_to_end(analyse(request))[1]


@pytest.fixture(scope="module")
def cropped() -> Analysis:
    return mapped(hr_picture(), PATCH, AROUND)


@pytest.mark.parametrize("name", ["FSRCNN", "IMDN"])
def test_the_map_is_that_of_a_picture_which_is_only_the_surroundings(name: str) -> None:
    """To the last digit: with the same LR in, there is nothing else of the larger picture to be seen."""
    picture = hr_picture()
    lr = prepare(picture, Role.HR, 4, Reduction.PILLOW).lr
    alone = picture_from_pixels(np.ascontiguousarray(lr[6 : 6 + SIDE, 11 : 11 + SIDE]), "alone")
    one = mapped(picture, PATCH, AROUND, name=name)
    other = mapped(alone, Patch(70 - 44, 50 - 24, 12), Settings(steps=3), Role.LR, name)
    np.testing.assert_array_equal(one.pictures.lr, other.pictures.lr)
    np.testing.assert_array_equal(one.pictures.sr, other.pictures.sr)
    np.testing.assert_array_equal(one.lam, other.lam)
    assert (one.diffusion_index, one.completeness_gap) == (other.diffusion_index, other.completeness_gap)
    assert one.pictures.patch == other.pictures.patch


def test_di_is_the_same_whatever_the_size_of_the_picture() -> None:
    """The same waves with ever more of them around; LR pixels whose reduction looked beyond a border lie outside."""
    large = hr_picture(192, 160)
    found = []
    for left, top in ((0, 0), (16, 8), (24, 24)):
        part = picture_from_pixels(np.ascontiguousarray(large.pixels[top : 160 - top, left : 192 - left]), "part")
        analysis = mapped(part, Patch(90 - left, 74 - top, 12), AROUND)
        found.append((analysis.diffusion_index, analysis.lr_size))
    assert len(set(found)) == 1
    assert found[0][1] == (SIDE, SIDE)


def test_what_is_said_of_the_map_lies_in_the_picture(cropped: Analysis) -> None:
    pictures = cropped.pictures
    assert pictures.lr_origin == (11, 6)
    assert pictures.patch == Patch(26, 26, 12)
    assert pictures.patch_in_picture == PATCH
    assert pictures.whole.lr.shape == (24, 32, 3)
    np.testing.assert_array_equal(pictures.lr, pictures.whole.lr[6:22, 11:27])
    assert pictures.whole.hr is not None
    assert pictures.hr is not None
    np.testing.assert_array_equal(pictures.hr, pictures.whole.hr[24:88, 44:108])
    assert cropped.provenance()["patch"] == {"x": 70, "y": 50, "size": 12}
    # FSRCNN sees 7 LR pixels around: SR columns 70..82 lie in LR 17..20, of which the crop has all but the last rows.
    assert cropped.theoretical_box is not None
    theory = cropped.network.theoretical_field
    assert theory is not None
    whole = theory.box(PATCH, 24, 32)
    assert whole is not None
    assert cropped.theoretical_box == PixelBox(
        max(whole.left, 11), max(whole.top, 6), min(whole.right, 27), min(whole.bottom, 22)
    )
    assert cropped.measured_box == cropped.theoretical_box


def test_a_map_of_the_whole_picture_is_another_in_the_cache(cropped: Analysis) -> None:
    whole = replace(cropped, settings=replace(AROUND, surroundings=None))
    other = replace(cropped, settings=replace(AROUND, surroundings=SIDE + 1))
    assert len({key_of_analysis(one) for one in (cropped, whole, other)}) == 3
    assert key_of_analysis(cropped).patch == PATCH


def test_a_small_picture_is_used_whole_and_said_not_to_compare() -> None:
    """24 rows are fewer than 28, though the columns would do."""
    analysis = mapped(hr_picture(), PATCH, replace(AROUND, surroundings=28))
    whole = mapped(hr_picture(), PATCH, Settings(steps=3))
    np.testing.assert_array_equal(analysis.lam, whole.lam)
    assert analysis.lr_size == (32, 24)
    assert analysis.pictures.surroundings is None
    (note,) = analysis.notes
    assert note == (
        "The picture has 32x24 LR pixels, too few for surroundings of 28x28: it was used whole, and its DI does not "
        "compare with the paper's Table 1."
    )
    assert note in reservations(analysis)


def test_a_picture_of_just_that_size_is_no_part_and_needs_no_word() -> None:
    analysis = mapped(hr_picture(64, 64), Patch(20, 20, 12), AROUND)
    assert analysis.pictures.surroundings is None
    assert analysis.notes == ()


def test_surroundings_that_do_not_hold_the_patch_are_refused() -> None:
    with pytest.raises(SettingsError, match=r"of 3x3 LR pixels do not hold the patch of 12x12 SR pixels and the row"):
        mapped(hr_picture(), PATCH, replace(AROUND, surroundings=3))
    with pytest.raises(SettingsError, match=r"of 1x1 LR pixels were asked for\. Choose 2 to 4096, or whole"):
        Settings(surroundings=1)


@pytest.mark.parametrize(
    ("patch", "cut", "leans"),
    [
        # 6 LR pixels around, of which FSRCNN uses more at each side: all four borders are cut.
        (Patch(60, 44, 8), (True, True, True, True), False),
        # In the corner the upper and the left border are the picture's own.
        (Patch(0, 0, 8), (False, False, True, True), True),
        (Patch(60, 0, 8), (True, False, True, True), True),
        # The same distance to the border that the cut made says nothing.
        (Patch(60, 24, 8), (True, True, True, True), False),
    ],
)
def test_a_border_that_was_cut_is_no_edge(patch: Patch, cut: tuple[bool, ...], leans: bool) -> None:
    analysis = mapped(hr_picture(), patch, Settings(steps=2, surroundings=5))
    assert analysis.pictures.surroundings is not None
    assert analysis.pictures.surroundings.cut_sides == cut
    assert analysis.leans_on_edge == leans
    assert any("edge" in reason for reason in judge(analysis).reasons) == leans


def test_what_is_stored_of_the_whole_picture_is_not_taken_for_its_part() -> None:
    """A cache of restored pictures that knows the whole one, and what the run of a part leaves in it."""
    sr_cache, network, picture = SrCache(), load_network(fsrcnn()), hr_picture()
    prepared = prepare(picture, Role.HR, 4, Reduction.PILLOW)
    for settings in (Settings(steps=3), AROUND, Settings(steps=3)):
        request = Request(picture, network, PATCH, settings, device="cpu", prepared=prepared, sr_cache=sr_cache)
        run_to_end(analyse(request))
    held = sr_cache.bytes_held
    run_to_end(analyse(Request(picture, network, PATCH, AROUND, device="cpu", prepared=prepared, sr_cache=sr_cache)))
    assert sr_cache.bytes_held == held


def test_pixels_are_cut_out_and_put_back_where_they_were() -> None:
    prepared = prepare(hr_picture(), Role.HR, 4, Reduction.PILLOW)
    surroundings = surroundings_of(prepared, PATCH, 4, SIDE)
    assert surroundings is not None
    assert surroundings.prepared is surroundings.prepared
    assert prepared.hr is not None
    for pixels, scale in ((prepared.lr, 1), (prepared.hr, 4)):
        part = surroundings.cut(pixels, scale)
        assert part.shape == (SIDE * scale, SIDE * scale, 3)
        np.testing.assert_array_equal(surroundings.pasted(part, pixels, scale), pixels)
        black = surroundings.pasted(part, np.zeros_like(pixels), scale)
        assert int(black.sum()) == int(part.sum())
        assert not black[: 6 * scale].any()
    assert surroundings.patch_in_picture(surroundings.patch_within(PATCH)) == PATCH
