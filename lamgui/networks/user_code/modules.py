"""Where the modules lie that a user's file imports from its root, found without running anything."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from lamgui.base.errors import NetworkError
from lamgui.networks.user_code.imports import Import
from lamgui.networks.user_code.installed import OF_THE_PROGRAM, is_installed


@dataclass(frozen=True)
class Module:
    """A module by the name that it is imported under: its file, and for a package the folders of its modules.

    A folder without __init__.py is a package without a file.
    """

    name: str
    file: Path | None
    folders: tuple[Path, ...] = ()

    @property
    def package(self) -> str:
        """What relative imports in it start from."""
        return self.name if self.folders else self.name.rpartition(".")[0]


def module_in(folder: Path, name: str, prefix: str = "") -> Module | None:
    """The module in a folder, as Python looks for it: a package, a compiled module, a .py, a folder of modules.

    Files that Python compiled before (.pyc) are never looked at.
    """
    if not name.isidentifier() and Path(name).name != name:
        return None
    full, package = prefix + name, folder / name
    if (package / "__init__.py").is_file():
        return Module(full, package / "__init__.py", (package,))
    for suffix in (*EXTENSION_SUFFIXES, ".py"):
        if (folder / f"{name}{suffix}").is_file():
            return Module(full, folder / f"{name}{suffix}")
    return Module(full, None, (package,)) if package.is_dir() else None


class ModulePlaces:
    """The folders from the file's own up to its root, in which a top-level module is looked for, the nearest first.

    Where several hold one of that name, the first that holds all of a dotted name counts. Modules are looked for once
    for all: an import finds what was found when the imports were read.
    """

    def __init__(self, path: Path, root: Path | None, imports: Sequence[Import]) -> None:
        self._folders = [] if root is None else [folder for folder in path.parents if folder.is_relative_to(root)]
        self._places: dict[str, tuple[Path, str] | None] = {}
        self.main = Module("", path)
        """The file itself, by the name that it is imported under."""
        self.main = Module(self._name_of_main(path, imports), path)

    def find(self, name: str) -> list[Module]:
        """The module of a dotted name, behind the packages that hold it; as many of them as there are."""
        top, *parts = name.split(".")
        if top not in self._places:
            self._places[top] = self._place_of(top, parts)
        place = self._places[top]
        chain = [] if place is None else _chain(place, top, parts)
        return [*chain[: len(parts)], self.main] if name == self.main.name else chain

    def tops(self) -> set[str]:
        """Names of top-level modules that may be found here."""
        names = {name for folder in self._folders for name in _names_in(folder)}
        return (names | {top for top, place in self._places.items() if place is not None}) - OF_THE_PROGRAM

    def _place_of(self, top: str, parts: Sequence[str]) -> tuple[Path, str] | None:
        """The folder that holds the module, and the name that it has there."""
        if top in OF_THE_PROGRAM:
            return None
        chains = [(folder, _chain((folder, top), top, parts)) for folder in self._folders]
        files = [(folder, chain) for folder, chain in chains if chain and chain[0].file is not None]
        folders = [] if files or is_installed(top) else [(folder, chain) for folder, chain in chains if chain]
        found = files or folders
        whole = [folder for folder, chain in found if len(chain) == 1 + len(parts)]
        return next(((folder, top) for folder in (*whole, *(folder for folder, _ in found))), None)

    def _name_of_main(self, path: Path, imports: Sequence[Import]) -> str:
        """As long as its relative imports, or imports of the package that it lies in, need."""
        _require_no_dot(path, path.stem)
        levels = max((statement.level for statement in imports), default=0)
        for statement in imports:
            found = self.find(statement.module)[:1] if statement.top else []
            for folder in (folder for module in found for folder in module.folders if path.is_relative_to(folder)):
                levels = max(levels, len(path.relative_to(folder).parts))
        if levels == 0 or not self._folders:
            # Python's own modules, and the program's, are imported already.
            taken = path.stem in sys.stdlib_module_names or path.stem in OF_THE_PROGRAM
            return f"own_{path.stem}" if taken else path.stem
        if levels > len(self._folders):
            message = f"{path.name} imports from above its root {self._folders[-1]}."
            raise NetworkError(message, "Give the folder above as --code-root.")
        package = self._folders[levels - 1]
        # The root may be a package itself, though nothing outside of it can be imported.
        top = package.name.replace(".", "_")
        self._places[top] = (package.parent, package.name)
        names = [folder.name for folder in reversed(self._folders[: levels - 1])]
        for name in names:
            _require_no_dot(path, name)
        return ".".join([top, *names, path.stem])


def _chain(place: tuple[Path, str], top: str, parts: Sequence[str]) -> list[Module]:
    folder, name = place
    first = module_in(folder, name)
    if first is None:
        return []
    chain = [Module(top, first.file, first.folders)]
    for part in parts:
        found = (module_in(folder, part, f"{chain[-1].name}.") for folder in chain[-1].folders)
        module = next((module for module in found if module is not None), None)
        if module is None:
            break
        chain.append(module)
    return chain


def _names_in(folder: Path) -> Iterator[str]:
    try:
        entries = list(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.suffix == ".py" or entry.name.endswith(tuple(EXTENSION_SUFFIXES)) or entry.is_dir():
            yield entry.name.partition(".")[0]


def _require_no_dot(path: Path, name: str) -> None:
    if "." not in name:
        return
    if name == path.stem:
        message = f"{path.name} cannot be imported: its name has a dot before the ending."
        raise NetworkError(message, f"Call it {path.stem.replace('.', '_')}.py.")
    message = f"{path.name} cannot be imported: the folder {name} has a dot in its name."
    raise NetworkError(message, f"Call it {name.replace('.', '_')}.")
