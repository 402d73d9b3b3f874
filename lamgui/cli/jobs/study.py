"""Studies without a window: made, planned, run with progress on standard error, looked at, exported."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from lamgui.attribution.patch import Patch
from lamgui.base.errors import StudyError
from lamgui.base.generators import result_of
from lamgui.base.wording import bytes_in_words, seconds_in_words
from lamgui.cli.jobs.study_rows import chosen_rows
from lamgui.cli.terminal import ProgressLine, write_message, write_result
from lamgui.imaging.reduce import Reduction
from lamgui.session.file import read_session
from lamgui.study.export.write import export
from lamgui.study.items.tasks import Bench
from lamgui.study.running.plan import plan_study
from lamgui.study.running.progress import StudyProgress
from lamgui.study.running.run import RunOptions, gather, run_shard, run_study
from lamgui.study.stated.new import definition_text, stated_from
from lamgui.study.stated.patterns import shown_in
from lamgui.study.stated.shard import shard_from
from lamgui.study.statistics.summary import statistics_of
from lamgui.study.statistics.values import statistics_values
from lamgui.study.statistics.words import statistics_lines
from lamgui.study.store.folder import StudyFolder, new_study
from lamgui.study.store.index import Counts
from lamgui.study.store.results import read_results
from lamgui.study.store.status import status_of
from lamgui.study.testset.build import build_test_set
from lamgui.study.testset.options import SET, SetOptions
from lamgui.study.testset.written import cut_listed
from lamgui.study.workers.choose import crew_for
from lamgui.study.workers.crew import Crew
from lamgui.study.workers.dask.connect import crew_of_cluster, crew_of_scheduler
from lamgui.study.workers.processes import usual_size

Result = TypeVar("Result")

SHOWN_REASONS = 10
"""Different reasons of failures that are listed."""


def make(arguments: argparse.Namespace) -> int:
    """Make the folder of a study."""
    folder, here = arguments.study.expanduser().absolute(), Path.cwd()
    bookmarks = [] if arguments.session is None else _bookmarks(arguments.session, folder)
    pictures = [stated_from(folder, here, one) for one in arguments.pictures]
    networks = [stated_from(folder, here, one) for one in arguments.networks]
    study = new_study(folder, definition_text(pictures, networks, arguments.patches, bookmarks))
    study.definition()
    write_message(f"lamgui study: {study.path} is made. Next: lamgui study plan {arguments.study}")
    return 0


def plan(arguments: argparse.Namespace) -> int:
    """Say what a study will take; 1 where an item is known to fail."""
    plan = _shown(plan_study(StudyFolder(arguments.study), _options(arguments)))
    counts, workers = plan.counts, usual_size()
    write_result(f"{_items(counts.total)}: {counts.done} done, {counts.failed} failed, {counts.pending} to compute")
    for name, count in plan.pending.items():
        seconds = plan.seconds.get(name)
        time = "its time is not known" if seconds is None else f"about {seconds_in_words(seconds)} of one worker"
        write_result(f"  {name}: {count} maps, {time}")
    if plan.pending and plan.seconds:
        together = seconds_in_words(sum(plan.seconds.values()) / workers)
        write_result(f"about {together} with {workers} workers, and {bytes_in_words(plan.disk_bytes)} of disk")
    return 1 if counts.failed else 0


def run(arguments: argparse.Namespace) -> int:
    """Compute what is missing; 1 where the study holds failed items, of this run or an earlier one."""
    study, options, crew = StudyFolder(arguments.study), _options(arguments), _crew(arguments)
    if arguments.shard is None:
        return _ended(_shown(run_study(study, crew, options)), arguments)
    return _ended(_shown(run_shard(study, crew, shard_from(arguments.shard), options)), arguments)


def gather_parts(arguments: argparse.Namespace) -> int:
    """Make the index of a study that was computed in parts."""
    work = gather(StudyFolder(arguments.study), _crew(arguments), _options(arguments))
    return _ended(_shown(work), arguments)


def show_status(arguments: argparse.Namespace) -> int:
    """Say how far a study is; 1 where items failed."""
    status = status_of(StudyFolder(arguments.study))
    if arguments.json:
        reasons = [{"reason": reason, "items": often} for reason, often in status.reasons]
        values = {**asdict(status.counts), "pending": status.counts.pending, "running": status.is_running}
        write_result(json.dumps({**values, "reasons": reasons}))
    else:
        write_result(_counted(status.counts) + (", running" if status.is_running else ""))
        for reason, often in status.reasons[:SHOWN_REASONS]:
            write_result(f"  {_items(often)}: {reason}")
        if len(status.reasons) > SHOWN_REASONS:
            write_result(f"  and {len(status.reasons) - SHOWN_REASONS} other reasons")
    return 1 if status.counts.failed else 0


def export_rows(arguments: argparse.Namespace) -> int:
    """Write the numbers of all items to a file."""
    results = chosen_rows(read_results(StudyFolder(arguments.study)), arguments)
    export(results, arguments.out)
    write_message(f"lamgui study: {_items(len(results.rows))} went into {arguments.out}")
    return 0


def show_statistics(arguments: argparse.Namespace) -> int:
    """Say what the numbers mean together."""
    results = read_results(StudyFolder(arguments.study))
    statistics = statistics_of(chosen_rows(results, arguments))
    if arguments.json:
        write_result(json.dumps(statistics_values(statistics), allow_nan=False))
    else:
        for line in statistics_lines(statistics):
            write_result(line)
    return 0


def _crew(arguments: argparse.Namespace) -> Callable[[Bench], Crew]:
    """Who computes; raises StudyError for two answers to that."""
    stated = [name for name in ("workers", "scheduler", "cluster") if getattr(arguments, name) is not None]
    if len(stated) > 1:
        raise StudyError(f"--{stated[0]} and --{stated[1]} exclude each other.", "Leave one out.")
    if arguments.scheduler is not None:
        return crew_of_scheduler(arguments.scheduler)
    return crew_for(arguments.workers) if arguments.cluster is None else crew_of_cluster(arguments.cluster)


def make_test_set(arguments: argparse.Namespace) -> int:
    """Choose the crops of a test set; 1 where a network could not restore some."""
    folder, here = arguments.folder.expanduser().absolute(), Path.cwd()
    options = SetOptions(
        tuple(stated_from(folder, here, one) for one in arguments.pictures),
        tuple(stated_from(folder, here, one) for one in arguments.networks),
        arguments.crops,
        arguments.size,
        arguments.count,
        arguments.share,
        arguments.seed,
        Reduction(arguments.reduce),
        arguments.trust,
        arguments.code_root,
    )
    if arguments.manifest is not None:
        return _cut_listed(arguments.manifest, folder, options)
    built = _shown(build_test_set(folder, options, _crew(arguments)))
    write_result(f"{len(built.chosen)} crops of {built.ranked} are in {built.manifest}")
    write_result(f"mean PSNR {built.mean_psnr:.2f} dB")
    for source in built.sources:
        write_result(f"  {source.folder}: {source.mean_psnr:.2f} dB, {source.crops} crops that were drawn")
    if built.near_duplicates:
        write_message(f"lamgui study: crops left out because they look like another one: {built.near_duplicates}")
    if built.unusable:
        write_message(f"lamgui study: pictures that cannot be read, or are smaller than a crop: {built.unusable}")
    for reason, often in built.failures.items():
        write_message(f"lamgui study: not restored, {often} times: {reason}")
    return 1 if built.failures else 0


def _cut_listed(manifest: Path, folder: Path, options: SetOptions) -> int:
    written = sum(1 for _ in cut_listed(manifest.expanduser().absolute(), folder, options.pictures))
    write_result(f"{written} crops are in {folder / SET}")
    return 0


def _options(arguments: argparse.Namespace) -> RunOptions:
    return RunOptions(
        retry=getattr(arguments, "retry", False),
        fail_above=getattr(arguments, "fail_above", None),
        trust=arguments.trust,
        code_root=arguments.code_root,
    )


def _shown(work: Generator[StudyProgress, None, Result]) -> Result:
    """Do the work, with its progress on standard error."""
    line = ProgressLine()

    def show(report: StudyProgress) -> None:
        if report.note:
            line.clear()
            write_message(f"lamgui study: {report.note}")
        line.show(_in_words(report))

    try:
        return result_of(work, show)
    finally:
        line.clear()


def _in_words(report: StudyProgress) -> str:
    if not report.counts.total:
        return report.stage
    parts = [f"{report.counts.done + report.counts.failed}/{report.counts.total}"]
    if report.counts.failed:
        parts.append(f"{report.counts.failed} failed")
    if report.done_now:
        parts.append(f"{report.maps_per_s:.2g} maps/s")
    if report.left_s:
        parts.append(f"{seconds_in_words(report.left_s)} left")
    return ", ".join([*parts, *filter(None, [report.latest])])


def _ended(counts: Counts, arguments: argparse.Namespace) -> int:
    advice = f"; why: lamgui study status {arguments.study}" if counts.failed else ""
    write_message(f"lamgui study: {_counted(counts)}{advice}")
    return 1 if counts.failed else 0


def _counted(counts: Counts) -> str:
    pending = f", {counts.pending} pending" if counts.pending else ""
    return f"{_items(counts.total)}: {counts.done} done, {counts.failed} failed{pending}"


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _bookmarks(session: Path, folder: Path) -> Sequence[tuple[str, Patch]]:
    """The bookmarks of a session with their pictures, as a study states them; raises StudyError without any."""
    bookmarks = read_session(session).contents.state.bookmarks
    found = [(shown_in(folder, one.path), one.patch) for one in bookmarks if one.path is not None]
    if not found:
        raise StudyError(f"{session.name} has no bookmark of a picture with a file.", "Leave --session out.")
    return found
