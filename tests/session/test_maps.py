"""An analysis as arrays and JSON values: all of it comes back, and what does not fit together is refused."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from lamgui.attribution.measures.spread import Spread
from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.quality import Quality
from lamgui.maps.result import Analysis
from lamgui.networks.entry import Repeats
from lamgui.session.maps import map_arrays, map_from, map_values
from tests.made import PATCH, analysis, cropped
from tests.widgets.analysis_of import FACTS

Arrays = dict[str, np.ndarray[Any, Any]]


def there_and_back(one: Analysis, change: Callable[[Arrays], object] = lambda _: None) -> Analysis:
    """Through the JSON and the arrays of a session file, which `change` may change on the way."""
    values, arrays = json.loads(json.dumps(map_values(one), allow_nan=False)), dict(map_arrays(one))
    change(arrays)
    return map_from(values, arrays, one.picture)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"nonfinite": 3, "passes": 77, "error": None, "notes": ("Memory ran out.",)},
        {"completeness_gap": math.inf, "elapsed_s": 1.5, "peak_memory_bytes": 12, "versions": {"torch": "2"}},
        {"spread": Spread(0.2, None), "network": replace(FACTS, repeats=Repeats.SEEDED)},
        {"spread": Spread(0.2, 0.01), "settings": Settings(seed=2, seeds=3)},
        {"completeness_gap": -0.25, "device": "cuda:0", "field_mask": None},
    ],
)
def test_every_field_comes_back(changes: dict[str, Any]) -> None:
    one = replace(analysis(), **changes)
    back = there_and_back(one)
    apart = {"lam", "pictures", "curves", "frames", "field_mask", "is_from_file"}
    assert (one.is_from_file, back.is_from_file) == (False, True)
    for field in fields(Analysis):
        if field.name not in apart:
            assert getattr(back, field.name) == getattr(one, field.name), field.name
    assert (back.field_mask is None) == (one.field_mask is None)
    for name in vars(one.curves):
        np.testing.assert_array_equal(getattr(back.curves, name), getattr(one.curves, name))


def test_a_map_of_the_surroundings_comes_back_at_its_place() -> None:
    one = cropped()
    back = there_and_back(one)
    assert back.settings == one.settings
    assert (back.pictures.patch, back.pictures.patch_in_picture) == (one.pictures.patch, PATCH)
    assert back.pictures.lr_origin == one.pictures.lr_origin == (3, 4)
    np.testing.assert_array_equal(back.pictures.lr, one.pictures.lr)
    np.testing.assert_array_equal(back.pictures.hr, one.pictures.hr)
    np.testing.assert_array_equal(back.pictures.whole.lr, one.pictures.whole.lr)
    np.testing.assert_array_equal(back.lam, one.lam)


def test_numbers_that_json_has_no_word_for_come_back() -> None:
    one = analysis()
    quality = Quality(math.inf, math.nan, math.inf)
    back = there_and_back(replace(one, completeness_gap=math.nan, pictures=replace(one.pictures, quality=quality)))
    assert math.isnan(back.completeness_gap)
    assert back.pictures.quality is not None
    assert str(back.pictures.quality) == str(quality)


@pytest.mark.parametrize("name", ["lam", "sr", "field_mask", "gradient0", "partial0"])
def test_what_is_of_another_size_than_its_picture_is_refused(name: str) -> None:
    def cut(arrays: Arrays) -> None:
        arrays[name] = arrays[name][..., :-1, :] if name == "sr" else arrays[name][..., :-1]

    with pytest.raises(ValueError, match="fit its picture"):
        there_and_back(analysis(), cut)


def test_curves_that_are_not_of_one_length_are_refused() -> None:
    def cut(arrays: Arrays) -> None:
        arrays["objective"] = arrays["objective"][:-1]

    with pytest.raises(ValueError, match="not of one length"):
        there_and_back(analysis(), cut)
