"""What networks made of a study's pictures, restored again where it was not stored."""

from __future__ import annotations

from pathlib import Path

from lamgui.base.errors import StudyError
from lamgui.imaging.picture import Pixels
from lamgui.study.items.networks import networks_of
from lamgui.study.items.pictures import MANIFEST, read_manifest
from lamgui.study.items.tasks import Bench, MapOrder, MapTask
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.results import StudyResults, StudyRow
from lamgui.study.workers.compute import Computer


class RestoredPictures:
    """Restores with the study's networks; with `trust` those that are programs may run."""

    def __init__(self, results: StudyResults, trust: bool = False, code_root: Path | None = None) -> None:
        definition = StudyFolder(results.folder).definition()
        self._networks = {one.name: one for one in networks_of(definition, results.folder, trust, code_root)}
        self._pictures = {one.shown: one for one in read_manifest(results.folder / MANIFEST)}
        if results.conditions is None:
            raise StudyError("The study was not run yet.", "Run it: lamgui study run")
        self._computer = Computer(
            Bench(results.folder, results.conditions, definition.reading, results.settings, device=definition.device)
        )

    def sr(self, row: StudyRow) -> Pixels:
        """F(I) of what the network was given for a row, (H, W, 3); raises UserError."""
        network, picture = self._networks.get(row.network), self._pictures.get(row.picture)
        if network is None or network.entry is None or row.facts is None or picture is None or row.patch is None:
            message = f"{row.network} or {row.picture} is no longer where the study states it."
            raise StudyError(message, 'Put it back, or have the study store what networks make: keep = "pictures".')
        task = MapTask(network.entry, row.facts, picture, ())
        return self._computer.restored(task, MapOrder(row.key, row.patch, row.settings))
