"""Letters that a font lacks come from another, or are said in words; a missing font is replaced and named."""

from __future__ import annotations

import pytest
from matplotlib import font_manager

from lamgui.figures.lettering import fonts
from lamgui.figures.lettering.font_names import DEFAULT_FONT, compatible_fonts
from lamgui.figures.lettering.fonts import chosen_font, installed_families, lettering

OWN = (DEFAULT_FONT,)


def has(letter: str) -> bool:
    return fonts._family_with(letter, "normal") is not None


@pytest.fixture
def only_dejavu(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without any other font."""
    monkeypatch.setattr(fonts, "installed_families", lambda: frozenset({DEFAULT_FONT}))
    for cached in (fonts._family_with, lettering):
        cached.cache_clear()
        monkeypatch.setattr(fonts, cached.__name__, cached.__wrapped__)


def test_plain_names_are_drawn_as_they_are() -> None:
    name = r"RealESRGAN_x4plus_$\alpha_1$_100%&"
    assert (lettering(name, OWN).words, lettering(name, OWN).families) == (name, OWN)


def test_arabic_is_in_the_default_font() -> None:
    assert lettering("مرحبا", OWN).families == OWN


@pytest.mark.skipif(not has("超"), reason="no font with Chinese letters is installed")
def test_chinese_comes_from_a_font_that_has_it() -> None:
    drawn = lettering("Net_超分", OWN)
    assert drawn.words == "Net_超分"
    assert drawn.missing == ()
    assert len(drawn.families) == 2


@pytest.mark.usefixtures("only_dejavu")
def test_letters_that_no_font_has_are_numbers_in_brackets() -> None:
    drawn = fonts.lettering("Net_超分", OWN)
    assert drawn.words == "Net_[U+8D85 U+5206]"
    assert drawn.missing == ("超", "分")


@pytest.mark.usefixtures("only_dejavu")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a 🚀", "a [rocket]"),
        ("❤\ufe0f", "❤"),
        ("👩\u200d🚀", "[woman rocket]"),
        ("🇩🇪", "[d e]"),
        ("a\u202eb", "ab"),
        ("a\udcffb", "a\N{REPLACEMENT CHARACTER}b"),
        ("a\tb", "a b"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_what_is_one_letter_is_drawn_as_one_or_is_a_word(name: str, words: str) -> None:
    assert fonts.lettering(name, OWN).words == words


def test_a_font_that_is_not_installed_is_replaced_and_named() -> None:
    assert chosen_font(DEFAULT_FONT).note == ""
    choice = chosen_font("No Such Font")
    assert choice.used == DEFAULT_FONT
    assert choice.note == "The font No Such Font is not installed: DejaVu Sans is used."


def test_what_journals_ask_for_has_fonts_as_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        fonts, "installed_families", lambda: frozenset({DEFAULT_FONT, "Liberation Sans", "STIXGeneral"})
    )
    assert chosen_font("Arial").used == chosen_font("Helvetica").used == "Liberation Sans"
    assert chosen_font("Arial").note == (
        "The font Arial is not installed: Liberation Sans, whose letters are as wide, is used."
    )
    assert chosen_font("Times New Roman").used == "STIXGeneral"
    assert compatible_fonts("Comic Sans") == ()


def test_fonts_that_draw_boxes_or_colours_are_not_offered() -> None:
    names = installed_families()
    assert DEFAULT_FONT in names
    assert not any("Last Resort" in name or "Color Emoji" in name for name in names)
    assert names <= set(font_manager.fontManager.get_font_names())
