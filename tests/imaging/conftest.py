"""Files and folders that the test may not touch, also where the tests are run by root."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

NOBODY = 65534


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder that may be entered and listed, not written; it holds `locked.png`, which may not be read."""
    if not hasattr(os, "geteuid"):
        pytest.skip("needs POSIX permissions")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "locked.png").write_bytes(b"secret")
        (folder / "locked.png").chmod(0o000)
        folder.chmod(0o555)
        was_root = os.geteuid() == 0
        if was_root:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if was_root:
                os.seteuid(0)
            folder.chmod(0o755)
