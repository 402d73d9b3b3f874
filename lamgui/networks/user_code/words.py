"""The form in which a command line names a network: `net.py::Net(width=64)::weights.pth::range=255,name=Ours`."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

from lamgui.base.errors import NetworkError
from lamgui.imaging.colour import Colour
from lamgui.networks.entry import NetworkEntry, OwnCode
from lamgui.networks.user_code.permission import for_this_run
from lamgui.networks.value_range import range_from

SEPARATOR = "::"
CONVENTIONS = ("range", "channels", "scale", "name")
CONVENTIONS_FORM = "Say FILE::range=255,channels=bgr,scale=4,name=Ours, as many of them as you know."
FORM = "Say FILE.py::Class(width=64)::weights.pth; class, arguments and weights may be left out."


def split_words(text: str) -> tuple[str, str]:
    """The file, and the rest, which names its code and weights; that is empty for a name or a file alone."""
    file, _, rest = without_conventions(text)[0].partition(SEPARATOR)
    return file, rest


def without_conventions(text: str) -> tuple[str, str]:
    """The network's words, and those at their end that state its conventions, empty where none do."""
    words, separator, last = text.rpartition(SEPARATOR)
    key, equals, _ = last.partition("=")
    return (words, last) if separator and equals and key.strip() in CONVENTIONS else (text, "")


def stated_in(words: str) -> dict[str, Any]:
    """Fields of a NetworkEntry, by words such as `range=255,channels=bgr,scale=4,name=Ours`; raises NetworkError."""
    fields: dict[str, Any] = {}
    for word in filter(None, words.split(",")):
        key, _, value = (part.strip() for part in word.partition("="))
        try:
            fields.update(_stated(key, value))
        except ValueError as error:
            raise NetworkError(f"{word.strip()!r} states nothing of a network.", CONVENTIONS_FORM) from error
    return fields


def _stated(key: str, value: str) -> dict[str, Any]:
    match key:
        case "range":
            return {"value_range": range_from(value)}
        case "channels":
            return {"colour": Colour(value.lower())}
        case "scale":
            return {"scale": int(value)}
        case "name" if value:
            return {"name": value}
    raise ValueError(key)


def trusted(entry: NetworkEntry, code: str = "", root: Path | None = None) -> NetworkEntry:
    """The entry with permission to run its file's code, and with the class, arguments and weights that `code` names.

    The permission holds for this run, and for all modules of the file's root, which is `root` where one was given.
    Raises NetworkError where the file cannot be read or `code` has another form.
    """
    call, _, weights = code.partition(SEPARATOR)
    name, arguments = _parsed(call)
    path = Path(weights).expanduser().absolute() if weights else None
    return replace(entry, own_code=OwnCode(for_this_run(entry.path, root), name, arguments, path))


def _parsed(call: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    if not call.strip():
        return "", ()
    try:
        node = ast.parse(call.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NetworkError(f"{call} is no class with arguments.", FORM, str(error)) from error
    if isinstance(node, ast.Name):
        return node.id, ()
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.args:
        raise NetworkError(f"{call} is no class with arguments by name.", FORM)
    named = tuple((k.arg, ast.unparse(k.value)) for k in node.keywords if k.arg is not None)
    if len(named) < len(node.keywords):
        raise NetworkError(f"{call} has arguments without names.", FORM)
    return node.func.id, named
