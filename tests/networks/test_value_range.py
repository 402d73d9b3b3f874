"""Ranges are stated in the same words everywhere."""

from __future__ import annotations

import pytest

from lamgui.cli.arguments import RANGES
from lamgui.networks.value_range import RANGES_BY_WORD, NamedRange, ValueRange, range_from, range_in_words


@pytest.mark.parametrize(
    ("stated", "value_range"),
    [
        ("0..1", 1.0),
        ("0..255", 255.0),
        ("-1..1", NamedRange.SIGNED),
        ("ImageNet", NamedRange.IMAGENET),
        ("imagenet-signed", NamedRange.IMAGENET_SIGNED),
        ("255", 255.0),
        (255, 255.0),
        (NamedRange.SIGNED, NamedRange.SIGNED),
    ],
)
def test_words_and_numbers(stated: str | float, value_range: ValueRange) -> None:
    assert range_from(stated) == value_range
    assert range_from(range_in_words(value_range)) == value_range


@pytest.mark.parametrize("stated", ["white", "0..", ""])
def test_other_words_are_refused(stated: str) -> None:
    with pytest.raises(ValueError, match="could not convert"):
        range_from(stated)


def test_the_command_line_offers_all_of_them() -> None:
    """It lists them again, for --help to be quick."""
    assert set(RANGES) == {"auto", "1", "255", *RANGES_BY_WORD}
