"""`lamgui study`: maps of many pictures under many networks, kept in a folder and never computed twice."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from lamgui.base.errors import SettingsError
from lamgui.cli.arguments import REDUCTIONS, add_trust
from lamgui.cli.look_arguments import add_looks
from lamgui.cli.subcommand import Subcommand


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lamgui study`: a verb, and the study's folder."""
    verbs = parser.add_subparsers(title="what to do", dest="verb", metavar="VERB", required=True)
    for name, summary, add, does in _VERBS:
        own = verbs.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        add(own)
        own.set_defaults(does=does)


def run(arguments: argparse.Namespace) -> int:
    """Do what the verb says; returns the exit status, raises UserError."""
    from lamgui.cli.jobs import study, study_figure

    does: Callable[[argparse.Namespace], int] = getattr(
        study_figure if arguments.verb == "figure" else study, arguments.does
    )
    return does(arguments)


def _new(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    parser.add_argument(
        "--pictures", nargs="+", required=True, metavar="PATTERN", help="files, patterns such as 'HR/*.png', or folders"
    )
    parser.add_argument(
        "--networks", nargs="+", required=True, metavar="NAME_OR_PATTERN", help="names, files, or patterns of files"
    )
    parser.add_argument(
        "--patches", nargs="+", default=["centre:16"], metavar="RULE",
        help="centre:SIZE, hard:COUNT, hard:COUNT:SIZE, grid:SIZE or grid:SIZE:STEP (default: centre:16)",
    )  # fmt: skip
    parser.add_argument("--session", type=Path, metavar="FILE", help="take the patches of this session's bookmarks")


def _plan(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    add_trust(parser)


def _run(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    _add_workers(parser)
    parser.add_argument("--retry", action="store_true", help="try again what failed before")
    parser.add_argument(
        "--fail-above", type=_share, metavar="5%", help="end the run when more than this share of the items has failed"
    )
    parser.add_argument(
        "--shard", metavar="3/64",
        help="compute part 3 of 64 only, without the index: `lamgui study gather` makes it when all parts are done",
    )  # fmt: skip
    add_trust(parser)


def _gather(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    _add_workers(parser)
    add_trust(parser)


def _status(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    parser.add_argument("--json", action="store_true", help="as one line of JSON")


def _export(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE",
        help="all numbers as FILE.csv, .json or .parquet (needs pip install 'lamgui[pandas]'); Table 1 as "
        "FILE.tex or .md; one page for browsers as FILE.html",
    )  # fmt: skip
    _add_choice(parser)


def _statistics(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    _add_choice(parser)
    parser.add_argument("--json", action="store_true", help="as one line of JSON")


def _testset(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="where the set is made, or gone on with: testset.csv and crops/"
    )
    parser.add_argument(
        "--pictures", nargs="+", required=True, metavar="PATTERN", help="HR originals: files, patterns, or folders"
    )
    parser.add_argument(
        "--networks", nargs="+", default=[], metavar="NAME_OR_PATTERN", help="two or more of one scale, which rank"
    )
    parser.add_argument("--crops", type=int, default=2000, metavar="N", help="crops that are drawn (default: 2000)")
    parser.add_argument("--size", type=int, default=256, metavar="PX", help="side of a crop (default: 256)")
    parser.add_argument("--count", type=int, default=150, metavar="N", help="crops of the set (default: 150)")
    parser.add_argument(
        "--share", type=_share, default=0.1, metavar="10%",
        help="of the crops, those with the lowest mean PSNR, from which the set is chosen (default: 10%%)",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="by which crops are drawn (default: 0)")
    parser.add_argument(
        "--reduce", choices=REDUCTIONS, default="pillow", help="whose antialiased bicubic makes LR (default: pillow)"
    )
    parser.add_argument(
        "--from", dest="manifest", type=Path, metavar="FILE.csv",
        help="cut out what this manifest lists, from the same pictures; no network is needed",
    )  # fmt: skip
    _add_workers(parser)
    add_trust(parser)


def _figure(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    parser.add_argument(
        "--figure", type=_figure_name, required=True, metavar="NAME",
        help="of the paper: table1, 4, 5, 6, 7a, 7b, 7c, 8; steps: over the checkpoints of a training",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="its ending decides: .png .tiff .pdf .svg .eps"
    )
    parser.add_argument("--beside", action="store_true", help="also write how it was made as FILE.json")
    _add_choice(parser)
    parser.add_argument("--pictures", nargs="+", default=[], metavar="NAME", help="in 4, 5, 6 and steps: of these")
    parser.add_argument(
        "--count", type=int, metavar="N", help="or so many, evenly spread from large to small DI (default: as suits it)"
    )
    parser.add_argument("--metric", default="", metavar="NAME", help="in 7b (default: the first of the study)")
    parser.add_argument("--diverging", action="store_true", help="in 6: one diverging map instead of red and blue")
    add_looks(parser.add_argument_group("how it looks"))
    add_trust(parser)


def _figure_name(text: str) -> str:
    from lamgui.study.figures.registry import figure_named

    try:
        return figure_named(text).name
    except SettingsError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


_VERBS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None], str], ...] = (
    ("new", "make the folder of a study", _new, "make"),
    (
        "plan",
        "say how many maps there are, how long they take and how much disk, before anything runs",
        _plan,
        "plan",
    ),
    ("run", "compute what is missing; a study that was stopped goes on", _run, "run"),
    ("status", "say how far a study is, also while it runs", _status, "show_status"),
    ("export", "write the numbers of all items to a file", _export, "export_rows"),
    ("figure", "draw a figure of the paper of this study", _figure, "draw_figure"),
    (
        "statistics",
        "say what the numbers mean together: Table 1 and the paper's findings",
        _statistics,
        "show_statistics",
    ),
    (
        "testset",
        "choose crops that are hard and on which networks differ, as pictures of studies",
        _testset,
        "make_test_set",
    ),
    ("gather", "make the index of a study whose parts were computed with --shard", _gather, "gather_parts"),
)


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", type=Path, metavar="NAME.study", help="folder of the study")


def _add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--networks", nargs="+", default=[], metavar="NAME", help="of these only (default: all)")
    parser.add_argument(
        "--settings", type=int, metavar="N",
        help="of the N-th settings only, where a study has several (means are of the first unless said)",
    )  # fmt: skip


def _add_workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=_workers, metavar="N",
        help="processes that compute; 0 computes in this one (default: as many as cores and memory allow)",
    )  # fmt: skip
    parser.add_argument(
        "--scheduler", metavar="tcp://HOST:PORT",
        help="compute on the workers of this scheduler of Dask; to connect to one is to trust it",
    )  # fmt: skip
    parser.add_argument(
        "--cluster", type=Path, metavar="FILE.toml", help="start workers as this file says, by dask-jobqueue or ssh"
    )


def _workers(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of workers: give 0 or more")
    return int(text)


def _share(text: str) -> float:
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share: give 5% or 0.05")
    return value


SUBCOMMAND = Subcommand(
    "study", "compute and compare the maps of many pictures under many networks", add_arguments, run
)
