"""What a file of weights says of how its network was built: traiNNer-redux and LIIF write it beside the weights."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

from lamgui.networks.checkpoint.weights import MAX_NESTING

METADATA = "metadata"
"""Under this key traiNNer-redux stores the arguments, in a .pth as a table, in a .safetensors as JSON in the header."""

ARGUMENTS, NAMED_WEIGHTS = "args", "sd"
"""LIIF and its kin store a table of a network's name, its arguments, and its weights."""

MOST_ARGUMENTS = 100
LONGEST_VALUE = 1000
_PLAIN = bool | int | float | str | None


def stated_arguments(loaded: Any, data: bytes) -> dict[str, Any]:
    """The arguments that a file's content, or the header of its bytes, states; empty where there are none.

    Only numbers, texts and lists of them are taken: nothing that a file states is trusted further than that.
    """
    found = _in_table(loaded)
    return _plain_ones(_in_header(data) if found is None else found)


def arguments_in_words(arguments: Mapping[str, Any]) -> str:
    """As they are written in a call."""
    return ", ".join(f"{name}={value!r}" for name, value in arguments.items())


def _in_table(loaded: Any) -> Mapping[Any, Any] | None:
    content = loaded
    for _ in range(MAX_NESTING):
        if not isinstance(content, Mapping):
            return None
        if isinstance(stated := content.get(METADATA), Mapping):
            return stated
        if isinstance(stated := content.get(ARGUMENTS), Mapping) and NAMED_WEIGHTS in content:
            return stated
        content = content.get("model")
    return None


def _in_header(data: bytes) -> Mapping[Any, Any]:
    """The metadata of a .safetensors, which begins with the length of a header in JSON."""
    try:
        (length,) = struct.unpack("<Q", data[:8])
        header = json.loads(data[8 : 8 + length]) if data[8:9] == b"{" and length < len(data) else {}
        stated = header.get("__metadata__", {}).get(METADATA, "{}")
        found = json.loads(stated) if len(stated) <= MOST_ARGUMENTS * LONGEST_VALUE else {}
    except (ValueError, TypeError, AttributeError, struct.error, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _plain_ones(found: Mapping[Any, Any]) -> dict[str, Any]:
    taken = list(found.items())[:MOST_ARGUMENTS]
    return {name: value for name, value in taken if isinstance(name, str) and name.isidentifier() and _is_plain(value)}


def _is_plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return len(value) <= MOST_ARGUMENTS and all(isinstance(one, _PLAIN) for one in value)
    return isinstance(value, _PLAIN) and len(str(value)) <= LONGEST_VALUE
