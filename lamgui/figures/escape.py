"""Names and other free text made harmless, a function for each kind of file that they are written into."""

from __future__ import annotations

import html
import re

_LATEX = {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "−": "$-$", "–": "--"}
_LATEX |= {"×": "$\\times$", "γ": "$\\gamma$", "α": "$\\alpha$", "Δ": "$\\Delta$", "Σ": "$\\Sigma$", "σ": "$\\sigma$"}
_LATEX |= {"±": "$\\pm$", "·": "$\\cdot$", "∞": "$\\infty$", "<": "$<$", ">": "$>$"}
_LATEX |= {letter: f"\\{letter}" for letter in "&%$#_{}"}
_MARKDOWN = "\\`*[]<>|~$&"
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def one_line(text: str) -> str:
    """Text without line breaks and other controls, which file names may hold; a blank for each."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


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
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def for_html(text: str) -> str:
    """Text as HTML, quotes included."""
    return html.escape(one_line(text))
