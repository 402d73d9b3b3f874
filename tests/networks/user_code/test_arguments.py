"""Arguments of a user's class: literals and objects with options, never anything that runs."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import pytest

from lamgui.base.errors import NetworkError
from lamgui.networks.user_code.arguments import value_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16", 16),
        ("-1e-3", -1e-3),
        ("'pixelshuffle'", "pixelshuffle"),
        ("[6, 6]", [6, 6]),
        ("dict(depth=2, names=['a'])", {"depth": 2, "names": ["a"]}),
        ("argparse.Namespace(n=8, inner=SimpleNamespace(scale=[4]))", Namespace(n=8, inner=Namespace(scale=[4]))),
    ],
)
def test_what_is_written_is_the_value(text: str, value: Any) -> None:
    assert value_of("width", text) == value


@pytest.mark.parametrize(
    "text", ["open('x')", "Namespace(open('x'))", "Namespace(**{})", "Namespace(a=print())", "Namespace(a=)"]
)
def test_nothing_is_run(text: str) -> None:
    with pytest.raises(NetworkError, match=r"The argument width is .*no number") as raised:
        value_of("width", text)
    assert "Namespace(n_feats=64" in raised.value.advice
