"""Numbers typed into a spin box: all that could become one may be typed, and one out of range becomes the nearest."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

NumberBox = QSpinBox | QDoubleSpinBox


def may_be_typed(box: NumberBox, text: str, verdict: Any) -> Any:
    """What the box's validator should say of `text`, given what Qt's says: (state, text, position).

    Qt swallows the digit that leads out of range, so that 99999 would become 999 where 2000 is the most.
    """
    state, _, position = verdict
    if state is QValidator.State.Invalid and (bare_text(box, text) == "-" or typed_number(box, text) is not None):
        return QValidator.State.Intermediate, text, position
    return verdict


def typed_number(box: NumberBox, text: str) -> float | None:
    """The number that `text` states, whole where the box holds whole ones; None where it states none."""
    number, is_number = box.locale().toDouble(bare_text(box, text))
    if not is_number or (isinstance(box, QSpinBox) and number != int(number)):
        return None
    return number


def bare_text(box: NumberBox, text: str) -> str:
    """`text` without the box's prefix and suffix."""
    return text.removeprefix(box.prefix()).removesuffix(box.suffix()).strip()


def nearest_text(box: NumberBox, text: str) -> str:
    """The number nearest to the one typed that the box can hold; `text` itself where that is no number."""
    number = typed_number(box, text)
    if number is None:
        return text
    nearest = min(max(number, box.minimum()), box.maximum())
    shown = box.textFromValue(int(nearest)) if isinstance(box, QSpinBox) else box.textFromValue(nearest)
    return box.prefix() + shown + box.suffix()


def correction(box: NumberBox, typed: str) -> str:
    """What was typed, what was wanted, and what was taken."""
    taken, least, most = (f"{number:g}" for number in (box.value(), box.minimum(), box.maximum()))
    return f"{box.accessibleName()} must be {least} to {most}: {typed} was typed, so {taken} was taken."
