"""What a file needs permission for: itself, and the modules of its root that it reaches, as they are now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lamgui.base.code_permission import CodeFile, CodePermission
from lamgui.base.errors import NetworkError
from lamgui.networks.checkpoint.bytes import file_bytes
from lamgui.networks.user_code.imports import Import, imports_in
from lamgui.networks.user_code.modules import ModulePlaces
from lamgui.networks.user_code.reachable import content_of, reachable
from lamgui.networks.user_code.root import root_of

SHOWN_MODULES = 3


def permission_wanted(
    path: Path, root: Path | None = None, also: Mapping[str, Path] | None = None, is_python: bool = True
) -> CodePermission:
    """All that must be permitted before a file runs; nothing of it is run.

    `root` is the folder that its imports start from, where the user gave one; `also` are modules that running it asked
    for, by name. A program that is no Python file has no modules. Raises NetworkError where a file cannot be read.
    """
    path = path.resolve()
    data = file_bytes(path)
    file = CodeFile(path, hashlib.sha256(data).hexdigest())
    if not is_python:
        return CodePermission(file)
    imports = imports_of(path, data)
    root = root_of(path, imports, root)
    found = reachable(path, ModulePlaces(path, root, imports), also or ())
    found |= {other: content_of(other) for other in (also or {}).values() if other != path}
    modules = (CodeFile(module, hashlib.sha256(content).hexdigest()) for module, content in found.items())
    return CodePermission(file, root, tuple(sorted(modules, key=lambda module: module.path)))


def wanted_beyond(path: Path, given: CodePermission | None, is_python: bool = True) -> CodePermission:
    """What a file needs, by the root of the permission that was given for it, if any was; see `permission_wanted`."""
    root = None if given is None or given.file.path != path.resolve() else given.root
    return permission_wanted(path, root if root is not None and root.is_dir() else None, is_python=is_python)


def places_of(permission: CodePermission) -> ModulePlaces:
    """Where the file's imports are looked for; raises NetworkError where it cannot be read."""
    path = permission.file.path
    return ModulePlaces(path, permission.root, imports_of(path, file_bytes(path)))


def for_this_run(path: Path, root: Path | None = None) -> CodePermission:
    """Permission for a file that the user named together with --trust: for all of its root, as long as this runs."""
    return replace(permission_wanted(path, root, is_python=path.suffix.lower() == ".py"), whole_root=True)


def with_more(permission: CodePermission, refused: Mapping[str, Path]) -> CodePermission:
    """The permission that is wanted after running asked for modules that it does not cover.

    Where these are parts of a package, the others in their folder are likely to be asked for next.
    """
    also = dict(refused)
    for name, file in refused.items():
        package = name.rpartition(".")[0]
        if package:
            also |= {f"{package}.{other.stem}": other for other in sorted(file.parent.glob("*.py"))}
            also.pop(f"{package}.__init__", None)
    wanted = permission_wanted(permission.file.path, permission.root, also)
    return with_those_of(wanted, permission)


def with_those_of(wanted: CodePermission, earlier: CodePermission) -> CodePermission:
    """What is wanted, with the modules that were permitted earlier, as they are now: running asked for those."""
    listed = {module.path for module in wanted.modules}
    others = [module.path for module in earlier.modules if module.path not in listed and module.path.is_file()]
    if wanted.root is None or wanted.root != earlier.root or not others:
        return wanted
    added = (CodeFile(path, hashlib.sha256(content_of(path)).hexdigest()) for path in others)
    return replace(wanted, modules=tuple(sorted((*wanted.modules, *added), key=lambda module: module.path)))


def what_is_new(wanted: CodePermission, given: CodePermission) -> str:
    """In words, what the given permission does not cover."""
    if wanted.file != given.file:
        return f"{wanted.file.path.name} has changed since you trusted it"
    if wanted.root != given.root:
        return f"its modules come from another folder, {wanted.root}"
    new = [str(module.path.name) for module in wanted.modules if module not in given.modules]
    more = f" and {len(new) - SHOWN_MODULES} more" if len(new) > SHOWN_MODULES else ""
    return (
        f"{', '.join(new[:SHOWN_MODULES])}{more}, which it imports, {'is' if len(new) == 1 else 'are'} new or changed"
    )


def imports_of(path: Path, data: bytes) -> Sequence[Import]:
    """The imports of a file; raises NetworkError for what is no Python."""
    try:
        return imports_in(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        where = f"{error.msg} in line {error.lineno}" if isinstance(error, SyntaxError) else str(error).rstrip(".")
        message = f"{path.name} is not Python that can be read: {where or type(error).__name__}."
        raise NetworkError(message, "Mend it, or open the file that holds the network.") from error
