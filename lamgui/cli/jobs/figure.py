"""A figure without a window: every map that its layout needs, then the file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lamgui.attribution.patch import Patch
from lamgui.attribution.path.registry import figure3_paths
from lamgui.attribution.settings.settings import Settings
from lamgui.base.generators import result_of
from lamgui.cli.jobs.inputs import Inputs
from lamgui.cli.jobs.maps import compute, report
from lamgui.cli.terminal import ProgressLine, make_folder, write_message, write_result
from lamgui.figures.font_notes import fonts_of
from lamgui.figures.formats.endings import frames_in
from lamgui.figures.layouts.kind import Shows
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.options import FigureOptions
from lamgui.figures.write import require_ending, write_figure
from lamgui.files.known_files import KnownFiles
from lamgui.maps.comparable import di_basis, di_warning
from lamgui.maps.restoring import with_frames_restored, with_points_between
from lamgui.maps.result import Analysis
from lamgui.networks.loading.load import load_network


def make_figure(
    arguments: argparse.Namespace,
    settings: Settings,
    patches: Sequence[Patch],
    also: Sequence[tuple[Path, Patch]],
    options: FigureOptions,
) -> int:
    """Compute, write, report a JSON line a map; returns the exit status. Raises UserError.

    `also` are patches of further pictures.
    """
    require_ending(arguments.out)
    inputs = Inputs(arguments, settings)
    make_folder(arguments.out.absolute().parent)
    paths = figure3_paths() if LAYOUTS[options.layout].shows is Shows.PATHS else (settings.path,)
    kinds = [replace(settings, path=path) for path in paths]
    inputs.load_detector(settings)
    progress, known, analyses = ProgressLine(), KnownFiles(), list[Analysis]()
    known.remember({inputs.picture.sha256: arguments.picture})
    if inputs.picture.reference is not None:
        known.remember({inputs.picture.reference.sha256: arguments.reference})
    places = [(inputs.picture, patch) for patch in patches]
    for path, patch in also:
        places.append((inputs.read(path), patch))
        known.remember({places[-1][0].sha256: path})
    for named in arguments.networks:
        entry = inputs.entry(named)
        network = load_network(entry)
        known.remember({network.facts.sha256: entry.path})
        for request in (inputs.request(network, at, kind, picture) for picture, at in places for kind in kinds):
            analysis = compute(request, progress)
            if len(paths) > 1:
                analysis = result_of(with_points_between(request, analysis))
            if frames := frames_in(arguments.out):
                analysis = result_of(with_frames_restored(request.network, analysis, request.device, frames))
            analyses.append(analysis)
    write_figure(analyses, options, arguments.out, arguments.beside, arguments.cmyk)
    for analysis in analyses:
        write_result(json.dumps(report(analysis, {"figure": arguments.out}), allow_nan=False))
    for note in filter(None, (di_warning(map(di_basis, analyses)), *fonts_of(analyses, options).notes)):
        write_message(f"lamgui figure: {note}")
    write_message(f"The figure is {arguments.out.resolve()}")
    return 0
