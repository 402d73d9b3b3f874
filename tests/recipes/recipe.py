"""A recipe of docs/recipes.md as it is written there: its new file, its new line, and the command that tries it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
DOCUMENT = CHECKOUT / "docs" / "recipes.md"

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_FILE = re.compile(r"^New file `(?P<path>[^`]+)`:\n\n```python\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINE = re.compile(
    r"^New line in `(?P<path>[^`]+)`, below `(?P<anchor>[^`]+)`:\n\n```text\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_COMMAND = re.compile(r"^Try it:\n\n```sh\n(?P<text>.*?)\n```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Recipe:
    """One section of the document."""

    name: str
    text: str

    @property
    def command(self) -> list[str]:
        """What tries it; `lamgui` and `python` are those of this interpreter."""
        (found,) = _COMMAND.findall(self.text)
        program, *rest = shlex.split(found)
        return [sys.executable, *(["-m", "lamgui"] if program == "lamgui" else []), *rest]

    @property
    def new_files(self) -> dict[str, str]:
        """Text by path."""
        return {found["path"]: found["text"] for found in _FILE.finditer(self.text)}

    def follow(self, checkout: Path) -> None:
        """Write the file and the line into a copy of the program."""
        for path, text in self.new_files.items():
            assert not (checkout / path).exists(), f"{path} is there already"
            (checkout / path).write_text(text, encoding="utf-8")
        (line,) = _LINE.finditer(self.text)
        changed = checkout / line["path"]
        lines = changed.read_text(encoding="utf-8").splitlines(keepends=True)
        (place,) = [k for k, one in enumerate(lines) if one.strip() == line["anchor"]]
        assert line["text"].count("\n") == 1, "a recipe adds one line"
        changed.write_text("".join([*lines[: place + 1], line["text"], *lines[place + 1 :]]), encoding="utf-8")


def recipes() -> dict[str, Recipe]:
    """All recipes by their headings, in the order of the document."""
    parts = _HEADING.split(DOCUMENT.read_text(encoding="utf-8"))[1:]
    return {name: Recipe(name, text) for name, text in zip(parts[::2], parts[1::2], strict=True)}


def copied_program(folder: Path) -> Path:
    """The package and the data that it needs, without what Python and training left there."""
    for name in ("lamgui", "models", "resources"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.state"))
    return folder


def run_in(checkout: Path, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder` with the program of `checkout`."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
