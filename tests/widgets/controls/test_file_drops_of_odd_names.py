"""Dropped files are found by the bytes of their names, whatever these are."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from PySide6.QtCore import QMimeData, QUrl

from lamgui.widgets.controls.file_drops import local_files


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", [b"gr\xfc\xdfe.png", "größe 4 %41#?.png".encode(), b"a\nb.png", b"plain.png"])
def test_names_are_taken_by_their_bytes(name: bytes, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(name)
    path.touch()
    data = QMimeData()
    data.setUrls([QUrl.fromEncoded(f"file://{quote_from_bytes(os.fsencode(path))}".encode())])
    assert local_files(data) == [path]


def test_what_qt_makes_of_a_path_and_other_urls(tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "größe %20.png")), QUrl("https://host/x.png")])
    assert local_files(data) == [tmp_path / "größe %20.png"]
