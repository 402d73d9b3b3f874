"""What permission for a file's code covers: the file at its place, and modules beside it, each with its content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class CodeFile:
    """A file that may run: at this absolute path, with this content."""

    path: Path
    sha256: str


@dataclass(frozen=True)
class CodePermission:
    """Permission to run `file`, and those modules of its `root` that are listed with their content.

    `root` is the folder from which the file imports code that is not installed; None where there is none. With
    `whole_root`, as by --trust, every module of it may run, whatever it holds. What running code opens by itself is
    never looked at.
    """

    file: CodeFile
    root: Path | None = None
    modules: tuple[CodeFile, ...] = ()
    whole_root: bool = False

    def covers(self, wanted: CodePermission) -> bool:
        """Whether all that is `wanted` is permitted."""
        if self.file != wanted.file or self.root != wanted.root:
            return False
        return self.whole_root or set(wanted.modules) <= set(self.modules)

    def permits(self, module: CodeFile) -> bool:
        """Whether a file with this content may run."""
        if module == self.file or module in self.modules:
            return True
        return self.whole_root and self.root is not None and module.path.is_relative_to(self.root)
