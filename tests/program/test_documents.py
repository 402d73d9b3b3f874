"""Figures and sessions through the real window: built, exported, opened again, restored after a crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.cli.main import main
from lamgui.control.figures import PREVIEW
from lamgui.figures.build import figure_pixels
from lamgui.figures.drawn import DrawnFigure
from lamgui.figures.embed import read_recipe
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.options import FigureOptions
from lamgui.figures.words.columns import FigureColumn
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.widgets.dialogs.figure_builder import FigureBuilder
from lamgui.widgets.dialogs.left_behind_dialog import LeftBehindDialog
from tests.program.conftest import Start
from tests.program.driver import Driver
from tests.program.test_compare import all_done
from tests.small import edsr_x2, fsrcnn_like

Answer = Callable[[str], None]


@pytest.fixture
def quick(driver: Driver) -> Driver:
    """FSRCNN with few steps."""
    driver.choices.choose_settings(Settings(steps=2), "")
    driver.choices.choose_network(find("FSRCNN"))
    driver.finished()
    return driver


@pytest.fixture
def other(tmp_path: Path) -> NetworkEntry:
    """A network as fast as FSRCNN."""
    return NetworkEntry("other", fsrcnn_like(tmp_path / "other.safetensors", 1.02), value_range=1.0, scale=4)


@pytest.fixture
def pair(quick: Driver, other: NetworkEntry) -> Driver:
    """FSRCNN and another."""
    quick.session.set_entries((*quick.session.entries, other))
    quick.program.maps.rows.tick_networks((other,), True)
    all_done(quick)
    return quick


def builder_of(driver: Driver, command: str = "build_figure") -> FigureBuilder:
    """The builder with its first preview."""
    driver.window.menus.actions[command].trigger()
    builder = driver.program.bindings.figures.builder
    assert builder is not None
    driver.wait(lambda: builder.preview.shows_figure)
    return builder


@pytest.fixture
def saved_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Answers every dialog for a file to write with this path."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "exec", lambda self: self.selectFile(str(path)) or 1)

    return answer


@pytest.mark.parametrize("layout", list(LAYOUTS))
@pytest.mark.parametrize("ending", ["png", "tiff", "pdf", "svg"])
def test_every_layout_is_previewed_exported_and_reproduced(
    layout: str, ending: str, pair: Driver, tmp_path: Path, saved_as: Callable[[Path], None]
) -> None:
    pair.program.maps.rows.add_bookmark()
    builder = builder_of(pair)
    builder.form.edited.emit(replace(pair.session.options, layout=layout, dpi=80, width_in=3.5))
    pair.wait(lambda: builder.preview.shows_figure and not builder._busy)
    path = tmp_path / f"figure.{ending}"
    saved_as(path)
    builder.save_button.click()
    pair.wait(path.exists)
    pair.wait(lambda: builder.file_label.text() == f"Saved {path}")
    recipe = read_recipe(path)
    assert recipe is not None
    assert recipe.options == pair.session.options
    assert recipe.options.layout == layout
    if ending in ("png", "pdf") and layout in ("strip", "figure3"):
        assert main(["reproduce", str(path), "--device", "cpu"]) == 0
    builder.close()


def test_the_preview_shows_the_figure_that_is_exported(quick: Driver) -> None:
    builder = builder_of(quick)
    options = replace(quick.session.options, columns=(FigureColumn.SR, FigureColumn.LAM))
    builder.form.edited.emit(options)
    settle = quick.program.bindings.figures._settle
    quick.wait(lambda: not settle.isActive() and not builder._busy)
    seen: list[DrawnFigure] = []
    quick.program.tools.figures.previewed.connect(seen.append)
    quick.program.tools.figures.preview(options, 600)
    quick.wait(lambda: bool(seen))
    dpi = round(600 / options.width_in)
    np.testing.assert_array_equal(seen[-1].pixels, figure_pixels([quick.finished()], replace(options, dpi=dpi)))
    builder.close()


def test_a_preview_waits_for_the_maps_of_the_window_and_computes_none_of_them_again(quick: Driver) -> None:
    builder = builder_of(quick)
    quick.wait(lambda: not builder._busy)
    quick.in_full_run()
    settle = quick.program.bindings.figures._settle
    quick.wait(lambda: not settle.isActive())
    assert builder._busy == "Waiting for the map of FSRCNN"
    assert not quick.program.maps.desk.is_busy(PREVIEW)
    assert "Waiting" in builder.size_label.text()
    quick.choices.choose_settings(Settings(steps=2), "")
    quick.finished()
    quick.wait(lambda: not settle.isActive() and not builder._busy)
    assert builder.preview.shows_figure
    assert "mm" in builder.size_label.text()
    builder.close()


def test_a_layout_that_does_not_suit_says_why(quick: Driver) -> None:
    builder = builder_of(quick)
    builder.form.layout_choice.setCurrentIndex(list(LAYOUTS).index("consensus"))
    quick.wait(lambda: not builder.preview.shows_figure and not builder._busy)
    builder.form.layout_choice.setCurrentIndex(0)
    quick.wait(lambda: builder.preview.shows_figure)
    builder.close()


def test_choices_of_a_figure_are_undone_in_the_builder(quick: Driver) -> None:
    builder = builder_of(quick)
    builder.form.layout_choice.setCurrentIndex(list(LAYOUTS).index("grid"))
    assert quick.session.options == FigureOptions(layout="grid")
    assert quick.window.menus.actions["undo"].text() == "&Undo: Change the figure"
    builder.activateWindow()
    builder.setFocus()
    quick.wait(builder.isActiveWindow)
    QTest.keyClick(builder, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert quick.session.options == FigureOptions(layout="strip")
    assert builder.form.layout_choice.currentIndex() == 0
    quick.choose("redo")
    assert builder.form.layout_choice.currentIndex() == list(LAYOUTS).index("grid")
    builder.close()


def test_picture_caption_and_script_are_copied(quick: Driver) -> None:
    clipboard = QApplication.clipboard()
    actions = quick.window.menus.actions
    clipboard.clear()
    actions["copy_caption"].trigger()
    quick.wait(lambda: "\\begin{figure" in clipboard.text())
    actions["copy_python"].trigger()
    quick.wait(lambda: "lamgui.explain(" in clipboard.text())
    actions["copy_figure"].trigger()
    quick.wait(lambda: not clipboard.image().isNull())
    assert clipboard.image().width() == round(quick.session.options.width_in * quick.session.options.dpi)


def test_all_bookmarks_are_exported(quick: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick.program.maps.rows.add_bookmark()
    quick.rows.move_patch(Patch(4, 6, 10), "")
    quick.finished()
    quick.program.maps.rows.add_bookmark()
    folder = tmp_path / "all"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    quick.window.menus.actions["export_bookmarks"].trigger()
    quick.wait(lambda: any("Saved 2 figures" in m.title for m in quick.window.message_bar.messages()))
    recipes = [read_recipe(path) for path in sorted(folder.glob("*.pdf"))]
    assert [recipe.maps[0].patch.x for recipe in recipes if recipe] == [
        quick.session.state.bookmarks[0].patch.x,
        4,
    ]


@pytest.mark.parametrize("ending", ["pdf", "html", "webp"])
def test_a_figure_dropped_in_brings_its_session_back(
    ending: str, pair: Driver, other: NetworkEntry, tmp_path: Path
) -> None:
    path = tmp_path / f"figure.{ending}"
    wanted = pair.session.state
    pair.program.tools.figures.save(path, False)
    pair.wait(path.exists)
    pair.program.maps.rows.tick_networks((other,), False)
    pair.rows.move_patch(Patch(2, 2, 8), "")
    pair.choices.choose_settings(Settings(steps=3, sigma=2.0), "")
    pair.finished()
    pair.drop([path])
    pair.wait(lambda: pair.session.state.patch == wanted.patch)
    state = pair.session.state
    assert [entry.name for entry in state.networks] == ["FSRCNN", "other"]
    assert state.settings == replace(wanted.settings, kernel_size=wanted.settings.kernel_width)
    all_done(pair)
    pair.session.undo_stack.undo()
    assert pair.session.state.patch == Patch(2, 2, 8), "opening a figure is one step"


def test_a_figure_whose_network_moved_asks_for_it(
    quick: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = edsr_x2(tmp_path)
    quick.networks.add(entry.path)
    quick.wait(lambda: quick.session.state.network is not None and quick.session.state.network.path == entry.path)
    quick.finished()
    path = tmp_path / "figures" / "figure.png"
    path.parent.mkdir()
    quick.program.tools.figures.save(path, False)
    quick.wait(path.exists)
    quick.choices.choose_network(find("FSRCNN"))
    quick.finished()
    moved = entry.path.rename(tmp_path / "moved.pth")
    asked: list[str] = []
    yes = QMessageBox.StandardButton.Yes

    def ask(_parent: object, _title: str, text: str, _buttons: object) -> QMessageBox.StandardButton:
        asked.append(text)
        return yes

    monkeypatch.setattr(QMessageBox, "question", ask)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(moved), ""))
    quick.drop([path])
    quick.wait(lambda: quick.session.state.network is not None and quick.session.state.network.path == moved)
    assert "the network tiny" in asked[0]
    quick.finished()


def test_a_session_is_saved_and_opened(
    pair: Driver, start: Start, tmp_path: Path, saved_as: Callable[[Path], None]
) -> None:
    path = tmp_path / "work é.lamgui"
    pair.program.maps.rows.add_bookmark()
    pair.session.set_view(opacity=0.3)
    pair.window.centre.fold(False)
    pair.window.centre.splitter.moveSplitter(400, 1)
    sizes = pair.window.centre.splitter.sizes()
    saved_as(path)
    pair.window.menus.actions["save_session"].trigger()
    pair.wait(path.exists)
    pair.wait(lambda: pair.program.files.documents.path == path)
    state, maps = pair.session.state, dict(pair.session.analyses)
    pair.close()
    again = start()
    again.finished()
    before = len(again.reports)
    again.drop([path])
    again.wait(lambda: len(again.session.state.networks) == 2)
    all_done(again)
    opened = again.session.state
    assert replace(opened, picture=None) == replace(state, picture=None)
    assert again.session.view.opacity == 0.3
    assert np.abs(np.subtract(again.window.centre.splitter.sizes(), sizes)).max() <= 4
    assert all(report.partial is None for report in again.reports[before:]), "its maps need no run"
    for subject, analysis in maps.items():
        np.testing.assert_array_equal(again.session.analyses[subject].lam, analysis.lam)
    again.wait(lambda: again.session.restored is not None and not again.window.filmstrip.is_waiting)
    assert again.window.filmstrip.main_frames[1].pixels is not None, "what the file lacks is restored"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_a_damaged_session_is_a_message(content: bytes, quick: Driver, tmp_path: Path) -> None:
    path, state = tmp_path / "bad.lamgui", quick.session.state
    path.write_bytes(content)
    quick.drop([path])
    quick.wait(lambda: bool(quick.errors()))
    assert "bad.lamgui is damaged, or not a session." in quick.errors()[0].title
    assert quick.session.state == state


@pytest.mark.parametrize("wanted", [True, False])
def test_after_a_crash_the_session_is_offered(wanted: bool, start: Start, tmp_path: Path) -> None:
    driver = start()
    driver.rows.move_patch(Patch(7, 9, 11), "")
    driver.finished()
    driver.program.files.autosave.save()
    home = tmp_path / "home"
    driver.wait(lambda: [path for path in home.rglob("*.lamgui") if path.name[0] != "."] != [])
    (kept,) = home.rglob("*.lamgui")
    crashed = kept.rename(kept.with_name("999999999-5.lamgui"))
    driver.close()
    assert crashed.exists()
    again = start()
    again.wait(lambda: again.window.findChild(LeftBehindDialog) is not None)
    dialog = again.window.findChild(LeftBehindDialog)
    assert dialog is not None
    (dialog.restore_button if wanted else dialog.decline_button).click()
    again.wait(lambda: not crashed.exists())
    assert (again.session.state.patch == Patch(7, 9, 11)) is wanted
    again.finished()
