"""A click and each tick of a run show what has changed, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from lamgui.attribution.patch import Patch
from lamgui.maps.progress import Progress, Stage
from lamgui.widgets.panels.compare_table import CompareTable
from lamgui.widgets.viewer.canvas import Canvas
from lamgui.widgets.viewer.cells.cell_foot import CellFoot
from lamgui.widgets.viewer.viewer import Viewer
from tests.widgets.viewer_of import at_sr, canvases, click
from tests.widgets.window_rig import WindowRig

Counts = Counter[str]
COUNTED: tuple[tuple[type, str], ...] = (
    (Canvas, "show_patch"),
    (Canvas, "show_image"),
    (Canvas, "show_camera"),
    (CellFoot, "show_patches"),
    (Viewer, "show_areas"),
    (CompareTable, "show_rows"),
)


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counts:
    """How often each of COUNTED was called, by class and method."""
    counted: Counts = Counter()

    def counting(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def count(*arguments: Any, **named: Any) -> Any:
            counted[name] += 1
            return method(*arguments, **named)

        return count

    for kind, name in COUNTED:
        monkeypatch.setattr(kind, name, counting(f"{kind.__name__}.{name}", getattr(kind, name)))
    return counted


def tick(rig: WindowRig, **changes: Any) -> None:
    """A run reports once more."""
    assert rig.session.progress is not None
    rig.session.set_progress(replace(rig.session.progress, step=rig.session.progress.step + 1, **changes))


def test_a_click_sets_the_patch_of_a_cell_once(rig: WindowRig, counts: Counts) -> None:
    rig.run()
    rig.desk.close()
    counts.clear()
    click(canvases(rig.window.viewer)[0], at_sr(rig.window.viewer, 20, 20))
    assert rig.session.state.patch == Patch(12, 12, 16)
    assert counts["Canvas.show_patch"] == counts["CellFoot.show_patches"] == 1
    assert counts["Canvas.show_image"] == 0, "the map that is there stays until the new one grows"
    assert counts["CompareTable.show_rows"] == 1


def test_a_tick_shows_its_map_and_one_without_a_new_map_nothing(rig: WindowRig, counts: Counts) -> None:
    analysis = rig.run()
    subject = rig.session.state.subjects[0]
    rig.desk.close()
    rig.session.set_rows({}, {}, subject)
    progress = Progress(Stage.FULL, 1, 50, 0.1, analysis.pictures, analysis.curves, analysis.signed)
    rig.session.set_progress(progress)
    counts.clear()
    tick(rig)
    tick(rig, elapsed_s=0.3)
    assert counts == Counter()
    tick(rig, partial=analysis.signed / 2)
    assert counts == {"Canvas.show_image": 1}
