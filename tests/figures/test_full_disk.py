"""Every writer of figures calls a full disk that, and leaves the older file as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from lamgui.base.errors import SaveError
from lamgui.figures.options import FigureOptions
from lamgui.figures.write import ENDINGS, write_figure
from lamgui.imaging.save import save_png
from tests.files.full_disk import nearly_full
from tests.made import analysis


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_is_called_that_and_the_older_file_stays(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"figure.{ending}"
    path.write_bytes(b"older")
    with nearly_full(3000), pytest.raises(SaveError, match="no space is left on the disk"):
        write_figure([analysis()], FigureOptions(dpi=60), path)
    assert path.read_bytes() == b"older"
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".lamgui")] == []


def test_so_does_a_single_picture(tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    path.write_bytes(b"older")
    with nearly_full(100), pytest.raises(SaveError, match="no space is left on the disk"):
        save_png(path, analysis().pictures.sr, {})
    assert path.read_bytes() == b"older"
