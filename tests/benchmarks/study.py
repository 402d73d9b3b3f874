"""What a study costs: CPU time and disk for each map, what is not maps, and the time of large indexes.

Run: python -m tests.benchmarks.study [--pictures 40] [--networks FSRCNN EDSR] [--items 100000]
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from lamgui.base.generators import result_of
from lamgui.base.threads import wait_asleep
from lamgui.files.shipped import sample_picture
from lamgui.imaging.read import read_picture
from lamgui.imaging.save import save_png
from lamgui.study.items.item import Item
from lamgui.study.running.run import run_study
from lamgui.study.stated.new import text_of
from lamgui.study.store.folder import StudyFolder, new_study
from lamgui.study.store.index import StudyIndex
from lamgui.study.store.map_files import MAPS
from lamgui.study.store.results import read_results
from lamgui.study.store.status import status_of
from lamgui.study.workers.processes import WorkerProcesses, usual_size

SIDE_PX = 256
"""Of the pictures: the paper's."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=int, default=40)
    parser.add_argument("--networks", nargs="+", default=["FSRCNN", "EDSR"])
    parser.add_argument("--items", type=int, default=100_000)
    arguments = parser.parse_args()
    wait_asleep()
    with tempfile.TemporaryDirectory() as folder:
        for network in arguments.networks:
            _measure(Path(folder) / f"{network}.study", network, arguments.pictures)
        _measure_index(Path(folder) / "large.study", Path(folder) / f"{arguments.networks[0]}.study", arguments.items)


def _measure(folder: Path, network: str, count: int) -> None:
    study = new_study(folder, text_of({"pictures": ["pictures/*.png"], "networks": [network]}))
    _write_pictures(folder / "pictures", count)
    workers, before = usual_size(), _cpu_s()
    began_s = time.perf_counter()
    result_of(run_study(study, partial(WorkerProcesses, size=workers)))
    wall_s, after = time.perf_counter() - began_s, _cpu_s()
    of_workers, of_this = after[1] - before[1], after[0] - before[0]
    rows = read_results(study).done
    maps_s = sum(row.numbers.elapsed_s for row in rows if row.numbers)
    disk = sum(path.stat().st_size for path in (folder / MAPS).rglob("*.npz"))
    print(f"{network}: {len(rows)} maps of {SIDE_PX // 4}x{SIDE_PX // 4} LR pixels by {workers} workers")
    print(f"  {of_workers / len(rows):.3f} CPU-seconds a map in the workers, start and loading included")
    print(f"  {1000 * of_this / len(rows):.1f} ms CPU a map in the program that runs it")
    print(f"  {(of_workers + of_this) / wall_s:.2f} CPU-seconds a second, {wall_s:.1f} s in all")
    print(f"  {workers * wall_s - maps_s:.1f} s of {workers * wall_s:.1f} s of workers are not maps")
    print(f"  {disk / len(rows) / 1024:.1f} KiB of disk a map")


def _measure_index(folder: Path, small: Path, count: int) -> None:
    """An index of so many items, with the numbers of a small study again and again."""
    study = new_study(folder, (small / "study.toml").read_text(encoding="utf-8"))
    source = StudyIndex(small)
    items, maps, shown = source.items(), source.maps(), source.shown()
    index = StudyIndex(folder, writable=True)
    many = [(k, items[k % len(items)]) for k in range(count)]
    index.set_items([_again(item, k) for k, item in many])
    index.put_maps((f"{item.key}{k}", maps[item.key]) for k, item in many)
    index.put_shown(shown)
    index.close()
    for what, ask in (("status", status_of), ("reading all rows", read_results)):
        began_s = time.perf_counter()
        ask(StudyFolder(study.path))
        print(f"{what} of {count} items: {time.perf_counter() - began_s:.2f} s")


def _write_pictures(folder: Path, count: int) -> None:
    """Crops of the sample picture, each at another place."""
    folder.mkdir()
    pixels = read_picture(sample_picture()).pixels
    places = np.random.default_rng(0)
    for k in range(count):
        y, x = (int(places.integers(0, side - SIDE_PX)) for side in pixels.shape[:2])
        save_png(folder / f"{k:04}.png", np.ascontiguousarray(pixels[y : y + SIDE_PX, x : x + SIDE_PX]), {})


def _cpu_s() -> tuple[float, float]:
    """CPU time of this process, and of its children that have ended."""
    times = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return times[0].ru_utime + times[0].ru_stime, times[1].ru_utime + times[1].ru_stime


def _again(item: Item, k: int) -> Item:
    return replace(item, key=f"{item.key}{k}")


if __name__ == "__main__":
    main()
