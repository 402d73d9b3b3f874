"""Imports of a user's code: of its root only bytes that were hashed and permitted, beside it what is installed."""

from __future__ import annotations

import hashlib
import importlib
import importlib.machinery
import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from threading import get_ident
from types import CodeType, ModuleType

from lamgui.base.code_permission import CodeFile, CodePermission
from lamgui.networks.user_code.installed import installed_path
from lamgui.networks.user_code.modules import Module, ModulePlaces, module_in
from lamgui.networks.user_code.reachable import content_of


class UserCodeFinder(MetaPathFinder):
    """Finds what code imports from its root, for the thread that made it.

    `refused` are modules that are not permitted, or not with the content they have, by name: importing them fails.
    `loaded` are the hashes of the files that were run.
    """

    finds_code_of_users = True

    def __init__(self, permission: CodePermission, places: ModulePlaces) -> None:
        self.refused: dict[str, Path] = {}
        self.loaded: dict[Path, str] = {}
        self.names: set[str] = set()
        self._permission = permission
        self._places = places
        self._thread = get_ident()
        self._installed = installed_path()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module of the root; None for what is installed. Raises ImportError for what is not permitted."""
        del target
        if get_ident() != self._thread:
            return None
        module = self._module(fullname, path)
        if module is None:
            return None
        self.names.add(fullname)
        if module.file is None:
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [str(folder) for folder in module.folders]
            return spec
        locations = [str(folder) for folder in module.folders] or None
        loader = self._loader(fullname, module.file)
        spec_found = importlib.util.spec_from_file_location(
            fullname, module.file, loader=loader, submodule_search_locations=locations
        )
        if spec_found is not None:
            spec_found.cached = None
        return spec_found

    def _module(self, fullname: str, path: Sequence[str] | None) -> Module | None:
        if fullname == self._places.main.name:
            return self._places.main
        parent, _, name = fullname.rpartition(".")
        if parent:
            if parent not in self.names:
                return None
            found = (module_in(_absolute(folder), name, f"{parent}.") for folder in path or ())
            return next((module for module in found if module is not None), None)
        places = self._places.find(name)
        return places[0] if places else self._in_added_folders(name)

    def _in_added_folders(self, name: str) -> Module | None:
        """Of folders that the code itself put into `sys.path`; what is installed in one before them goes before."""
        if name in sys.builtin_module_names or name in sys.stdlib_module_names:
            return None
        for entry in sys.path:
            if entry in self._installed:
                if PathFinder.find_spec(name, [entry]) is not None:
                    return None
            elif (module := module_in(_absolute(entry), name)) is not None:
                return module
        return None

    def _loader(self, fullname: str, file: Path) -> Loader:
        data = content_of(file)
        code = CodeFile(file, hashlib.sha256(data).hexdigest())
        root = self._permission.root
        if root is not None and not file.is_relative_to(root) and code != self._permission.file:
            raise ImportError(f"{file} lies outside of {root}, from which it may import", name=fullname)
        if not self._permission.permits(code):
            self.refused[fullname] = file
            raise ImportError(f"{file} may not run: it is not among the modules that were permitted", name=fullname)
        self.loaded[file] = code.sha256
        return _HashedSource(fullname, str(file), data) if file.suffix == ".py" else _HashedExtension(fullname, data)


def _absolute(folder: str) -> Path:
    """Without `..`, behind which it may lie elsewhere than it seems."""
    return Path(os.path.abspath(folder))  # noqa: PTH100 # unlike pathlib's, it takes away `..`


class _HashedSource(SourceFileLoader):
    """Compiles bytes that were read before; nothing is taken from or written to a cache of compiled files."""

    def __init__(self, fullname: str, path: str, data: bytes) -> None:
        super().__init__(fullname, path)
        self._data = data

    def get_code(self, fullname: str) -> CodeType:
        code: CodeType = compile(self._data, self.get_filename(fullname), "exec", dont_inherit=True)
        return code

    def get_source(self, fullname: str) -> str:
        del fullname
        return importlib.util.decode_source(self._data)


class _HashedExtension(ExtensionFileLoader):
    """A compiled module, from a copy of the bytes that were hashed."""

    def __init__(self, fullname: str, data: bytes) -> None:
        # It stays as long as the program runs, as the system keeps it open.
        folder = Path(tempfile.mkdtemp(prefix="lamgui-module-"))
        copy = folder / f"{fullname.rpartition('.')[2]}{importlib.machinery.EXTENSION_SUFFIXES[-1]}"
        copy.write_bytes(data)
        super().__init__(fullname, str(copy))


@contextmanager
def imports_from(permission: CodePermission, places: ModulePlaces) -> Iterator[UserCodeFinder]:
    """A context in which the modules of the permission's root can be imported, and beside them what is installed.

    Afterwards they are removed from sys.modules again, so that another network with a folder of the same name, often
    `models`, imports its own.
    """
    finder = UserCodeFinder(permission, places)
    path, modules, writes_bytecode = list(sys.path), dict(sys.modules), sys.dont_write_bytecode
    # What comes with Python and runs already is used by all of the program.
    loaded = {name.partition(".")[0] for name in modules} - sys.stdlib_module_names
    shadowed = {name for name in places.tops() & loaded if places.find(name)}
    for name in [name for name in sys.modules if name.partition(".")[0] in shadowed]:
        del sys.modules[name]
    sys.path[:] = installed_path()
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, finder)
    importlib.invalidate_caches()
    try:
        yield finder
    finally:
        sys.meta_path.remove(finder)
        sys.path[:], sys.dont_write_bytecode = path, writes_bytecode
        for name in finder.names:
            sys.modules.pop(name, None)
        sys.modules.update({name: module for name, module in modules.items() if name not in sys.modules})
