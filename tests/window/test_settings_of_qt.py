"""Files of settings that Qt itself would read run nothing: it makes Python objects of what lies in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

WRITES = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from tests.hostile import Hostile
store = QSettings(sys.argv[1], QSettings.Format.IniFormat)
for name in ("FileDialog/history", "FileDialog/lastVisited", "FileDialog/treeViewHeader", "FileDialog/viewMode"):
    store.setValue(name, Hostile(Path(sys.argv[2])))
store.sync()
"""

OPENS_A_DIALOG = """
import sys
from PySide6.QtWidgets import QFileDialog
if sys.argv[1] == "lamgui":
    from lamgui.window.app import make_application
    application = make_application()
else:
    from PySide6.QtWidgets import QApplication
    application = QApplication([])
dialog = QFileDialog()
dialog.show()
dialog.close()
"""


def run(script: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, timeout=60)


@pytest.mark.skipif(sys.platform not in {"linux", "freebsd"}, reason="Qt has its settings elsewhere than in a file")
def test_a_file_dialog_makes_no_object_of_a_file(tmp_path: Path) -> None:
    marker, settings = tmp_path / "ran", tmp_path / "home" / "QtProject.conf"
    run(WRITES, str(settings), str(marker))
    assert not marker.exists()
    run(OPENS_A_DIALOG, "lamgui")
    assert not marker.exists()
    run(OPENS_A_DIALOG, "plain Qt")
    assert marker.exists(), "the file is one that Qt makes an object of, so that the test can fail"
