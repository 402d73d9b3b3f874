"""Sanity tests without a window: the map, how long its tests will take, the tests, a page and a JSON line."""

from __future__ import annotations

import argparse
import json

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.generators import result_of
from lamgui.base.wording import seconds_in_words
from lamgui.cli.jobs.inputs import Inputs
from lamgui.cli.jobs.maps import compute
from lamgui.cli.terminal import ProgressLine, make_folder, run_each, write_message, write_result
from lamgui.files.names import free_file_name, safe_name
from lamgui.maps.request import Request
from lamgui.sanity.check import check, forecast_s
from lamgui.sanity.report import SanityReport
from lamgui.sanity.write import write_report


def check_all(arguments: argparse.Namespace, settings: Settings, patch: Patch) -> int:
    """Test each network; one that fails is reported and the others go on. Returns the exit status.

    Raises UserError for what concerns all of them: picture, device, folder, detector.
    """
    inputs = Inputs(arguments, settings)
    make_folder(arguments.out)
    inputs.load_detector(settings)
    taken: set[str] = set()

    def check_one(named: str) -> None:
        report = _tested(inputs.request(inputs.network(named), patch, settings))
        stem = free_file_name(safe_name(report.analysis.network.name), taken)
        taken.add(stem)
        page = arguments.out / f"{stem}-check.{arguments.format}"
        write_report(report, page)
        files = {arguments.format: str(page), "json": f"{page}.json"}
        values = {"network": report.analysis.network.name, "tests": report.values()["tests"], "files": files}
        write_result(json.dumps({**values, "settings": report.analysis.provenance()}, allow_nan=False))

    return run_each(arguments.networks, check_one, "lamgui check: {}".format)


def _tested(request: Request) -> SanityReport:
    progress, name = ProgressLine(), request.network.facts.name
    reference = compute(request, progress)
    write_message(f"{name}: the tests will take about {seconds_in_words(forecast_s(request, reference))}.")
    try:
        report = result_of(check(request, reference), lambda state: progress.show(f"{name} {state.in_words()}"))
    finally:
        progress.clear()
    for finding in report.findings:
        write_message(f"{name}: {finding.in_words()}")
    return report
