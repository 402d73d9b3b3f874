"""The values a session holds: what is analysed, and how it is shown. Free of torch and Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from lamgui.attribution.measures.measures import DEFAULT_SHARE
from lamgui.attribution.patch import Patch
from lamgui.attribution.path.registry import PATHS, paths_side_by_side
from lamgui.attribution.settings.presets import PRESETS
from lamgui.attribution.settings.settings import Settings
from lamgui.figures.pixels.contrast import DEFAULT_CONTRAST, Contrast
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.networks.entry import NetworkEntry
from lamgui.session.colour_slots import SLOTS, BySlot, slot_of, with_slots

MAX_NETWORKS = SLOTS
"""Most networks that are compared at a time: each has a colour of its own."""


@dataclass(frozen=True)
class Bookmark:
    """A patch of a picture that the user wants to find again."""

    name: str
    patch: Patch
    picture_name: str
    picture_sha256: str
    path: Path | None = None
    """Path of the picture; None for a pasted one."""
    role: Role = Role.HR


class RowsOf(StrEnum):
    """What the rows of a comparison are."""

    NETWORKS = "networks"
    """Several networks on one patch."""
    BOOKMARKS = "bookmarks"
    """One network on several patches, of several pictures maybe."""
    PATHS = "paths"
    """One network and patch along each of the paths: the comparison of the paper's Figure 3."""
    PRESETS = "presets"
    """One network and patch under the settings of each preset, beside those in use."""


@dataclass(frozen=True)
class Variant:
    """Settings of a row of its own, under a name."""

    name: str
    settings: Settings


@dataclass(frozen=True)
class Subject:
    """A row of the comparison: a network on the patch in use, on a bookmarked one, or under settings of its own."""

    network: NetworkEntry
    bookmark: Bookmark | None = None
    variant: Variant | None = None

    @property
    def name(self) -> str:
        """The title of the row."""
        named = self.bookmark or self.variant
        return self.network.name if named is None else named.name

    @property
    def label(self) -> str:
        """What it is called where it is shown: `NetworkEntry.label`, or the name of the bookmark or settings."""
        return self.network.label if self.is_network else self.name

    @property
    def is_network(self) -> bool:
        """Whether the row is that of a network: such rows can be ordered and hidden."""
        return self.bookmark is None and self.variant is None


@dataclass(frozen=True)
class State:
    """What the user works on; every change of it can be undone."""

    picture: Picture | None = None
    role: Role = Role.HR
    reduction: Reduction = Reduction.PILLOW
    network: NetworkEntry | None = None
    """The network in focus: its curves, numbers and filmstrip are shown in full."""
    patch: Patch | None = None
    settings: Settings = field(default_factory=Settings)
    device: str = "auto"
    compared: tuple[NetworkEntry, ...] = ()
    """The networks that are ticked, in the order of their rows."""
    hidden: frozenset[NetworkEntry] = frozenset()
    """Those of them whose rows are not shown."""
    bookmarks: tuple[Bookmark, ...] = ()
    rows: RowsOf = RowsOf.NETWORKS
    bookmark: Bookmark | None = None
    """The bookmark that the user went to last: of several at one place it is the one in focus."""
    coloured: BySlot = ()
    """The networks by the slot of their colour: those that were ever ticked, as long as there are slots."""
    degradation: Degradation = NO_DEGRADATION
    """What is added to an HR picture for networks of scale 1, which it is not reduced for."""

    def __post_init__(self) -> None:
        """Whatever is ticked has a slot, and keeps it."""
        object.__setattr__(self, "coloured", with_slots(self.coloured, self.compared))

    @property
    def networks(self) -> tuple[NetworkEntry, ...]:
        """The networks that are compared, the one in focus always among them."""
        if self.network is None or self.network in self.compared:
            return self.compared
        return (*self.compared, self.network)

    @property
    def of_the_cursor(self) -> object:
        """What the place of the α cursor belongs to: another picture or patch has another curve."""
        return self.picture, self.patch

    def with_network(self, old: NetworkEntry, new: NetworkEntry) -> State:
        """The state with another entry in the place of one: renamed, or with other conventions."""
        return replace(
            self,
            network=new if self.network == old else self.network,
            compared=tuple(new if entry == old else entry for entry in self.compared),
            hidden=frozenset(new if entry == old else entry for entry in self.hidden),
            coloured=tuple(new if entry == old else entry for entry in self.coloured),
        )

    def slot_of(self, subject: Subject) -> int:
        """The slot of a row's colour, from 0: that of its network, or the place of a row of a bookmark or settings.

        A network in focus that is not ticked has the first slot that no other has.
        """
        if not subject.is_network:
            return self.subjects.index(subject)
        return slot_of(self.coloured, subject.network)

    @property
    def rows_without_bookmarks(self) -> RowsOf:
        """The same rows, but those of bookmarks: they do not show the patch in use, and are none without bookmarks."""
        return RowsOf.NETWORKS if self.rows is RowsOf.BOOKMARKS else self.rows

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The rows of the comparison, hidden ones included; none without a network."""
        if self.network is None:
            return ()
        if self.rows is RowsOf.BOOKMARKS and self.bookmarks:
            return tuple(Subject(self.network, bookmark) for bookmark in self.bookmarks)
        if self.rows in OF_SETTINGS:
            variants = _paths(self.settings) if self.rows is RowsOf.PATHS else _presets(self.settings)
            return tuple(Subject(self.network, variant=variant) for variant in variants)
        return tuple(Subject(network) for network in self.networks)

    @property
    def visible_subjects(self) -> tuple[Subject, ...]:
        """The rows that are shown: those that are not hidden, that in focus in any case, and all if all are hidden."""
        visible = {s for s in self.subjects if not s.is_network or s.network not in self.hidden}
        return tuple(s for s in self.subjects if not visible or s in visible or s.network == self.network)

    @property
    def bookmark_here(self) -> Bookmark | None:
        """The bookmark of the patch in use: of several, the one that the user went to; None where there is none."""
        here = [bookmark for bookmark in self.bookmarks if self._is_at(bookmark)]
        return self.bookmark if self.bookmark in here else next(iter(here), None)

    @property
    def bookmark_in_use(self) -> Bookmark | None:
        """The bookmark whose row is in focus because the patch in use is its; None for rows of networks or settings."""
        focus = self.focus
        return None if focus is None or focus.bookmark is None else self.bookmark_here

    @property
    def focus(self) -> Subject | None:
        """The row that is shown in full: that of the network or the settings in use, or the bookmark at the patch."""
        subjects, here = self.subjects, self.bookmark_here
        for subject in subjects:
            if subject.variant is not None:
                if subject.variant.settings == self.settings:
                    return subject
            elif subject.bookmark is None:
                if subject.network == self.network:
                    return subject
            elif subject.bookmark == here:
                return subject
        return subjects[0] if subjects else None

    def picture_key(self, bookmark: Bookmark) -> str:
        """The key of a bookmark's picture: that of the picture in use, however it was read, where it is its file."""
        is_here = self.picture is not None and self.picture.sha256 == bookmark.picture_sha256
        return self.picture.key if self.picture is not None and is_here else bookmark.picture_sha256

    def _is_at(self, bookmark: Bookmark) -> bool:
        """Whether picture, role and patch in use are those of a bookmark."""
        here = None if self.picture is None else (self.picture.sha256, self.role, self.patch)
        return here == (bookmark.picture_sha256, bookmark.role, bookmark.patch)


