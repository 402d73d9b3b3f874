"""Detectors with a sign: a ΔD that falls, or is 0, goes through numbers, curves, verdict and figures."""

from __future__ import annotations

import numpy as np
import pytest

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.figures.summary import summary_pixels
from lamgui.figures.words import caption
from lamgui.imaging.picture import Picture
from lamgui.imaging.read import picture_from_pixels
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import Trust, judge
from lamgui.networks.loading.load import load_network
from tests.small import fsrcnn, run_to_end

SIGNED = ("vertical-difference", "horizontal-difference")


def analysed(picture: Picture, patch: Patch, detector: str) -> Analysis:
    request = Request(picture, load_network(fsrcnn()), patch, Settings(detector, steps=24), device="cpu")
    return run_to_end(analyse(request))[1]


def a_fall(detector: str) -> Analysis:
    """Of patches that mirror each other at the edge of a bar, one rises and the other falls."""
    pixels = np.full((96, 128, 3), 60, np.uint8)
    pixels[40:56, 56:72] = 200
    picture = picture_from_pixels(pixels, "bar")
    # The row or column after the patch lies in the bar, its first before it: the difference is negative.
    return analysed(picture, Patch(56, 28, 14) if "vertical" in detector else Patch(44, 40, 14), detector)


@pytest.mark.parametrize("detector", SIGNED)
def test_a_fall_of_d_adds_up_and_is_shown(detector: str) -> None:
    fell = a_fall(detector)
    assert fell.curves.delta < 0
    assert abs(fell.completeness_gap) < 0.05
    assert fell.signed.sum() == pytest.approx(fell.curves.delta, rel=0.05)
    assert judge(fell).trust is not Trust.NONE
    band = fell.curves.steepest_band
    assert band is not None
    assert 0 <= band[0] < band[1] <= 1
    levels = np.interp(band, *fell.curves.objective_with_ends())
    assert levels[0] - levels[1] == pytest.approx(-fell.curves.delta / 2, rel=1e-6)
    assert "ΔD −" in caption.numbers(fell)
    assert summary_pixels(fell).std() > 1


@pytest.mark.parametrize("detector", SIGNED)
def test_no_change_of_d_is_said(detector: str) -> None:
    flat = analysed(picture_from_pixels(np.full((96, 128, 3), 90, np.uint8), "flat"), Patch(50, 40, 16), detector)
    assert flat.curves.delta == pytest.approx(0, abs=1e-5)
    assert flat.nonfinite == 0
    assert summary_pixels(flat).std() > 1
    assert judge(flat).trust is not Trust.SOUND
