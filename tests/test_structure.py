"""The rules that the code's layout follows: which way imports point, how long a file is, what its first line says."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = CHECKOUT / "lamgui"
SOURCES = sorted(
    file.relative_to(CHECKOUT)
    for file in (
        CHECKOUT / "main.py",
        *(f for d in ("lamgui", "packaging", "resources", "tests") for f in (CHECKOUT / d).rglob("*.py")),
    )
)
LONGEST_FILE_LINES = 400
MOST_MODULES = 25
"""In a folder: more have no room that a stranger finds in one guess. Architectures are a list."""
IDIOMS = (
    "their word",
    "user's word",
    "told by",
    "told of",
    "what it came to",
    "of its own accord",
    "takes it for",
    "who hovers",
    "in vain",
    "out of sight",
    "bystander",
    "a yes",
)
"""Turns of phrase that say less than the field's words, such as permission, recognised, result, tooltip, refused."""
TEXTS = sorted(
    file.relative_to(CHECKOUT)
    for file in (
        *PACKAGE.rglob("*.py"),
        *(CHECKOUT / "docs").glob("*.md"),
        *(CHECKOUT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    )
)
NOT_BEFORE_THE_WINDOW = ("torch", "matplotlib", "torchvision")
WITHOUT_TORCH = (
    "lamgui.window.app",
    "lamgui.attribution.measures.measures",
    "lamgui.attribution.patch",
    "lamgui.attribution.integral.quadrature",
    "lamgui.attribution.settings.settings",
    "lamgui.cli.main",
    "lamgui.figures.pixels.render",
    "lamgui.imaging.read",
    "lamgui.imaging.prepare",
    "lamgui.imaging.reduce",
    "lamgui.imaging.quality",
    "lamgui.networks.catalogue",
    "lamgui.networks.entry",
    "lamgui.control.desk.desk",
)


def test_imports_point_one_way(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(CHECKOUT)
    status = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("file", SOURCES, ids=str)
def test_file_says_its_idea_first_and_is_short(file: Path) -> None:
    text = (CHECKOUT / file).read_text(encoding="utf-8")
    idea = ast.get_docstring(ast.parse(text))
    assert idea, "the first line must be a docstring that says the file's one idea"
    assert text.startswith('"""'), "nothing may stand before the docstring"
    assert idea.splitlines()[0].rstrip().endswith((".", "?")), "the first line must be a whole sentence"
    assert text.count("\n") <= LONGEST_FILE_LINES, "the file has more than one idea: split it"


def test_no_folder_is_too_wide() -> None:
    modules: dict[Path, int] = {}
    for file in PACKAGE.rglob("*.py"):
        if file.name != "__init__.py" and file.parent.name != "architectures":
            modules[file.parent] = modules.get(file.parent, 0) + 1
    assert {folder.name: count for folder, count in modules.items() if count > MOST_MODULES} == {}


@pytest.mark.parametrize("file", TEXTS, ids=str)
def test_words_are_those_of_the_trade(file: Path) -> None:
    """A reader who knows the field should not have to learn a second language: permission, not "their word"."""
    text = " ".join((CHECKOUT / file).read_text(encoding="utf-8").lower().split())
    idioms = [idiom for idiom in IDIOMS if re.search(rf"\b{re.escape(idiom)}\b", text)]
    assert not idioms, f"say it plainly instead: {', '.join(idioms)}"


@pytest.mark.parametrize("file", [file for file in SOURCES if file.parts[0] == "lamgui"], ids=str)
def test_a_signal_says_what_it_is_of_instead_of_being_asked(file: Path) -> None:
    calls = [node for node in ast.walk(ast.parse((CHECKOUT / file).read_text("utf-8"))) if isinstance(node, ast.Call)]
    lines = [n.lineno for n in calls if isinstance(n.func, ast.Attribute) and n.func.attr == "sender"]
    assert not lines, f"sender() is asked in lines {lines}: let the signal carry the object"


def test_a_call_that_waits_ends_with_its_object() -> None:
    """QTimer.singleShot calls a method of an object that was deleted meanwhile; the program itself stays to the end."""
    waiting = [
        f"{file}:{node.lineno}"
        for file in SOURCES
        if file.parts[0] == "lamgui" and file != Path("lamgui/window/app.py")
        for node in ast.walk(ast.parse((CHECKOUT / file).read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "singleShot"
    ]
    assert not waiting, "use widgets/controls/later.Later instead"


def test_window_opens_before_torch_and_matplotlib_are_imported() -> None:
    heavy = ", ".join(_imported_by(WITHOUT_TORCH, NOT_BEFORE_THE_WINDOW))
    assert not heavy, f"imported at start, which delays the window by seconds: {heavy}"


def test_nothing_below_the_session_imports_qt() -> None:
    below = [
        ".".join(file.relative_to(CHECKOUT).with_suffix("").parts)
        for folder in (
            "api",
            "attribution",
            "base",
            "figures",
            "files",
            "imaging",
            "jobs",
            "maps",
            "networks",
            "sanity",
        )
        for file in sorted((PACKAGE / folder).rglob("*.py"))
    ]
    qt = ", ".join(_imported_by(below, ("PySide6", "pyqtgraph", "torchvision")))
    assert not qt, f"imported below the session: {qt}"


def _imported_by(modules: list[str] | tuple[str, ...], watched: tuple[str, ...]) -> list[str]:
    """Which of `watched` a fresh interpreter has loaded after importing `modules`, and by which of them first."""
    code = (
        "import importlib, sys\n"
        f"for module in {modules!r}:\n"
        "    importlib.import_module(module)\n"
        f"    for name in {watched!r}:\n"
        "        if name in sys.modules: print(name, 'by', module)\n"
        "    if any(name in sys.modules for name in " + repr(watched) + "): break\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()
