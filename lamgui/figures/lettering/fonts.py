"""Which fonts draw a figure's words: the chosen one or one like it, and installed ones for letters that it lacks."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties

from lamgui.figures.lettering.clusters import as_a_word, clusters, without_marks
from lamgui.figures.lettering.font_names import DEFAULT_FONT, FOR_OTHER_SCRIPTS, compatible_fonts

_OF_NO_USE = ("last resort", "lastresort", "color emoji", "adobe blank")
"""Parts of the names of fonts that draw boxes, nothing, or pictures that no figure can hold."""

_REGISTERING = threading.Lock()


@dataclass(frozen=True)
class FontChoice:
    """The font that was asked for, and the one that is used in its place where that is not installed."""

    asked: str
    used: str

    @property
    def note(self) -> str:
        """What a reader should know of a replaced font, in a sentence; empty where it is the one asked for."""
        if self.asked == self.used:
            return ""
        alike = ", whose letters are as wide," if self.used in compatible_fonts(self.asked) else ""
        return f"The font {self.asked} is not installed: {self.used}{alike} is used."


@dataclass(frozen=True)
class Lettering:
    """Words that can be drawn, with the families that have their letters."""

    words: str
    """As they were, but for letters that no font has: these are words in brackets."""
    families: tuple[str, ...]
    missing: tuple[str, ...] = ()
    """What no installed font has, each once."""


def chosen_font(asked: str) -> FontChoice:
    """The font asked for if it is installed, else one whose letters are as wide, else the default."""
    installed = installed_families()
    for name in (asked, *compatible_fonts(asked)):
        if name in installed:
            return FontChoice(asked, name)
    return FontChoice(asked, DEFAULT_FONT)


def installed_families() -> frozenset[str]:
    """The families that matplotlib can draw, those included that were installed after it made its list."""
    _register_new_fonts()
    names = font_manager.fontManager.get_font_names()
    return frozenset(name for name in names if not any(part in name.lower() for part in _OF_NO_USE))


@lru_cache(maxsize=4096)
def lettering(words: str, families: tuple[str, ...], weight: str = "normal") -> Lettering:
    """Words with the families that draw them: those given, then others for what these lack.

    A letter that no installed font has becomes its name or number in brackets, and so does an emoji of several parts.
    """
    used, drawn, missing = list(families), [], dict[str, None]()
    for cluster in clusters(words):
        bare = without_marks(cluster)
        for letter in bare:
            if not _is_in(letter, used, weight) and (other := _family_with(letter, weight)) is not None:
                used.append(other)
        if bare and all(_is_in(letter, used, weight) for letter in bare):
            drawn.append(bare)
        else:
            missing[cluster] = None
            drawn.append(as_a_word(cluster))
    return Lettering("".join(drawn).replace("][", " "), tuple(used), tuple(missing))


def _is_in(letter: str, families: Sequence[str], weight: str) -> bool:
    return letter.isspace() or any(ord(letter) in _letters_of(family, weight) for family in families)


@lru_cache(maxsize=4096)
def _family_with(letter: str, weight: str) -> str | None:
    """The first family that has a letter."""
    installed = installed_families()
    known = [name for name in FOR_OTHER_SCRIPTS if name in installed]
    for family in (*known, *sorted(installed.difference(known))):
        if ord(letter) in _letters_of(family, weight):
            return family
    return None


@lru_cache(maxsize=512)
def _letters_of(family: str, weight: str) -> frozenset[int]:
    """The code points of a family's letters; none where its file cannot be read any more."""
    try:
        path = font_manager.findfont(FontProperties(family=[family], weight=weight), fallback_to_default=False)
        return frozenset(font_manager.get_font(path).get_charmap())
    except (OSError, RuntimeError, ValueError):
        return frozenset()


@cache
def _register_new_fonts() -> None:
    """matplotlib keeps a list of fonts from its first start: what was installed since is added."""
    with _REGISTERING:
        known = {entry.fname for entry in font_manager.fontManager.ttflist}
        for path in font_manager.findSystemFonts():
            if path in known:
                continue
            try:
                font_manager.fontManager.addfont(path)
            except (OSError, RuntimeError, ValueError, KeyError, TypeError):
                # A font of pictures, or a broken one.
                continue
