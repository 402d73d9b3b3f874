"""What the user said of code: stored for the file at its place, taken back, and never taken from a broken file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lamgui.base.code_permission import CodeFile, CodePermission
from lamgui.networks.entry import OwnCode
from lamgui.session.consent import CodeAnswers


@pytest.fixture
def code(tmp_path: Path) -> OwnCode:
    root = tmp_path / "größe"
    permission = CodePermission(CodeFile(root / "net.py", "abc"), root, (CodeFile(root / "layers.py", "def"),))
    return OwnCode(permission, "Net", (("width", "8"),), Path("größe.pth"))


def test_a_yes_is_there_in_the_next_run_for_the_file_at_its_place(tmp_path: Path, code: OwnCode) -> None:
    store, path = tmp_path / "own_code.json", code.permission.file.path
    CodeAnswers(store).remember(code)
    answers = CodeAnswers(store)
    assert answers.find(path) == code
    assert answers.permission_for(path) == code.permission
    assert answers.find(path.with_name("other.py")) is None
    assert answers.permission_for(None) is None
    answers.forget(path)
    assert answers.find(path) is None
    assert CodeAnswers(store).find(path) is None


def test_that_parts_of_weights_may_be_missing_is_remembered(tmp_path: Path, code: OwnCode) -> None:
    store, loose = tmp_path / "own_code.json", replace(code, strict=False)
    CodeAnswers(store).remember(loose)
    assert CodeAnswers(store).find(code.permission.file.path) == loose
    answers = json.loads(store.read_text(encoding="utf-8"))
    for answer in answers.values():
        del answer["strict"]
    store.write_text(json.dumps(answers), encoding="utf-8")
    assert CodeAnswers(store).find(code.permission.file.path) == code, "of an older version"


def test_a_program_without_modules_is_remembered(tmp_path: Path) -> None:
    program = OwnCode(CodePermission(CodeFile(tmp_path / "net.pt", "abc")))
    CodeAnswers(tmp_path / "own_code.json").remember(program)
    assert CodeAnswers(tmp_path / "own_code.json").find(tmp_path / "net.pt") == program


def test_where_nothing_can_be_written_it_holds_until_the_end(tmp_path: Path, code: OwnCode) -> None:
    (tmp_path / "file").touch()
    answers = CodeAnswers(tmp_path / "file" / "own_code.json")
    answers.remember(code)
    assert answers.find(code.permission.file.path) == code


def test_answers_of_0_1_0_are_suggestions(tmp_path: Path, code: OwnCode) -> None:
    store = tmp_path / "own_code.json"
    store.write_text(json.dumps({"abc": {"name": "Net", "arguments": [["width", "8"]], "weights": None}}))
    answers = CodeAnswers(store)
    assert answers.find(code.permission.file.path) is None
    assert answers.suggestion(code.permission) == OwnCode(code.permission, "Net", (("width", "8"),))
    other = CodePermission(CodeFile(tmp_path / "net.py", "other"))
    assert answers.suggestion(other) is None


BROKEN = [3, {}, {"name": "", "arguments": 1, "weights": 2}, {"name": "", "arguments": [], "weights": None}]


@pytest.mark.parametrize("answer", BROKEN)
def test_a_broken_answer_is_no_yes(tmp_path: Path, answer: object) -> None:
    path = (tmp_path / "net.py").resolve()
    (tmp_path / "own_code.json").write_text(json.dumps({str(path): answer}), encoding="utf-8")
    assert CodeAnswers(tmp_path / "own_code.json").find(path) is None


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_a_broken_file_is_no_yes(tmp_path: Path, text: str) -> None:
    (tmp_path / "own_code.json").write_text(text, encoding="utf-8")
    assert CodeAnswers(tmp_path / "own_code.json").find(tmp_path / "net.py") is None
