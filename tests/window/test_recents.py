"""Recent pictures, sessions and networks: listed as they are opened, and opened again from their menus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.control.preferences import Preferences, Recent
from lamgui.window.recents import SUBMENUS, Recents
from tests.small import edsr_x2, saved
from tests.widgets.window_rig import WindowRig

Texts = Callable[[Recent], list[str]]


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "settings")


@pytest.fixture
def recents(rig: WindowRig, preferences: Preferences) -> Recents:
    return Recents(rig.window.menus, rig.session, rig, rig.files, rig.tools, preferences)


@pytest.fixture(autouse=True)
def shown(recents: Recents) -> Recents:
    """The menus are filled in every test."""
    return recents


@pytest.fixture
def texts(rig: WindowRig) -> Texts:
    def read(kind: Recent) -> list[str]:
        """The items before the line."""
        actions = rig.window.menus.submenus[SUBMENUS[kind]].actions()
        return [action.text() for action in actions[:-2]]

    return read


def test_what_is_opened_is_listed_and_opened_again(
    rig: WindowRig, texts: Texts, tmp_path: Path, preferences: Preferences
) -> None:
    assert not rig.window.menus.submenus["recent"].isEnabled()
    rig.choices.open_picture(saved(tmp_path / "a & b.png"))
    rig.wait(lambda: texts(Recent.PICTURES) == ["&1 a && b.png"])
    entry = edsr_x2(tmp_path)
    rig.networks.add(entry.path)
    rig.wait(lambda: texts(Recent.NETWORKS) == ["&1 tiny.pth"])
    rig.finished()
    rig.files.documents.save(tmp_path / "mine.lamgui")
    rig.wait(lambda: texts(Recent.SESSIONS) == ["&1 mine.lamgui"])
    assert preferences.recent(Recent.SESSIONS) == (tmp_path / "mine.lamgui",)
    rig.networks.remove(entry)
    rig.session.undo_stack.undo()
    rig.session.undo_stack.redo()
    assert texts(Recent.NETWORKS) == ["&1 tiny.pth"], "once"
    rig.window.menus.submenus["recent_networks"].actions()[0].trigger()
    rig.wait(lambda: rig.session.state.network is not None and rig.session.state.network.path == entry.path)
    rig.choices.open_picture(saved(tmp_path / "other.png"))
    rig.wait(lambda: texts(Recent.PICTURES) == ["&1 other.png", "&2 a && b.png"])
    rig.window.menus.submenus["recent_sessions"].actions()[0].trigger()
    rig.wait(lambda: rig.session.state.picture is not None and rig.session.state.picture.name == "a & b.png")


def test_a_file_that_is_gone_is_an_error_and_a_list_can_be_cleared(
    rig: WindowRig, recents: Recents, texts: Texts, tmp_path: Path, qtbot: QtBot, preferences: Preferences
) -> None:
    path = saved(tmp_path / "gone.png")
    rig.choices.open_picture(path)
    rig.wait(lambda: texts(Recent.PICTURES) == ["&1 gone.png"])
    path.unlink()
    menu = rig.window.menus.submenus["recent"]
    menu.actions()[0].trigger()
    assert "gone.png" in rig.failed()[0]
    with qtbot.waitSignal(recents.changed):
        menu.actions()[-1].trigger()
    assert not menu.isEnabled()
    assert preferences.recent(Recent.PICTURES) == ()


def test_the_last_session_stands_first(rig: WindowRig, texts: Texts, preferences: Preferences, tmp_path: Path) -> None:
    rig.run()
    rig.files.last_session.keep()
    rig.wait(rig.files.last_session.path.exists)
    preferences.add_recent(Recent.SESSIONS, saved(tmp_path / "mine.lamgui.png"))
    recents = Recents(rig.window.menus, rig.session, rig, rig.files, rig.tools, preferences)
    assert texts(Recent.SESSIONS)[0] == "&Last session"
    assert len(texts(Recent.SESSIONS)) == 2
    picture = rig.session.state.picture
    rig.choices.open_picture(saved(tmp_path / "other.png"))
    rig.wait(lambda: rig.session.state.picture is not picture)
    rig.window.menus.submenus["recent_sessions"].actions()[0].trigger()
    rig.wait(lambda: rig.session.state.picture is not None and rig.session.state.picture.name != "other.png")
    assert rig.files.documents.path is None, "saving asks where to"
    recents.keep_place()
    assert recents.session_saved_at() is None
