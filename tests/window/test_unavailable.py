"""Whatever cannot be used says why, in its tooltip: buttons, boxes, lists and items of menus, in every state."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QScrollBar,
    QTableWidget,
    QToolButton,
    QWidget,
)

from lamgui.attribution.settings.settings import Settings
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.options import FigureOptions
from lamgui.session.state import RowsOf
from lamgui.widgets.controls.available import unavailable_because
from lamgui.widgets.dialogs.figure_builder import FigureBuilder
from tests.window.stepped_window import Stepped
from tests.window.test_old_and_new import tick

CONTROLS = (QAbstractButton, QComboBox, QAbstractSpinBox, QAbstractSlider, QLineEdit, QListWidget, QTableWidget)
Do = Callable[[Stepped], object]


def controls_that_are_not_available(root: QWidget) -> Iterator[tuple[QWidget, str, str]]:
    """Every disabled control with its tooltip and the reason that it states, or that a part around it does."""
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or isinstance(widget, QScrollBar) or widget.isEnabled():
            continue
        said: QWidget | QAction | None = widget
        while isinstance(said, QWidget) and not unavailable_because(said):
            action = said.defaultAction() if isinstance(said, QToolButton) else None
            said = action if isinstance(action, QAction) and unavailable_because(action) else said.parentWidget()
        yield widget, "" if said is None else said.toolTip(), "" if said is None else unavailable_because(said)


def check(root: QWidget) -> int:
    """Check all of them; returns how many there are."""
    found = list(controls_that_are_not_available(root))
    silent = [
        (type(w).__name__, w.accessibleName() or w.objectName()) for w, tip, why in found if not why or tip != why
    ]
    assert silent == []
    return len(found)


def two_maps(stepped: Stepped) -> None:
    tick(stepped, "one")
    stepped.desk.finish()


def one_cell(stepped: Stepped) -> None:
    two_maps(stepped)
    stepped.window.menus.trigger("layout_one")


STATES: dict[str, Do] = {
    "one map": lambda stepped: stepped.desk.finish(),
    "two maps": two_maps,
    "a map to come": lambda stepped: tick(stepped, "one"),
    "one cell": one_cell,
    "two in one place": lambda stepped: stepped.window.menus.trigger("toggle_duel"),
    "no blur": lambda stepped: stepped.maps.choices.choose_settings(Settings(path="linear-black", steps=3), "path"),
    "signed": lambda stepped: stepped.window.menus.trigger("kind_signed_lam"),
}


@pytest.mark.parametrize("state", STATES)
def test_what_cannot_be_used_in_the_window_says_why(stepped: Stepped, state: str) -> None:
    STATES[state](stepped)
    window = stepped.window
    assert check(window) > 3
    for name, action in window.menus.actions.items():
        reason = unavailable_because(action)
        assert action.isEnabled() is not bool(reason), name
        assert action.isEnabled() or action.toolTip() == action.statusTip() == reason, name
    assert any(not action.isEnabled() for action in window.menus.actions.values())


def test_the_usual_tip_comes_back(stepped: Stepped) -> None:
    button = stepped.window.viewer.toolbar.common_scale
    action = stepped.window.menus.actions["toggle_common_scale"]
    assert unavailable_because(button) == button.toolTip() != ""
    assert not action.isEnabled()
    tick(stepped, "one")
    assert button.toolTip().startswith("Colour the maps of all cells by one maximum")
    assert action.toolTip() == action.statusTip() == stepped.window.menus.commands["toggle_common_scale"].tip


def test_the_consensus_is_ticked_where_it_can_be_seen(stepped: Stepped) -> None:
    window, view = stepped.window, stepped.maps.session
    button, action = window.viewer.toolbar.consensus, window.menus.actions["toggle_consensus"]

    def says(is_shown: bool) -> None:
        assert view.view.consensus
        assert (window.viewer.grid.consensus_cell in window.viewer.grid.shown_cells) is is_shown
        assert button.isChecked() is action.isChecked() is button.isEnabled() is action.isEnabled() is is_shown

    says(is_shown=False)
    tick(stepped, "one")
    says(is_shown=False)
    stepped.desk.finish()
    says(is_shown=True)
    for command, is_shown in (("layout_one", False), ("layout_grid", True)):
        window.menus.trigger(command)
        says(is_shown)
    window.menus.trigger("toggle_duel")
    assert not button.isChecked()
    window.menus.trigger("toggle_duel")
    says(is_shown=True)
    button.trigger()
    assert not button.isChecked()
    assert button.isEnabled()
    button.trigger()
    says(is_shown=True)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_a_layout_of_figures_does_not_have_says_why(qapp: QApplication, layout: str) -> None:
    assert qapp is not None
    builder = FigureBuilder()
    builder.show_options(FigureOptions(layout=layout))
    assert check(builder) >= 2
    form = builder.form
    assert not form.frame_time.isEnabled()
    assert not form.plays.isEnabled()
    form.animates.setChecked(True)
    assert form.frame_time.isEnabled()
    assert form.plays.isEnabled()
    assert form.frame_time.toolTip().startswith("How long an animation shows a frame")
    check(builder)
    builder.deleteLater()


def test_rows_of_bookmarks_have_no_consensus(stepped: Stepped) -> None:
    stepped.maps.rows.add_bookmark()
    stepped.maps.rows.choose_rows(RowsOf.BOOKMARKS)
    stepped.desk.finish()
    check(stepped.window)
    assert not stepped.window.viewer.toolbar.consensus.isChecked()
