"""`./run`: what it says and refuses, tried in a copy whose search path holds only what a test puts there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
SHELL = shutil.which("sh") or ""
TOOLS = ("cat", "cksum", "dirname", "find", "head", "mkdir", "sed")

pytestmark = pytest.mark.skipif(not SHELL, reason="needs a POSIX shell")


class Machine:
    """A search path of our own, a copy of the script, and what ran on it."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        self.checkout = folder / "a checkout, größer"
        self.programs.mkdir()
        self.checkout.mkdir()
        for name in ("run", "pyproject.toml", "constraints.txt"):
            shutil.copy(CHECKOUT / name, self.checkout)
        for tool in TOOLS:
            (self.programs / tool).symlink_to(str(shutil.which(tool)))
        self.add("uname", "echo Linux")
        self.add("id", "echo 1000")

    def add(self, name: str, script: str) -> None:
        """Put a program on the search path that runs `script`, and logs its name and arguments."""
        program = self.programs / name
        quoting = """for word; do case $word in *" "*) word="'$word'" ;; esac; line="$line $word"; done"""
        log = f'line={name}; {quoting}; echo "$line" >>"$LOG"'
        program.write_text(f"#!{SHELL}\n{log}\n{script}\n", encoding="utf-8")
        program.chmod(0o755)

    def add_environment(self, answers: str = "exit 0") -> Path:
        """Make a finished environment whose Python logs its arguments; returns its folder."""
        venv = self.checkout / ".venv"
        (venv / "bin").mkdir(parents=True)
        self.add("python", answers)
        (self.programs / "python").rename(venv / "bin" / "python")
        return venv

    def become_root(self) -> None:
        """Whoever runs the script may install packages, with an apt-get that installs nothing."""
        self.add("id", "echo 0")
        self.add("env", 'shift; exec "$@"')
        self.add("apt-get", "exit 0")

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `./run` there."""
        return subprocess.run(
            [SHELL, str(self.checkout / "run"), *arguments],
            env={"PATH": str(self.programs), "LOG": str(self.log_file), "HOME": str(self.checkout), **environment},
            cwd=self.checkout,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def log_file(self) -> Path:
        return self.checkout / "log"

    @property
    def log(self) -> list[str]:
        """What the programs that were added were asked to do."""
        return self.log_file.read_text(encoding="utf-8").splitlines() if self.log_file.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_script_parses(script: str) -> None:
    shell = shutil.which("dash") or SHELL
    if script == ".ci/run":
        shell = shutil.which("bash") or pytest.skip("needs bash")
    done = subprocess.run([shell, "-n", str(CHECKOUT / script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert os.access(CHECKOUT / script, os.X_OK)


def test_help_names_every_command(machine: Machine) -> None:
    done = machine.run("help")
    assert done.returncode == 0
    for command in ("./run ", "./run PICTURE", "./run test", "./run lint", "./run bundle", "LAMGUI_VENV"):
        assert command in done.stdout


def test_unknown_command_is_wrong_usage_and_installs_nothing(machine: Machine) -> None:
    done = machine.run("tset")
    assert done.returncode == 2
    assert "no command and no picture 'tset'" in done.stderr
    assert machine.log == []


def test_without_python_and_rights_it_says_the_command(machine: Machine) -> None:
    machine.add("apt-get", "exit 0")
    machine.add("sudo", "exit 1")
    done = machine.run("test")
    assert done.returncode == 1
    assert "sudo apt-get install --no-install-recommends python3 python3-venv" in done.stderr
    assert not [call for call in machine.log if "apt-get" in call]


def test_root_installs_python_itself(machine: Machine) -> None:
    machine.become_root()
    machine.run()
    installs = [call for call in machine.log if call.startswith("apt-get")]
    assert installs == ["apt-get -q update", "apt-get -q -y install --no-install-recommends python3 python3-venv"]


def test_python_that_is_too_old_gets_a_newer_one_beside_it(machine: Machine) -> None:
    machine.add("python3", "exit 1")
    machine.add("apt-get", "exit 0")
    machine.add("sudo", "exit 1")
    assert "--no-install-recommends python3.11 python3.11-venv" in machine.run().stderr


def test_all_that_is_missing_is_installed_at_once_and_then_the_browser(machine: Machine) -> None:
    machine.become_root()
    machine.run("test")
    installs = [call.split() for call in machine.log if call.startswith("apt-get")]
    assert [call[2] for call in installs] == ["update", "-y", "update", "-y"]
    assert installs[3][-1] == "chromium", (
        "by itself: where there is no such package, the others are installed all the same"
    )
    assert {"python3", "python3-venv", "libegl1", "libxcb-cursor0", "xvfb", "xauth", "xdotool"} <= set(installs[1])


def test_lacks_that_only_skip_tests_do_not_stop_them(machine: Machine) -> None:
    machine.add_environment()
    machine.add("apt-get", "exit 0")
    machine.add("sudo", "exit 1")
    done = machine.run("test")
    assert done.returncode == 0
    assert "xvfb xauth xdotool" in done.stderr
    assert "tests of pages in a browser are skipped" in done.stderr
    assert machine.log[-1] == "python -m pytest"


def test_second_start_installs_nothing(machine: Machine) -> None:
    venv = machine.add_environment()
    assert machine.run("test", LAMGUI_SKIP_SYSTEM="1").returncode == 0
    assert len([call for call in machine.log if "pip install" in call]) == 1
    machine.log_file.unlink()
    assert machine.run("test", "-k", "patch box", LAMGUI_SKIP_SYSTEM="1").returncode == 0
    assert [call for call in machine.log if "pip install" in call] == []
    assert machine.log[-1] == "python -m pytest -k 'patch box'"
    assert (venv / "lamgui-dev").is_file()


def test_a_browser_that_is_there_is_not_installed(machine: Machine) -> None:
    machine.become_root()
    machine.add("google-chrome", "exit 0")
    machine.run("test")
    assert "chromium" not in " ".join(machine.log)


def test_changed_constraints_install_again(machine: Machine) -> None:
    machine.add_environment()
    machine.run("test", LAMGUI_SKIP_SYSTEM="1")
    with (machine.checkout / "constraints.txt").open("a", encoding="utf-8") as stream:
        stream.write("another==1\n")
    machine.log_file.unlink()
    machine.run("test", LAMGUI_SKIP_SYSTEM="1")
    assert len([call for call in machine.log if "pip install" in call]) == 1


def test_failed_install_is_tried_again(machine: Machine) -> None:
    venv = machine.add_environment('case "$*" in *"pip install"*) exit 1 ;; esac')
    assert machine.run("test", LAMGUI_SKIP_SYSTEM="1").returncode == 1
    assert not (venv / "lamgui-dev").exists()


@pytest.mark.parametrize(
    ("environment", "called"),
    [({}, "example --out lamgui-example"), ({"DISPLAY": ":5"}, "window"), ({"WAYLAND_DISPLAY": "w"}, "window")],
)
def test_window_or_example(machine: Machine, environment: Mapping[str, str], called: str) -> None:
    machine.add_environment()
    done = machine.run(LAMGUI_SKIP_SYSTEM="1", **environment)
    assert done.returncode == 0
    assert machine.log[-1] == f"python '{machine.checkout / 'main.py'}' {called}"
    assert ("no display" in done.stderr) == (not environment)


def test_picture_is_passed_to_the_window(machine: Machine) -> None:
    machine.add_environment()
    picture = machine.checkout / "my picture.png"
    picture.touch()
    machine.run(str(picture), LAMGUI_SKIP_SYSTEM="1", DISPLAY=":5")
    assert machine.log[-1].endswith(f"window '{picture}'")


def test_missing_libraries_are_named_with_their_packages(machine: Machine) -> None:
    machine.add_environment('case "$*" in "-I - "*) echo libegl1; echo libxcb-cursor0 ;; esac')
    machine.add("apt-get", "exit 0")
    machine.add("sudo", "exit 1")
    done = machine.run(DISPLAY=":5")
    assert done.returncode == 1
    assert "sudo apt-get install --no-install-recommends libegl1 libxcb-cursor0" in done.stderr


def test_a_bundle_needs_the_linker_tools_and_the_shared_python(machine: Machine) -> None:
    machine.add_environment()
    machine.add("python3", 'case "$*" in "-I -") echo libpython3.11 ;; esac')
    machine.add("apt-get", "exit 0")
    machine.add("sudo", "exit 1")
    done = machine.run("bundle")
    assert done.returncode == 1
    assert "sudo apt-get install --no-install-recommends binutils libpython3.11" in done.stderr
    machine.add("objdump", "exit 0")
    machine.add("python3", "exit 0")
    assert machine.run("bundle").returncode == 0
    assert machine.log[-1] == f"python '{machine.checkout / 'packaging' / 'bundle.py'}'"


def test_library_check_finds_what_this_machine_has() -> None:
    """The list in the script is of libraries that exist by these names: here the tests need them all."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the list is of Linux libraries")
    script = (CHECKOUT / "run").read_text(encoding="utf-8")
    libraries = script.partition("qt_libraries='")[2].partition("'")[0]
    code = script.partition("<<'END'\nimport ctypes")[2].partition("\nEND\n")[0]
    command = [sys.executable, "-c", "import ctypes" + code]
    done = subprocess.run([*command, libraries], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = subprocess.run([*command, "libnowhere.so.1 libnowhere1"], capture_output=True, text=True, check=False)
    assert done.stdout == "libnowhere1\n"
