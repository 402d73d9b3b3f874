"""A network has one colour in rows, table, list, curves and figures, whatever is done to the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from matplotlib.colors import to_hex
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from lamgui.base.generators import result_of
from lamgui.figures.build import build_figure, figure_style
from lamgui.figures.embed import read_recipe
from lamgui.figures.options import FigureOptions
from lamgui.figures.pixels.palette import Ground, network_colour, network_colour_hex
from lamgui.figures.style import Background
from lamgui.jobs.figures import FigureJobs
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.session.from_figure import state_from
from lamgui.session.state import Subject
from tests.made import two_networks
from tests.rig import first_state
from tests.small import saved
from tests.widgets.controls.test_theme import restored
from tests.widgets.window_rig import WindowRig

__all__ = ["restored"]

A, B, C = find("FSRCNN"), find("SRCNN"), find("IMDN")


def colour_of(icon: QIcon) -> tuple[int, int, int]:
    colour = icon.pixmap(QSize(4, 4)).toImage().pixelColor(1, 1)
    return colour.red(), colour.green(), colour.blue()


def shown_colours(rig: WindowRig) -> dict[str, set[tuple[int, int, int]]]:
    """The colours of each network's row, line of the table and of the list."""
    QApplication.processEvents()
    found: dict[str, set[tuple[int, int, int]]] = {}
    for cell in rig.window.viewer.grid.cells:
        chip = cell.head.grab().toImage().pixelColor(12, cell.head.height() // 2)
        found.setdefault(cell.title.name, set()).add((chip.red(), chip.green(), chip.blue()))
    table, names = rig.window.table.table, rig.window.network_panel.list
    for row in range(table.rowCount()):
        item = table.item(row, 0)
        assert item is not None
        found.setdefault(item.text(), set()).add(colour_of(item.icon()))
    for row in range(names.count()):
        if not names.item(row).icon().isNull():
            found.setdefault(names.item(row).text(), set()).add(colour_of(names.item(row).icon()))
    return found


def expected(ground: Ground, slots: dict[NetworkEntry, int]) -> dict[str, set[tuple[int, int, int]]]:
    return {entry.label: {network_colour(slot, ground)} for entry, slot in slots.items()}


def test_sorting_hiding_unticking_and_the_theme_recolour_no_other_network(rig: WindowRig) -> None:
    rig.choose("theme_light")
    for entry in (B, C):
        rig.rows.tick_networks((entry,), True)
    assert shown_colours(rig) == expected(Ground.LIGHT, {A: 0, B: 1, C: 2})
    rig.rows.move_row(Subject(C), Subject(A))
    rig.rows.hide_row(Subject(A), True)
    assert shown_colours(rig) == expected(Ground.LIGHT, {A: 0, B: 1, C: 2})
    rig.rows.tick_networks((A,), False)
    assert shown_colours(rig) == expected(Ground.LIGHT, {B: 1, C: 2})
    rig.choose("theme_dark")
    assert shown_colours(rig) == expected(Ground.DARK, {B: 1, C: 2})
    rig.rows.tick_networks((A,), True)
    assert shown_colours(rig) == expected(Ground.DARK, {A: 0, B: 1, C: 2})


def test_curves_and_outlines_have_the_colours_of_the_rows_in_both_themes(rig: WindowRig) -> None:
    rig.choose("theme_light")
    rig.rows.tick_networks((B,), True)
    rig.run()
    rig.wait(lambda: len(rig.session.analyses) == 2)
    rig.choose("theme_dark")
    rig.rows.move_row(Subject(B), Subject(A))
    QApplication.processEvents()
    own, other = (QColor(*network_colour(slot, Ground.DARK)) for slot in (0, 1))
    for plot in rig.window.curves.plots:
        assert plot.curve_colours == (own, other)
    rig.session.set_view(contour=True)
    consensus = rig.window.viewer.grid.consensus_cell
    assert consensus is not None
    assert {line.colour.name() for line in consensus.canvas.contours} == {own.name(), other.name()}


def test_a_figure_has_the_colours_of_the_window_and_takes_them_back(rig: WindowRig, tmp_path: Path) -> None:
    rig.choices.open_picture(saved(tmp_path / "waves.png"))
    rig.wait(lambda: rig.session.state.picture is not None and rig.session.state.picture.path is not None)
    state = replace(rig.session.state, compared=(A, B))
    state = replace(replace(state, compared=(B,), network=B), compared=(C, B))
    assert [state.slot_of(Subject(entry)) for entry in (B, C)] == [1, 2]
    options = FigureOptions(layout="consensus", width_in=3.0, dpi=60)
    path = result_of(FigureJobs(rig.pipeline).write(state, options, tmp_path / "figure.png", False))
    recipe = read_recipe(path)
    assert recipe is not None
    assert recipe.options.colour_slots == (2, 1)
    assert state.picture is not None
    files = {record.network_sha256: find(record.network_name).path for record in recipe.maps}
    again = state_from(recipe, state.picture, files, first_state())
    assert [again.slot_of(subject) for subject in again.subjects] == [2, 1]
    assert [again.slot_of(Subject(entry)) for entry in again.networks] == [2, 1]


def test_the_legend_of_a_figure_follows_slots_and_page() -> None:
    for background, ground in ((Background.WHITE, Ground.LIGHT), (Background.BLACK, Ground.DARK)):
        options = FigureOptions(layout="consensus", background=background, colour_slots=(3, 1))
        with figure_style(options):
            (legend,) = build_figure(two_networks(), options).legends
            drawn = [to_hex(line.get_color()) for line in legend.get_lines()]
        assert drawn == [network_colour_hex(slot, ground) for slot in (3, 1)]
