"""`study.toml` is read into values; what is unknown or wrong is refused with its line and what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Precision
from lamgui.base.errors import SettingsError, StudyError
from lamgui.imaging.prepare import Role
from lamgui.study.stated.definition import Series, StudyDefinition, read_definition
from lamgui.study.stated.new import definition_text, text_of
from lamgui.study.stated.patch_rules import rule_from


def read(folder: Path, text: str) -> StudyDefinition:
    path = folder / "study.toml"
    path.write_text(text, encoding="utf-8")
    return read_definition(path)


SIMPLE = 'pictures = ["p/*.png"]\nnetworks = ["FSRCNN"]\n'


def test_the_simplest_one_has_the_papers_protocol(tmp_path: Path) -> None:
    definition = read(tmp_path, SIMPLE + 'patches = "centre:16"\n')
    (settings,) = definition.all_settings
    assert settings.surroundings == 64
    assert (settings.sigma, settings.steps, settings.path) == (1.2, None, "blur")
    assert [rule.words for rule in definition.rules] == ["centre:16"]


def test_lists_of_settings_stand_for_a_map_with_each(tmp_path: Path) -> None:
    text = SIMPLE + '[settings]\nsigma = [1.2, 2.4]\ndetector = ["gradient", "intensity"]\nprecision = "float64"\n'
    settings = read(tmp_path, text).all_settings
    assert [(one.sigma, one.detector) for one in settings] == [
        (1.2, "gradient"), (1.2, "intensity"), (2.4, "gradient"), (2.4, "intensity"),
    ]  # fmt: skip
    assert {one.precision for one in settings} == {Precision.FLOAT64}


def test_steps_and_tolerance_exclude_each_other_as_everywhere(tmp_path: Path) -> None:
    stated = read(tmp_path, SIMPLE + "[settings]\nsteps = 7\n").all_settings[0]
    found = read(tmp_path, SIMPLE + "[settings]\ntolerance = 0.01\n").all_settings[0]
    assert (stated.steps, stated.most_steps) == (7, None)
    assert (found.steps, found.most_steps) == (None, 486)


def test_pairs_take_the_lr_as_it_is_and_checkpoints_have_an_axis(tmp_path: Path) -> None:
    text = 'pairs = {hr = "HR/*.png", lr = "LR/{name}x4.png"}\nnetworks = [{files = "run/*.pth", axis = "epoch"}]\n'
    definition = read(tmp_path, text)
    assert definition.role is Role.LR
    assert definition.networks == (Series("run/*.pth", "epoch"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('pictuers = ["a"]\n' + SIMPLE, ("line 1", "pictuers", "Did you mean pictures?")),
        (SIMPLE + "surroundings = 1\n", ("line 3", "2 to 4096")),
        (SIMPLE + 'surroundings = "hole"\n', ("line 3", "surroundings")),
        (SIMPLE + 'patches = "center:16"\n', ("centre:SIZE",)),
        (SIMPLE + 'patches = "hard"\n', ("hard:COUNT",)),
        (SIMPLE + "[settings]\nsigmas = 2\n", ("sigmas", "Did you mean sigma?")),
        (SIMPLE + "[settings]\nsigma = 0\n", ("σ", "more than 0")),
        (SIMPLE + "[settings]\nsigma = []\n", ("empty list",)),
        (SIMPLE + 'metrics = ["lpips"]\n', ("line 3", "lpips-alex")),
        (SIMPLE + 'keep = "all"\n', ("line 3", "all")),
        ('pictures = ["a"]\nnetworks = []\n', ("line 2", "name one at least")),
        ('networks = ["FSRCNN"]\n', ("pictures or pairs",)),
        ('pictures = ["a"]\n', ("networks",)),
        (SIMPLE + 'pairs = {hr = "a", lr = "b"}\n', ("pictures or pairs",)),
        ('pairs = {hr = "a", rl = "b"}\nnetworks = ["FSRCNN"]\n', ("line 1", "rl", "in pairs", "hr, lr")),
        ("pictures = [\n", ("TOML",)),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, said: tuple[str, ...]) -> None:
    with pytest.raises((StudyError, SettingsError)) as refused:
        read(tmp_path, text)
    for words in ("study.toml", *said):
        assert words in str(refused.value), refused.value


def test_rules_find_patches_in_a_picture_of_a_size() -> None:
    assert rule_from("centre:16").patches(256, 256) == (Patch(120, 120, 16),)
    assert rule_from((3, 4, 8)).patches(64, 64) == (Patch(3, 4, 8),)
    # The row and column beyond a patch must fit, too.
    assert rule_from("grid:16").patches(49, 33) == tuple(Patch(x, y, 16) for y in (0, 16) for x in (0, 16, 32))
    assert rule_from("grid:16:8").patches(33, 17) == tuple(Patch(x, 0, 16) for x in (0, 8, 16))
    assert (rule_from("hard:3").count, rule_from("hard:3").size, rule_from("hard:3:24").size) == (3, 16, 24)
    with pytest.raises(SettingsError, match="No patch of 64x64 fits"):
        rule_from("grid:64").patches(64, 64)


def test_what_the_program_writes_it_reads(tmp_path: Path) -> None:
    odd = 'a "b" \\ #.png'
    text = definition_text([odd], ["FSRCNN"], ["centre:16"], [(odd, Patch(1, 2, 16))])
    definition = read(tmp_path, text)
    assert definition.pictures == (odd,)
    assert definition.rules[0].picture == odd
    again = read(tmp_path, text_of({"pictures": [odd], "networks": ["FSRCNN"], "settings": {"sigma": [1.2, 2.0]}}))
    assert [one.sigma for one in again.all_settings] == [1.2, 2.0]
