"""One table of words by scale: at 1 pictures are restored and clean, else SR and HR."""

from __future__ import annotations

import pytest

from lamgui.base.vocabulary import RESTORATION, heading_of, in_words_of


@pytest.mark.parametrize("scale", [None, 2, 3, 4])
def test_super_resolution_keeps_its_words(scale: int | None) -> None:
    assert in_words_of(scale, "|SR − HR|, 8 SR px of 16×12 LR px") == "|SR − HR|, 8 SR px of 16×12 LR px"


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("SR", "restored"),
        ("HR patch", "clean patch"),
        ("LAM over LR", "LAM over input"),
        ("|SR − HR|", "|restored − clean|"),
        ("Input (LR)", "Input"),
        ("patch of 8 SR pixels, 1 SR pixel in 16×12 LR px", "patch of 8 pixels, 1 pixel in 16×12 px"),
        ("The HR picture is not known", "The clean picture is not known"),
        ("computing SR", "restoring"),
        ("SRCNN, HRNet and XLR", "SRCNN, HRNet and XLR"),
    ],
)
def test_restoration_has_its_own(text: str, restored: str) -> None:
    assert in_words_of(1, text) == restored


def test_headings_begin_with_a_capital() -> None:
    assert heading_of(1, "SR patch") == "Restored patch"
    assert heading_of(1, "HR") == "Clean"
    assert heading_of(4, "HR") == "HR"


def test_no_word_of_super_resolution_is_left() -> None:
    for phrase in RESTORATION:
        assert not {"SR", "HR", "LR"} & set(in_words_of(1, f"of {phrase} here").split())
