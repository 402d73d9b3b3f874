"""`lamgui attribute` says where automatic steps ended short of their tolerance."""

from __future__ import annotations

from pathlib import Path

import pytest

from lamgui.attribution.patch import Patch
from tests.cli.terminal import lamgui

PATCH = Patch(40, 36, 16)


def test_automatic_steps_that_end_short_of_their_tolerance_say_so(
    tmp_path: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    patch, out = (PATCH.x, PATCH.y, PATCH.size), tmp_path / "maps"
    required = ("attribute", picture, "--network", "FSRCNN", "--patch", *patch, "--out", out, "--device", "cpu")
    short = lamgui(capsys, *required, "--tolerance", 0.001, "--most-steps", 7)
    assert "lamgui attribute: FSRCNN: automatic steps ended at 7, short of 0.1 %; state more." in short.err
    (report,) = short.results
    assert (report["within_tolerance"], report["passes"]) == (False, 7)
    assert any("ended at 7, short of 0.1 %" in note for note in report["notes"])
    enough = lamgui(capsys, *required, "--tolerance", 0.5)
    assert enough.results[0]["within_tolerance"] is True
    assert not any("short of" in line for line in enough.err)
