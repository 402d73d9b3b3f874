"""What a worker is given, and what it sends back: plain values that another process can take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.base.code_permission import CodePermission
from lamgui.imaging.reading import Reading
from lamgui.networks.entry import NetworkEntry
from lamgui.study.items.crops import Crop
from lamgui.study.items.item import Conditions
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.numbers import MapNumbers
from lamgui.study.items.pictures import StudyPicture
from lamgui.study.stated.definition import Keep


@dataclass(frozen=True)
class Bench:
    """What all tasks of one run have in common: a worker is given it once."""

    folder: Path
    conditions: Conditions
    reading: Reading
    settings: tuple[Settings, ...]
    keep: Keep = Keep.MAP
    device: str = "auto"
    detectors: tuple[CodePermission, ...] = ()
    """The user's permission for files of detectors."""


@dataclass(frozen=True)
class OpenTask:
    """Load a network and say what it is."""

    name: str
    entry: NetworkEntry


@dataclass(frozen=True)
class HardTask:
    """Rank the patches of a picture by how hard they are for a network."""

    entry: NetworkEntry
    judge: str
    """The hash of the network."""
    picture: StudyPicture
    count: int
    size: int
    rule: str
    """The rule as the study states it."""

    @property
    def wanted(self) -> str:
        """What is asked of the picture, as an index records it."""
        return f"{self.count}:{self.size}"


@dataclass(frozen=True)
class MapOrder:
    """One map: its key, its patch, and the place of its settings in the bench's list."""

    key: str
    patch: Patch
    settings: int


@dataclass(frozen=True)
class MapTask:
    """All maps that are wanted of one network and one picture."""

    entry: NetworkEntry
    facts: StudyNetworkFacts
    picture: StudyPicture
    orders: tuple[MapOrder, ...]


@dataclass(frozen=True)
class MeasureOrder:
    """One restoration by its key: what a network was given for a map of this patch and these settings.

    `metrics` names what it is to be measured by.
    """

    restoration: str
    patch: Patch
    settings: int
    metrics: tuple[str, ...]


@dataclass(frozen=True)
class MeasureTask:
    """All restorations of one network and one picture that are to be measured."""

    entry: NetworkEntry
    facts: StudyNetworkFacts
    picture: StudyPicture
    orders: tuple[MeasureOrder, ...]


@dataclass(frozen=True)
class CropTask:
    """Crops of one picture that one network is to restore, each with the key under which its PSNR is recorded."""

    entry: NetworkEntry
    facts: StudyNetworkFacts
    picture: StudyPicture
    orders: tuple[tuple[str, Crop], ...]


Task = OpenTask | HardTask | MapTask | MeasureTask | CropTask


@dataclass(frozen=True)
class Opened:
    """What a network was found to be."""

    name: str
    facts: StudyNetworkFacts


@dataclass(frozen=True)
class Ranked:
    """The hard patches of a picture, the hardest first."""

    task: HardTask
    patches: tuple[Patch, ...]


@dataclass(frozen=True)
class Mapped:
    """A finished map, whose file is written."""

    key: str
    numbers: MapNumbers


@dataclass(frozen=True)
class Measured:
    """What metrics say of a restoration: name and value, None where a metric has none for it."""

    restoration: str
    values: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class Failed:
    """A part of a task that failed: the key of a map or restoration, or the name of a network or picture, and why."""

    what: str
    reason: str


Answer = Opened | Ranked | Mapped | Measured | Failed
