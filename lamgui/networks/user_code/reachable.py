"""The modules of its root that a user's file reaches by the imports it states, and by theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lamgui.base.errors import NetworkError
from lamgui.networks.checkpoint.bytes import file_bytes
from lamgui.networks.user_code.imports import Import, imports_in
from lamgui.networks.user_code.modules import Module, ModulePlaces

MOST_MODULES = 2000
"""Far more than the code of any network."""


def reachable(path: Path, places: ModulePlaces, also: Iterable[str] = ()) -> dict[Path, bytes]:
    """The files of all modules that the file at `path` reaches, itself left out, with their content.

    `also` names modules beside those. Raises NetworkError where there are too many, or one cannot be read.
    """
    contents: dict[Path, bytes] = {}
    seen: set[Module] = set()
    waiting = [module for name in (places.main.name, *also) for module in places.find(name)]
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        if module.file is None:
            continue
        if len(contents) >= MOST_MODULES:
            raise NetworkError(f"{path.name} imports more than {MOST_MODULES} modules.", "Give a smaller --code-root.")
        contents[module.file] = content_of(module.file)
        if module.file.suffix == ".py":
            waiting += (
                found for statement in _imports(contents[module.file]) for found in _found(module, statement, places)
            )
    contents.pop(path, None)
    return contents


def content_of(path: Path) -> bytes:
    """The content of a module's file, which is often empty where it marks a package; raises NetworkError."""
    return b"" if path.stat().st_size == 0 else file_bytes(path)


def _imports(data: bytes) -> tuple[Import, ...]:
    """None of a file that is no Python: importing it says so."""
    try:
        return imports_in(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def _found(module: Module, statement: Import, places: ModulePlaces) -> Iterator[Module]:
    """The modules that an import in a module runs: packages, the module, and those among the names."""
    start = statement.module
    if statement.level:
        parents = module.package.split(".")
        if len(parents) < statement.level or not module.package:
            return
        start = ".".join([*parents[: len(parents) - statement.level + 1], *filter(None, [start])])
    yield from places.find(start)
    for name in statement.names:
        yield from places.find(f"{start}.{name}")
