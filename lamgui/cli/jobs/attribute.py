"""Maps without a window: run each network's analysis with progress, write its files, report it as JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.cli.jobs.inputs import Inputs
from lamgui.cli.jobs.maps import compute, report
from lamgui.cli.terminal import ProgressLine, make_folder, run_each, write_message, write_result
from lamgui.figures.export import save_map_png, save_npz, save_overlay_png, save_sr_png
from lamgui.figures.summary import save_summary
from lamgui.files.names import free_file_name, safe_name
from lamgui.maps.comparable import DiBasis, di_basis, di_warning
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import ended_short
from lamgui.networks.loading.load import load_network
from lamgui.session.state import View


def attribute_all(arguments: argparse.Namespace, settings: Settings, patch: Patch) -> int:
    """One map a network; a network that fails is reported and the others go on. Returns the exit status.

    Raises UserError for what concerns all of them: picture, device, folder, detector.
    """
    inputs = Inputs(arguments, settings)
    make_folder(arguments.out)
    inputs.load_detector(settings)
    taken: set[str] = set()
    bases: list[DiBasis | None] = []

    def attribute(named: str) -> None:
        entry = inputs.entry(named)
        stem = free_file_name(safe_name(entry.name), taken)
        taken.add(stem)
        analysis = compute(inputs.request(load_network(entry), patch, settings), ProgressLine())
        files = write_files(analysis, arguments.out, stem, arguments.pictures)
        write_result(json.dumps(report(analysis, files), allow_nan=False))
        if analysis.within_tolerance is False:
            write_message(f"lamgui attribute: {entry.name}: {ended_short(analysis)}.")
        bases.append(di_basis(analysis))

    status = run_each(arguments.networks, attribute, "lamgui attribute: {}".format, arguments.details)
    if warning := di_warning(bases):
        write_message(f"lamgui attribute: {warning}")
    return status


def write_files(analysis: Analysis, folder: Path, stem: str, pictures: bool = False) -> dict[str, Path]:
    """Write FOLDER/<stem>.npz and .png (and the pictures by themselves); returns them by kind. Raises SaveError."""
    files = {"npz": folder / f"{stem}.npz", "png": folder / f"{stem}.png"}
    save_npz(analysis, files["npz"])
    save_summary(analysis, files["png"])
    if pictures:
        files |= {kind: folder / f"{stem}-{kind}.png" for kind in ("map", "overlay", "sr")}
        save_map_png(analysis, View(), files["map"])
        save_overlay_png(analysis, View(), files["overlay"])
        save_sr_png(analysis, files["sr"])
    return files
