"""The table points at the row in focus, also after a click that hid another."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from lamgui.networks.catalogue import find
from tests.widgets.window_rig import WindowRig


def test_hiding_the_row_in_focus_by_its_tick_selects_the_next(rig: WindowRig, qapp: QApplication) -> None:
    rig.run()
    rig.rows.tick_networks((find("SRCNN"),), True)
    rig.wait(lambda: set(rig.session.analyses) == set(rig.session.state.subjects) and rig.session.running is None)
    rig.window.drawer.show_page("table")
    rig.window.drawer.show_folded(False)
    qapp.processEvents()
    table, state = rig.window.table.table, rig.session.state
    assert state.focus is not None
    row = state.subjects.index(state.focus)
    item = table.item(row, 0)
    assert item is not None
    option = QStyleOptionViewItem()
    option.initFrom(table)
    option.features = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    option.rect = table.visualItemRect(item)
    box = table.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, table)
    for place in (box.center(), QPoint(option.rect.left() + 10, option.rect.center().y())):
        if item.checkState() is Qt.CheckState.Checked:
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    rig.wait(lambda: rig.session.state.focus != state.focus)
    assert state.focus.network in rig.session.state.hidden
    now = rig.session.state.focus
    assert now is not None
    wanted = rig.session.state.subjects.index(now)
    rig.wait(lambda: {index.row() for index in table.selectionModel().selectedRows()} == {wanted})
    assert table.currentRow() == wanted
