"""A figure without a window: every map that its layout needs, then the file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.cli.attribute import RANGES
from lamgui.cli.jobs.attribute import compute, entry_from, own_detector, report
from lamgui.cli.terminal import ProgressLine, make_folder, write_message, write_result
from lamgui.figures.options import FIGURE3_PATHS, FigureOptions, Layout
from lamgui.figures.write import require_ending, write_figure
from lamgui.files.known_files import KnownFiles
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import Request
from lamgui.maps.devices import resolve_device
from lamgui.maps.result import Analysis
from lamgui.networks.loading.load import load_network


def make_figure(
    arguments: argparse.Namespace, settings: Settings, patches: Sequence[Patch], options: FigureOptions
) -> int:
    """Compute, write, report a JSON line a map; returns the exit status. Raises UserError."""
    require_ending(arguments.out)
    picture = read_picture(arguments.picture)
    device = resolve_device(arguments.device, settings.precision)
    make_folder(arguments.out.absolute().parent)
    role, reduction = Role(arguments.input), Reduction(arguments.reduce)
    kinds = [replace(settings, path=path) for path in FIGURE3_PATHS] if options.layout is Layout.FIGURE3 else [settings]
    own = own_detector(settings, arguments.trust)
    progress, known, analyses = ProgressLine(), KnownFiles(), list[Analysis]()
    known.remember({picture.sha256: arguments.picture})
    for named in arguments.networks:
        entry = entry_from(named, arguments.scale, RANGES[arguments.range], arguments.trust)
        network = load_network(entry)
        known.remember({network.facts.sha256: entry.path})
        analyses += [
            compute(Request(picture, network, patch, kind, role, reduction, device, own_detector=own), progress)
            for patch in patches
            for kind in kinds
        ]
    write_figure(analyses, options, arguments.out, arguments.beside)
    for analysis in analyses:
        write_result(json.dumps(report(analysis, {"figure": arguments.out}), allow_nan=False))
    write_message(f"The figure is {arguments.out.resolve()}")
    return 0
