"""`lamgui networks --inspect`: one JSON object a file, with what it holds or why it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from lamgui.networks.architectures.imdn import IMDN
from tests.cli.terminal import lamgui
from tests.hostile import Hostile

KEYS = ("file", "architecture", "dialect", "configuration", "scale", "channels", "range", "colour", "parameters")


def test_a_network_is_described(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ein Netz \u00fc.pth"
    torch.save({"params": IMDN(width=16, kept=4, blocks=2, scale=2, reduction=4).state_dict()}, path)
    ran = lamgui(capsys, "networks", "--inspect", str(path))
    (said,) = ran.results
    assert ran.status == 0
    assert list(said)[: len(KEYS)] == list(KEYS)
    assert (said["file"], said["architecture"], said["dialect"]) == (str(path), "IMDN", "official")
    assert said["configuration"] == {"width": 16, "kept": 4, "blocks": 2, "reduction": 4, "fused": True}
    assert (said["scale"], said["channels"], said["colour"]) == (2, 3, "rgb")
    assert said["parameters"] == sum(
        p.numel() for p in IMDN(width=16, kept=4, blocks=2, scale=2, reduction=4).parameters()
    )


def test_every_file_has_its_line_and_one_bad_file_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    canary, text, missing = tmp_path / "canary", tmp_path / "text.pth", tmp_path / "missing.pth"
    hostile = tmp_path / "hostile.pth"
    torch.save({"state_dict": Hostile(canary)}, hostile)
    text.write_text("weights", encoding="utf-8")
    ran = lamgui(capsys, "networks", "--inspect", str(hostile), str(text), str(missing))
    assert ran.status == 1
    assert [(said["file"], set(said)) for said in ran.results] == [
        (str(path), {"file", "error"}) for path in (hostile, text, missing)
    ]
    assert "could run code from the file. It was not opened" in ran.results[0]["error"]
    assert "is a text file, not a checkpoint" in ran.results[1]["error"]
    assert "There is no file" in ran.results[2]["error"]
    assert not canary.exists()
