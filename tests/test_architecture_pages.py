"""The pages about the code name only modules and folders that exist."""

from __future__ import annotations

import re

import pytest

from tests.cli.terminal import CHECKOUT

PACKAGE = CHECKOUT / "lamgui"
PAGES = ("architecture.md", "engine.md")


def _places(page: str) -> list[str]:
    """What stands between backquotes and looks like a place in the tree: words joined by slashes, without an ending."""
    text = (CHECKOUT / "docs" / page).read_text(encoding="utf-8")
    return [
        place for place in re.findall(r"`([\w*]+(?:/[\w*.]+)+)`", text) if not place.startswith(("tests", "models"))
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_place_exists(page: str) -> None:
    places = _places(page)
    assert len(places) > 20, "the pages name places as `folder/module`"
    gone = [place for place in places if not _exists(place)]
    assert not gone, f"docs/{page} names what is not there: {', '.join(gone)}"


def test_every_package_is_on_the_map() -> None:
    text = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = text.partition("```")[2].partition("```")[0]
    packages = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").is_file()}
    assert {package for package in packages if not re.search(rf"\b{package}\b", drawn)} == set()


def _exists(place: str) -> bool:
    """As a module, a package, or a function or class of a module (`files/atomic.replacing`)."""
    module, _, name = place.partition(".")
    if "*" in module:
        return any(PACKAGE.glob(f"{module}.py"))
    file = PACKAGE / f"{module}.py"
    if name:
        return (
            file.is_file()
            and re.search(rf"^(?:def|class) {name}\b", file.read_text(encoding="utf-8"), re.M) is not None
        )
    return file.is_file() or (PACKAGE / module / "__init__.py").is_file() or (CHECKOUT / place).exists()
