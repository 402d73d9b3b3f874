"""In the whole window: surroundings chosen in the panel reach the run, the viewer, the numbers and a saved session."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lamgui.maps.result import Analysis
from lamgui.session.file import read_session
from lamgui.widgets.panels.number_rows import Measure
from tests.widgets.window_rig import WindowRig

SIDE = 8


def given(rig: WindowRig) -> Analysis:
    """The map of the surroundings, chosen in the panel."""
    rig.run()
    control = rig.window.path_panel.surroundings
    control.choice.setCurrentIndex(2)
    control.side.setValue(SIDE)
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.lr_size == (SIDE, SIDE))
    analysis = rig.session.analysis
    assert analysis is not None
    return analysis


def test_the_panel_gives_the_network_the_surroundings_alone(rig: WindowRig) -> None:
    analysis = given(rig)
    contents, pictures = rig.window.viewer.cell.contents, analysis.pictures
    assert rig.session.state.settings.surroundings == analysis.settings.surroundings == SIDE
    assert contents.lr is pictures.whole.lr
    assert contents.place.surroundings is pictures.surroundings is not None
    np.testing.assert_array_equal(contents.signed, analysis.signed)
    assert rig.window.numbers_panel.value(Measure.INPUT).row_text() == "LR 8×8: around the patch"


def test_another_patch_has_other_surroundings_and_undo_gives_the_whole_picture_back(rig: WindowRig) -> None:
    first = given(rig)
    patch = rig.session.state.patch
    assert patch is not None
    rig.window.patch_panel.column.setValue(patch.x - 12)
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.pictures.patch_in_picture != patch)
    second = rig.session.analysis
    assert second is not None
    assert second.pictures.lr_origin[0] == first.pictures.lr_origin[0] - 3
    assert rig.window.viewer.cell.contents.place.box.left == second.pictures.lr_origin[0]
    rig.window.path_panel.surroundings.choice.setCurrentIndex(0)
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.pictures.surroundings is None)
    assert rig.window.viewer.cell.contents.place.surroundings is None
    assert rig.session.state.settings.surroundings is None


def test_a_saved_session_holds_them(rig: WindowRig, tmp_path: Path) -> None:
    analysis, path = given(rig), tmp_path / "s.lamgui"
    rig.files.documents.save(path)
    rig.wait(path.is_file)
    contents = read_session(path).contents
    assert contents.state.settings.surroundings == SIDE
    assert any(one.pictures.lr_origin == analysis.pictures.lr_origin for one in contents.analyses)


def test_the_frame_follows_a_patch_that_is_dragged_before_there_is_a_map(rig: WindowRig) -> None:
    first = given(rig)
    cell = rig.window.viewer.cell
    patch, box = cell.patch, first.pictures.lr_origin
    assert patch is not None

    def frame() -> tuple[float, float, float]:
        rect = cell.outlines()[0].path.boundingRect()
        return rect.left(), rect.top(), rect.width()

    assert frame() == (*box, SIDE)
    for dx in (-4, -8, -1000):
        moved = patch.moved(dx, 0).moved_inside(*cell.contents.sr_size)
        cell.show_patch(moved)
        left = min(max((2 * moved.x + moved.size - 4 * SIDE + 4) // 8, 0), cell.contents.lr_size[0] - SIDE)
        assert frame() == (left, box[1], SIDE), "the map is still the one of before"
    assert frame()[0] == 0
