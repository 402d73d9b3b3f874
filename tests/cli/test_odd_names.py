"""File names that are no UTF-8, or hold controls, work as others do, and are shown with their bytes written out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from lamgui.files.shipped import models_folder
from tests.cli.terminal import lamgui

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")


def test_maps_and_figures_of_odd_names(tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = picture.rename(tmp_path / os.fsdecode(b"gr\xfc\x1b]0;x\x07.png"))
    network = tmp_path / os.fsdecode(b"n\xff\x1b[2J.safetensors")
    network.write_bytes((models_folder() / "fsrcnn_x4.safetensors").read_bytes())
    of = (odd, "--network", network, "--patch", 40, 36, 16, "--steps", 2, "--device", "cpu")
    figure = tmp_path / "figure.svg"
    made = lamgui(capsys, "figure", *of, "--out", figure)
    assert made.status == 0, made.err
    assert ET.parse(figure).getroot().tag.endswith("svg")
    again = lamgui(capsys, "reproduce", figure, "--device", "cpu")
    assert again.err == ["All numbers agree: 1 of 1 maps."]
    results = tmp_path / "results"
    assert lamgui(capsys, "attribute", *of, "--out", results).status == 0
    names = [path.name for path in results.iterdir()]
    assert names
    assert all(name.isprintable() and name.encode("utf-8") for name in names)
    odd.unlink()
    gone = lamgui(capsys, "attribute", *of, "--out", results)
    line = gone.require_one_line("attribute")
    assert "gr\\xfc\\x1b]0;x\\x07.png" in line
