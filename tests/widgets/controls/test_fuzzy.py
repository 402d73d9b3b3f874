"""Typed letters find names: in their order, the beginnings of words before their middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamgui.widgets.controls.fuzzy import fit

NAMES = ("File Open picture", "File Open session or figure", "Edit Bookmark this patch", "View Zoom to the patch")


def best(typed: str) -> str:
    points = {name: fit(typed, name) for name in NAMES}
    return max((name for name in NAMES if points[name] is not None), key=lambda name: points[name] or 0.0)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("open pic", NAMES[0]),
        ("pic open", NAMES[0]),
        ("sess", NAMES[1]),
        ("fosf", NAMES[1]),
        ("bmk", NAMES[2]),
        ("zp", NAMES[3]),
        ("PATCH b", NAMES[2]),
    ],
)
def test_the_name_that_was_meant_is_first(typed: str, name: str) -> None:
    assert best(typed) == name


def test_letters_that_are_missing_or_in_another_order_do_not_fit() -> None:
    assert fit("xyz", "Open picture") is None
    assert fit("nepo", "Open") is None
    assert fit("open x", "Open picture") is None


@given(st.text("ab c", max_size=12), st.sets(st.integers(0, 11)))
def test_any_letters_left_out_of_a_word_still_fit(name: str, left_out: set[int]) -> None:
    word = name.replace(" ", "")
    assert fit("".join(letter for k, letter in enumerate(word) if k not in left_out), word) is not None
