"""The real program on a real X server: started as a user starts it, clicked, typed to, and closed in mid-run."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.imaging.pictures import coloured
from tests.program.xvfb import RealProgram, x_server

MISSING = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(bool(MISSING), reason=f"needs {' and '.join(MISSING)}: apt-get install xvfb xdotool"),
]
Begin = Callable[..., RealProgram]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_server() as name:
        yield name


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The user's folder, which keeps their settings too."""
    folder = tmp_path / "user"
    (folder / "lamgui").mkdir(parents=True)
    return folder


@pytest.fixture
def begin(display: str, home: Path) -> Iterator[Begin]:
    """Starts the program with these arguments; what is left of it at the end is ended."""
    programs: list[RealProgram] = []

    def start(*arguments: str | Path) -> RealProgram:
        programs.append(RealProgram(display, home, ["--size", "1280x800", *map(str, arguments)]))
        return programs[-1]

    yield start
    for program in programs:
        program.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """128x96, so 32x24 LR pixels at x4."""
    path = tmp_path / "waves.png"
    Image.fromarray(coloured(128, 96)).save(path)
    return path


def ended_well(program: RealProgram) -> None:
    """Status 0, nothing printed that a user would take for a fault, and no process left."""
    assert program.end() == 0, program.log()
    assert "Traceback" not in program.log()
    assert "QThread" not in program.log()
    assert "Segmentation" not in program.log()
    assert not program.processes_left


def wants_steps(home: Path, steps: int) -> None:
    """Settings of last time."""
    settings = json.dumps(json.dumps({"steps": steps}))
    (home / "lamgui" / "lamgui.ini").write_text(f"[General]\nsettings={settings}\n")


def test_its_first_map_is_drawn_and_saved_and_it_ends(begin: Begin, picture: Path, tmp_path: Path) -> None:
    shot = tmp_path / "shot.png"
    ended_well(begin(picture, "--network", "FSRCNN", "--screenshot", shot, "--quit-after-first-map"))
    with Image.open(shot) as image:
        assert image.size == (1280, 800)
        assert len(np.unique(np.asarray(image.convert("RGB")).reshape(-1, 3), axis=0)) > 1000


def test_a_click_moves_the_patch_and_the_map_is_saved_by_keys(begin: Begin, picture: Path, tmp_path: Path) -> None:
    program, target = begin(picture, "--network", "FSRCNN"), tmp_path / "numbers.npz"
    window = program.window("waves.png - lamgui")
    saved_by_keys(program, target)
    with np.load(target) as numbers:
        first = json.loads(str(numbers["settings"]))["patch"]
    assert first == {"x": 56, "y": 40, "size": 16}
    target.unlink()
    # In the picture, left of its middle.
    program.xdotool("mousemove", "--window", window, "400", "400", "click", "1")
    saved_by_keys(program, target)
    with np.load(target) as numbers:
        settings = json.loads(str(numbers["settings"]))
        assert np.isfinite(numbers["lam"]).all()
    assert settings["patch"]["size"] == 16
    assert settings["patch"]["x"] < first["x"]
    program.key("ctrl+q")
    ended_well(program)


def saved_by_keys(program: RealProgram, target: Path) -> None:
    """Press the keys until the dialog is there, which it is only once there is a map; type the name."""

    def dialog_opens() -> bool:
        program.key("ctrl+alt+s")
        return bool(program.windows("Save the numbers"))

    program.wait(dialog_opens)
    program.window("Save the numbers")
    program.key("ctrl+a")
    program.xdotool("type", str(target))
    program.key("Return")
    program.wait(target.exists)
    program.wait(lambda: not program.windows("Save the numbers"))
    program.window("waves.png - lamgui")


def test_closing_by_key_in_the_middle_of_a_run(begin: Begin, home: Path) -> None:
    wants_steps(home, 2000)
    program = begin("--network", "EDSR")
    program.window("sample.png - lamgui")
    program.wait(lambda: program.uses("libtorch_cpu"))
    program.key("ctrl+q")
    ended_well(program)
    assert "steps" in (home / "lamgui" / "lamgui.ini").read_text()


def test_cancelling_and_moving_by_keys_in_the_middle_of_a_run(begin: Begin, home: Path, picture: Path) -> None:
    wants_steps(home, 2000)
    program = begin(picture, "--network", "EDSR")
    program.window("waves.png - lamgui")
    program.wait(lambda: program.uses("libtorch_cpu"))
    for keys in ("Escape", "F5", "ctrl+z", "ctrl+shift+z", "Escape", "F5", "ctrl+t", "6", "alt+2", "ctrl+0"):
        program.key(keys)
    program.key("ctrl+q")
    ended_well(program)


def test_a_picture_that_is_missing_still_opens_the_window(begin: Begin, tmp_path: Path) -> None:
    shot = tmp_path / "shot.png"
    ended_well(begin(tmp_path / "missing.png", "--screenshot", shot, "--quit-after-first-map"))
    assert shot.stat().st_size > 10_000


def test_a_broken_settings_file_still_opens_the_window(begin: Begin, home: Path, picture: Path) -> None:
    (home / "lamgui" / "lamgui.ini").write_bytes(b'[General]\ntheme="\\"purple\\""\nsettings=\x00\xff{\n')
    ended_well(begin(picture, "--quit-after-first-map"))


def test_a_network_that_is_broken_ends_a_start_that_waits_for_a_map(
    begin: Begin, picture: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.pth").write_text("words")
    program = begin(picture, "--network", tmp_path / "bad.pth", "--quit-after-first-map")
    assert program.end() == 1
    assert "Traceback" not in program.log()
    assert "Stopped by an error" in program.log()
    assert not program.processes_left


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_ended_by_a_signal_its_session_is_saved(
    begin: Begin, picture: Path, home: Path, number: signal.Signals
) -> None:
    program = begin(picture, "--network", "FSRCNN")
    program.window()
    program.wait(lambda: program.uses("torch"))
    program.send(number)
    assert program.end() == 128 + number, program.log()
    assert len(list(home.rglob("autosave/*.lamgui"))) == 1
    assert "Traceback" not in program.log()


def test_a_display_that_goes_away_loses_nothing(home: Path, picture: Path) -> None:
    with x_server() as name:
        program = RealProgram(name, home, [str(picture), "--network", "FSRCNN"])
        program.window()
    try:
        assert program.end() == 1, program.log()
        assert len(list(home.rglob("autosave/*.lamgui"))) == 1
    finally:
        program.close()
