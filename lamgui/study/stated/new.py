"""The text of a new `study.toml`, as a user would write it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lamgui.attribution.patch import Patch
from lamgui.base.errors import StudyError
from lamgui.study.stated.patterns import shown_in

HEAD = "# What this study computes: each network with each picture and patch. docs/studies.md lists what can be said.\n"


def definition_text(
    pictures: Sequence[str],
    networks: Sequence[str],
    patches: Sequence[str],
    bookmarks: Iterable[tuple[str, Patch]] = (),
) -> str:
    """The definition of these patterns, names and rules, or of the bookmarked patches, each with its picture."""
    marked = [
        f"  {{picture = {_quoted(picture)}, patch = [{patch.x}, {patch.y}, {patch.size}]}},"
        for picture, patch in bookmarks
    ]
    rules = _quoted(patches[0]) if len(patches) == 1 else _listed(patches)
    stated = "\n".join(["[", *marked, "]"]) if marked else rules
    return f"{HEAD}pictures = {_listed(pictures)}\nnetworks = {_listed(networks)}\npatches = {stated}\n"


def text_of(definition: Mapping[str, Any]) -> str:
    """The text that states these values, which are those of TOML; raises StudyError for others."""
    tables = {name: value for name, value in definition.items() if isinstance(value, Mapping)}
    plain = {name: value for name, value in definition.items() if name not in tables and value is not None}
    lines = [f"{name} = {_value(value)}" for name, value in plain.items()]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{inner} = {_value(value)}" for inner, value in table.items())]
    return HEAD + "\n".join(lines) + "\n"


def _value(value: object) -> str:
    """A value as TOML has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str | Path):
        return _quoted(str(value))
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name} = {_value(inner)}' for name, inner in value.items())}}}"
    raise StudyError(f"{value!r} cannot be stated in study.toml.", "It takes text, numbers, truth values and lists.")


def stated_from(folder: Path, here: Path, pattern: str) -> str:
    """A pattern that was given in the folder `here` as the study in `folder` states it; a name stays."""
    path = here / Path(pattern).expanduser()
    named_first = pattern.partition("::")[0]
    if not Path(named_first).suffix and not path.exists() and "*" not in pattern and "/" not in pattern:
        return pattern
    return shown_in(folder, path)


def _listed(texts: Iterable[str]) -> str:
    return f"[{', '.join(_quoted(text) for text in texts)}]"


def _quoted(text: str) -> str:
    """Text as TOML has it, which for these is as JSON has it."""
    return json.dumps(text, ensure_ascii=False)
