"""Names that would do harm, in each kind of file: they are read back as they were, and start nothing."""

from __future__ import annotations

import csv
import io

import pytest

from lamgui.base.escape import (
    for_csv,
    for_html,
    for_latex,
    for_log,
    for_markdown,
    for_qt,
    for_terminal,
    one_line,
    shown,
)

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


NO_UTF8 = b"gr\xfc\xdfe.png".decode("utf-8", "surrogateescape")


def test_no_control_reaches_a_terminal() -> None:
    assert for_terminal("a\x1b]0;title\x07\rb\x9bm\x7f") == "a\\x1b]0;title\\x07\\x0db\\x9bm\\x7f"
    assert for_terminal("two\nlines\tß ü 漢 😀") == "two\nlines\tß ü 漢 😀"
    assert for_terminal("gnp.\u202eexe") == "gnp.\\u202eexe"
    assert for_log("one\nline") == "one\\x0aline"


def test_bytes_that_are_no_utf8_are_written_out() -> None:
    written = "gr\\xfc\\xdfe.png"
    assert (
        shown(NO_UTF8) == for_terminal(NO_UTF8) == for_log(NO_UTF8) == one_line(NO_UTF8) == for_csv(NO_UTF8) == written
    )
    assert for_html(NO_UTF8) == for_qt(NO_UTF8) == written
    for made in (for_latex(NO_UTF8), for_markdown(NO_UTF8)):
        assert made.encode("utf-8")


def test_what_qt_shows_is_text() -> None:
    assert for_qt("plain\nlines") == "plain\nlines"
    assert for_qt("a & b &amp; c") == "a & b &amp; c"
    assert for_qt("<b>x</b>\n&amp;") == "<qt>&lt;b&gt;x&lt;/b&gt;<br>&amp;amp;</qt>"
