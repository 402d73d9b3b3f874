"""A control that cannot be used now says why, where it else says what it does."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lamgui.base.escape import for_qt

BECAUSE = "unavailable_because"
_USUAL_TIP = "usual_tip"


def show_available(control: QWidget | QAction, is_available: bool, otherwise: str) -> None:
    """Enable a control, or disable it and have its tooltip say why: `otherwise`, a whole sentence.

    It is called after the control was given another tooltip, which comes back when it can be used again.
    """
    if control.toolTip() != _tip_of(unavailable_because(control)) or not unavailable_because(control):
        control.setProperty(_USUAL_TIP, control.toolTip())
    control.setEnabled(is_available)
    control.setProperty(BECAUSE, "" if is_available else otherwise)
    control.setToolTip(control.property(_USUAL_TIP) if is_available else _tip_of(otherwise))


def unavailable_because(control: QWidget | QAction) -> str:
    """Why a control cannot be used; empty where it can."""
    return str(control.property(BECAUSE) or "")


def _tip_of(reason: str) -> str:
    return for_qt(reason)
