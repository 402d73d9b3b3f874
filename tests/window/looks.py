"""Everything that a window shows, as plain values: two windows that show the same have equal ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QListWidget,
    QProgressBar,
    QTableWidget,
    QWidget,
)

from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.summary import SummaryLines
from lamgui.widgets.viewer.canvas import Canvas
from lamgui.widgets.viewer.cells.cell import Cell
from lamgui.widgets.viewer.thumb import Thumb
from lamgui.window.main_window import MainWindow

Looks = dict[str, Any]

PANELS = (
    "numbers_panel",
    "table",
    "progress_strip",
)


def looks_of(window: MainWindow) -> Looks:
    """What a window shows: title, menus, rail, panels, cells, curves and filmstrip. Not where its cells look."""
    looks: Looks = {"title": window.windowTitle(), "compares": window.centre._several}
    looks |= {f"menu {name}": (a.isEnabled(), a.isChecked(), a.text()) for name, a in window.menus.actions.items()}
    for name in PANELS:
        looks |= {f"{name} {k}": part for k, part in enumerate(_parts(getattr(window, name)))}
    for section in window.rail.sections:
        looks |= {f"rail {section.title} {k}": part for k, part in enumerate(_parts(section))}
    looks |= _viewer(window) | _curves(window) | _filmstrip(window)
    return looks


def differences(one: Looks, other: Looks) -> dict[str, tuple[Any, Any]]:
    """What differs, by its name."""
    names = dict.fromkeys((*one, *other))
    return {name: (one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)}


def _parts(widget: QWidget) -> Iterator[tuple[Any, ...]]:
    """The widgets that show something, in their order, with what they show."""
    for child in (widget, *widget.findChildren(QWidget)):
        for kind, shown in _SHOWN:
            # The corner of a table is a bare QAbstractButton without a word.
            if isinstance(child, kind) and type(child) is not QAbstractButton:
                yield (type(child).__name__, child.isEnabled(), child.isHidden(), *shown(child))


def _list(widget: QListWidget) -> tuple[Any, ...]:
    items = [widget.item(k) for k in range(widget.count())]
    selected = [widget.row(item) for item in widget.selectedItems()]
    lines = [
        (i.text(), i.data(Qt.ItemDataRole.UserRole), i.checkState(), i.toolTip(), i.foreground(), i.icon().isNull())
        for i in items
    ]
    return lines, widget.currentRow(), selected


def _table(widget: QTableWidget) -> tuple[Any, ...]:
    cells = [widget.item(r, c) for r in range(widget.rowCount()) for c in range(widget.columnCount())]
    texts = [(c.text(), c.toolTip(), c.data(Qt.ItemDataRole.CheckStateRole)) for c in cells if c is not None]
    return texts, widget.currentRow()


_SHOWN: tuple[tuple[type, Callable[[Any], tuple[Any, ...]]], ...] = (
    (QLabel, lambda label: (label.text(), label.toolTip(), label.foregroundRole())),
    (ElidedLabel, lambda label: (label.text(), label.foregroundRole())),
    (SummaryLines, lambda summary: (summary.lines,)),
    (QAbstractButton, lambda button: (button.text(), button.isChecked())),
    (QAbstractSpinBox, lambda box: (box.text(),)),
    (QComboBox, lambda box: (box.currentText(),)),
    (QProgressBar, lambda bar: (bar.value(), bar.maximum())),
    (QListWidget, _list),
    (QTableWidget, _table),
)


def _pixels(canvas: Canvas) -> bytes | str:
    image = canvas._image
    return canvas._absent if image is None else image.pixels.tobytes()


def _cell(cell: Cell) -> Looks:
    canvas = cell.canvas
    return {
        "patch": cell.patch,
        "lr": cell.contents.lr_size,
        "scale": cell.contents.scale,
        "shown": not cell.isHidden(),
        "title": cell.title,
        "picture": (
            canvas.accessibleName(),
            canvas.accessibleDescription(),
            _pixels(canvas),
            canvas._box,
            canvas.contours,
            canvas.dimmed,
            canvas.marks,
        ),
        "numbers": cell.foot.numbers,
        "patches": [(thumb.accessibleName(), *_thumb(thumb)) for thumb in cell.foot.thumbs],
    }


def _thumb(thumb: Thumb) -> tuple[Any, ...]:
    image, patch = thumb.shown
    return (None if image is None else image.pixels.tobytes(), patch)


def _viewer(window: MainWindow) -> Looks:
    viewer, grid = window.viewer, window.viewer.grid
    looks: Looks = {"viewer invites": viewer._empty, "viewer cells": len(grid.cells), "viewer hidden": grid.isHidden()}
    for number, cell in enumerate(grid.all_cells):
        looks |= {f"cell {number} {name}": value for name, value in _cell(cell).items()}
    toolbar = viewer.toolbar
    for action in toolbar.findChildren(QAction):
        looks[f"toolbar {action.text()}"] = (action.isChecked(), action.isEnabled(), action.iconText())
    looks["toolbar scale"] = (toolbar.bar.accessibleDescription(), toolbar.contrast_bar.contrast)
    looks |= {f"looks {k}": part for k, part in enumerate(_parts(toolbar.look))}
    return looks


def _curves(window: MainWindow) -> Looks:
    curves = window.curves
    if curves._stack.currentIndex() == 0:
        return {"curves": curves._hint.text()}
    looks: Looks = {}
    for number, plot in enumerate(curves.plots):
        x, y = plot.points
        others = [np.concatenate(item.getData()).tolist() for item in plot._others]
        looks[f"curve {number}"] = (x.tolist(), y.tolist(), others, plot.target, plot.y_range)
        looks[f"curve {number} marks"] = (plot.band, plot.cursor_alpha, plot.note, plot.value_text)
        pens = [item.opts["pen"].color().rgba() for item in (plot._curve, *plot._others)]
        looks[f"curve {number} pens"] = pens
    return looks


def _filmstrip(window: MainWindow) -> Looks:
    strip = window.filmstrip
    if not strip._frames:
        return {"filmstrip": strip._hint.text()}
    return {
        f"frame {k}": (frame.lines, frame.note, None if frame.pixels is None else frame.pixels.tobytes(), frame.box)
        for k, frame in enumerate(strip.main_frames)
    }
