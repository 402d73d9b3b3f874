"""A view that was written with several pictures side by side opens with the first of them in every cell."""

from __future__ import annotations

from typing import Any

import pytest

from lamgui.base.plain_values import plain
from lamgui.session.state import PaneContent, View
from lamgui.session.values import view_from


@pytest.mark.parametrize(
    ("panes", "content"),
    [
        (["hr", "map"], PaneContent.HR),
        (["contour"], PaneContent.CONTOUR),
        ([], View().content),
        (["a kind of later", "map"], View().content),
        ([{"map": 1}], View().content),
        (3, View().content),
        (None, View().content),
    ],
)
def test_the_first_of_several_is_that_of_all(panes: Any, content: PaneContent) -> None:
    assert view_from({"panes": panes, "opacity": 0.3}) == View(content=content, opacity=0.3)


def test_a_view_of_now_comes_back_whatever_else_is_there() -> None:
    view = View(content=PaneContent.DIFFERENCE, large=True, contour=True)
    assert view_from(plain(view)) == view
    assert view_from({**plain(view), "panes": ["hr"]}) == view
