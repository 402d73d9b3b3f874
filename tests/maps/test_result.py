"""What is read off a finished map is computed once, whoever asks how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lamgui.attribution.measures import measures
from lamgui.maps import result
from lamgui.maps.result import Analysis
from tests.made import analysis


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each measure of a map was computed."""
    counts: Counter[str] = Counter()

    def counted(name: str) -> Any:
        measure = getattr(measures, name)

        def count(*arguments: Any) -> Any:
            counts[name] += 1
            return measure(*arguments)

        return count

    for name in ("importance", "diffusion_index", "area_of_contribution"):
        monkeypatch.setattr(result, name, counted(name))
    return counts


@pytest.fixture
def fresh() -> Analysis:
    """A map that nobody has read yet."""
    return replace(analysis())


def test_measures_are_computed_once(fresh: Analysis, computed: Counter[str]) -> None:
    for _ in range(3):
        assert fresh.diffusion_index == measures.diffusion_index(fresh.lam)
        np.testing.assert_array_equal(fresh.importance, measures.importance(fresh.lam))
        for share in (0.5, 0.9):
            expected = measures.area_of_contribution(measures.importance(fresh.lam), share)
            np.testing.assert_array_equal(fresh.area(share), expected)
    assert computed == {"diffusion_index": 1, "importance": 1, "area_of_contribution": 2}


def test_what_all_share_cannot_be_changed_by_one(fresh: Analysis) -> None:
    for shared in (fresh.importance, fresh.area(0.9)):
        with pytest.raises(ValueError, match="read-only"):
            shared[0] = 1


def test_another_map_has_measures_of_its_own(fresh: Analysis) -> None:
    fresh.area(0.9)
    doubled = replace(fresh, lam=2 * fresh.lam)
    np.testing.assert_array_equal(doubled.importance, 2 * fresh.importance)
