"""The recipe of an SVG is found by a parser that resolves nothing, in time that grows as the file does."""

from __future__ import annotations

import io

import pytest

from lamgui.figures.formats.svg_text import svg_text

MARK = "mark:"


def found(markup: str, most_letters: int = 1000) -> str | None:
    return svg_text(io.BytesIO(markup.encode()), MARK, most_letters)


def test_text_of_the_first_element_that_begins_with_the_mark() -> None:
    assert found('<svg><a>no</a><b>mark:{"a": "&lt;&amp;é"}</b><c>mark:2</c></svg>') == '{"a": "<&é"}'
    assert found("<svg><a>no mark:1</a></svg>") is None
    assert found('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:1/x.dtd"><svg>mark:1</svg>') == "1"


def test_pieces_end_anywhere() -> None:
    recipe = "x" * (3 << 16)
    assert found(f"<svg><a>mark:{recipe}</a></svg>", len(recipe) + 9) == recipe


@pytest.mark.parametrize("markup", ["<svg>" + "mark:" * 190, "<svg>", "", "<svg>\x00</svg>", "no markup"])
def test_what_is_no_markup_has_none(markup: str) -> None:
    assert found(markup) is None


@pytest.mark.parametrize(
    "markup",
    [
        "<svg>" + MARK * 100_000,
        "<a>" * 1000,
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>mark:&a;</svg>',
        f"<svg>{MARK}{'x' * 1001}</svg>",
    ],
    ids=["the mark again and again", "deep", "entity", "entity outside", "long"],
)
def test_traps_are_refused(markup: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        found(markup)
