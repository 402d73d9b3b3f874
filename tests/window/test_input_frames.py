"""A network of video in the window: it says which frame is shown, and another can be chosen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from lamgui.imaging.prepare import Role
from lamgui.networks.catalogue import entry_named
from tests.maps.input_frames.test_given import SOURCE, frame
from tests.small import fsrcnn
from tests.widgets.window_rig import WindowRig


def test_another_frame_is_shown_with_its_map(rig: WindowRig, tmp_path: Path) -> None:
    look = rig.window.viewer.toolbar.look
    rig.run()
    assert look.input_frame.isHidden()
    (tmp_path / "video.py").write_text(SOURCE, encoding="utf-8")
    files = [str(tmp_path / f"{number}.png") for number in range(3)]
    for number, file in enumerate(files):
        Image.fromarray(frame(number)).save(file)
    rig.choices.choose_network(
        entry_named(f"{tmp_path / 'video.py'}::Middle(others={(files[0], files[2])!r})", trust=True)
    )
    rig.choices.choose_role(Role.LR)
    rig.pictures.open(Path(files[1]))
    rig.wait(
        lambda: (
            rig.session.analysis is not None
            and rig.session.analysis.input_frames is not None
            and np.array_equal(rig.session.analysis.pictures.lr, frame(1))
        )
    )
    made = rig.session.analysis
    assert made is not None
    assert made.input_frames is not None
    cell = rig.window.viewer.cell
    texts = [look.input_frame.itemText(row) for row in range(look.input_frame.count())]
    assert texts == ["frame 2, the picture", "frame 1", "frame 3"]
    assert not look.input_frame.isHidden()
    assert cell.contents.signed is made.signed
    assert cell.title.name == "video · frame 2 of 3"
    look.input_frame.setCurrentIndex(2)
    assert rig.session.view.input_frame == 2
    assert cell.contents.lr is not None
    assert np.array_equal(cell.contents.lr, frame(2))
    assert cell.title.name == "video · frame 3 of 3"
    assert cell.contents.signed is not None
    assert np.array_equal(cell.contents.signed, made.input_frames.lam[2].sum(axis=0))
    rig.choices.choose_network(fsrcnn())
    rig.wait(lambda: rig.session.analysis is not None and rig.session.analysis.input_frames is None)
    assert look.input_frame.isHidden()
