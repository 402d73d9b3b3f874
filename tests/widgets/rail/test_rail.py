"""The rail scrolls up and down only, is wide enough for every panel of the window, and says at rest what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.widgets.controls.summary import SummaryLine, SummaryLines
from lamgui.widgets.panels.device import DevicePanel
from lamgui.widgets.panels.hard_patches import HardPatchesPanel
from lamgui.widgets.panels.network.panel import NetworkPanel
from lamgui.widgets.panels.patch import PatchPanel
from lamgui.widgets.panels.path.panel import PathPanel
from lamgui.widgets.panels.picture import PicturePanel
from lamgui.widgets.rail.rail import WIDTH_PX, Rail
from lamgui.widgets.rail.section import Section
from tests.widgets.analysis_of import FACTS
from tests.widgets.painted_text import painted_texts

LEFT = Qt.MouseButton.LeftButton


def full_rail(qtbot: QtBot) -> tuple[Rail, list[QWidget]]:
    rail = Rail()
    qtbot.addWidget(rail)
    network, patch = NetworkPanel(), PatchPanel()
    network.show_facts(FACTS)
    patch.show_limits(20_000, 20_000)
    patch.show_patch(Patch(12_345, 12_345, 128))
    panels: list[QWidget] = [PicturePanel(), network.details, patch, PathPanel(), HardPatchesPanel(), DevicePanel()]
    for number, panel in enumerate(panels):
        stays = network if panel is network.details else None
        rail.add_section(Section(f"Section {number}", [panel], stays=stays))
    return rail, panels


def test_nothing_is_cut_off_sideways_at_the_least_width(qtbot: QtBot) -> None:
    rail, panels = full_rail(qtbot)
    rail.set_opened_sections(f"Section {number}" for number in range(6))
    assert rail.minimumSizeHint().width() <= 290
    rail.resize(rail.minimumSizeHint().width(), 700)
    with qtbot.waitExposed(rail):
        rail.show()
    for panel in panels:
        assert panel.minimumSizeHint().width() <= panel.width()
    assert not rail.horizontalScrollBar().isVisible()
    assert rail.verticalScrollBar().isVisible()


def test_at_rest_it_needs_no_more_than_its_usual_width_and_does_not_scroll(qtbot: QtBot) -> None:
    rail, _ = full_rail(qtbot)
    rail.resize(rail.usual_width_px(), 700)
    with qtbot.waitExposed(rail):
        rail.show()
    assert rail.minimumSizeHint().width() <= WIDTH_PX
    assert not rail.verticalScrollBar().isVisible()


def test_spare_height_is_left_below(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    for title in ("One", "Two"):
        rail.add_section(Section(title, [QLabel("a")]))
    rail.resize(280, 900)
    with qtbot.waitExposed(rail):
        rail.show()
    one, two = rail.sections
    assert one.height() == one.sizeHint().height()
    assert two.y() <= one.geometry().bottom() + 20
    assert not rail.verticalScrollBar().isVisible()


def test_says_which_sections_are_open(qtbot: QtBot) -> None:
    rail, _ = full_rail(qtbot)
    assert rail.opened_sections() == ()
    rail.set_opened_sections(("Section 5", "no such section"))
    assert rail.opened_sections() == ("Section 5",)
    QTest.mouseClick(rail.sections[0].header, LEFT)
    assert rail.opened_sections() == ("Section 0", "Section 5")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(rail.sections[5].header, key)
    assert rail.opened_sections() == ("Section 0", "Section 5")
    QTest.keyClick(rail.sections[5].header, Qt.Key.Key_Enter)
    assert rail.opened_sections() == ("Section 0",)


def test_a_click_on_a_line_opens_the_section_at_its_control(qtbot: QtBot) -> None:
    first, second = QLineEdit(), QLineEdit()
    panel = QWidget()
    first.setParent(panel)
    second.setParent(panel)
    summary, always = SummaryLines(), QLabel("always")
    section = Section("Method", [panel], [summary], stays=always)
    qtbot.addWidget(section)
    summary.show_lines([SummaryLine("Path", "blur"), SummaryLine("Steps", "50")], [first, second])
    section.resize(240, 200)
    with qtbot.waitExposed(section):
        section.show()
    section.activateWindow()
    qtbot.waitUntil(section.isActiveWindow)
    assert (summary.isVisible(), panel.isVisible(), always.isVisible()) == (True, False, True)
    heard: list[bool] = []
    section.opened_changed.connect(heard.append)
    QTest.mouseClick(summary, LEFT, pos=QPoint(20, summary.height() - 4))
    assert (summary.isVisible(), panel.isVisible(), always.isVisible()) == (False, True, True)
    assert second.hasFocus()
    assert heard == [True]


def test_lines_are_read_out_and_have_a_height_of_their_own(qtbot: QtBot) -> None:
    summary = SummaryLines()
    qtbot.addWidget(summary)
    summary.show_lines([SummaryLine("Path", "blur"), SummaryLine("", "sample.png")])
    assert summary.accessibleName() == "Path blur; sample.png"
    two = summary.sizeHint().height()
    summary.show_lines([SummaryLine("Path", "blur")])
    assert summary.sizeHint().height() == two / 2


def test_larger_text_has_a_wider_rail(qtbot: QtBot) -> None:
    rail, _ = full_rail(qtbot)
    usual = rail.usual_width_px()
    font = rail.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    rail.setFont(font)
    assert rail.usual_width_px() > usual * 1.2


def test_every_control_is_explained_and_named(qtbot: QtBot) -> None:
    _, panels = full_rail(qtbot)
    for panel in panels:
        controls = [
            w
            for w in panel.findChildren(QWidget)
            if w.focusPolicy() != Qt.FocusPolicy.NoFocus and not w.objectName().startswith("qt_")
        ]
        for control in controls:
            if control.parent() is panel:
                assert control.toolTip(), control
                assert control.accessibleName(), control


def test_a_value_that_is_too_long_takes_two_lines(qtbot: QtBot) -> None:
    lines = SummaryLines()
    qtbot.addWidget(lines)
    short, long = SummaryLine("At", "12, 34"), SummaryLine("At", "x 312, y 140, 16 SR pixels wide, in the middle of it")
    lines.show_lines((short,))
    lines.resize(2 * lines.sizeHint().width(), lines.sizeHint().height())
    one = lines.sizeHint().height()
    lines.show_lines((long,))
    assert lines.sizeHint().height() > one
    lines.resize(lines.width(), lines.sizeHint().height())
    (painted,) = [text.words for text in painted_texts(lines) if text.words.startswith("x 312")]
    assert "…" not in painted
    lines.resize(4 * lines.width(), lines.height())
    assert lines.sizeHint().height() == one, "in a wider rail it is one again"
    lines.show_lines((short, long, short))
    assert [lines._line_at(number * one + 2) for number in range(3)] == [0, 1, 2]
