"""What was picked becomes a study.toml that is read as it was meant."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.errors import StudyError
from lamgui.base.generators import result_of
from lamgui.imaging.colour import Colour
from lamgui.imaging.degradation import degradation_from
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.jobs.studies.stating import StudyChoices, definition_of, make_study, stated_settings
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import Bookmark
from lamgui.study.items.networks import networks_of
from lamgui.study.items.pictures import pictures_of
from lamgui.study.stated.definition import Keep
from lamgui.study.stated.settings_axes import settings_of
from lamgui.study.store.folder import StudyFolder
from tests.small import fsrcnn_like, saved


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(sigma=2.0, steps=50, rule="midpoint", precision=Precision.FLOAT64, surroundings=32),
        Settings(tolerance=0.01, seed=3, seeds=2),
        Settings(tolerance=0.01, most_steps=100, kernel_size=9),
        Settings(path="linear-blur", detector="gabor"),
    ],
)
def test_settings_are_read_as_they_were(settings: Settings) -> None:
    assert settings_of(stated_settings(settings), settings.surroundings) == (settings,)


def test_a_made_study_states_what_was_picked(tmp_path: Path) -> None:
    picture = saved(tmp_path / "a, b = c.png", 64, 48)
    weights = fsrcnn_like(tmp_path / "own.safetensors", 1.01)
    own = NetworkEntry("Ours", weights, value_range=1.0, colour=Colour.RGB, scale=4)
    bookmark = Bookmark("Eye", Patch(4, 8, 16), picture.name, "0", picture)
    choices = StudyChoices(
        tmp_path / "new.study",
        pictures=(),
        networks=(find("FSRCNN"), own),
        patches=("hard:2:16", "grid:16:32"),
        bookmarks=(bookmark, replace(bookmark, path=None)),
        surroundings=None,
        settings=Settings(steps=5, rule="midpoint"),
        reduction=Reduction.MATLAB,
        degradation=degradation_from("noise:25", 7),
        keep=Keep.NUMBERS,
    )
    study = StudyFolder(result_of(make_study(choices)))
    definition = study.definition()
    assert [one.shown for one in pictures_of(definition, study.path)] == [picture.as_posix()]
    assert [one.entry for one in networks_of(definition, study.path)] == [find("FSRCNN"), own]
    assert [rule.words for rule in definition.rules] == ["hard:2:16", "grid:16:32", "4,8,16"]
    assert definition.rules[2].picture == picture.as_posix()
    assert definition.all_settings == (Settings(steps=5, rule="midpoint"),)
    assert (definition.role, definition.reduce, definition.keep) == (Role.HR, Reduction.MATLAB, Keep.NUMBERS)
    assert definition.degraded_by == choices.degradation
    with pytest.raises(StudyError, match="is a study already"):
        result_of(make_study(choices))


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    whole = StudyChoices(tmp_path / "a.study", (tmp_path,), (find("FSRCNN"),), ("centre:16",))
    missing = {
        "pictures": replace(whole, pictures=()),
        "networks": replace(whole, networks=()),
        "patches": replace(whole, patches=()),
    }
    for word, choices in missing.items():
        with pytest.raises(StudyError, match=f"no {word} yet"):
            definition_of(choices)
    assert not (tmp_path / "a.study").exists()
