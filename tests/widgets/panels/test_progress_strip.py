"""The foot says what is under the pointer and how far a run is, moves none of its parts, and offers to cancel a run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from lamgui.maps.progress import Progress, Stage
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.panels.progress_strip import ProgressStrip, run_in_words
from tests.widgets.analysis_of import analysis_of, progress_of


@pytest.fixture
def strip(qtbot: QtBot) -> ProgressStrip:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    strip.resize(1280, 24)
    return strip


def texts(strip: ProgressStrip) -> list[str]:
    return [label.text() for label in strip.findChildren(ElidedLabel)]


def test_says_how_far_a_run_is() -> None:
    assert run_in_words(progress_of(4, 10), "EDSR") == "EDSR: 4 of 10 passes, 3.0 s left"
    assert run_in_words(progress_of(2, 6, Stage.COARSE), "EDSR") == "EDSR: coarse, 2 of 6 passes"
    assert run_in_words(Progress(Stage.RESTORING), "EDSR") == "EDSR: computing SR"
    assert run_in_words(Progress(Stage.LOADING), "EDSR") == "EDSR: reading the network"
    assert run_in_words(Progress(Stage.LOADING, words="taking its gradient"), "EDSR") == "EDSR: taking its gradient"
    assert run_in_words(Progress(Stage.FULL, 0, 10), "EDSR") == "EDSR: 0 of 10 passes"
    assert run_in_words(progress_of(10, 10), "EDSR") == "EDSR: 10 of 10 passes"


def test_says_how_long_the_whole_run_takes_where_levels_may_follow() -> None:
    automatic = replace(progress_of(4, 10), most=30)
    assert run_in_words(automatic, "EDSR") == "EDSR: 4 of 10 to 30 passes, 3.0 s to 13 s left"
    at_the_end = replace(progress_of(10, 10), most=30)
    assert run_in_words(at_the_end, "EDSR") == "EDSR: 10 of 10 to 30 passes, at most 10 s left"
    assert run_in_words(replace(progress_of(20, 30), most=30), "EDSR") == "EDSR: 20 of 30 passes, 5.0 s left"


def test_cancel_is_there_while_a_run_is(strip: ProgressStrip, qtbot: QtBot) -> None:
    assert not strip.cancel_button.isEnabled()
    strip.show_progress(progress_of(4, 10), "EDSR")
    bar = strip.findChildren(QProgressBar)[0]
    assert (bar.value(), bar.maximum()) == (4, 10)
    with qtbot.waitSignal(strip.cancel_wanted):
        QTest.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)
    strip.show_idle("Cancelled")
    assert not strip.cancel_button.isEnabled()
    assert bar.value() == 0
    assert "Cancelled" in texts(strip)


def test_says_what_memory_a_run_needs_before_it_takes_it(strip: ProgressStrip) -> None:
    strip.show_progress(Progress(Stage.RESTORING, activation_bytes=3 * 2**29, free_bytes=18 * 2**30), "EDSR")
    memory = next(label for label in strip.findChildren(ElidedLabel) if label.text() == "estimate 1.5 GiB")
    assert "1.5 GiB of the 18.0 GiB" in memory.toolTip()
    strip.show_idle("Done")
    strip.show_result(analysis_of())
    assert (memory.text(), memory.toolTip()) == ("peak 340 MiB", "The most memory that the run held.")


def test_device_and_memory_of_the_result_or_of_the_run(strip: ProgressStrip) -> None:
    strip.show_result(analysis_of())
    assert texts(strip)[-2:] == ["cpu", "peak 340 MiB"]
    strip.show_result(replace(analysis_of(), device="cuda:0"))
    assert texts(strip)[-2] == "cuda:0"
    strip.show_result(None)
    assert texts(strip)[-2:] == ["", ""]
    strip.show_progress(replace(progress_of(4, 10), device="cuda:1"), "EDSR")
    assert texts(strip)[-2] == "cuda:1"


def test_the_result_is_back_when_the_last_row_of_a_comparison_is_done(strip: ProgressStrip) -> None:
    strip.show_result(analysis_of())
    strip.show_progress(Progress(Stage.FULL, 3, 5, activation_bytes=3 * 2**29, free_bytes=18 * 2**30), "IMDN")
    assert "estimate 1.5 GiB" in texts(strip)
    strip.show_idle("Done")
    assert texts(strip)[-2:] == ["cpu", "peak 340 MiB"]
    memory = next(label for label in strip.findChildren(ElidedLabel) if label.text() == "peak 340 MiB")
    assert memory.foregroundRole() == QPalette.ColorRole.WindowText


def test_says_what_is_under_the_pointer_or_what_the_menu_item_does(strip: ProgressStrip) -> None:
    assert texts(strip)[0] == ""
    strip.show_readout(("SR 120, 80",))
    assert texts(strip)[0] == "SR 120, 80"
    strip.show_delta(-12.5)
    assert texts(strip)[0] == "SR 120, 80 · ΔD here −12.5"
    strip.show_tip("Open a picture file")
    assert texts(strip)[0] == "Open a picture file"
    strip.show_tip("")
    strip.show_delta(None)
    assert texts(strip)[0] == "SR 120, 80"
    strip.show_readout(())
    assert texts(strip)[0] == ""


def test_the_readout_is_shortened_to_a_text_that_fits_whole(strip: ProgressStrip, qtbot: QtBot) -> None:
    with qtbot.waitExposed(strip):
        strip.show()
    label = strip.findChildren(ElidedLabel)[0]
    strip.show_readout(("SR 120, 80 · " * 40, "SR 120, 80 · " * 30, "SR 120, 80", "SR"))
    assert label.shown == "SR 120, 80"
    strip.show_delta(-12.5)
    assert label.shown == "SR 120, 80 · ΔD here −12.5"
    assert label.text() in label.toolTip()


def test_parts_stay_in_place_whatever_they_say(strip: ProgressStrip, qtbot: QtBot) -> None:
    with qtbot.waitExposed(strip):
        strip.show()

    def places() -> list[tuple[int, int]]:
        QApplication.processEvents()
        return [(part.x(), part.width()) for part in strip.findChildren(QWidget)]

    before = places()
    strip.show_progress(progress_of(4, 10), "a network with a name that has no end at all")
    strip.show_readout(("SR 120, 80 · " * 20,))
    assert places() == before
    strip.show_result(replace(analysis_of(), device="a device with a long name"))
    strip.show_idle("Done")
    assert places() == before


def test_a_text_that_does_not_fit_is_in_the_tooltip(strip: ProgressStrip) -> None:
    label = ElidedLabel(sample="short", parent=strip)
    label.resize(label.sizeHint())
    label.set_hint("What it is.")
    label.set_text("sho")
    assert label.toolTip() == "What it is."
    label.set_text("much longer than the sample")
    assert label.toolTip() == "much longer than the sample\nWhat it is."


def test_memory_is_that_of_a_run_of_this_process(strip: ProgressStrip) -> None:
    strip.show_result(analysis_of())
    assert any(text.startswith("peak ") for text in texts(strip))
    strip.show_result(replace(analysis_of(), is_from_file=True))
    assert not any(text.startswith("peak ") for text in texts(strip))
