"""The menus: every item says what it does, no key means two things, and what is possible is true to the session."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QTextBrowser,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import read_picture
from lamgui.networks.catalogue import find
from lamgui.session.state import PaneContent, State
from lamgui.widgets.dialogs.palette import Palette
from lamgui.window.command import Command, Condition, Menu, always
from lamgui.window.commands.bar import MENUS
from lamgui.window.commands.targets import Targets
from tests.rig import LONG
from tests.small import edsr_x2, saved
from tests.widgets.window_rig import WindowRig, choose_file, on_dialog

COMMANDS = [command for menu in MENUS for command in menu.commands]
OF_ANALYSIS = ("save_figure", "save_overlay", "save_map", "save_sr", "save_numbers", "copy_overlay", "copy_numbers")
OF_FIGURE = ("build_figure", "compare_paths", "copy_figure", "copy_caption", "copy_python")
OF_PICTURE_AND_NETWORK = ("check_sanity", "save_session", "save_session_as", *OF_FIGURE)
OF_SURVEY = ("next_hard_patch", "previous_hard_patch")
DIALOGS = ("open_picture", "add_network", "save_figure", "save_overlay", "save_map", "save_sr", "save_numbers")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_says_what_it_does(command: Command[Targets]) -> None:
    assert command.text.count("&") == 1
    assert command.tip
    assert command.shortcut == "" or not QKeySequence(command.shortcut).isEmpty()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_that_cannot_always_be_chosen_has_a_reason(command: Command[Targets]) -> None:
    if command.enabled is not always:
        assert isinstance(command.enabled, Condition)
        assert command.enabled.otherwise.endswith(".")


def test_commands_and_keys_are_unique() -> None:
    keys = [QKeySequence(command.shortcut).toString() for command in COMMANDS if command.shortcut]
    assert max(Counter(command.id for command in COMMANDS).values()) == 1
    assert max(Counter(keys).values()) == 1


@pytest.mark.parametrize("menu", MENUS, ids=lambda menu: menu.name)
def test_letters_are_unique_within_a_menu(menu: Menu[Targets]) -> None:
    letters = [QKeySequence.mnemonic(item.text).toString() for item in menu.items if item is not None]
    assert len(set(letters)) == len(letters)


def test_letters_are_unique_in_the_window(rig: WindowRig) -> None:
    rig.run()
    window = rig.window
    texts = [action.text() for action in window.menuBar().actions()]
    for kind in (QPushButton, QToolButton, QRadioButton, QCheckBox):
        texts += [button.text() for button in window.findChildren(kind) if button.isVisible()]
    texts += [label.text() for label in window.findChildren(QLabel) if label.buddy() is not None]
    letters = Counter(key for text in texts if (key := QKeySequence.mnemonic(text).toString()))
    letters.update(command.shortcut for command in COMMANDS if command.shortcut.startswith("Alt+"))
    assert {key: count for key, count in letters.items() if count > 1} == {}


def enabled(rig: WindowRig) -> set[str]:
    return {name for name, action in rig.window.menus.actions.items() if action.isEnabled()}


def test_without_anything_little_can_be_done(qtbot: QtBot) -> None:
    rig = WindowRig(qtbot, State())
    needs_something = {"undo", "redo", "cancel", "leave", "run_again", "rename_network", "remove_network", *OF_ANALYSIS}
    needs_something |= {
        "zoom_in",
        "zoom_out",
        "fit",
        "zoom_to_patch",
        "zoom_100",
        "zoom_whole_in",
        "zoom_whole_out",
        "curves_zoom_rise",
        "curves_zoom_all",
        *OF_PICTURE_AND_NETWORK,
        *OF_SURVEY,
    }
    needs_something |= {
        "next_picture",
        "open_reference",
        "read_again",
        "previous_picture",
        "add_bookmark",
        "show_all_rows",
        "export_bookmarks",
        "rows_bookmarks",
        "kind_difference",
        "toggle_common_scale",
        "toggle_consensus",
    }
    assert enabled(rig) == {command.id for command in COMMANDS} - needs_something
    rig.close()


def test_what_is_possible_follows_the_session(rig: WindowRig, tmp_path: Path) -> None:
    assert {"run_again", "fit"} <= enabled(rig)
    assert not {"undo", "cancel", "remove_network", "save_map"} & enabled(rig)
    rig.choices.choose_settings(LONG, "")
    assert {"undo", "cancel"} <= enabled(rig)
    rig.in_full_run()
    assert not set(OF_ANALYSIS) & enabled(rig)
    rig.choose("cancel")
    assert "cancel" not in enabled(rig)
    rig.choose("undo")
    assert "redo" in enabled(rig)
    assert "undo" not in enabled(rig)
    rig.finished()
    assert {*OF_ANALYSIS, "zoom_to_patch"} <= enabled(rig)
    entry = edsr_x2(tmp_path)
    rig.networks.add(entry.path)
    rig.wait(lambda: rig.session.state.network == entry)
    assert "remove_network" in enabled(rig)
    rig.choose("remove_network")
    assert "remove_network" not in enabled(rig)


def test_the_original_of_an_lr_picture_from_a_file_is_asked_for(rig: WindowRig, tmp_path: Path) -> None:
    assert "open_reference" not in enabled(rig)
    rig.choices.choose_role(Role.LR)
    assert "open_reference" not in enabled(rig)
    rig.choices.take_picture(read_picture(saved(tmp_path / "lr.png", 32, 24)))
    assert "open_reference" in enabled(rig)
    choose_file(saved(tmp_path / "hr.png"))
    rig.window.picture_panel.reading.reference_wanted.emit()
    rig.wait(lambda: rig.session.state.picture is not None and rig.session.state.picture.reference is not None)


def test_ticks_follow_the_view(rig: WindowRig) -> None:
    actions = rig.window.menus.actions
    rig.session.set_view(signed=True, contour=False, content=PaneContent.SR)
    assert actions["toggle_signed"].isChecked()
    assert not actions["toggle_contour"].isChecked()
    kinds = {name for name, action in actions.items() if name.startswith("kind_") and action.isChecked()}
    assert kinds == {"kind_sr"}
    rig.session.set_view(content=PaneContent.OVERLAY, large=True)
    assert actions["kind_signed_lam"].isChecked()
    assert not actions["kind_sr"].isChecked()
    assert (actions["layout_one"].isChecked(), actions["layout_grid"].isChecked()) == (True, False)


def test_commands_change_view_and_history(rig: WindowRig) -> None:
    view = rig.session.view
    rig.choose("toggle_signed")
    rig.choose("toggle_contour")
    rig.choose("toggle_field")
    assert (rig.session.view.signed, rig.session.view.contour) == (not view.signed, not view.contour)
    assert rig.session.view.receptive_field
    assert rig.window.menus.actions["toggle_field"].isChecked()
    rig.run()
    rig.rows.move_patch(Patch(1, 2, 16), "")
    rig.choose("undo")
    assert rig.session.state.patch == Patch(56, 40, 16)
    rig.choose("redo")
    assert rig.session.state.patch == Patch(1, 2, 16)
    before = rig.window.viewer.camera
    rig.choose("zoom_to_patch")
    assert rig.window.viewer.camera.zoom > before.zoom
    rig.choose("fit")
    assert rig.window.viewer.camera == before
    rig.choose("zoom_in")
    rig.choose("zoom_out")
    assert rig.window.viewer.camera.zoom == pytest.approx(before.zoom)
    rig.choose("run_again")
    rig.finished()


def test_every_control_of_the_toolbar_is_a_command(rig: WindowRig) -> None:
    rig.run()
    toolbar, actions = rig.window.viewer.toolbar, rig.window.menus.actions
    difference = rig.window.menus.actions["kind_difference"]
    assert not difference.isEnabled(), "there is one row"
    assert not toolbar.kinds["difference"].isEnabled()
    for name, action in toolbar.kinds.items():
        if name == "difference":
            continue
        rig.choose(f"kind_{name}")
        assert action.isChecked()
    for command in ("toggle_common_scale", "toggle_consensus"):
        assert not actions[command].isEnabled(), "there is one row"
    rig.rows.tick_networks((find("SRCNN"),), True)
    rig.wait(lambda: all(actions[one].isEnabled() for one in ("toggle_common_scale", "toggle_consensus")))
    for command, action in (
        ("toggle_contour", toolbar.contour),
        ("toggle_common_scale", toolbar.common_scale),
        ("toggle_consensus", toolbar.consensus),
        ("toggle_field", toolbar.field),
        ("toggle_marks", toolbar.marks),
        ("layout_one", toolbar.one),
        ("toggle_duel", toolbar.duel),
        ("layout_grid", toolbar.grid),
    ):
        before = action.isChecked()
        rig.choose(command)
        assert action.isChecked() is not before
        assert actions[command].isChecked() is action.isChecked()


def test_the_layouts_of_the_toolbar_and_of_the_menu_are_one(rig: WindowRig) -> None:
    rig.run()
    toolbar, actions, viewer = rig.window.viewer.toolbar, rig.window.menus.actions, rig.window.viewer
    toolbar.duel.trigger()
    assert (viewer.duels, actions["toggle_duel"].isChecked()) == (True, True)
    toolbar.one.trigger()
    assert (viewer.duels, rig.session.view.large) == (False, True)
    assert (actions["toggle_duel"].isChecked(), actions["layout_one"].isChecked()) == (False, True)


def test_digits_choose_the_kind_of_picture_and_are_typed_where_numbers_are(rig: WindowRig, qtbot: QtBot) -> None:
    rig.run()
    rig.window.activateWindow()
    qtbot.waitUntil(rig.window.isActiveWindow)
    rig.window.viewer.setFocus()
    QTest.keyClick(rig.window.viewer, Qt.Key.Key_2)
    assert rig.session.view.content is PaneContent.SR
    box = rig.window.patch_panel.column
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "31")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert rig.session.state.patch is not None
    assert rig.session.state.patch.x == 31
    assert rig.session.view.content is PaneContent.SR


@pytest.mark.parametrize("command", DIALOGS)
def test_a_dialog_can_be_left_without_a_choice(rig: WindowRig, command: str) -> None:
    analysis, state = rig.run(), rig.session.state
    titles: list[str] = []

    def leave(dialog: object) -> None:
        assert isinstance(dialog, QDialog)
        titles.append(dialog.windowTitle())
        dialog.reject()

    on_dialog(leave)
    rig.choose(command)
    assert len(titles) == 1
    assert (rig.session.state, rig.session.analysis) == (state, analysis)
    assert rig.window.message_bar.messages() == ()


@pytest.mark.parametrize(
    ("command", "name"),
    [("save_overlay", "o.png"), ("save_map", "m.png"), ("save_sr", "s.png"), ("save_numbers", "n.npz")],
)
def test_results_are_saved_where_the_user_says(rig: WindowRig, tmp_path: Path, command: str, name: str) -> None:
    rig.run()
    choose_file(tmp_path / name)
    rig.choose(command)
    rig.wait(lambda: bool(rig.infos))
    assert (tmp_path / name).stat().st_size > 100


def test_pictures_and_networks_are_opened_by_dialog(rig: WindowRig, tmp_path: Path) -> None:
    entry = edsr_x2(tmp_path)
    choose_file(entry.path)
    rig.choose("add_network")
    rig.wait(lambda: rig.session.state.network == entry)
    rig.choose("open_sample")
    rig.wait(lambda: rig.session.state.picture is not None and rig.session.state.picture.name == "sample.png")


def test_the_palette_runs_any_command_and_says_why_one_cannot_be_chosen(rig: WindowRig) -> None:
    rig.choose("show_palette")
    (palette,) = rig.window.findChildren(Palette)
    lines = {line.id: line for line in palette.shown()}
    assert set(lines) == {command.id for command in COMMANDS}
    assert {line.id for line in lines.values() if not line.reason} == enabled(rig)
    assert lines["save_map"].reason == "The map in focus is not finished."
    assert lines["toggle_contour"].ticked == rig.session.view.contour
    signed = rig.session.view.signed
    QTest.keyClicks(palette.words, "signed map")
    QTest.keyClick(palette.words, Qt.Key.Key_Return)
    assert rig.session.view.signed != signed


@pytest.mark.parametrize("command", ["show_help", "show_shortcuts", "show_about"])
def test_help_opens_beside_the_window(rig: WindowRig, command: str, qtbot: QtBot) -> None:
    rig.choose(command)
    dialogs = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog)]
    shown = [dialog for dialog in dialogs if dialog.isVisible()]
    assert len(shown) == 1
    shown[0].close()
    qtbot.waitUntil(lambda: not any(isinstance(w, QDialog) for w in QApplication.topLevelWidgets()))


def test_the_help_lists_the_keys_of_every_command(rig: WindowRig) -> None:
    rig.choose("show_shortcuts")
    (page,) = rig.window.findChildren(QTextBrowser)
    lines = page.toPlainText().splitlines()
    page.window().close()
    for command in COMMANDS:
        if command.shortcut:
            assert lines[lines.index(command.shortcut) + 1] == command.name


def test_an_undone_step_is_named_in_the_menu(rig: WindowRig) -> None:
    undo, redo = rig.window.menus.actions["undo"], rig.window.menus.actions["redo"]
    rig.choose("toggle_signed")
    assert (undo.text(), redo.text()) == ("&Undo: Change the view", "&Redo")
    rig.choose("undo")
    assert (undo.text(), redo.text()) == ("&Undo", "&Redo: Change the view")


def test_the_parts_of_the_window_ask_for_the_same_commands(rig: WindowRig) -> None:
    rig.run()
    chosen: list[Command[Targets]] = []
    rig.window.menus.chosen.connect(chosen.append)
    rig.window.picture_panel.sample_wanted.emit()
    rig.choose("toggle_duel")
    assert rig.window.menus.actions["toggle_duel"].isChecked()
    rig.window.viewer.duel_toggled.emit()
    assert not rig.window.menus.actions["toggle_duel"].isChecked()
    assert not rig.window.viewer.duels
    assert [command.id for command in chosen] == ["open_sample", "toggle_duel", "toggle_duel"]


def test_themes_are_chosen_and_ticked(rig: WindowRig) -> None:
    heard: list[str] = []
    rig.bindings.appearance.changed.connect(heard.append)
    rig.choose("theme_dark")
    dark = QApplication.palette().window().color().lightness()
    rig.choose("theme_light")
    assert QApplication.palette().window().color().lightness() > dark
    rig.choose("theme_system")
    assert heard == ["dark", "light", "system"]
    assert rig.window.menus.actions["theme_system"].isChecked()


def test_numbers_and_overlay_are_copied(rig: WindowRig) -> None:
    clipboard = QApplication.clipboard()
    rig.session.update("", settings=Settings(steps=4))
    rig.finished()
    rig.choose("copy_numbers")
    assert "FSRCNN" in clipboard.text()
    rig.choose("copy_overlay")
    assert (clipboard.image().width(), clipboard.image().height()) == (128, 96)


def test_quit_closes_the_window(rig: WindowRig, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rig.window.closing):
        rig.choose("quit")
    assert not rig.window.isVisible()
