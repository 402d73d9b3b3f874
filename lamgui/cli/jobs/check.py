"""Sanity tests without a window: the map, how long its tests will take, the tests, a page and a JSON line."""

from __future__ import annotations

import argparse
import json

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import UserError
from lamgui.base.generators import finished
from lamgui.base.wording import seconds_in_words
from lamgui.cli.attribute import RANGES
from lamgui.cli.jobs.attribute import compute, entry_from, unique_stem
from lamgui.cli.terminal import ProgressLine, make_folder, one_line, write_message, write_result
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import Request
from lamgui.maps.devices import resolve_device
from lamgui.networks.loading.load import load_network
from lamgui.sanity.check import check, forecast_s, progress_in_words
from lamgui.sanity.report import SanityReport
from lamgui.sanity.write import write_report


def check_all(arguments: argparse.Namespace, settings: Settings, patch: Patch) -> int:
    """Test each network; one that fails is reported and the others go on. Returns the exit status.

    Raises UserError for what concerns all of them: picture, device, folder.
    """
    picture = read_picture(arguments.picture)
    device = resolve_device(arguments.device, settings.precision)
    make_folder(arguments.out)
    taken: set[str] = set()
    failures = 0
    for named in arguments.networks:
        progress = ProgressLine()
        try:
            report = _tested(named, arguments, settings, patch, picture, device, progress)
            page = arguments.out / f"{unique_stem(report.analysis.network.name, taken)}-check.{arguments.format}"
            write_report(report, page)
            files = {arguments.format: str(page), "json": f"{page}.json"}
            values = {"network": report.analysis.network.name, "tests": report.values()["tests"], "files": files}
            write_result(json.dumps({**values, "settings": report.analysis.provenance()}, allow_nan=False))
        except UserError as error:
            failures += 1
            progress.clear()
            write_message(f"lamgui check: {named}: {one_line(error)}")
    return 1 if failures else 0


def _tested(
    named: str,
    arguments: argparse.Namespace,
    settings: Settings,
    patch: Patch,
    picture: Picture,
    device: str,
    progress: ProgressLine,
) -> SanityReport:
    network = load_network(entry_from(named, arguments.scale, RANGES[arguments.range], arguments.trust))
    role, reduction = Role(arguments.input), Reduction(arguments.reduce)
    request = Request(picture, network, patch, settings, role, reduction, device)
    reference = compute(request, progress)
    name = network.facts.name
    write_message(f"{name}: the tests will take about {seconds_in_words(forecast_s(request, reference))}.")
    try:
        report = finished(check(request, reference), lambda state: progress.show(f"{name} {progress_in_words(state)}"))
    finally:
        progress.clear()
    for finding in report.findings:
        write_message(f"{name}: {finding.in_words()}")
    return report
