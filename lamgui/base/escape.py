"""Names and other free text made harmless, a function for each kind of file that they are written into."""

from __future__ import annotations

import html
import re

_LATEX = {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "−": "$-$", "–": "--"}
_LATEX |= {"×": "$\\times$", "γ": "$\\gamma$", "α": "$\\alpha$", "Δ": "$\\Delta$", "Σ": "$\\Sigma$", "σ": "$\\sigma$"}
_LATEX |= {"±": "$\\pm$", "·": "$\\cdot$", "∞": "$\\infty$", "<": "$<$", ">": "$>$"}
_LATEX |= {letter: f"\\{letter}" for letter in "&%$#_{}"}
_MARKDOWN = "\\`*[]<>|~$&"
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of letters, which no encoding holds."""
_BYTES = ("\udc80", "\udcff")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def one_line(text: str) -> str:
    """Text without line breaks and other controls, which file names may hold; a blank for each."""
    return "".join(letter if letter.isprintable() else " " for letter in shown(text))


def for_latex(text: str) -> str:
    """Text with what LaTeX takes for commands made harmless, and signs that its usual fonts lack as commands."""
    return "".join(_LATEX.get(letter, letter) for letter in one_line(text))


def for_markdown(text: str) -> str:
    """Text with what Markdown takes for marks made harmless, in a cell of a table too."""
    harmless = "".join(f"\\{letter}" if letter in _MARKDOWN else letter for letter in one_line(text))
    # Inside a word an underscore is one.
    return re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", harmless)


def for_csv(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    text = shown(text)
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def for_html(text: str) -> str:
    """Text as HTML, quotes included."""
    return html.escape(one_line(text))


def for_terminal(text: str) -> str:
    """Text whose controls, line breaks excepted, are written out as `\\x1b`: none sets a title or moves the cursor.

    So are bytes of file names that are no UTF-8 (`\\xff`), and marks that turn the direction of text around.
    """
    return "".join(letter if letter in "\n\t" or _is_shown(letter) else _written_out(letter) for letter in text)


def for_log(text: str) -> str:
    """Text as one line of a log: line breaks are written out too."""
    return "".join(letter if _is_shown(letter) else _written_out(letter) for letter in text)


def for_qt(text: str) -> str:
    """Text for a place in Qt that takes some texts for HTML, such as a tooltip: it shows every letter."""
    text = shown(text)
    if "<" not in text and "&lt;" not in text:
        return text
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>")


def shown(text: str) -> str:
    """Text as it can be shown and stored: bytes of a file name that are no UTF-8 are written out as `\\xff`."""
    return text if text.isascii() else _HALVES.sub(lambda half: _written_out(half[0]), text)


def _is_shown(letter: str) -> bool:
    return letter == " " or letter.isprintable()


def _written_out(letter: str) -> str:
    code = ord(letter)
    if _BYTES[0] <= letter <= _BYTES[1]:
        # What Python makes of a byte of a file name that is no UTF-8.
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
