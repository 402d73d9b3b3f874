"""The imports that a Python file states, read without running it."""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True)
class Import:
    """One import: `import module`, or `from module import names`; `level` counts the dots before it."""

    module: str
    names: tuple[str, ...] = ()
    level: int = 0

    @property
    def top(self) -> str:
        """The first part of a name that is imported absolutely; empty for a relative import."""
        return "" if self.level else self.module.partition(".")[0]


def imports_in(data: bytes) -> tuple[Import, ...]:
    """All imports anywhere in the file, those of names that are spelled out in `import_module("name")` too.

    Raises SyntaxError, ValueError, RecursionError or MemoryError for what Python cannot read.
    """
    found: list[Import] = []
    for node in ast.walk(ast.parse(data)):
        if isinstance(node, ast.Import):
            found += [Import(alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(Import(node.module or "", tuple(alias.name for alias in node.names), node.level))
        elif isinstance(node, ast.Call) and (name := _named_in(node)) is not None:
            found.append(Import(name))
    return tuple(found)


def _named_in(node: ast.Call) -> str | None:
    """The name in a call of `import_module` or `__import__`, where it is spelled out."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called not in {"import_module", "__import__"} or not node.args:
        return None
    name = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
    return name if isinstance(name, str) and not name.startswith(".") else None
