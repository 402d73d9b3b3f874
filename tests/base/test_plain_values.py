"""Plain values: there and back, and whatever is no such value is refused with where and why."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamgui.base.errors import SettingsError
from lamgui.base.plain_values import plain, read_as
from lamgui.imaging.prepare import Role


@dataclass(frozen=True)
class Leaf:
    path: Path | None
    role: Role = Role.HR


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    named: dict[str, float | None]
    steps: int

    def __post_init__(self) -> None:
        if self.steps == 13:
            raise SettingsError("13 steps.", "Take 12.")


TREE = Tree((Leaf(Path("a") / "b"), Leaf(None, Role.LR)), {"x": 1.5, "y": None}, 3)


def test_a_value_comes_back_from_json() -> None:
    values = json.loads(json.dumps(plain(TREE), allow_nan=False))
    assert values["leaves"][1] == {"path": None, "role": "lr"}
    assert read_as(values, Tree) == TREE


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_numbers_that_json_has_not_come_back_as_words(number: float) -> None:
    text = json.dumps(plain([number]), allow_nan=False)
    (back,) = read_as(json.loads(text), list[float], numbers_in_words=True)
    assert back == number or (math.isnan(back) and math.isnan(number))
    with pytest.raises(ValueError, match="Expected `float`, got `str`"):
        read_as(json.loads(text), list[float])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"steps": "3"}, r"`\$.steps`"),
        ({"steps": True}, r"`\$.steps`"),
        ({"leaves": [{"path": 3}]}, r"`\$.leaves\[0\].path`"),
        ({"leaves": [{"path": None, "role": "sideways"}]}, "sideways"),
        ({"named": {"x": "1"}}, r"`\$.named\[...\]`"),
        ({"named": None}, "Expected `object`"),
    ],
)
def test_what_does_not_fit_is_named(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_as({**plain(TREE), **changes}, Tree)


def test_what_the_class_refuses_is_told_in_its_own_words() -> None:
    with pytest.raises(SettingsError) as refused:
        read_as({**plain(TREE), "steps": 13}, Tree)
    assert (refused.value.message, refused.value.advice) == ("13 steps.", "Take 12.")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda v: st.lists(v) | st.dictionaries(st.sampled_from(["leaves", "named", "steps", "path"]) | st.text(), v),
    )
)
def test_nothing_else_is_ever_raised(values: Any) -> None:
    read: Tree | None = None
    with suppress(ValueError):
        read = read_as(values, Tree)
    assert read is None or isinstance(read, Tree)


def test_all_fields_are_stated_even_those_that_were_not_read() -> None:
    """The default of a later version may be another one."""
    leaf = read_as({"path": None}, Leaf)
    assert plain(leaf) == {"path": None, "role": "hr"}
    assert plain({"leaves": [leaf]}) == {"leaves": [{"path": None, "role": "hr"}]}
