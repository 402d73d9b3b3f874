"""Numbers are written for people: no NaN, no raw units, and reasons where there is no number."""

from __future__ import annotations

import math

import pytest

from lamgui.base import wording


def test_short_gap_never_shows_nan() -> None:
    assert [wording.gap_in_percent(gap) for gap in (math.nan, math.inf, -0.004)] == ["none", "none", "−0.4 %"]


@pytest.mark.parametrize(
    ("di", "words"),
    [
        (14.643, "14.64"),
        (2.977, "2.98"),
        (0.7968, "0.797"),
        (0.0, "0.00"),
        (None, "none: the map is zero or not finite"),
    ],
)
def test_diffusion_index(di: float | None, words: str) -> None:
    assert wording.di_in_words(di) == words


def test_quality() -> None:
    assert wording.psnr_in_words(29.834) == "29.83 dB"
    assert wording.psnr_in_words(math.inf) == "∞ dB: both are equal"
    assert wording.ssim_in_words(0.89123) == "0.8912"
    assert wording.ssim_in_words(math.nan) == "none: picture too small"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "0 ms"),
        (0.085, "85 ms"),
        (0.0999, "0.1 s"),
        (2.14, "2.1 s"),
        (9.97, "10 s"),
        (59.7, "1 min 00 s"),
        (125.0, "2 min 05 s"),
        (3720.0, "1 h 02 min"),
        (3599.8, "1 h 00 min"),
        (math.nan, "unknown"),
    ],
)
def test_seconds(seconds: float, words: str) -> None:
    assert wording.seconds_in_words(seconds) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KiB"), (340 * 2**20, "340 MiB"), (1289748480, "1.2 GiB")],
)
def test_bytes(count: int, words: str) -> None:
    assert wording.bytes_in_words(count) == words


def test_bytes_round_up_to_the_next_unit() -> None:
    assert wording.bytes_in_words(2**20 - 1) == "1.0 MiB"


def test_numbers_shares_and_counts() -> None:
    assert wording.number_in_words(-12.3456) == "−12.35"
    assert wording.number_in_words(math.nan) == "not finite"
    assert [wording.share_in_words(share) for share in (0.0, 0.0321, 0.9, 1.0)] == ["0 %", "3.2 %", "90 %", "100 %"]
    small = (0.001, 0.00095, 0.0003, 0.00004, 0.000001)
    assert [wording.share_in_words(share) for share in small] == ["0.1 %", "0.1 %", "0.03 %", "0.004 %", "< 0.001 %"]
    assert [wording.count_in_words(n) for n in (812, 24_336, 1_517_571)] == ["812", "24.3 k", "1.52 M"]


@pytest.mark.parametrize(
    ("di", "error", "words"),
    [
        (1.4072, 0.0181, "1.407 ± 0.019"),
        (0.927, 0.2443, "0.93 ± 0.25"),
        (12.34, 0.5, "12.34 ± 0.50"),
        (12.34, 0.0995, "12.34 ± 0.10"),
        (0.28413, 0.00031, "0.28413 ± 0.00031"),
        (14.6, 2.11, "14.6 ± 2.2"),
        (2.5, None, "2.50"),
        (2.5, 0.0, "2.50"),
        (None, 0.1, "none: the map is zero or not finite"),
    ],
)
def test_di_is_given_to_the_second_digit_of_its_error(di: float | None, error: float | None, words: str) -> None:
    assert wording.di_with_error(di, error) == words
    assert wording.di_to_its_digit(di, error) == words.partition(" ± ")[0]


@pytest.mark.parametrize(
    ("pixels", "error", "words"),
    [
        (639.4, 16.2, "639 ± 17"),
        (456.2, 120.1, "460 ± 130"),
        (34.93, 0.42, "34.93 ± 0.42"),
        (34.93, 0.421, "34.93 ± 0.43"),
        (40.94, 2.3, "40.9 ± 2.3"),
        (1.4, 0.018, "1.400 ± 0.018"),
        (34.93, None, "34.9"),
        (34.93, 0.0, "34.9"),
        (None, 0.1, "–"),
    ],
)
def test_effective_pixels_have_their_error(pixels: float | None, error: float | None, words: str) -> None:
    assert wording.effective_with_error(pixels, error) == words
    assert wording.effective_to_its_digit(pixels, error) == words.partition(" ± ")[0]


@pytest.mark.parametrize("error", [0.1001, 0.2443, 0.0995, 0.0101, 1.0001, 2.0, 9.999])
def test_the_errors_of_di_and_of_effective_pixels_are_one_quantity(error: float) -> None:
    """Each is rounded up by less than 10 %, so that they agree within that."""
    pixels = 49152
    of_di = float(wording.di_with_error(14.0, error).partition(" ± ")[2])
    of_pixels = float(wording.effective_with_error(140.0, error / 100 * pixels).partition(" ± ")[2])
    for rounded, exact in ((of_di, error), (of_pixels, error / 100 * pixels)):
        assert exact <= rounded * (1 + 1e-9)
        assert rounded <= exact * 1.1


@pytest.mark.parametrize(
    ("error", "words"), [(0.0, "0"), (9.1e-5, "0.000091"), (0.00038, "0.00038"), (0.0214, "0.022"), (2.41, "2.5")]
)
def test_an_error_alone_reads_as_beside_its_index(error: float, words: str) -> None:
    assert wording.di_error_in_words(error) == words
    assert error == 0 or wording.di_with_error(14.0, error).endswith(f"± {words}")
