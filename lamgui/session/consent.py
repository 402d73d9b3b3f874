"""Which files that run their own code the user has accepted, by the file's hash, in a small file of the user's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lamgui.base.plain_values import plain, read_as
from lamgui.files.json_store import UserFile
from lamgui.files.user_folders import user_folder
from lamgui.networks.entry import OwnCode

MOST_ANSWERS = 500


@dataclass(frozen=True)
class _Answer:
    """An accepted file as it is written; no field may be missing, so that an empty entry accepts nothing."""

    name: str
    arguments: tuple[tuple[str, str], ...]
    weights: Path | None


class CodeAnswers:
    """Remembers files that were accepted, with class, arguments and weights; a refusal is not remembered."""

    def __init__(self, store: Path | None = None) -> None:
        path = store or user_folder() / "own_code.json"
        self._store = UserFile(path, MOST_ANSWERS)
        self._accepted: dict[str, OwnCode] = {}

    def find(self, sha256: str) -> OwnCode | None:
        """The answer for the file with that hash; None where it was not accepted."""
        if sha256 in self._accepted:
            return self._accepted[sha256]
        stored = self._store.read().get(sha256)
        try:
            answer = read_as(stored, _Answer)
        except ValueError:
            return None
        return OwnCode(sha256, answer.name, answer.arguments, answer.weights)

    def remember(self, code: OwnCode) -> None:
        """Store an answer; where no file can be written, only for this run of the program."""
        self._accepted[code.sha256] = code
        stored = self._store.read()
        stored[code.sha256] = plain(_Answer(code.name, code.arguments, code.weights))
        self._store.write(stored)

    def forget(self, sha256: str) -> None:
        """Ask again when the file is opened next."""
        self._accepted.pop(sha256, None)
        stored = self._store.read()
        if stored.pop(sha256, None) is not None:
            self._store.write(stored)
