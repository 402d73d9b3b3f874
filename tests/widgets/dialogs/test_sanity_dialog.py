"""The dialog of the sanity tests, driven in the real window: forecast, start, cancel, report, save, copy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.figures.embed import read_recipe
from lamgui.sanity.report import SanityTest
from lamgui.session.state import State
from lamgui.widgets.dialogs.sanity_dialog import SanityDialog
from lamgui.widgets.dialogs.sanity_test_row import QUESTIONS
from tests.widgets.window_rig import WindowRig, choose_file, words_in


def opened(rig: WindowRig) -> SanityDialog:
    """The dialog with its forecast."""
    rig.run()
    rig.choose("check_sanity")
    dialog = rig.bindings.sanity.dialog
    assert dialog is not None
    rig.wait(lambda: "about" in dialog.state.text())
    return dialog


def after_tests(rig: WindowRig) -> SanityDialog:
    """The dialog with a report and its page."""
    dialog = opened(rig)
    dialog.start_button.click()
    rig.wait(lambda: dialog.preview.shows_figure)
    return dialog


@pytest.fixture
def dialog(rig: WindowRig) -> Iterator[SanityDialog]:
    dialog = after_tests(rig)
    yield dialog
    dialog.close()


def test_the_time_is_said_before_the_tests_begin(rig: WindowRig) -> None:
    dialog = opened(rig)
    assert dialog.state.text().startswith("The tests take about ")
    assert "16 nodes" in dialog.subject.text()
    assert dialog.start_button.isEnabled()
    assert not any(b.isEnabled() for b in (dialog.stop_button, dialog.copy_button, dialog.save_button))
    assert all(question in words_in(dialog) for question in QUESTIONS.values())
    dialog.close()


def test_every_test_gets_its_verdict_and_a_page(dialog: SanityDialog, rig: WindowRig) -> None:
    report = rig.tools.sanity.report
    assert report is not None
    for finding in report.findings:
        view = dialog.views[finding.test]
        assert view.verdict.text() == finding.verdict.value
        assert finding.sentence in view.sentence.text()
    colours = {f.verdict: dialog.views[f.test].verdict.palette().windowText().color().name() for f in report.findings}
    assert len(set(colours.values())) == len(colours)
    assert dialog.state.text().startswith("Done in ")
    buttons = (dialog.start_button, dialog.stop_button, dialog.copy_button, dialog.save_button, dialog.close_button)
    assert all(control.accessibleName() and control.toolTip() for control in (*buttons, dialog.bar))
    assert rig.errors == []


def test_tests_can_be_cancelled_and_started_again(rig: WindowRig) -> None:
    dialog = opened(rig)
    dialog.start_button.click()
    assert dialog.stop_button.isEnabled()
    rig.wait(lambda: dialog.bar.value() > 0)
    assert not dialog.start_button.isEnabled()
    dialog.stop_button.click()
    assert dialog.state.text() == "Cancelled"
    assert not rig.desk.is_busy("sanity tests")
    dialog.start_button.click()
    rig.wait(lambda: dialog.bar.value() > 0)
    dialog.close()
    assert not rig.desk.is_busy("sanity tests")


def test_a_moved_patch_is_forecast_anew_and_does_not_stop_the_tests(rig: WindowRig) -> None:
    dialog = opened(rig)
    rig.rows.move_patch(Patch(4, 8, 12), "")
    rig.wait(lambda: "12×12 at 4, 8" in dialog.subject.text() and "about" in dialog.state.text())
    dialog.start_button.click()
    rig.rows.move_patch(Patch(20, 20, 12), "")
    rig.wait(lambda: dialog.preview.shows_figure)
    assert rig.tools.sanity.report is not None
    assert rig.tools.sanity.report.analysis.pictures.patch == Patch(4, 8, 12)
    rig.wait(lambda: dialog.state.text().startswith("Something has changed"))
    assert "12×12 at 4, 8" in dialog.subject.text()
    dialog.close()


def test_the_report_is_saved_with_its_numbers_and_copied(dialog: SanityDialog, rig: WindowRig, tmp_path: Path) -> None:
    said: list[str] = []
    rig.tools.sanity.info_raised.connect(said.append)
    choose_file(tmp_path / "seite é.pdf")
    dialog.save_button.click()
    rig.wait(lambda: bool(said))
    recipe = read_recipe(tmp_path / "seite é.pdf")
    assert recipe is not None
    assert recipe.maps[0].patch == rig.session.state.patch
    numbers = json.loads((tmp_path / "seite é.pdf.json").read_text(encoding="utf-8"))
    assert len(numbers["tests"]) == len(SanityTest)
    page, verdicts = dialog.copy_button.menu().actions()
    verdicts.trigger()
    assert "Patch jitter: " in QApplication.clipboard().text()
    page.trigger()
    rig.wait(lambda: QApplication.clipboard().image().width() > 1500)


def test_without_a_map_it_says_what_is_missing(qtbot: QtBot) -> None:
    rig = WindowRig(qtbot, State())
    rig.bindings.sanity.open()
    dialog = rig.bindings.sanity.dialog
    assert dialog is not None
    rig.wait(lambda: "Open a picture" in dialog.state.text())
    dialog.close()
    rig.close()
