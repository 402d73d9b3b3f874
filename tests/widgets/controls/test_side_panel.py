"""The side panel scrolls up and down only, and is wide enough for every panel of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.widgets.controls.collapsible import Collapsible
from lamgui.widgets.controls.side_panel import SidePanel
from lamgui.widgets.panels.device import DevicePanel
from lamgui.widgets.panels.network.panel import NetworkPanel
from lamgui.widgets.panels.patch import PatchPanel
from lamgui.widgets.panels.path.panel import PathPanel
from lamgui.widgets.panels.picture import PicturePanel
from tests.widgets.analysis_of import FACTS


def full_panel(qtbot: QtBot) -> tuple[SidePanel, list[QWidget]]:
    side = SidePanel()
    qtbot.addWidget(side)
    network, patch = NetworkPanel(), PatchPanel()
    network.show_facts(FACTS)
    patch.show_limits(20_000, 20_000)
    patch.show_patch(Patch(12_345, 12_345, 128))
    panels: list[QWidget] = [PicturePanel(), network, patch, PathPanel(), DevicePanel()]
    for number, panel in enumerate(panels):
        side.add_group(f"Group {number}", panel, opened=number < 4)
    return side, panels


def test_nothing_is_cut_off_sideways_at_the_least_width(qtbot: QtBot) -> None:
    side, panels = full_panel(qtbot)
    side.set_opened_groups(f"Group {number}" for number in range(6))
    assert 250 <= side.minimumSizeHint().width() <= 290
    side.resize(side.minimumSizeHint().width(), 700)
    with qtbot.waitExposed(side):
        side.show()
    for panel in panels:
        assert panel.minimumSizeHint().width() <= panel.width()
    assert not side.horizontalScrollBar().isVisible()
    assert side.verticalScrollBar().isVisible()


def test_the_four_groups_used_most_fit_a_small_screen(qtbot: QtBot) -> None:
    side, panels = full_panel(qtbot)
    side.resize(276, 700)
    with qtbot.waitExposed(side):
        side.show()
    path = panels[3]
    assert path.mapTo(side, path.rect().bottomLeft()).y() < 700


def test_spare_height_is_left_below(qtbot: QtBot) -> None:
    side = SidePanel()
    qtbot.addWidget(side)
    side.add_group("One", QLabel("a"))
    side.add_group("Two", QLabel("b"))
    side.resize(280, 900)
    with qtbot.waitExposed(side):
        side.show()
    groups = side.findChildren(Collapsible)
    assert all(group.height() == group.sizeHint().height() for group in groups)
    assert groups[1].y() <= groups[0].geometry().bottom() + 2
    assert not side.verticalScrollBar().isVisible()


def test_tells_which_groups_are_open(qtbot: QtBot) -> None:
    side, _ = full_panel(qtbot)
    assert side.opened_groups() == ("Group 0", "Group 1", "Group 2", "Group 3")
    side.set_opened_groups(("Group 4", "no such group"))
    assert side.opened_groups() == ("Group 4",)
    header = side.findChildren(Collapsible)[0].header
    QTest.mouseClick(header, Qt.MouseButton.LeftButton)
    assert side.opened_groups() == ("Group 0", "Group 4")


def test_every_control_is_explained_and_named(qtbot: QtBot) -> None:
    _, panels = full_panel(qtbot)
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


def test_a_group_that_grows_takes_the_spare_height_while_it_is_open(qtbot: QtBot) -> None:
    side = SidePanel()
    qtbot.addWidget(side)
    side.add_group("One", QLabel("a"))
    side.add_group("Two", QListWidget(), grows=True)
    side.resize(280, 900)
    with qtbot.waitExposed(side):
        side.show()
    fixed, growing = side.findChildren(Collapsible)
    assert fixed.height() == fixed.sizeHint().height()
    assert growing.geometry().bottom() >= 895
    growing.header.click()
    qtbot.waitUntil(lambda: growing.height() == growing.sizeHint().height())
    assert growing.y() <= fixed.geometry().bottom() + 2
