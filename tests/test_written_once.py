"""What is to be done in one way only is called from one place only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "lamgui"

ONE_PLACE = {
    "Request": "maps/request.py",
    "SurveyRequest": "maps/request.py",
    "make_path": "maps/devices.py",
    "user_data_dir": "files/user_folders.py",
}
"""What is called, and the only file of the package that does."""


@pytest.mark.parametrize(("called", "place"), ONE_PLACE.items())
def test_called_from_one_place(called: str, place: str) -> None:
    callers = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        if called in _calls(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert callers == {place}


def _calls(tree: ast.Module) -> set[str]:
    """The last part of the name of everything that is called."""
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {f.id for f in functions if isinstance(f, ast.Name)} | {
        f.attr for f in functions if isinstance(f, ast.Attribute)
    }
