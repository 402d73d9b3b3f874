"""The form in which a command line names code and weights of a .py file: `net.py::Net(width=64)::weights.pth`."""

from __future__ import annotations

import ast
import hashlib
from dataclasses import replace
from pathlib import Path

from lamgui.base.errors import NetworkError
from lamgui.networks.checkpoint.bytes import file_bytes
from lamgui.networks.entry import NetworkEntry, OwnCode

SEPARATOR = "::"
FORM = "Say FILE.py::Class(width=64)::weights.pth; class, arguments and weights may be left out."


def split_words(text: str) -> tuple[str, str]:
    """The file, and the rest, which names its code and weights; that is empty for a name or a file alone."""
    file, _, rest = text.partition(SEPARATOR)
    return file, rest


def trusted(entry: NetworkEntry, code: str = "") -> NetworkEntry:
    """The entry with permission to run its file's code, and with the class, arguments and weights that `code` names.

    Raises NetworkError where the file cannot be read or `code` has another form.
    """
    call, _, weights = code.partition(SEPARATOR)
    name, arguments = _parsed(call)
    path = Path(weights).expanduser().absolute() if weights else None
    sha256 = hashlib.sha256(file_bytes(entry.path)).hexdigest()
    return replace(entry, own_code=OwnCode(sha256, name, arguments, path))


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
