"""Table 1 of a study, the means of its networks, as LaTeX and as Markdown."""

from __future__ import annotations

from pathlib import Path

from lamgui.base.escape import for_latex, for_markdown
from lamgui.files.atomic import replacing
from lamgui.study.statistics.comparison import compared
from lamgui.study.statistics.networks import network_means
from lamgui.study.statistics.table import TITLES, table_rows
from lamgui.study.statistics.words import basis_words
from lamgui.study.store.results import StudyResults

INTERVALS = "Means over the places with their 95 % bootstrap intervals."


def write_latex(results: StudyResults, path: Path) -> None:
    """Write a booktabs tabular; raises OSError, and StudyError where nothing can be compared."""
    rows, basis = _rows(results)
    heads = " & ".join(map(for_latex, TITLES))
    lines = ["% Needs \\usepackage{booktabs} in the preamble.", f"% {for_latex(f'{INTERVALS} {basis}')}"]
    lines += [f"\\begin{{tabular}}{{l{'r' * (len(TITLES) - 2)}l}}", "\\toprule", f"{heads} \\\\", "\\midrule"]
    # A name that begins with a bracket would else be an argument of the line break before it.
    lines += [f"{{}}{' & '.join(map(for_latex, texts))} \\\\" for texts in rows]
    _write(path, "\n".join([*lines, "\\bottomrule", "\\end{tabular}", ""]))


def write_markdown(results: StudyResults, path: Path) -> None:
    """Write a table as GitHub and others show it; raises as `write_latex` does."""
    rows, basis = _rows(results)
    lines = [TITLES, ("---", *("---:" for _ in TITLES[2:]), "---")]
    lines += [tuple(map(for_markdown, texts)) for texts in rows]
    table = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
    _write(path, f"{table}\n{for_markdown(f'{INTERVALS} {basis}')}\n")


def _rows(results: StudyResults) -> tuple[list[tuple[str, ...]], str]:
    comparison = compared(results)
    return [row.texts for row in table_rows(network_means(comparison))], basis_words(comparison)


def _write(path: Path, text: str) -> None:
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
