"""Settings refuse what the method does not allow, and know what a small kernel really does."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.path.blur_path import gaussian
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.presets import PRESETS, preset_name
from lamgui.attribution.settings.settings import (
    Precision,
    Settings,
    auto_kernel_size,
    cuts_the_kernel,
    effective_sigma,
)
from lamgui.attribution.settings.values import settings_from, settings_values
from lamgui.base.errors import SettingsError


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("sigma", 0.0, "more than 0"),
        ("sigma", -1.0, "more than 0"),
        ("sigma", math.nan, "more than 0"),
        ("sigma", 1e9, "at most"),
        ("steps", 0, "1 to"),
        ("steps", 10**6, "1 to"),
        ("kernel_size", 8, "Take 7 or 9"),
        ("kernel_size", -3, "odd number"),
        ("kernel_size", 999, "odd number"),
        ("seed", -1, "0 to 4294967295"),
        ("seed", 2**32, "0 to 4294967295"),
        ("seeds", 0, "1 to 100"),
        ("seeds", 101, "1 to 100"),
    ],
)
def test_a_setting_out_of_range_says_what_is_allowed(setting: str, value: Any, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Settings(**{setting: value})


def test_the_automatic_kernel_holds_four_sigma() -> None:
    assert auto_kernel_size(1.2) == 11
    assert Settings(sigma=3.0).kernel_width == 25
    assert Settings(sigma=3.0, kernel_size=9).kernel_width == 9


def test_a_kernel_of_9_turns_sigma_3_into_2_23() -> None:
    assert cuts_the_kernel(3.0, 9)
    assert not cuts_the_kernel(1.2, 9)
    assert effective_sigma(3.0, 9) == pytest.approx(2.23, abs=0.005)
    offsets = range(-4, 5)
    variance = sum(w * u * u for w, u in zip(gaussian(3.0, 9).tolist(), offsets, strict=True))
    assert effective_sigma(3.0, 9) == pytest.approx(math.sqrt(variance))


def test_a_tolerance_makes_no_difference_where_the_steps_are_given() -> None:
    assert Settings(steps=50, tolerance=0.2) == Settings(steps=50)
    assert Settings(steps=None, tolerance=0.2) != Settings(steps=None)


def test_a_mean_over_seeds_begins_with_one_and_is_of_each() -> None:
    mean = Settings(seeds=3)
    assert (mean.seed, mean.seed_words) == (0, "mean over seeds 0 to 2")
    assert [one.seed_words for one in replace(mean, seed=7).single_seeds()] == ["seed 7", "seed 8", "seed 9"]
    assert Settings().seed_words == ""
    with pytest.raises(SettingsError, match="0 to 4294967294"):
        Settings(seed=2**32 - 1, seeds=2)


def test_a_preset_leaves_the_seeds_as_they_are() -> None:
    demo = next(preset for preset in PRESETS if preset.name == "Demo")
    kept = demo.kept_detector(Settings(seed=3, seeds=4))
    assert (kept.seed, kept.seeds, kept.rule) == (3, 4, "right")
    assert preset_name(kept) == "Demo"


GABOR = Gabor(30, 3)
OWN = OwnDetector("edges", "kanten.py", "ab" * 32, Path("ordner/kanten.py"))


def test_what_belongs_to_another_detector_makes_no_difference() -> None:
    tuned = Settings("gabor", detector_options=GABOR)
    assert replace(tuned, detector="gradient") == Settings()
    assert Settings(detector_options=GABOR, own_detector=OWN) == Settings()
    assert replace(tuned, detector="own", own_detector=OWN).detector_options is None
    assert Settings("gabor").detector_options == Gabor()
    assert tuned != Settings("gabor")


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings("vertical-difference", "linear-black", 2.5, 9, 7, "right", Precision.FLOAT64),
        Settings("gabor", detector_options=GABOR),
        Settings("own", own_detector=OWN),
        Settings("own", own_detector=OWN).portable(),
        Settings(seed=0),
        Settings(seed=9, seeds=5),
    ],
)
def test_settings_come_back_from_json(settings: Settings) -> None:
    values = json.loads(json.dumps(settings_values(settings)))
    assert settings_from(values) == settings
    assert ("seed" in values) is ("seeds" in values) is (settings.seed is not None)
    assert ("gabor" in values) is (settings.detector_options is not None)


def test_where_a_file_lies_decides_nothing() -> None:
    settings = Settings("own", own_detector=OWN)
    assert "ordner" not in json.dumps(settings_values(settings.portable()))
    assert settings.portable() == Settings("own", own_detector=replace(OWN, path=Path("other.py"))).portable()
    assert settings.portable() != Settings("own", own_detector=replace(OWN, sha256="cd" * 32)).portable()


def test_detectors_in_words() -> None:
    assert Settings().detector_words == "gradient"
    assert Settings("gabor", detector_options=GABOR).detector_words == "gabor, 30°, wavelength 3 SR px"
    own = Settings("own", own_detector=OWN)
    assert own.detector_words == "own, edges of kanten.py, sha256 abababababab"


def test_a_function_without_a_name_is_no_detector() -> None:
    with pytest.raises(SettingsError, match="no name of a function"):
        OwnDetector("", "kanten.py", "ab" * 32)
