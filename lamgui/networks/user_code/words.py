"""The form in which a command line names a network: `net.py::Net(width=64)::weights.pth::range=255,name=Ours`."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

from lamgui.base.errors import NetworkError
from lamgui.imaging.colour import Colour
from lamgui.networks.entry import NetworkEntry, OwnCode
from lamgui.networks.user_code.form import CONVENTIONS_FORM, FORM
from lamgui.networks.user_code.permission import for_this_run
from lamgui.networks.value_range import range_from

SEPARATOR = "::"
CONVENTIONS = ("range", "channels", "scale", "name", "output", "sigma", "strict")


def split_words(text: str) -> tuple[str, str]:
    """The file, and the rest, which names its code and weights; that is empty for a name or a file alone.

    A file that is there is meant by its whole name, whatever signs are in it.
    """
    words = without_conventions(text)[0]
    if _is_there(words):
        return words, ""
    file, _, rest = words.partition(SEPARATOR)
    return file, rest


def without_conventions(text: str) -> tuple[str, str]:
    """The network's words, and those at their end that state its conventions, empty where none do."""
    if _is_there(text):
        return text, ""
    words, separator, last = text.rpartition(SEPARATOR)
    key, equals, _ = last.partition("=")
    return (words, last) if separator and equals and key.strip() in CONVENTIONS else (text, "")


def _is_there(text: str) -> bool:
    """Whether a text with the separator in it is the path of a file."""
    try:
        return SEPARATOR in text and Path(text).expanduser().is_file()
    except (OSError, RuntimeError, ValueError):
        return False


def with_stated(entry: NetworkEntry, words: str) -> NetworkEntry:
    """The entry with what words such as `range=255,channels=bgr,scale=4,name=Ours` state of it.

    Raises NetworkError for words of another form, and for values that no network has.
    """
    fields = stated_in(words)
    strict = fields.pop("strict", True)
    if not strict and entry.path.suffix.lower() != ".py":
        message = f"{entry.path.name} is read by a known network, of which no tensor may be missing."
        raise NetworkError(message, "Say strict=no of weights for a .py file: FILE.py::Class::weights.pth::strict=no.")
    if entry.own_code is not None:
        fields["own_code"] = replace(entry.own_code, strict=strict and entry.own_code.strict)
    try:
        return replace(entry, **fields)
    except ValueError as error:
        raise NetworkError(f"{entry.name}: {error}.", "State another one, or leave it open.") from error


def stated_in(words: str) -> dict[str, Any]:
    """What words such as `range=255,output=sr,strict=no` state, by the names of NetworkEntry; raises NetworkError."""
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
        case "sigma":
            return {"noise_sigma": float(value)}
        case "name" | "output" if value:
            return {key: value}
        case "strict" if value.lower() in {"yes", "no"}:
            return {"strict": value.lower() == "yes"}
    raise ValueError(key)


def trusted(entry: NetworkEntry, code: str = "", root: Path | None = None) -> NetworkEntry:
    """The entry with permission to run its file's code, and with the class, arguments and weights that `code` names.

    The permission holds for this run, and for all modules of the file's root, which is `root` where one was given.
    With weights it is named after those, as the same code holds many networks, unless it has another name than its
    file. Raises NetworkError where the file cannot be read or `code` has another form.
    """
    call, _, weights = code.partition(SEPARATOR)
    name, arguments = _parsed(call)
    path = Path(weights).expanduser().absolute() if weights else None
    own_code = OwnCode(for_this_run(entry.path, root), name, arguments, path)
    return replace(named_after_weights(entry, path), own_code=own_code)


def named_after_weights(entry: NetworkEntry, weights: Path | None) -> NetworkEntry:
    """The entry with the name of its weights' file, unless it has another name than its own file."""
    if weights is None or entry.name != entry.path.stem or not weights.stem:
        return entry
    return replace(entry, name=weights.stem)


def _parsed(call: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    if not call.strip():
        return "", ()
    try:
        node = ast.parse(call.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NetworkError(f"{call} is no class with arguments.", FORM, str(error)) from error
    if isinstance(node, ast.Name):
        return node.id, ()
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise NetworkError(f"{call} is no class with arguments.", FORM)
    placed = [("", ast.unparse(argument)) for argument in node.args]
    named = [(k.arg, ast.unparse(k.value)) for k in node.keywords if k.arg is not None]
    if len(named) < len(node.keywords) or any(isinstance(argument, ast.Starred) for argument in node.args):
        raise NetworkError(f"{call} has arguments that are not written out: * and ** stand for others.", FORM)
    return node.func.id, (*placed, *named)
