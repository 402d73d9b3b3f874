"""Which files that run their own code the user has accepted, where they lie, in a small file of the user's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lamgui.base.code_permission import CodeFile, CodePermission
from lamgui.base.plain_values import plain, read_as
from lamgui.files.json_store import UserFile
from lamgui.files.user_folders import user_folder
from lamgui.networks.entry import OwnCode

MOST_ANSWERS = 500


@dataclass(frozen=True)
class _Build:
    """What is built of an accepted file."""

    name: str
    arguments: tuple[tuple[str, str], ...]
    weights: Path | None


@dataclass(frozen=True)
class _Answer(_Build):
    """An accepted file as it is written; no field may be missing, so that an empty entry accepts nothing."""

    sha256: str
    root: Path | None
    modules: tuple[CodeFile, ...]
    strict: bool = True
    """Whether all tensors of the weights must be there; older answers do not state it."""


class CodeAnswers:
    """Remembers files that were accepted, with their modules, class, arguments and weights; never a refusal.

    An answer is for the file at its place: another place, even with the same content, has none.
    """

    def __init__(self, store: Path | None = None) -> None:
        path = store or user_folder() / "own_code.json"
        self._store = UserFile(path, MOST_ANSWERS)
        self._accepted: dict[str, OwnCode] = {}

    def find(self, path: Path) -> OwnCode | None:
        """The answer for the file at that path; None where it was not accepted."""
        key = _key(path)
        if key in self._accepted:
            return self._accepted[key]
        try:
            answer = read_as(self._stored(key), _Answer)
        except ValueError:
            return None
        file = CodeFile(Path(key), answer.sha256)
        permission = CodePermission(file, answer.root, answer.modules)
        return OwnCode(permission, answer.name, answer.arguments, answer.weights, answer.strict)

    def permission_for(self, path: Path | None) -> CodePermission | None:
        """What the user permitted of the file at that path; it may have changed since."""
        answer = None if path is None else self.find(path)
        return None if answer is None else answer.permission

    def suggestion(self, wanted: CodePermission) -> OwnCode | None:
        """Class, arguments and weights of an earlier answer that does not cover what is wanted now.

        For the file at its place before it changed; else what version 0.1.0 stored for the same content.
        """
        earlier = self.find(wanted.file.path)
        if earlier is not None:
            return replace(earlier, permission=wanted)
        try:
            build = read_as(self._stored(wanted.file.sha256), _Build)
        except ValueError:
            return None
        return OwnCode(wanted, build.name, build.arguments, build.weights)

    def remember(self, code: OwnCode) -> None:
        """Store an answer; where no file can be written, only for this run of the program."""
        key = _key(code.permission.file.path)
        self._accepted[key] = code
        stored = self._store.read()
        stored.pop(key, None)
        permission = code.permission
        file, root, modules = permission.file, permission.root, permission.modules
        answer = _Answer(code.name, code.arguments, code.weights, file.sha256, root, modules, code.strict)
        stored[key] = plain(answer)
        self._store.write(stored)

    def forget(self, path: Path) -> None:
        """Ask again when the file is opened next."""
        key = _key(path)
        self._accepted.pop(key, None)
        stored = self._store.read()
        if stored.pop(key, None) is not None:
            self._store.write(stored)

    def _stored(self, key: str) -> Any:
        return self._store.read().get(key)


def _key(path: Path) -> str:
    return str(path.resolve())
