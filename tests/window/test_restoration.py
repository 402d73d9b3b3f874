"""A denoiser in the window: pictures are restored and clean, and what the panel adds gets to the network."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lamgui.imaging.degradation import NO_DEGRADATION, DegradationKind, degradation_from
from lamgui.imaging.prepare import Role
from lamgui.session.state import PaneContent
from tests.networks.denoisers import denoiser_entry
from tests.small import fsrcnn
from tests.widgets.window_rig import WindowRig, words_in

NOISE = degradation_from("noise:25")


def with_denoiser(rig: WindowRig, folder: Path) -> None:
    """Wait for the map of a denoiser on the clean picture."""
    rig.choices.choose_network(denoiser_entry(folder))
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.pictures.scale == 1)


def test_words_are_those_of_the_network_in_use(rig: WindowRig, tmp_path: Path) -> None:
    window, kinds = rig.window, rig.window.viewer.toolbar.kinds
    rig.run()
    assert (kinds["sr"].iconText(), kinds["hr"].iconText()) == ("SR", "HR")
    assert window.menus.actions["kind_sr"].text() == "SR (&2)"
    with_denoiser(rig, tmp_path)
    assert (kinds["sr"].iconText(), kinds["hr"].iconText()) == ("Restored", "Clean")
    assert kinds["error"].text() == "Error |restored − clean|"
    assert window.menus.actions["kind_sr"].text() == "Restored (&2)"
    assert window.menus.actions["kind_error"].text() == "&Error |restored − clean|"
    cell = window.viewer.cell
    assert [picture.name for picture in cell.patch_pictures()] == ["Input", "Restored", "Clean"]
    assert "pixels at" in cell.canvas.accessibleDescription()
    assert "SR" not in cell.canvas.accessibleDescription()
    assert "the clean picture as it is" in words_in(window.picture_panel)
    assert window.path_panel.sigma.suffix() == " px"
    assert "LR" not in words_in(window.numbers_panel)
    rig.choices.choose_network(fsrcnn())
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.pictures.scale == 4)
    assert (kinds["sr"].iconText(), kinds["hr"].iconText()) == ("SR", "HR")
    assert "reduced to 32 × 24 LR" in words_in(window.picture_panel)
    assert window.path_panel.sigma.suffix() == " LR px"


def test_noise_of_the_panel_gets_to_the_network_and_can_be_undone(rig: WindowRig, tmp_path: Path) -> None:
    with_denoiser(rig, tmp_path)
    clean = rig.session.analysis
    panel = rig.window.picture_panel.degradation
    assert not panel.isHidden()
    panel.kind.setCurrentIndex(list(DegradationKind).index(DegradationKind.NOISE))
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.degradation == NOISE)
    noisy = rig.session.analysis
    assert noisy is not None
    assert noisy.pictures.hr is not None
    assert clean is not None
    assert np.array_equal(noisy.pictures.hr, clean.pictures.lr)
    contents = rig.window.viewer.cell.contents
    assert contents.lr is noisy.pictures.lr
    assert contents.image(PaneContent.HR) is not None
    assert "noise σ 25 of 255" in words_in(rig.window.picture_panel)
    rig.session.undo_stack.undo()
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.degradation == NO_DEGRADATION)
    assert panel.kind.value() is DegradationKind.NONE


def test_the_input_itself_is_offered_no_degradation(rig: WindowRig, tmp_path: Path) -> None:
    with_denoiser(rig, tmp_path)
    rig.choices.choose_role(Role.LR)
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.role is Role.LR)
    panel = rig.window.picture_panel
    assert panel.degradation.isHidden()
    assert panel.reading.reference_button.text() == "Its clean original…"


def test_a_network_that_enlarges_keeps_its_map_when_the_noise_is_another(rig: WindowRig) -> None:
    before = rig.run()
    rig.choices.choose_degradation(NOISE, "")
    rig.wait(lambda: rig.session.analysis is not None and rig.session.progress is None)
    assert rig.session.analysis is before
