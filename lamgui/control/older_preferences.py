"""Reads the preferences of version 0.1.0, an ini file of Qt, as text and bytes alone: no object is made of it."""

from __future__ import annotations

import base64
import os
import re
import sys
from pathlib import Path
from typing import Any

import platformdirs

from lamgui.base.file_limits import OWN_STORE
from lamgui.files.door import read_bytes
from lamgui.files.json_text import json_values

FILE_NAME = "lamgui.ini"
GEOMETRY = "geometry/"
"""Prefix of the names of layouts: bytes of Qt's, as base64 text."""

_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ESCAPED = re.compile(r'"|\\x([0-9a-fA-F]+)|\\([0-7]+)|\\(.)')
_BYTES = re.compile(r"@ByteArray\((.*)\)", re.DOTALL)


def older_file(folder: Path | None = None) -> Path:
    """Where version 0.1.0 stored its preferences; in `folder`, if one is given."""
    if folder is not None:
        return folder / FILE_NAME
    if sys.platform == "win32":
        return Path(platformdirs.user_config_dir("lamgui", appauthor=False, roaming=True)) / FILE_NAME
    # Qt has its ini files there on every other system, macOS too.
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "lamgui" / FILE_NAME


def read_older(path: Path) -> dict[str, Any]:
    """The preferences by name, in the present form; values that are broken or of another kind are left out."""
    try:
        lines = read_bytes(path, OWN_STORE.bytes).decode("utf-8", "replace").splitlines()
    except OSError:
        return {}
    preferences: dict[str, Any] = {}
    section = ""
    for line in lines:
        if line.startswith("["):
            section = line.strip("[] ")
            continue
        name, _, written = line.partition("=")
        text = _unescaped(written.strip())
        try:
            if section == "General":
                preferences[name] = json_values(text, only_finite=False)
            elif f"{section}/" == GEOMETRY and (data := _BYTES.fullmatch(text)) is not None:
                preferences[GEOMETRY + name] = base64.b64encode(data[1].encode("latin-1")).decode("ascii")
        except ValueError:
            continue
    return preferences


def _unescaped(written: str) -> str:
    """A value without its quotes and escapes."""

    def meant(escape: re.Match[str]) -> str:
        hexadecimal, octal, letter = escape.groups()
        if hexadecimal or octal:
            return chr(int(hexadecimal or octal, 16 if hexadecimal else 8) & 0xFFFF)
        return _LETTERS.get(letter, letter) if letter else ""

    return _ESCAPED.sub(meant, written)
