"""A study as LaTeX, Markdown and Parquet: names are harmless, and numbers are those of the rows."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lamgui.base.errors import StudyError
from lamgui.study.export.columns import table_of
from lamgui.study.export.write import export
from lamgui.study.store.results import StudyResults
from tests.study.rows import results_of

HOSTILE = "[x] 50%_&\\ | *$\n"


def _results(label: str = HOSTILE) -> StudyResults:
    results = results_of([[1.0, 3.0], [0.5, 0.7]], [[20.0, 22.0], [19.0, 18.0]])
    rows = [
        replace(row, facts=None if row.facts is None or row.network != "N0" else replace(row.facts, label=label))
        if row.network == "N0"
        else row
        for row in results.rows
    ]
    return replace(results, rows=tuple(rows))


def test_latex_is_a_booktabs_table_whose_names_are_harmless(tmp_path: Path) -> None:
    export(_results(), tmp_path / "t.tex")
    lines = (tmp_path / "t.tex").read_text(encoding="utf-8").splitlines()
    body = lines[lines.index("\\midrule") + 1 : lines.index("\\bottomrule")]
    assert [line.count(" & ") for line in body] == [5, 5]
    assert body[0].startswith("{}N1 & 17 & ")
    assert body[1].startswith(
        "{}[x] 50\\%\\_\\&\\textbackslash{} | *\\$  & 17 & 81.9 [41.0, 122.9] & 21.00 [20.00, 22.00]"
    )
    assert "2 networks at 2 places, 4096 LR pixels each, scale 4." in lines[1]


def test_markdown_is_a_table_whose_names_are_harmless(tmp_path: Path) -> None:
    export(_results(), tmp_path / "t.md")
    lines = (tmp_path / "t.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "| Network | Field | Effective pixels | PSNR (dB) | DI | Remark |"
    assert lines[3].startswith("| \\[x\\] 50%\\_\\&\\\\ \\| \\*\\$  | 17 |")
    assert len(lines[:4]) == 4


def test_parquet_holds_every_row_and_column(tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    results = _results("plain")
    export(results, tmp_path / "t.parquet")
    names, rows = table_of(results)
    frame = pd.read_parquet(tmp_path / "t.parquet")
    assert list(frame.columns) == names
    assert frame["diffusion_index"].tolist() == [row[names.index("diffusion_index")] for row in rows]
    assert frame["network"].tolist() == ["N0", "N0", "N1", "N1"]


@pytest.mark.parametrize("missing", ["pandas", "pyarrow"])
def test_without_pandas_parquet_says_what_to_install(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing == "pyarrow":
        pytest.importorskip("pandas")
        found = importlib.util.find_spec
        monkeypatch.setattr(
            "lamgui.study.export.frame.find_spec", lambda name: None if name == "pyarrow" else found(name)
        )
    else:
        monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(StudyError, match=rf"needs {missing}, which is not installed. Install it: pip install"):
        export(_results("plain"), tmp_path / "t.parquet")
    assert list(tmp_path.glob("*.parquet")) == []


def test_an_ending_that_is_none_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"\.csv, \.json, \.parquet, \.tex, \.md, \.html"):
        export(_results("plain"), tmp_path / "t.xlsx")
