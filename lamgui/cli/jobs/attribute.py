"""Maps without a window: run each network's analysis with progress, write its files, report it as JSON."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from lamgui.attribution.detectors.detector import Detector
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import UserError
from lamgui.base.generators import finished
from lamgui.base.wording import seconds_in_words
from lamgui.cli.attribute import RANGES
from lamgui.cli.terminal import ProgressLine, make_folder, one_line, write_message, write_result
from lamgui.figures.export import safe_name, save_map_png, save_npz, save_overlay_png, save_sr_png
from lamgui.figures.summary import save_summary
from lamgui.files.known_files import KnownFiles
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import read_picture
from lamgui.imaging.reduce import Reduction
from lamgui.maps.analysis import Request, analyse
from lamgui.maps.devices import resolve_device
from lamgui.maps.field_words import field_of, field_values
from lamgui.maps.own_detector import load_detector
from lamgui.maps.result import Analysis, Progress, Stage
from lamgui.maps.verdict import judge, reservations
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.user_code.words import split_words, trusted
from lamgui.session.state import View


def attribute_all(arguments: argparse.Namespace, settings: Settings, patch: Patch) -> int:
    """One map a network; a network that fails is reported and the others go on. Returns the exit status.

    Raises UserError for what concerns all of them: picture, device, folder.
    """
    picture = read_picture(arguments.picture)
    device = resolve_device(arguments.device, settings.precision)
    make_folder(arguments.out)
    own = own_detector(settings, arguments.trust)
    taken: set[str] = set()
    failures = 0
    for named in arguments.networks:
        progress = ProgressLine()
        try:
            entry = entry_from(named, arguments.scale, RANGES[arguments.range], arguments.trust)
            stem = unique_stem(entry.name, taken)
            network = load_network(entry)
            role, reduction = Role(arguments.input), Reduction(arguments.reduce)
            request = Request(picture, network, patch, settings, role, reduction, device, own_detector=own)
            analysis = compute(request, progress)
            files = write_files(analysis, arguments.out, stem, arguments.pictures)
            write_result(json.dumps(report(analysis, files), allow_nan=False))
        except UserError as error:
            failures += 1
            progress.clear()
            write_message(f"lamgui attribute: {named}: {one_line(error)}")
            if arguments.details and error.details:
                write_message(error.details)
    return 1 if failures else 0


def entry_from(named: str, scale: int | None, value_range: float | None, trust: bool = False) -> NetworkEntry:
    """The entry of a network by name or file; a range that is given counts only for files. Raises NetworkError.

    With `trust`, the user said that the file may run its code, as `named` words it.
    """
    entry = find(named)
    if trust and not entry.bundled:
        entry = trusted(entry, split_words(named)[1])
    if value_range is not None and not entry.bundled:
        entry = replace(entry, value_range=value_range)
    return entry if scale is None else replace(entry, scale=scale)


def own_detector(settings: Settings, trust: bool) -> Detector | None:
    """The user's detector, loaded, where the settings name one; its file is found again by figures that used it.

    Raises UntrustedDetector without `trust`, DetectorError where it is none.
    """
    own = settings.own_detector
    if own is None:
        return None
    loaded = load_detector(own, trust)
    if own.path is not None:
        KnownFiles().remember({own.sha256: own.path})
    return loaded


def unique_stem(name: str, taken: set[str]) -> str:
    """A file name without suffix that is not in `taken`, where it is noted; for some disks A and a are the same."""
    stem, number = safe_name(name), 2
    while stem.casefold() in taken:
        stem, number = f"{safe_name(name)}-{number}", number + 1
    taken.add(stem.casefold())
    return stem


def compute(request: Request, progress: ProgressLine) -> Analysis:
    """Run an analysis to its end, showing how far it is; raises UserError."""
    name = request.network.facts.name
    try:
        return finished(analyse(request), lambda state: progress.show(f"{name} {progress_text(state)}"))
    finally:
        progress.clear()


def progress_text(report: Progress) -> str:
    """How far a run is, in words."""
    if report.stage is Stage.RESTORING or report.remaining_s is None:
        return "super-resolving"
    return f"{report.step}/{report.total}, {seconds_in_words(report.remaining_s)} left"


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


def report(analysis: Analysis, files: Mapping[str, Path]) -> dict[str, Any]:
    """A finished map in plain JSON values; a number that is not finite becomes null."""
    quality, curves = analysis.scene.quality, analysis.curves
    values = {
        "network": analysis.network.name,
        "diffusion_index": analysis.diffusion_index,
        "diffusion_index_error": analysis.diffusion_index_error,
        "map_error": None if analysis.error is None else analysis.error.of_map,
        "verdict": judge(analysis).trust.value,
        "completeness_gap": analysis.completeness_gap,
        "delta": curves.delta,
        "objective_baseline": curves.objective_baseline,
        "objective_input": curves.objective_input,
        "nonfinite": analysis.nonfinite,
        "receptive_field": _receptive_field(analysis),
        "psnr_y": quality and quality.psnr_y,
        "ssim_y": quality and quality.ssim_y,
        "psnr_rgb": quality and quality.psnr_rgb,
        "passes": analysis.passes,
        "elapsed_s": round(analysis.elapsed_s, 3),
        "peak_memory_bytes": analysis.peak_memory_bytes,
        "files": {kind: str(path) for kind, path in files.items()},
        "notes": [*reservations(analysis), *analysis.network.notes],
        "settings": analysis.provenance(),
    }
    return {key: _plain(value) for key, value in values.items()}


def _receptive_field(analysis: Analysis) -> dict[str, Any]:
    """What the network's graph says, and what this patch has gradients for; areas as [x, y, width, height] in LR."""
    areas = {"theoretical_box": analysis.theoretical_box, "measured_box": analysis.measured_box}
    boxes = {name: None if box is None else [box.left, box.top, *box.size_px] for name, box in areas.items()}
    return {**field_values(field_of(analysis.network)), **boxes}


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
