"""What the class of a .py file is called with: Python literals, and objects that only hold attributes."""

from __future__ import annotations

import argparse
import ast
from typing import Any

from lamgui.base.errors import NetworkError

NAMESPACES = ("Namespace", "SimpleNamespace")
"""Objects with attributes by name, as argument parsers make them: Namespace(n_feats=64, scale=[4])."""

ADVICE = "Texts need quotes: 'pixelshuffle'. An object with options is written as Namespace(n_feats=64, scale=[4])."


def value_of(name: str, text: str) -> Any:
    """The value of an argument written in Python; nothing is run. Raises NetworkError for anything else."""
    try:
        return _evaluated(ast.parse(text.strip(), mode="eval").body)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        which = f"The argument {name}" if name else "An argument"
        message = f"{which} is {text!r}, which is no number, text, list or True, False, None."
        raise NetworkError(message, ADVICE, str(error)) from error


def _evaluated(node: ast.expr) -> Any:
    if not isinstance(node, ast.Call):
        return ast.literal_eval(node)
    called = ast.unparse(node.func).rpartition(".")[2]
    if called not in (*NAMESPACES, "dict") or node.args:
        raise ValueError(f"{called} is not called with names")
    values: dict[str, Any] = {}
    for keyword in node.keywords:
        if keyword.arg is None:
            raise ValueError("** is no name")
        values[keyword.arg] = _evaluated(keyword.value)
    return values if called == "dict" else argparse.Namespace(**values)
