"""Words wrap at blanks and joints first, anywhere where nothing else helps, and shrink no further than the floor."""

from __future__ import annotations

import pytest

from lamgui.base.wording import glued
from lamgui.figures.lettering.typesetting import longest_piece, scale_to_fit, smallest_scale, wrapped


def letters(words: str) -> float:
    """A measure by which every letter is as wide as another."""
    return float(len(words))


@pytest.mark.parametrize(
    ("words", "room", "lines"),
    [
        ("LAM over LR", 11, ["LAM over LR"]),
        ("LAM over LR", 8, ["LAM over", "LR"]),
        ("SwinIR-M_DF2K_x4", 9, ["SwinIR-M_", "DF2K_x4"]),
        ("HAT-L_ImageNet-pretrain", 10, ["HAT-L_", "ImageNet-", "pretrain"]),
        ("FSRCNN (lamgui)", 8, ["FSRCNN", "(lamgui)"]),
        ("超分网络", 2, ["超分", "网络"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a\nb", 9, ["a", "b"]),
        (glued("21.68 dB"), 9, [glued("21.68 dB")]),
        ("1.0625", 9, ["1.0625"]),
    ],
)
def test_lines(words: str, room: float, lines: list[str]) -> None:
    assert wrapped(words, room, letters).split("\n") == lines
    assert wrapped(words, room, letters).replace("\n", "").replace(" ", "") == words.replace("\n", "").replace(" ", "")


def test_a_room_computed_from_a_piece_holds_it() -> None:
    room = longest_piece("abcdefg_h", letters) / 3 * 3 * (1 - 1e-12)
    assert wrapped("abcdefg_h", room, letters) == "abcdefg_\nh"


def test_the_floor() -> None:
    assert scale_to_fit([0.5, 0.9], 8.0) == 1
    assert scale_to_fit([1.25], 8.0) == pytest.approx(0.8)
    assert scale_to_fit([9.0], 8.0) == smallest_scale(8.0) == 0.64
    assert smallest_scale(6.0) == pytest.approx(5 / 6)
    assert smallest_scale(4.0) == 1, "as it was asked for"
