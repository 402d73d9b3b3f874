"""What the user said of code: kept by the file's hash, taken back, and never taken from a broken file."""

from __future__ import annotations

from pathlib import Path

import pytest

from lamgui.networks.entry import OwnCode
from lamgui.session.consent import CodeAnswers

CODE = OwnCode("abc", "Net", (("width", "8"),), Path("größe.pth"))


@pytest.mark.parametrize("code", [CODE, OwnCode("abc")])
def test_a_yes_is_there_in_the_next_run(tmp_path: Path, code: OwnCode) -> None:
    CodeAnswers(tmp_path / "own_code.json").remember(code)
    answers = CodeAnswers(tmp_path / "own_code.json")
    assert answers.find("abc") == code
    assert answers.find("other") is None
    answers.forget("abc")
    assert answers.find("abc") is None
    assert CodeAnswers(tmp_path / "own_code.json").find("abc") is None


def test_where_nothing_can_be_written_it_holds_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answers = CodeAnswers(tmp_path / "file" / "own_code.json")
    answers.remember(CODE)
    assert answers.find("abc") == CODE


@pytest.mark.parametrize(
    "text", ["", "[]", '{"abc": 3}', '{"abc": {}}', '{"abc": {"name": "", "arguments": 1, "weights": 2}}']
)
def test_a_broken_file_is_no_yes(tmp_path: Path, text: str) -> None:
    (tmp_path / "own_code.json").write_text(text, encoding="utf-8")
    assert CodeAnswers(tmp_path / "own_code.json").find("abc") is None
