"""What a screen reader is given, asked through Qt's accessibility interface: a name and a value for all that is shown.

Widgets of Qt's own state their values; those that paint themselves by `lamgui.widgets.controls.accessible_value`.
"""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from lamgui.networks.catalogue import find
from lamgui.session.state import PaneContent
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.curves.plot import CurvePlot
from lamgui.widgets.filmstrip.frame import FilmstripFrame
from lamgui.widgets.panels.number_rows import Measure
from lamgui.widgets.viewer.canvas import Canvas
from lamgui.widgets.viewer.cells.cell_head import CellHead
from lamgui.widgets.viewer.thumb import Thumb
from tests.widgets.window_rig import WindowRig

Shown = TypeVar("Shown", bound=QWidget)
PAINTED = (Canvas, CellHead, Thumb, CurvePlot, FilmstripFrame)
"""Widgets that paint what they show."""


def spoken(widget: QWidget, text: QAccessible.Text) -> str:
    """What the accessibility interface of a widget says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, widget
    return interface.text(text)


def name_of(widget: QWidget) -> str:
    return spoken(widget, QAccessible.Text.Name)


def description_of(widget: QWidget) -> str:
    return spoken(widget, QAccessible.Text.Description)


def visible(rig: WindowRig, kind: type[Shown]) -> list[Shown]:
    return [widget for widget in rig.window.findChildren(kind) if widget.isVisible()]


@pytest.fixture
def compared(rig: WindowRig) -> WindowRig:
    """Two networks, both done, with the cells of the picture and of the consensus beside theirs."""
    rig.window.resize(1600, 1000)
    rig.rows.tick_networks((find("SRCNN"),), True)
    rig.wait(lambda: len(rig.session.analyses) == 2 and rig.session.running is None)
    return rig


def test_all_that_is_painted_or_written_has_a_name(compared: WindowRig) -> None:
    found = [widget for kind in PAINTED for widget in visible(compared, kind)]
    assert len(found) > 10
    labels = [label for label in visible(compared, QLabel) if label.text()]
    labels_elided = [label for label in visible(compared, ElidedLabel) if label.text()]
    nameless = [widget for widget in (*found, *labels, *labels_elided) if not name_of(widget).strip()]
    assert nameless == []


def test_a_cell_says_its_network_kind_numbers_patch_and_colours(compared: WindowRig) -> None:
    patch = compared.session.state.patch
    assert patch is not None
    cells = compared.window.viewer.grid.cells
    for cell, subject in zip(cells, compared.session.state.subjects, strict=True):
        assert subject.label in name_of(cell.canvas)
        described = description_of(cell.canvas)
        assert cell.title.detail
        assert cell.title.detail in described
        assert f"patch of {patch.size} SR pixels at {patch.x}, {patch.y}" in described
        assert "colours from 0" in described
        assert cell.title.detail in name_of(cell.head)
    before = [description_of(cell.canvas) for cell in cells]
    compared.rows.move_patch(patch.moved(3, 0), "")
    assert all(f"at {patch.x + 3}, {patch.y}" in description_of(cell.canvas) for cell in cells)
    compared.wait(lambda: len(compared.session.analyses) == 2 and compared.session.running is None)
    assert [description_of(cell.canvas) for cell in cells] != before


def test_a_cell_without_a_map_says_so(rig: WindowRig) -> None:
    rig.session.set_view(content=PaneContent.MAP)
    assert "waiting" in description_of(rig.window.viewer.cell.canvas)


def test_a_curve_says_its_value_at_the_cursor(rig: WindowRig) -> None:
    rig.run()
    plots = rig.window.curves.plots
    assert len({name_of(plot) for plot in plots}) == len(plots) == 3
    rig.session.set_alpha(0.25)
    before = [description_of(plot) for plot in plots]
    assert all(before)
    rig.session.set_alpha(1.0)
    assert all(a != b for a, b in zip(before, [description_of(plot) for plot in plots], strict=True))


@pytest.mark.parametrize("measure", [Measure.DI, Measure.GAP, Measure.PSNR, Measure.VERDICT])
def test_a_number_says_what_it_is_and_its_value(rig: WindowRig, measure: Measure) -> None:
    rig.run()
    label = rig.window.numbers_panel.value(measure)._value
    assert label.text()
    assert name_of(label).startswith(f"{measure.heading}: {label.text()}")


def value_of(widget: QWidget) -> str:
    return spoken(widget, QAccessible.Text.Value)


def test_what_is_painted_has_a_value(compared: WindowRig) -> None:
    window = compared.window
    for cell in window.viewer.grid.cells:
        assert value_of(cell.canvas) == value_of(cell.head) == cell.title.detail != ""
    patch = compared.session.state.patch
    assert patch is not None
    (thumb, *_) = (one for one in visible(compared, Thumb) if one.accessibleName() == "SR patch")
    assert value_of(thumb) == f"{patch.size}×{patch.size} SR pixels at {patch.x}, {patch.y}"
    assert value_of(window.viewer.toolbar.contrast_bar) == compared.session.view.contrast.words
    window.curves.warm_up()
    for plot in window.curves.plots:
        assert value_of(plot) == plot.value_text
    for label in visible(compared, ElidedLabel):
        assert value_of(label) == label.text()
    cell = window.viewer.cell
    cell.canvas.show_plate("failed: no such file")
    assert value_of(cell.canvas) == "failed: no such file"


def test_values_outlive_no_widget(rig: WindowRig) -> None:
    """Each interface is deleted with its widget, and made anew for the next one."""
    for text in ("one", "two"):
        label = ElidedLabel(parent=rig.window)
        label.set_text(text)
        assert value_of(label) == text
        assert QAccessible.queryAccessibleInterface(label).role() is QAccessible.Role.StaticText
        label.deleteLater()
        QCoreApplication.sendPostedEvents(label, QEvent.Type.DeferredDelete)
        assert not isValid(label)
