"""Write a file so that it is either the old one or the whole new one, never half."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path in the folder of `path`, moved over it when the block ends without an error.

    On an error the temporary file is removed and `path` is as it was. Raises OSError where the folder is
    missing, cannot be written or is full.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _flush_to_disk(temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _flush_to_disk(path: Path) -> None:
    """Without it a power cut can leave the new name on an empty file."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
