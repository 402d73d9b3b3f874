"""`lamgui study statistics`: Table 1 and the findings, in words and as JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lamgui.cli.main import main
from tests.study.finished_study import finished_study


def test_table_and_findings_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = finished_study(tmp_path)
    assert main(["study", "statistics", str(study.path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("3 networks at 3 places, 256 LR pixels each, scale 4.\n")
    for words in ("Finding 1", "Finding 2", "Finding 3", "Finding 4", "Kendall's W", "without SRCNN", "centred"):
        assert words in said
    table = [line.split()[0] for line in said.splitlines()[2:5]]
    assert sorted(table) == ["CARN-M", "FSRCNN", "SRCNN"]


def test_the_same_as_json_of_named_networks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = finished_study(tmp_path)
    assert main(["study", "statistics", str(study.path), "--json", "--networks", "FSRCNN", "SRCNN"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["basis"]["networks"] == ["FSRCNN", "SRCNN"]
    assert [one["metric"] for one in values["finding_1"]] == ["psnr_y"]
    assert values["finding_1"][0]["over_means"] is None, "two networks have no correlation"
    assert len(values["finding_4"]["places"]) == 3


def test_pictures_that_are_gone_leave_out_finding_4_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = finished_study(tmp_path)
    shutil.rmtree(study.path / "pictures")
    assert main(["study", "statistics", str(study.path)]) == 0
    said = capsys.readouterr().out
    assert "noise.png" in said.partition("Finding 4")[2]
    assert "cannot be said" in said.partition("Finding 4")[2]


def test_settings_that_are_none_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = finished_study(tmp_path)
    assert main(["study", "statistics", str(study.path), "--settings", "2"]) == 1
    assert "There are no settings 2." in capsys.readouterr().err
