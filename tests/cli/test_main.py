"""The program's front door: commands and what is none, in this process and as `python main.py`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lamgui import __version__
from lamgui.cli.main import main
from lamgui.cli.registry import SUBCOMMANDS
from lamgui.cli.terminal import ProgressLine, one_line
from lamgui.cli.window import window_size
from lamgui.imaging.reading import Colours, Reading
from lamgui.networks.catalogue import bundled
from lamgui.networks.downloads.release import releases
from lamgui.networks.loading.load import load_network
from lamgui.window.options import WindowOptions
from tests.cli.terminal import CHECKOUT, arrays_of, lamgui


def test_main_py_is_the_program(tmp_path: Path, picture: Path) -> None:
    odd = picture.rename(tmp_path / "größe 街.png")
    given = ["--network", "FSRCNN", "--patch", "40", "36", "16", "--steps", "3", "--out"]
    command: list[str | Path] = [sys.executable, "main.py", "attribute", odd, *given, tmp_path / "mes maps é"]
    # The plainest terminal there is: what it cannot show must not stop the program.
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=False, env={**os.environ, **environment})
    assert (ran.returncode, ran.stderr) == (0, b"")
    (said,) = [json.loads(line) for line in ran.stdout.splitlines()]
    assert os.fsencode(odd.name) == said["settings"]["picture"]["name"].encode("utf-8", "surrogateescape")
    saved = arrays_of(tmp_path / "mes maps é" / "FSRCNN.npz")
    assert np.isclose(saved["diffusion_index"], said["diffusion_index"])


def test_who_stops_reading_gets_no_traceback() -> None:
    command = [
        sys.executable,
        "-c",
        "import sys; from lamgui.cli.main import main; sys.exit(main(['networks']))",
    ]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (1, "")


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert lamgui(capsys, "--version").out == [f"lamgui {__version__}"]
    shown = lamgui(capsys, "--help")
    assert shown.status == 0
    for command in ("attribute", "networks", "example", "train"):
        assert any(line.strip().startswith(command) for line in shown.out), command
        own = lamgui(capsys, command, "--help")
        assert (own.status, own.err) == (0, [])
        assert own.out[0].startswith(f"usage: lamgui {command}")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("atribute", "atribute is neither a command nor a picture; did you mean attribute?"),
        (
            "zzz",
            f"zzz is neither a command nor a picture; there are {', '.join(SUBCOMMANDS)}.",
        ),
        ("--nonsense", "unrecognized arguments: --nonsense"),
    ],
)
def test_what_is_no_command(capsys: pytest.CaptureFixture[str], word: str, said: str) -> None:
    ran = lamgui(capsys, word)
    assert (ran.status, ran.out) == (2, [])
    assert said in ran.err[-1]


def test_networks_are_listed_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    ran = lamgui(capsys, "networks")
    assert (ran.status, ran.err) == (0, [])
    here = [[entry.name, "x4"] for entry in bundled()]
    assert [line.split()[:2] for line in ran.out[: len(here)]] == here
    assert [line.split()[0] for line in ran.out[len(here) :]] == [release.name for release in releases()]
    assert "Lim et al., CVPRW 2017" in ran.out[0]
    assert "rgb 0..1; receptive field local" in ran.out[1]


def test_networks_as_json_state_all_facts(capsys: pytest.CaptureFixture[str]) -> None:
    ran = lamgui(capsys, "networks", "--json")
    assert (ran.status, ran.err) == (0, [])
    results = [said for said in ran.results if said["status"] == "here"]
    for said, entry in zip(results, bundled(), strict=True):
        facts = load_network(entry).facts
        assert (said["name"], said["path"], said["sha256"]) == (entry.name, str(entry.path), facts.sha256)
        assert (said["scale"], said["parameters"], said["colour"]) == (facts.scale, facts.parameters, "rgb")


def test_example_writes_its_figure_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = lamgui(capsys, "example", "--out", tmp_path / "first look")
    figure, numbers = (tmp_path / "first look" / f"FSRCNN.{suffix}" for suffix in ("png", "npz"))
    assert (ran.status, ran.out) == (0, [])
    # A slow machine reports progress before that.
    assert ran.err[-2:] == [f"The figure is {figure}", f"Map, curves and settings are in {numbers}"]
    saved = arrays_of(numbers)
    assert abs(saved["completeness_gap"]) < 0.02
    assert json.loads(saved["settings"].item())["picture"]["name"] == "sample.png"
    assert figure.is_file()


def test_example_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert "Nothing can be written to" in lamgui(capsys, "example", "--out", tmp_path / "file").require_one_line(
        "example"
    )


def test_window_size() -> None:
    assert window_size("1280x800") == window_size("1280X800") == (1280, 800)
    for text in ("1280", "x800", "0x800", "-1x5", "12.5x3", ""):
        with pytest.raises(argparse.ArgumentTypeError, match="is not a size"):
            window_size(text)


def test_the_window_reads_its_first_picture_as_the_options_say(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[WindowOptions] = []

    def run_window(options: WindowOptions) -> int:
        started.append(options)
        return 0

    monkeypatch.setattr("lamgui.window.app.run_window", run_window)
    assert main(["a.tif", "--levels", "0,4095", "--page", "2", "--colour", "srgb"]) == 0
    assert started[0].reading == Reading((0, 4095), page=2, colour=Colours.SRGB)


def test_a_reference_needs_its_picture(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["window", "--reference", "hr.png"]) == 2
    assert "name that picture, too" in capsys.readouterr().err


def test_window_options_refuse_an_unknown_theme() -> None:
    with pytest.raises(ValueError, match="the theme is 'pink'; it must be one of system, dark, light"):
        WindowOptions(theme="pink")


def test_a_message_is_one_line() -> None:
    assert one_line(ValueError("two\nlines \t and  blanks ")) == "two lines and blanks"


def test_progress_off_a_terminal_is_lines_and_nothing_to_clear(capsys: pytest.CaptureFixture[str]) -> None:
    progress = ProgressLine(line_every_s=0.0)
    progress.show("1/2")
    progress.show("2/2")
    progress.clear()
    ProgressLine(line_every_s=3600.0).show("too soon to be of interest")
    assert capsys.readouterr().err == "1/2\n2/2\n"
