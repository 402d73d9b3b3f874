"""Registries: declarations are found by name, an unknown word is refused with the known ones and the nearest."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from lamgui.attribution.detectors.kind import DetectorKind
from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.integral.rules.registry import RULES
from lamgui.attribution.path.kind import PathKind
from lamgui.attribution.path.registry import PATHS, figure3_paths, paths_side_by_side
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.settings.values import settings_values
from lamgui.base.errors import SettingsError
from lamgui.base.registry import Registry


def test_words_are_those_of_stored_results_in_the_order_of_the_help() -> None:
    detectors = ["gradient", "intensity", "vertical-difference", "horizontal-difference", "gabor", "own"]
    assert list(DETECTORS) == detectors
    assert list(PATHS) == ["blur", "linear-blur", "linear-black"]
    assert list(RULES) == ["right", "midpoint", "trapezoid", "arc"]
    assert len(DETECTORS) == len(detectors)


def test_paths_side_by_side_are_those_of_figure_3() -> None:
    assert figure3_paths() == ("linear-black", "linear-blur", "blur")
    assert set(paths_side_by_side()) == set(PATHS)


def test_an_unknown_word_is_refused_with_the_nearest_and_all_known() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings(path="linear-blak")
    assert str(refused.value) == (
        "There is no path 'linear-blak'. Did you mean linear-black? There are blur, linear-blur, linear-black."
    )
    with pytest.raises(SettingsError, match=re.escape("There is no rule 'xyz'. There are right, midpoint,")):
        Settings(rule="xyz")
    with pytest.raises(SettingsError, match="Did you mean gradient"):
        Settings(detector="gradeint")


def test_every_declaration_has_the_name_of_its_file() -> None:
    for kinds in (DETECTORS, PATHS, RULES):
        assert [kind.name for kind in kinds.values()] == list(kinds)


def test_another_name_and_what_is_no_declaration_are_a_mistake_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Registry("detector", DetectorKind, "lamgui.attribution.detectors", "gabor_kernels", ("gabor",))
    with pytest.raises(TypeError, match="gabor must be a DetectorKind with the name 'gabor'"):
        wrong.require("gabor")
    monkeypatch.setattr("lamgui.attribution.path.blur.PATH", replace(PATHS["blur"], name="fade"))
    misnamed = Registry("path", PathKind, "lamgui.attribution.path", "PATH", ("blur",))
    with pytest.raises(TypeError, match="with the name 'blur'"):
        misnamed.require("blur")


def test_what_is_told_stands_under_words_that_no_setting_has() -> None:
    words = [kind.keyword for kinds in (DETECTORS, PATHS) for kind in kinds.values() if kind.options]
    assert len(set(words)) == len(words)
    assert not {*words} & {*settings_values(Settings()), "tolerance", "own_detector"}
