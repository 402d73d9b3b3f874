"""What is read out over two pictures in one place: the values of both, each under its letter, whichever is on top."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pytestqt.qtbot import QtBot

from lamgui.maps.pictures import Pictures
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.duel.duel import Duel
from lamgui.widgets.viewer.pictures.contents import Contents
from tests.widgets.viewer_of import scene_of


def contents_of(scene: Pictures) -> Contents:
    contents = Contents()
    contents.show_pictures(scene.lr, scene.sr, scene.hr, scene.scale)
    return contents


def test_both_pictures_are_read_out_whichever_is_on_top(qtbot: QtBot) -> None:
    scene, duel = scene_of(), Duel()
    qtbot.addWidget(duel)
    other = replace(scene, sr=np.full_like(scene.sr, 7))
    duel.show_rows((("one", contents_of(scene)), ("other", contents_of(other))))
    (said, shorter) = duel.readout(3.0, 2.0)
    shown = " ".join(str(int(value)) for value in scene.sr[2 * scene.scale, 3 * scene.scale])
    assert said.split(" · ")[2:] == [f"A: SR {shown}", "B: SR 7 7 7"]
    assert shorter == said.replace("LR 3, 2 · ", "")
    duel.hold(True)
    assert duel.readout(3.0, 2.0)[0] == said
    duel.show_kind(PaneContent.INPUT)
    assert "A: input" in duel.readout(3.0, 2.0)[0]
    assert duel.readout(-1.0, 2.0) == ()
