"""What the user said of files that run their own code, by the file's hash, in a small file of the user's."""

from __future__ import annotations

from pathlib import Path

from lamgui.files.json_store import UserFile, user_folder
from lamgui.networks.entry import OwnCode

MOST_ANSWERS = 500


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
            return None if kept is None else _code(sha256, kept)
        except (TypeError, ValueError, KeyError):
            return None

    def remember(self, code: OwnCode) -> None:
        """Keep it, for this run of the program also where no file can be written."""
        self._said[code.sha256] = code
        kept = self._store.read()
        weights = None if code.weights is None else str(code.weights)
        kept[code.sha256] = {"name": code.name, "arguments": [list(a) for a in code.arguments], "weights": weights}
        self._store.write(kept)

    def forget(self, sha256: str) -> None:
        """Ask again when the file is opened next."""
        self._said.pop(sha256, None)
        kept = self._store.read()
        if kept.pop(sha256, None) is not None:
            self._store.write(kept)


def _code(sha256: str, kept: dict[str, object]) -> OwnCode:
    arguments, weights = kept["arguments"], kept["weights"]
    if not isinstance(arguments, list):
        raise TypeError("arguments are pairs")
    pairs = tuple((str(name), str(text)) for name, text in arguments)
    return OwnCode(sha256, str(kept["name"]), pairs, Path(weights) if isinstance(weights, str) else None)
