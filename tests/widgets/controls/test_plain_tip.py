"""What a tooltip shows of a name that looks like a tag."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from lamgui.widgets.controls.plain_tip import plain_tip


@pytest.mark.parametrize("name", ["<b>bold</b>.pth", "a<br>b & c", "<img src='x.png'>"])
def test_names_that_look_like_tags_are_shown_as_they_are(name: str) -> None:
    document = QTextDocument()
    document.setHtml(plain_tip(f"{name}\nsecond"))
    assert document.toPlainText().splitlines() == [name, "second"]


def test_plain_names_stay_plain() -> None:
    assert plain_tip("FSRCNN & co\n2 < 3") == "FSRCNN & co\n2 < 3"
