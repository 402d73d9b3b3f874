"""A contrast rises from 0 at its lower limit to 1 at its upper one, says itself in text, and refuses nonsense."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamgui.base.errors import SettingsError
from lamgui.figures.pixels.contrast import (
    DEFAULT_CONTRAST,
    LEAST_RANGE,
    LINEAR,
    MAX_GAMMA,
    MIN_GAMMA,
    Contrast,
    ContrastKind,
    contrast_from,
)


@st.composite
def contrasts(draw: st.DrawFn) -> Contrast:
    low = round(draw(st.floats(0, 0.9)), 3)
    return Contrast(
        draw(st.sampled_from(ContrastKind)),
        round(draw(st.floats(MIN_GAMMA, MAX_GAMMA)), 2),
        round(draw(st.floats(1, 100)), 1),
        low,
        round(draw(st.floats(low + LEAST_RANGE, 1)), 3),
    )


@given(contrasts(), st.lists(st.floats(-2, 2), min_size=2, max_size=20), st.floats(1e-6, 2))
def test_it_rises_with_the_magnitude_and_stays_between_0_and_1(
    contrast: Contrast, values: list[float], peak: float
) -> None:
    ordered = np.array(sorted(values, key=abs))
    strength = contrast.strength(ordered, peak)
    assert strength.min() >= 0
    assert strength.max() <= 1
    assert (np.diff(strength) >= 0).all()
    np.testing.assert_array_equal(strength, contrast.strength(-ordered, peak))


@given(contrasts())
def test_it_begins_at_the_lower_limit_and_ends_at_the_upper_one(contrast: Contrast) -> None:
    ends = contrast.strength(np.array([0.0, contrast.low, contrast.high, 1.0]), 1.0)
    np.testing.assert_allclose(ends, [0, 0, 1, 1], atol=1e-12)


@given(contrasts())
def test_its_text_says_all_that_it_does(contrast: Contrast) -> None:
    again = contrast_from(contrast.text)
    values = np.linspace(0, 1, 50)
    assert again.kind is contrast.kind
    np.testing.assert_array_equal(again.strength(values, 0.8), contrast.strength(values, 0.8))
    assert again.peak_of(values) == contrast.peak_of(values)
    assert again.words == contrast.words


def test_the_shapes_are_those_that_their_names_say() -> None:
    values = np.array([0.0, 0.01, 0.25, 1.0])
    np.testing.assert_allclose(LINEAR.strength(values, 1.0), values)
    np.testing.assert_allclose(contrast_from("gamma:0.5").strength(values, 1.0), [0, 0.1, 0.5, 1])
    log = contrast_from("log").strength(values, 1.0)
    np.testing.assert_allclose(log, [0, np.log10(1 + 9.99) / 3, np.log10(1 + 249.75) / 3, 1])
    np.testing.assert_allclose(contrast_from("linear@0.2-0.3").strength(values, 1.0), [0, 0, 0.5, 1])


def test_a_percentile_is_of_the_pixels_with_importance_whatever_the_picture_around_them() -> None:
    values = np.array([0.0, 1.0, -2.0, 3.0, 4.0, 100.0])
    contrast = contrast_from("percentile:75")
    assert contrast.peak_of(values) == 4.0
    assert contrast.peak_of(np.concatenate([values, np.zeros(1000)])) == 4.0
    assert contrast.strength(values, contrast.peak_of(values)).tolist() == [0, 0.25, 0.5, 0.75, 1, 1]
    assert contrast.peak_of(np.zeros(3)) == 0.0


@pytest.mark.parametrize("contrast", [DEFAULT_CONTRAST, LINEAR, Contrast(ContrastKind.PERCENTILE)])
def test_what_is_not_finite_is_shown_in_full_and_counts_for_no_peak(contrast: Contrast) -> None:
    values = np.array([1.0, np.nan, np.inf, 0.0])
    assert contrast.peak_of(values) == 1.0
    assert contrast.strength(values, 1.0).tolist() == [1, 1, 1, 0]


def test_a_map_of_zeros_is_shown_nowhere() -> None:
    assert not DEFAULT_CONTRAST.strength(np.zeros(3), 0.0).any()


def test_words_are_those_of_a_caption() -> None:
    assert DEFAULT_CONTRAST.words == "contrast γ 0.35"
    assert contrast_from("percentile:99").words == "contrast cut at percentile 99"
    assert contrast_from("linear@0.1-0.5").words == "contrast linear, 10 % to 50 % of the peak"


@pytest.mark.parametrize(
    "text", ["", "sqrt", "gamma:0", "gamma:9", "linear:2", "log@0.5-0.5", "log@0.9-0.1", "percentile:0", "gamma:1.2.3"]
)
def test_what_is_no_contrast_is_refused(text: str) -> None:
    with pytest.raises(SettingsError):
        contrast_from(text)
