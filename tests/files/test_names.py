"""File names that every system takes, and names with the first number that is free."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamgui.files.names import MAX_NAME_BYTES, free_file_name, free_name, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("EDSR x4", "EDSR x4"),
        ("a/b\\c:d", "a_b_c_d"),
        ("..", "unnamed"),
        ("", "unnamed"),
        (".hidden.", "hidden"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("console", "console"),
        ("Größe 街並み", "Größe 街並み"),
        ("line\nbreak", "line_break"),
    ],
)
def test_names_become_file_names(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_name_becomes_one_that_every_system_takes(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= MAX_NAME_BYTES + 1
    assert not set(name) & set('\\/:*?"<>|')
    assert all(ord(letter) >= 32 for letter in name)
    assert name[-1] not in ". "
    assert safe_name(name) == name


def test_a_name_that_is_taken_gets_the_first_number_that_is_free() -> None:
    taken = {"net", "net (2)", "net (4)"}
    assert free_name("other", taken) == "other"
    assert free_name("net", taken) == "net (3)"


def test_for_some_disks_large_and_small_letters_are_the_same() -> None:
    assert free_file_name("b", {"A"}) == "b"
    assert free_file_name("a", {"A", "a-2"}) == "a-3"
