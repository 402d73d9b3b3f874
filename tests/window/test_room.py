"""Nothing is lost in a small window, also with larger text: what is shown fits, and tooltips are short."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QTableWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lamgui.networks.catalogue import find
from lamgui.widgets.controls.header_button import HeaderButton
from tests.widgets.window_rig import WindowRig

MOST_WORDS = 60
LARGER = 1.5


def words_of(tooltip: str) -> int:
    document = QTextEdit()
    document.setHtml(tooltip)
    return len(document.toPlainText().split())


def compared(rig: WindowRig) -> WindowRig:
    """Two networks, with every part of the rail open."""
    rig.run()
    rig.rows.tick_networks((find("SRCNN"),), True)
    rig.wait(lambda: set(rig.session.analyses) == set(rig.session.state.subjects) and rig.session.running is None)
    return rig


def test_tooltips_are_short(rig: WindowRig) -> None:
    compared(rig)
    tips = {widget.toolTip() for widget in rig.window.findChildren(QWidget)}
    for table in rig.window.findChildren(QTableWidget):
        heads = [table.horizontalHeaderItem(k) for k in range(table.columnCount())]
        tips |= {head.toolTip() for head in heads if head is not None}
    tips |= {action.toolTip() for action in rig.window.menus.actions.values()}
    assert len(tips) > 60
    assert {tip: count for tip in tips if (count := words_of(tip)) >= MOST_WORDS} == {}


@pytest.fixture
def larger_text(qapp: QApplication) -> Iterator[None]:
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSizeF(before.pointSizeF() * LARGER)
    qapp.setFont(font)
    yield
    qapp.setFont(before)


@pytest.fixture
def large_rig(larger_text: None, rig: WindowRig) -> WindowRig:  # noqa: ARG001 - set before the window is made
    return rig


def test_text_that_grows_while_the_window_is_open_overlaps_nothing(rig: WindowRig, qapp: QApplication) -> None:
    rig.run()
    panel, rail, before = rig.window.network_panel, rig.window.rail, QFont(qapp.font())
    panel.show_hint("A hint of several lines, which a narrow rail breaks. " * 4)
    width = rail.width()
    try:
        larger = QFont(before)
        larger.setPointSizeF(before.pointSizeF() * LARGER)
        qapp.setFont(larger)
        rig.wait(lambda: rail.width() >= 1.2 * width)
        rig.wait(lambda: panel.height() >= panel.heightForWidth(panel.width()))
        assert panel._hint.geometry().top() >= panel.list.geometry().bottom()
        assert panel._hint.height() >= panel._hint.heightForWidth(panel._hint.width())
    finally:
        qapp.setFont(before)
    rig.wait(lambda: rail.width() <= 1.05 * width)


def in_scroll_area(widget: QWidget) -> bool:
    """Whether it may be scrolled into view."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def cut_off(window: QWidget) -> list[str]:
    """Labels and buttons that are smaller than what they say, or that lie off the window."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton | QComboBox):
            continue
        if isinstance(widget, QLabel) and (
            widget.sizePolicy().horizontalPolicy() == widget.sizePolicy().Policy.Ignored
        ):
            continue
        text = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
        if not text:
            continue
        needed = widget.minimumSizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed.setHeight(widget.heightForWidth(widget.width()))
            needed.setWidth(0)
        place = QRect(widget.mapTo(window, QPoint()), widget.size())
        is_small = widget.width() < needed.width() or widget.height() < needed.height() - 1
        is_off = not window.rect().contains(place) and not in_scroll_area(widget)
        if is_small or is_off:
            found.append(f"{type(widget).__name__} {text!r} {widget.size().toTuple()} of {needed.toTuple()} {place}")
    return found


def test_nothing_is_cut_off_with_larger_text(large_rig: WindowRig) -> None:
    rig = large_rig
    rig.run()
    window = rig.window
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1280, 800), "larger text does not need a larger window"
    assert cut_off(window) == []
    compared(rig)
    window.centre.fold(False)
    window.rail.set_opened_sections(section.title for section in window.rail.sections)
    QApplication.processEvents()
    for page in range(window.drawer.tabs.count()):
        window.drawer.tabs.setCurrentIndex(page)
        QApplication.processEvents()
        assert cut_off(window) == []
    assert window.rail.verticalScrollBar().isVisible()
    assert (window.width(), window.height()) == (1280, 800)


def test_the_foot_with_cancel_is_on_the_screen(large_rig: WindowRig) -> None:
    button = large_rig.window.progress_strip.cancel_button
    place = QRect(button.mapTo(large_rig.window, QPoint()), button.size())
    assert large_rig.window.rect().contains(place)
    assert button.width() >= button.sizeHint().width()


def test_text_grows_while_the_window_is_open(rig: WindowRig, qapp: QApplication, qtbot: QtBot) -> None:
    before = QFont(qapp.font())
    width = rig.window.rail.usual_width_px()
    buttons = rig.window.findChildren(HeaderButton)
    sizes = [button.font().pointSizeF() for button in buttons]
    font = QFont(before)
    font.setPointSizeF(before.pointSizeF() * LARGER)
    qapp.setFont(font)
    try:
        qtbot.waitUntil(lambda: rig.window.rail.usual_width_px() > width * 1.2)
        assert [button.font().pointSizeF() for button in buttons] == pytest.approx([size * LARGER for size in sizes])
    finally:
        qapp.setFont(before)


def test_room_to_spare_lies_below_the_sections(rig: WindowRig, qapp: QApplication) -> None:
    """None of them is drawn apart by it."""
    rig.window.resize(1280, 1400)
    for _ in range(3):
        qapp.processEvents()
    for section in rig.window.rail.sections:
        wanted = section.heightForWidth(section.width()) if section.hasHeightForWidth() else section.sizeHint().height()
        assert section.height() == wanted, section.title
