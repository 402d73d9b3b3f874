"""Fonts by name: those that journals ask for, and free ones with letters as wide. Free of matplotlib."""

from __future__ import annotations

DEFAULT_FONT = "DejaVu Sans"
"""It comes with matplotlib, so that it is always there."""

_LIKE_HELVETICA = ("Arial", "Helvetica", "Liberation Sans", "Arimo", "Nimbus Sans", "TeX Gyre Heros", "FreeSans")
_LIKE_TIMES = (
    "Times New Roman",
    "Times",
    "Liberation Serif",
    "Tinos",
    "Nimbus Roman",
    "TeX Gyre Termes",
    "FreeSerif",
    "STIXGeneral",
)

ASKED_FOR = ("Arial", "Helvetica", "Times New Roman", "Times")
"""What journals ask for; each may be chosen whether it is installed or not."""

FOR_OTHER_SCRIPTS = (
    DEFAULT_FONT,
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans",
    "Malgun Gothic",
    "Droid Sans Fallback",
    "WenQuanYi Micro Hei",
    "Noto Sans",
    "Noto Naskh Arabic",
    "Segoe UI Symbol",
)
"""Looked through in this order for letters that the chosen font lacks, before all other installed ones."""


def compatible_fonts(asked: str) -> tuple[str, ...]:
    """Fonts whose letters are as wide as those of a font that journals ask for, itself first; empty for others."""
    for family in (_LIKE_HELVETICA, _LIKE_TIMES):
        if asked in family:
            return (asked, *(name for name in family if name != asked))
    return ()
