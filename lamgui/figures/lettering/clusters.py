"""What is read as one letter: a base with its marks, an emoji of several parts, a flag; and its name in a word."""

from __future__ import annotations

import unicodedata

JOINER = "\u200d"
UNDECODABLE = "\N{REPLACEMENT CHARACTER}"


def clusters(words: str) -> list[str]:
    """The letters of words, each with the marks that belong to it; line breaks stay, other controls are blanks."""
    found: list[str] = []
    for letter in words:
        one = letter
        if "\ud800" <= letter <= "\udfff":
            # A byte of a file name that is no text.
            one = UNDECODABLE
        elif unicodedata.category(letter) == "Cc" and letter != "\n":
            one = " "
        if found and _continues(found[-1], one):
            found[-1] += one
        else:
            found.append(one)
    return found


def without_marks(cluster: str) -> str:
    """A cluster without what is never seen: joiners, selectors, directions; empty for an emoji of several parts."""
    seen = "".join(letter for letter in cluster if not _is_invisible(letter))
    is_picture = unicodedata.category(seen[0]) == "So" if seen else False
    return "" if is_picture and len(seen) > 1 else seen


def as_a_word(cluster: str) -> str:
    """A cluster in brackets: an emoji by the names of its parts, letters by their numbers; "" for what is not seen."""
    seen = [letter for letter in cluster if not _is_invisible(letter)]
    if not seen:
        return ""
    named = [unicodedata.name(letter, "").lower() for letter in seen]
    is_picture = unicodedata.category(seen[0]) in ("So", "Sk") and all(named)
    words = named if is_picture else [f"U+{ord(letter):04X}" for letter in seen]
    return f"[{' '.join(words)}]".replace("regional indicator symbol letter ", "")


def is_wide(letter: str) -> bool:
    """Whether a letter is of a script that is written without blanks, so that a line may end after it."""
    return unicodedata.east_asian_width(letter) in "WF"


def _continues(before: str, letter: str) -> bool:
    if before in ("\n", " "):
        return False
    if letter == JOINER or before.endswith(JOINER) or unicodedata.category(letter) in ("Mn", "Me", "Mc"):
        return True
    if _is_invisible(letter) or "\U0001f3fb" <= letter <= "\U0001f3ff":
        return True
    return len(before) == 1 and _is_flag_part(before) and _is_flag_part(letter)


def _is_flag_part(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f"
