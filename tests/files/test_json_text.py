"""JSON of others is read up to a number of values and a depth."""

from __future__ import annotations

import pytest

from lamgui.base.file_limits import MOST_DEPTH, MOST_VALUES
from lamgui.files.json_text import json_values


def test_values_are_those_of_json() -> None:
    assert json_values('{"a": [1, 2.5, null, "é"]}') == {"a": [1, 2.5, None, "é"]}
    assert json_values("[1]".encode("utf-16")) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "[" * (MOST_DEPTH + 1) + "]" * (MOST_DEPTH + 1),
        '{"a":' * (MOST_DEPTH + 1) + "1" + "}" * (MOST_DEPTH + 1),
        "[" * 100_000 + "]" * 100_000,
        "[" + "0," * (2 * MOST_VALUES) + "0]",
        "1" * 5000,
        "",
        "{",
    ],
    ids=["lists", "objects", "very deep", "many", "a long number", "none", "cut"],
)
def test_what_is_too_deep_too_much_or_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        json_values(text)
    with pytest.raises(ValueError, match=r"\w"):
        json_values(text.encode())


def test_the_deepest_that_is_read() -> None:
    assert json_values("[" * MOST_DEPTH + "]" * MOST_DEPTH)


@pytest.mark.parametrize("text", ["NaN", "[-Infinity]", '{"a": [1e999]}'])
def test_numbers_that_are_not_finite_are_read_only_where_they_are_expected(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        json_values(text)
    assert repr(json_values(text, only_finite=False)) in ("nan", "[-inf]", "{'a': [inf]}")
