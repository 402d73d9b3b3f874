"""DI of maps of different sizes or scales does not compare, and is said not to wherever it stands side by side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lamgui.attribution.measures.measures import diffusion_index, diffusion_index_among, effective_pixels
from lamgui.figures.build import build_figure, figure_style
from lamgui.figures.latex import caption
from lamgui.figures.options import FigureOptions
from lamgui.maps.comparable import INCOMPARABLE_DI, di_basis, di_warning
from lamgui.maps.result import Analysis
from tests.figures.results import result_of


def _of_other_size() -> Analysis:
    """The same map with a border of nothing around it."""
    small = result_of()
    lam = np.pad(small.lam, ((0, 0), (2, 2), (3, 3)))
    pictures = replace(
        small.pictures, lr=np.zeros((*lam.shape[1:], 3), np.uint8), hr=None, sr=np.zeros((40, 64, 3), np.uint8)
    )
    return replace(small, lam=lam, pictures=pictures)


def _of_other_scale() -> Analysis:
    analysis = result_of()
    return replace(analysis, network=replace(analysis.network, scale=2))


@pytest.mark.parametrize("side", [8, 20, 50])
def test_pixels_that_count_alike_are_counted_whatever_the_size(side: int) -> None:
    lam = np.zeros((3, side, side))
    lam[0, 2:4, 1:7] = 0.5
    di = diffusion_index(lam)
    assert di is not None
    # The Gini coefficient is a quotient of sums of side² terms in float64.
    assert effective_pixels(di, side * side) == pytest.approx(12, rel=side * side * 4 * np.finfo(float).eps)


def test_effective_pixels_of_a_map_do_not_change_with_what_surrounds_it() -> None:
    small, large = result_of(), _of_other_size()
    assert small.diffusion_index != pytest.approx(large.diffusion_index, rel=0.5)
    assert small.effective_pixels == pytest.approx(large.effective_pixels, rel=1e-9)
    assert (small.lr_size, large.lr_size) == ((10, 6), (16, 10))


def test_di_among_reached_pixels_leaves_the_others_out() -> None:
    lam = np.zeros((1, 4, 4))
    lam[0, :2, :2] = 1.0
    mask = np.zeros((4, 4), bool)
    mask[:2, :2] = True
    assert diffusion_index_among(lam, mask) == pytest.approx(100)
    assert diffusion_index_among(lam, ~mask) is None
    large = replace(_of_other_size(), field_mask=np.pad(np.ones((6, 10), bool), ((2, 2), (3, 3))))
    assert large.diffusion_index_reached == pytest.approx(result_of().diffusion_index)
    assert result_of(field_mask=None).diffusion_index_reached is None


def test_a_warning_stands_where_sizes_or_scales_differ_alone() -> None:
    plain = result_of()
    assert di_warning(map(di_basis, (plain, plain))) == ""
    for other in (_of_other_size(), _of_other_scale()):
        assert di_warning(map(di_basis, (plain, other))) == INCOMPARABLE_DI
    without_di = replace(_of_other_size(), lam=np.zeros((3, 10, 16), np.float32))
    assert di_warning(map(di_basis, (plain, without_di))) == ""


@pytest.mark.parametrize("layout", ["strip", "grid", "gallery"])
def test_figures_and_captions_say_so(layout: str) -> None:
    options = FigureOptions(layout=layout, show_di=True)
    for other, is_said in ((_of_other_size(), True), (result_of(), False)):
        analyses = (result_of(), other)
        with figure_style(options):
            figure = build_figure(analyses, options)
            words = [text.get_text().replace("\n", " ") for text in figure.texts]
        assert any(INCOMPARABLE_DI in text for text in words) == is_said
        assert (INCOMPARABLE_DI in caption(analyses, options)) == is_said
