"""Tooltips that show names as they are: Qt takes what looks like a tag for one."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """A tooltip that shows exactly this text, whatever files and networks in it are called."""
    if not Qt.mightBeRichText(text):
        return text
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"
