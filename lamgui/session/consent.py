"""What the user said of files that run their own code, by the file's hash, in a small file of the user's."""

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
    """A yes as it is written; nothing of it may be left out, so that no empty entry counts as one."""

    name: str
    arguments: tuple[tuple[str, str], ...]
    weights: Path | None


class CodeAnswers:
    """Remembers a yes and what came with it: class, arguments, weights. A no is not remembered."""

    def __init__(self, store: Path | None = None) -> None:
        path = store or user_folder() / "own_code.json"
        self._store = UserFile(path, MOST_ANSWERS)
        self._said: dict[str, OwnCode] = {}

    def find(self, sha256: str) -> OwnCode | None:
        """The user's word for the file with that hash."""
        if sha256 in self._said:
            return self._said[sha256]
        kept = self._store.read().get(sha256)
        try:
            answer = read_as(kept, _Answer)
        except ValueError:
            return None
        return OwnCode(sha256, answer.name, answer.arguments, answer.weights)

    def remember(self, code: OwnCode) -> None:
        """Keep it, for this run of the program also where no file can be written."""
        self._said[code.sha256] = code
        kept = self._store.read()
        kept[code.sha256] = plain(_Answer(code.name, code.arguments, code.weights))
        self._store.write(kept)

    def forget(self, sha256: str) -> None:
        """Ask again when the file is opened next."""
        self._said.pop(sha256, None)
        kept = self._store.read()
        if kept.pop(sha256, None) is not None:
            self._store.write(kept)
