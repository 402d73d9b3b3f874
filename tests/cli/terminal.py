"""The command line in this process and in one of its own: what it says where, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

from lamgui.cli.main import main

CHECKOUT = Path(__file__).resolve().parents[2]

INTERRUPTIBLE = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from lamgui.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
"""A shell that starts a test run in the background has it ignore Ctrl-C, and what it starts too."""

ON_A_FULL_DISK = """
import resource, signal, sys
from lamgui.cli.main import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))
sys.exit(main(sys.argv[1:]))
"""


@dataclass(frozen=True)
class Ran:
    """What a command left: exit status and the lines of standard output and standard error."""

    status: int
    out: list[str]
    err: list[str]

    @property
    def results(self) -> list[dict[str, Any]]:
        """Standard output, every line of which must be a JSON object."""
        return [json.loads(line) for line in self.out]

    def require_one_line(self, command: str) -> str:
        """The reason of a failure, which must be a single line that begins with the command, and nothing else."""
        assert self.status == 1
        assert self.out == []
        assert len(self.err) == 1, self.err
        assert self.err[0].startswith(f"lamgui {command}: ")
        return self.err[0]


def lamgui(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run the command line in this process."""
    capsys.readouterr()
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return Ran(status, out.splitlines(), err.splitlines())


def lamgui_process(code: str, *arguments: object) -> Ran:
    """Run it in a process of its own, by Python code that calls it."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    ran = subprocess.run(command, cwd=CHECKOUT, capture_output=True, encoding="utf-8", check=False, env=_environment())
    return Ran(ran.returncode, ran.stdout.splitlines(), ran.stderr.splitlines())


def interrupted(progress: str, *arguments: object) -> Ran:
    """Run it on a terminal and press Ctrl-C as soon as the progress line holds the pattern."""
    if os.name == "nt":
        pytest.skip("needs a POSIX terminal")
    terminal, its_end = os.openpty()
    command = [sys.executable, "-c", INTERRUPTIBLE, *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=its_end, text=True, env=_environment()
    ) as process:
        os.close(its_end)
        said = ""
        while chunk := _read(terminal):
            said += chunk
            if re.search(progress, chunk):
                process.send_signal(signal.SIGINT)
                progress = "(?!)"
        out = process.communicate()[0]
    os.close(terminal)
    lines = [line for line in re.split(r"[\r\n]|\x1b\[K", said) if line]
    return Ran(process.returncode, out.splitlines(), lines)


def _environment() -> dict[str, str]:
    """With the list of fonts that this process has made, which takes matplotlib a second."""
    return {**os.environ, "MPLCONFIGDIR": mpl.get_cachedir()}


def _read(terminal: int) -> str:
    try:
        return os.read(terminal, 65536).decode(errors="replace")
    except OSError:
        # Linux says so when the program at the other end has gone.
        return ""


def arrays_of(path: Path) -> dict[str, Any]:
    """What an .npz holds, without ever running code from it."""
    with np.load(path, allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}