OF_SETTINGS = frozenset({RowsOf.PATHS, RowsOf.PRESETS})
"""Rows that hold settings of their own, in an order of their own."""


def _paths(settings: Settings) -> tuple[Variant, ...]:
    return tuple(Variant(PATHS[path].row_title, replace(settings, path=path)) for path in paths_side_by_side())


def _presets(settings: Settings) -> tuple[Variant, ...]:
    """The presets with the detector in use, after the settings in use where these are none of them."""
    variants = tuple(Variant(preset.name, preset.kept_detector(settings)) for preset in PRESETS)
    is_preset = any(variant.settings == settings for variant in variants)
    return variants if is_preset else (Variant("These settings", settings), *variants)


class PaneContent(StrEnum):
    """What kind of picture a cell of the viewer shows."""

    INPUT = "input"
    SR = "sr"
    HR = "hr"
    MAP = "map"
    OVERLAY = "overlay"
    CONTOUR = "contour"
    """The input with the outline of the area of contribution."""
    HEAT_MAP = "heat map"
    ERROR = "error"
    """|SR - HR|, the mean over the channels."""
    DIFFERENCE = "difference"
    """The importance less that of the row in focus, each as shares of its sum."""


class ColourMap(StrEnum):
    """Colours for importance, from 0 to its maximum."""

    INFERNO = "inferno"
    VIRIDIS = "viridis"
    MAGMA = "magma"
    TURBO = "turbo"
    JET = "jet"
    GREY = "grey"
    PAPER = "paper"
    """White to dark red: darker means larger."""


@dataclass(frozen=True)
class View:
    """How a result is shown; it changes nothing about the numbers."""

    content: PaneContent = PaneContent.OVERLAY
    """What the picture of every cell is."""
    colour_map: ColourMap = ColourMap.INFERNO
    opacity: float = 0.9
    """Opacity of the map's strongest value over the input, 0..1."""
    signed: bool = False
    contour: bool = False
    """Whether the area of contribution is outlined."""
    share: float = DEFAULT_SHARE
    """Share of the importance that the area holds, 0..1."""
    common_scale: bool = False
    """Whether the maps of all cells share one peak; else each has its own."""
    consensus: bool = True
    """Whether several networks are followed by a cell that shows where they agree."""
    hover_curve: bool = True
    """Whether D(F(γ(α))) of the patch under the pointer is drawn beside that of the patch in use."""
    receptive_field: bool = False
    """Whether the theoretical and the measured receptive field are outlined."""
    contrast: Contrast = DEFAULT_CONTRAST
    """From the values of a map to colour and opacity."""
    large: bool = False
    """Whether the cell in focus is the only one that is shown; of differences, one of the others."""
    difference_of: str = ""
    """The label of the row whose difference that is; empty for the first that is compared."""
    sorted_by: str = ""
    """Title of the column by which the user sorted the rows; empty for none. They may stand otherwise by now."""
    sorted_down: bool = False
    """Whether the largest went first."""
    marks: bool = False
    """Whether bookmarks and hard patches are marked on the pictures."""
    input_frame: int | None = None
    """Which frame of the input, from 0 on, of networks that take several; None for the picture that is opened."""

    def __post_init__(self) -> None:
        if not 0 <= self.opacity <= 1 or not 0 < self.share <= 1:
            raise ValueError(f"opacity {self.opacity:g} and share {self.share:g} must lie between 0 and 1")
