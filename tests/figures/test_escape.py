"""Names that would do harm, in each kind of file: they are read back as they were, and start nothing."""

from __future__ import annotations

import csv
import io

import pytest

from lamgui.figures.escape import for_csv, for_html, for_latex, for_markdown, one_line

HARMFUL = '=a|b_c,"d" <i>$x$ & 50% #1 \\ * `q` [l](u) ~^{}'


def test_latex() -> None:
    assert for_latex("50% of a_b & {c} ~ ^ \\") == (
        "50\\% of a\\_b \\& \\{c\\} \\textasciitilde{} \\textasciicircum{} \\textbackslash{}"
    )
    assert for_latex("×4, γ 0.35, −1 ± 2") == "$\\times$4, $\\gamma$ 0.35, $-$1 $\\pm$ 2"
    escaped = for_latex(HARMFUL)
    assert escaped.count("$") == 2 * 2 + 2, "two commands for < and >, and two dollar signs that are letters"
    assert escaped.replace("\\$", "").count("$") == 4


def test_markdown_cells_hold_no_mark() -> None:
    assert for_markdown("a|b_c") == "a\\|b_c"
    assert for_markdown("_a_ *b* <i> $x$") == "\\_a\\_ \\*b\\* \\<i\\> \\$x\\$"
    assert "\n" not in for_markdown("a\nb")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@cmd", "\t=1"])
def test_csv_cells_start_no_formula(name: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerow([for_csv(name)])
    (cell,) = next(csv.reader(io.StringIO(stream.getvalue())))
    assert cell == f"'{name}"
    assert for_csv("FSRCNN") == "FSRCNN"


def test_html() -> None:
    assert for_html("<b>\"&'") == "&lt;b&gt;&quot;&amp;&#x27;"


def test_line_breaks_and_other_controls_are_blanks() -> None:
    assert one_line("a\nb\x00c\u202ed") == "a b c d"
