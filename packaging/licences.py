"""Copies the licences of what the one-folder program holds: whoever hands it on has to hand them on too."""

from __future__ import annotations

import re
import shutil
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

_NAME = re.compile(r"[\w.-]+")
_LICENCE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)


def copy_licences(package: str, folder: Path) -> None:
    """Write into `folder` what `package` and all that it needs say about their licences, a folder for each."""
    for name, found in sorted(needed(package).items()):
        target = folder / f"{name}-{found.version}"
        target.mkdir(parents=True, exist_ok=True)
        target.joinpath("METADATA").write_text(found.read_text("METADATA") or "", encoding="utf-8")
        for file in found.files or ():
            inside = file.parts[0].endswith(".dist-info") and len(file.parts) > 1
            if inside and any(_LICENCE.match(part) for part in file.parts[1:]):
                place = target.joinpath(*file.parts[1:])
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(str(file.locate()), place)


def needed(package: str) -> dict[str, Distribution]:
    """The installed distributions that `package` needs at run time, itself included, by name.

    Raises PackageNotFoundError where `package` is not installed.
    """
    found: dict[str, Distribution] = {}
    waiting = [package]
    while waiting:
        name = waiting.pop()
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            if name == package:
                raise
            # It is for another system.
            continue
        wanted = [_NAME.match(line) for line in found[name].requires or () if "extra ==" not in line]
        waiting += [match.group().lower() for match in wanted if match and match.group().lower() not in found]
    return found
