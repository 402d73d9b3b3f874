"""Detectors in session files: what they were told comes back, and a file that moved is found by its hash."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Settings
from lamgui.files.door import sha256_of
from lamgui.session.file import SessionContents, read_session, write_session
from lamgui.session.state import State
from tests.made import analysis


@pytest.mark.parametrize(
    "told",
    [
        Settings("gabor", detector_options=Gabor(30, 3.5)),
        Settings("own", own_detector=OwnDetector("edges", "kanten ü.py", "ab" * 32, Path("kanten ü.py"))),
    ],
)
def test_what_detectors_are_told_comes_back(told: Settings, tmp_path: Path) -> None:
    path = tmp_path / "told.lamgui"
    state = State(picture=analysis().picture, settings=told)
    write_session(path, SessionContents(state, analyses=[replace(analysis(), settings=told)]))
    after = read_session(path).contents
    assert after.state.settings == after.analyses[0].settings == told


def test_a_detector_that_moved_is_found_by_its_hash(tmp_path: Path) -> None:
    file, path = tmp_path / "moved.py", tmp_path / "told.lamgui"
    file.write_text("def edges(crop): ...\n", encoding="utf-8")
    sha256 = sha256_of(file)
    assert sha256 is not None
    told = Settings("own", own_detector=OwnDetector("edges", "old.py", sha256, tmp_path / "old.py"))
    write_session(path, SessionContents(State(settings=told)))
    for found, wanted in (({}, tmp_path / "old.py"), ({sha256: file}, file)):
        own = read_session(path, found.get).contents.state.settings.own_detector
        assert own is not None
        assert own.path == wanted
