"""The spread over seeds is the standard deviation of maps about their mean, and of their DI."""

from __future__ import annotations

import numpy as np
import pytest

from lamgui.attribution.measures.measures import diffusion_index
from lamgui.attribution.measures.spread import spread_of


def test_the_spread_is_the_standard_deviation() -> None:
    lams = np.random.default_rng(0).normal(size=(5, 3, 4, 6))
    spread = spread_of(list(lams))
    assert spread is not None
    elements = lams.std(axis=0, ddof=1)
    assert spread.of_map == pytest.approx(np.linalg.norm(elements) / np.linalg.norm(lams.mean(axis=0)))
    assert spread.of_diffusion_index == pytest.approx(np.std([diffusion_index(lam) or 0.0 for lam in lams], ddof=1))


def test_equal_maps_have_none_and_one_map_cannot_tell() -> None:
    lam = np.random.default_rng(0).normal(size=(3, 4, 6))
    spread = spread_of([lam, lam])
    assert spread is not None
    assert (spread.of_map, spread.of_diffusion_index) == (0.0, 0.0)
    assert spread_of([lam]) is None
    assert spread_of([lam, -lam]) is None
    some = spread_of([lam, np.zeros_like(lam)])
    assert some is not None
    assert some.of_diffusion_index is None
