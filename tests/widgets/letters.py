"""Mnemonics of a window that stand for more than one of its controls."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def repeated_letters(widget: QWidget) -> dict[str, int]:
    """The letters, and how often each stands; of visible buttons and of labels with a control."""
    texts = [button.text() for button in widget.findChildren(QAbstractButton) if button.isVisible()]
    texts += [label.text() for label in widget.findChildren(QLabel) if label.buddy() is not None]
    letters = Counter(key for text in texts if (key := QKeySequence.mnemonic(text).toString()))
    return {key: count for key, count in letters.items() if count > 1}
