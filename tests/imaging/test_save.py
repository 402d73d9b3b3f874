"""A saved PNG holds its pixels and its text, and a failed save leaves what was there."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lamgui.base.errors import PictureError, SaveError
from lamgui.imaging.png_text import read_png_text
from lamgui.imaging.save import save_error, save_png
from tests.imaging.pictures import coloured, rgb_of

CHECKOUT = Path(__file__).resolve().parents[2]

TEXT = {
    "settings": '{"sigma": 1.2, "note": "two\\nlines"}\nand a third',
    "title": "σ = 1.2 — 街並み",
    "accents": "Zürich, 4 µm",
    "empty": "",
    "path": "bad\udcff bytes",
}


def test_pixels_and_text_come_back(tmp_path: Path) -> None:
    path = tmp_path / "größe und 街.png"
    save_png(path, coloured(20, 10), TEXT)
    assert np.array_equal(rgb_of(path), coloured(20, 10))
    assert read_png_text(path) == {**TEXT, "path": "bad\\udcff bytes"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty one."""
    folder = tmp_path / "folder"
    folder.mkdir()
    return folder


def test_the_name_decides_nothing_and_nothing_else_is_left(folder: Path) -> None:
    path = folder / "map.jpg"
    save_png(path, coloured(20, 10), {})
    assert path.read_bytes().startswith(b"\x89PNG")
    assert list(folder.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=r"map.png was not saved: there is no folder .*nowhere. Make the folder first"):
        save_png(tmp_path / "nowhere" / "map.png", coloured(8, 8), {})


def test_a_file_in_the_place_of_a_folder_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SaveError, match="there is no folder"):
        save_png(tmp_path / "file" / "map.png", coloured(8, 8), {})


def test_a_folder_is_not_overwritten(folder: Path) -> None:
    with pytest.raises(SaveError, match=r"is a folder. Choose a file name inside it"):
        save_png(folder, coloured(8, 8), {})
    assert folder.is_dir()
    assert not list(folder.iterdir())


def test_a_name_that_is_too_long_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=r"too long.*under another name"):
        save_png(tmp_path / ("n" * 300 + ".png"), coloured(8, 8), {})


def test_a_folder_that_may_not_be_written_is_named(locked_folder: Path) -> None:
    with pytest.raises(SaveError, match=r"you may not write to the folder .* Save to another folder"):
        save_png(locked_folder / "map.png", coloured(8, 8), {})


# In a process of its own: the limit holds for whatever a process writes, its own log too.
SAVE_ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from lamgui.base.errors import SaveError
from lamgui.imaging.save import save_png
from tests.imaging.pictures import noise
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    save_png(Path(sys.argv[1]), noise(200, 200), {})
except SaveError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot limit the size of the files that a process writes")
def test_a_write_that_fails_half_way_leaves_the_old_file(folder: Path) -> None:
    path = folder / "map.png"
    path.write_bytes(b"old")
    command = [sys.executable, "-c", SAVE_ON_A_FULL_DISK, str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CHECKOUT).stdout
    assert "no space is left" in said
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_in_words(tmp_path: Path, number: int) -> None:
    error = save_error(tmp_path / "map.png", OSError(number, os.strerror(number)))
    assert str(error) == (
        f"map.png was not saved: no space is left on the disk that holds {tmp_path}. "
        "Free some space, or save to another disk."
    )
    assert os.strerror(number) in error.details


@pytest.mark.parametrize("content", [None, b"", b"not a png", b"\x89PNG\r\n\x1a\n"])
def test_text_of_no_png_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "notes.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PictureError, match=r"notes.png.*not a whole PNG. Choose a PNG"):
        read_png_text(path)
