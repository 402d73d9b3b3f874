"""The window is true to the session, and what the user does in any of its parts reaches the session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMetaMethod, QObject, QPoint, QUrl, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from lamgui.attribution.measures.measures import diffusion_index
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.arrays import Floats
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.maps import result
from lamgui.maps.progress import Stage
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import ColourMap, PaneContent
from tests.rig import LONG
from tests.small import edsr_x2, hr_picture
from tests.widgets.viewer.test_viewer_frame import drop
from tests.widgets.viewer_of import LEFT, NO_KEY, canvases
from tests.widgets.window_rig import WindowRig, words_in


def unheard_signals(thing: QObject) -> set[str]:
    """Those of the signals that our own classes declare for it to which nothing is connected."""
    ours = [kind for kind in type(thing).__mro__ if kind.__module__.startswith("lamgui.")]
    names = {name for kind in ours for name, value in vars(kind).items() if isinstance(value, Signal)}
    assert names
    return {name for name in names if not thing.isSignalConnected(QMetaMethod.fromSignal(getattr(thing, name)))}


@pytest.mark.parametrize(
    "part",
    [
        "viewer",
        "curves",
        "filmstrip",
        "picture_panel",
        "network_panel",
        "patch_panel",
        "path_panel",
        "hard_patches_panel",
        "device_panel",
        "progress_strip",
        "menus",
    ],
)
def test_no_signal_of_a_widget_is_left_unheard(rig: WindowRig, part: str) -> None:
    assert unheard_signals(getattr(rig.window, part)) == set()


def test_no_signal_of_the_session_is_left_unheard(rig: WindowRig) -> None:
    assert unheard_signals(rig.session) == set()


def test_a_change_of_the_state_is_shown_everywhere(rig: WindowRig) -> None:
    window = rig.window
    rig.run()
    rig.session.update(
        "All",
        picture=hr_picture(160, 120),
        role=Role.HR,
        reduction=Reduction.MATLAB,
        patch=Patch(20, 30, 24),
        settings=Settings(steps=7, sigma=2.5, kernel_size=9, path="linear-blur"),
        device="cpu",
    )
    rig.finished()
    assert window.windowTitle().startswith("waves 160x120")
    assert "160 × 120, reduced to 40 × 30" in words_in(window.picture_panel)
    assert (window.patch_panel.column.value(), window.patch_panel.row.value()) == (20, 30)
    assert window.patch_panel.side.value() == 24
    assert window.patch_panel.column.maximum() == 160 - 24 - 1
    assert window.viewer.cell.patch == Patch(20, 30, 24)
    assert window.viewer.cell.contents.lr_size == (40, 30)
    assert "cuts σ = 2.5" in words_in(window.path_panel)
    assert window.device_panel.choice.value() == "cpu"


def test_the_list_of_networks_and_the_facts_are_shown(rig: WindowRig, tmp_path: Path) -> None:
    panel, entry = rig.window.network_panel, edsr_x2(tmp_path)
    rig.run()
    assert "FSRCNN ×4" in words_in(panel.details)
    rig.session.set_entries((*rig.session.entries, entry))
    assert panel.list.item(panel.list.count() - 1).text() == "tiny"
    rig.choices.choose_network(entry)
    assert "Reading" in words_in(panel.details)
    rig.finished()
    assert "EDSR ×2" in words_in(panel.details)


def test_the_view_is_shown(rig: WindowRig) -> None:
    window = rig.window
    rig.session.set_view(opacity=0.25, signed=True, contour=True, share=0.5, colour_map=ColourMap.JET)
    toolbar = window.viewer.toolbar
    assert toolbar.look.opacity.value() == 25
    assert toolbar.contour.iconText() == "Outline 50 %"
    assert toolbar.kinds["signed_lam"].isChecked()
    assert window.viewer.cell.contents.view == rig.session.view
    rig.session.set_view(content=PaneContent.HR)
    assert window.viewer.cell.content is PaneContent.HR
    assert toolbar.kinds["hr"].isChecked()


def test_a_map_is_measured_once_for_all_that_show_it(rig: WindowRig, monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[bytes] = []

    def measure(lam: Floats) -> float | None:
        measured.append(lam.tobytes())
        return diffusion_index(lam)

    monkeypatch.setattr(result, "diffusion_index", measure)
    rig.run()
    assert rig.session.analysis is not None
    assert measured == [rig.session.analysis.lam.tobytes()]


def test_a_run_is_shown_while_it_grows_and_when_it_is_done(rig: WindowRig) -> None:
    window = rig.window
    rig.choices.choose_settings(LONG, "")
    rig.in_full_run()
    contents = window.viewer.cell.contents
    assert rig.session.progress is not None
    assert contents.signed is rig.session.progress.partial
    assert contents.image(PaneContent.SR) is not None
    assert window.progress_strip.cancel_button.isEnabled()
    assert all(plot.isVisible() for plot in window.curves.plots)
    rig.choices.choose_settings(Settings(steps=5), "")
    analysis = rig.finished()
    assert contents.signed is not None
    np.testing.assert_array_equal(contents.signed, analysis.signed)
    assert not window.progress_strip.cancel_button.isEnabled()
    assert window.numbers_panel.as_text()
    assert window.filmstrip.main_frames[0].pixels is not None


def test_curves_of_a_picture_go_at_once_when_another_is_used_or_it_is_used_otherwise(rig: WindowRig) -> None:
    window = rig.window
    for change in ({"role": Role.LR, "patch": None}, {"reduction": Reduction.MATLAB}, {"picture": hr_picture(96, 64)}):
        rig.runs.run_again()
        rig.finished()
        assert all(plot.isVisible() for plot in window.curves.plots)
        rig.session.update("another", **change)
        assert not any(plot.isVisible() for plot in window.curves.plots)
        rig.finished()


def test_cancel_keeps_what_has_grown_and_says_so(rig: WindowRig) -> None:
    window = rig.window
    rig.choices.choose_settings(LONG, "")
    rig.in_full_run()
    grown = window.viewer.cell.contents.signed
    QTest.mouseClick(window.progress_strip.cancel_button, LEFT)
    assert window.viewer.cell.contents.signed is grown
    assert all(plot.isVisible() for plot in window.curves.plots)
    assert "Cancelled" in words_in(window.progress_strip)
    assert "Cancelled: the map and the curves are incomplete." in words_in(window.numbers_panel)
    assert rig.session.analysis is None


def test_moving_the_patch_keeps_the_sr_picture_and_the_map_until_the_new_one_grows(rig: WindowRig) -> None:
    contents = rig.window.viewer.cell.contents
    rig.run()
    sr = contents.image(PaneContent.SR)
    rig.rows.move_patch(Patch(5, 5, 16), "")
    rig.wait(lambda: rig.session.progress is not None)
    assert contents.image(PaneContent.SR) is sr
    assert contents.signed is not None
    rig.finished()


def test_after_an_error_no_map_of_something_else_is_left(rig: WindowRig) -> None:
    window = rig.window
    rig.run()
    rig.choices.choose_device("cuda:97")
    rig.failed()
    assert window.viewer.cell.contents.signed is None
    assert not any(plot.isVisible() for plot in window.curves.plots)
    assert window.viewer.cell.contents.lr is not None
    assert "cuda:97" in words_in(window.message_bar)
    assert "Stopped by an error" in words_in(window.progress_strip)
    assert not window.numbers_panel.as_text()


def test_what_a_network_made_goes_with_it(rig: WindowRig, tmp_path: Path) -> None:
    contents = rig.window.viewer.cell.contents
    rig.run()
    rig.choices.choose_network(NetworkEntry("gone", tmp_path / "gone.pth"))
    assert contents.image(PaneContent.SR) is None
    assert contents.signed is None
    assert contents.hr is not None
    rig.failed()
    assert "Reading" not in words_in(rig.window.network_panel.details)


def test_the_patch_is_picked_in_viewer_and_panel(rig: WindowRig) -> None:
    rig.run()
    canvas = canvases(rig.window.viewer)[0]
    QTest.mouseClick(canvas, LEFT, NO_KEY, QPoint(canvas.width() // 3, canvas.height() // 3))
    assert rig.session.state.patch not in (None, Patch(56, 40, 16))
    rig.window.patch_panel.column.setValue(33)
    assert rig.session.state.patch is not None
    assert rig.session.state.patch.x == 33
    assert rig.window.viewer.cell.patch == rig.session.state.patch


def test_every_panel_changes_the_session(rig: WindowRig) -> None:
    window, session = rig.window, rig.session
    rig.run()
    window.path_panel.settings_edited.emit(Settings(steps=4), "")
    assert session.state.settings.steps == 4
    window.viewer.toolbar.look.opacity.setValue(10)
    assert session.view.opacity == 0.1
    window.viewer.toolbar.contour.trigger()
    assert session.view.contour
    button = next(b for b in window.picture_panel.findChildren(QRadioButton) if "LR" in b.text())
    button.click()
    assert session.state.role is Role.LR
    window.picture_panel.reduction_chosen.emit(Reduction.MATLAB)
    assert session.state.reduction is Reduction.MATLAB
    window.device_panel.choice.chosen.emit("cuda:97")
    assert session.state.device == "cuda:97"
    window.viewer.toolbar.kinds["hr"].trigger()
    assert session.view.content is PaneContent.HR
    window.network_panel.conventions.choices["value_range"].chosen.emit(255.0)
    assert session.state.network is not None
    assert session.state.network.value_range == 255.0


def test_networks_are_chosen_and_removed_in_the_list(rig: WindowRig, tmp_path: Path) -> None:
    entry, panel = edsr_x2(tmp_path), rig.window.network_panel
    rig.session.set_entries((*rig.session.entries, entry))
    panel.list.setCurrentRow(panel.list.count() - 1)
    assert rig.session.state.network == entry
    panel.remove_button.click()
    assert entry not in rig.session.entries
    assert rig.session.state.network == rig.session.entries[0]


@pytest.mark.parametrize(
    "target", ["viewer", "curves", "filmstrip", "rail", "numbers_panel", "progress_strip", "message_bar"]
)
def test_files_may_be_dropped_anywhere(rig: WindowRig, tmp_path: Path, target: str) -> None:
    rig.run()
    rig.window.message_bar.show_info("so that it is there")
    entry = edsr_x2(tmp_path)
    part = getattr(rig.window, target)
    deepest = part.childAt(part.rect().center()) or part
    assert drop(deepest, [QUrl.fromLocalFile(str(entry.path))])
    rig.wait(lambda: rig.session.state.network == entry)


def test_the_alpha_cursor_moves_curves_and_filmstrip_together(rig: WindowRig) -> None:
    rig.session.update("", settings=Settings(steps=10))
    rig.finished()
    moved: list[float] = []
    rig.window.curves.alpha_moved.connect(moved.append)
    rig.window.curves.setFocus()
    frames = rig.window.filmstrip.grab().toImage()
    for _ in range(3):
        rig.window.curves.alpha_moved.emit(0.05)
    assert rig.window.filmstrip.grab().toImage() != frames
    before = rig.window.curves.grab().toImage()
    rig.window.filmstrip.alpha_moved.emit(0.95)
    assert rig.window.curves.grab().toImage() != before


def test_messages_of_the_controller_stand_in_the_bar(rig: WindowRig) -> None:
    rig.messages.error_raised.emit("It failed.", "Do this.", "word for word")
    rig.messages.info_raised.emit("By the way.")
    assert [message.title for message in rig.window.message_bar.messages()] == ["By the way.", "It failed."]


def test_a_window_opens_on_a_run_that_is_on(rig: WindowRig) -> None:
    rig.choices.choose_settings(LONG, "")
    rig.in_full_run()
    assert rig.session.progress is not None
    assert rig.session.progress.stage in (Stage.COARSE, Stage.FULL)
    rig.runs.cancel()


def test_a_contrast_that_is_dragged_colours_the_maps_and_is_undone_at_once(rig: WindowRig) -> None:
    rig.run()
    rig.finished()
    bar, session = rig.window.viewer.toolbar.contrast_bar, rig.session
    before = session.view.contrast
    for high in (0.8, 0.6, 0.4):
        bar.contrast_chosen.emit(replace(before, high=high))
    assert session.view.contrast.high == 0.4
    assert bar.contrast == rig.window.viewer.cell.contents.view.contrast == session.view.contrast
    session.undo_stack.undo()
    assert bar.contrast == session.view.contrast == before
