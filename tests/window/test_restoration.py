"""A denoiser in the window: pictures are restored and clean, and what the panel adds gets to the network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lamgui.base.vocabulary import in_words_of
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


def test_tooltips_and_commands_speak_of_what_is_restored(rig: WindowRig, tmp_path: Path) -> None:
    def of_super_resolution() -> list[str]:
        described: list[QWidget | QAction] = [
            *rig.window.findChildren(QWidget),
            *rig.window.findChildren(QAction),
        ]
        tips = [one.toolTip() for one in described]
        # The facts of a network say what it was tried for, too.
        return [tip for tip in tips if in_words_of(1, tip) != tip and "SHA-256" not in tip]

    before = sorted(of_super_resolution())
    assert any("the SR picture F(I), in SR pixels" in tip for tip in before)
    with_denoiser(rig, tmp_path)
    assert of_super_resolution() == []
    assert "the restored picture F(I), in pixels" in rig.window.patch_panel.column.toolTip()
    assert rig.window.menus.actions["save_sr"].text() == "Save restored pi&cture…"
    rig.choices.choose_network(fsrcnn())
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.pictures.scale == 4)
    assert "the SR picture F(I), in SR pixels" in rig.window.patch_panel.column.toolTip()
    assert rig.window.menus.actions["save_sr"].text() == "Save SR pi&cture…"


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
