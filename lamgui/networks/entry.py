"""A network's entry, the file to load, and its facts, known once it is loaded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from lamgui.attribution.receptive_field import ReceptiveField, TheoreticalField
from lamgui.base.code_permission import CodePermission
from lamgui.imaging.colour import Colour
from lamgui.networks.value_range import ValueRange

PROGRAM = "lamgui"
"""Stands behind the name of a network that this project trained."""


@dataclass(frozen=True)
class OwnCode:
    """The user's permission to run a file's code, and what to build with it.

    `name` is the class or function of a .py file, `arguments` what it is called with, as Python literals by name, which
    is empty for those without one; `weights` is the checkpoint that goes into it, of which without `strict` tensors may
    be missing or unknown.
    """

    permission: CodePermission
    name: str = ""
    arguments: tuple[tuple[str, str], ...] = ()
    weights: Path | None = None
    strict: bool = True

    @property
    def sha256(self) -> str:
        """The hash of the file."""
        return self.permission.file.sha256


@dataclass(frozen=True)
class EarlierWeights:
    """Weights that another version of the program came with under the name `name`, by the hash of their file.

    `version` is that of the program, such as 0.1.0; empty where the catalogue does not know it.
    """

    name: str
    sha256: str
    version: str

    @property
    def label(self) -> str:
        """The name that tells them from the weights of today."""
        return f"{self.name} ({PROGRAM} {self.version or 'of another version'})"


@dataclass(frozen=True)
class NetworkEntry:
    """A checkpoint to load; what is None is read off the file or found by trying.

    `scale` picks one of several that a file holds, or decides what its shapes leave open. Without `own_code` no code
    of the file is run. Weights of another version of the program, `earlier`, cannot be loaded: there is no file, and
    only maps that were stored with a session can be shown. `output` names one of several outputs, as facts list them,
    `noise_sigma` is the strength of noise, σ in 0..255, that a network such as DRUNet is given beside the picture.
    """

    name: str
    path: Path
    bundled: bool = False
    value_range: ValueRange | None = None
    colour: Colour | None = None
    scale: int | None = None
    own_code: OwnCode | None = None
    earlier: EarlierWeights | None = None
    output: str | None = None
    noise_sigma: float | None = None

    @property
    def label(self) -> str:
        """What it is called where it is shown: a bundled network is not that of the paper's authors."""
        return f"{self.name} ({PROGRAM})" if self.bundled else self.name

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a network needs a name, not an empty one: give the file's name")
        if isinstance(self.value_range, float | int) and not self.value_range > 0:
            raise ValueError(f"value range {self.value_range:g} was given; it is the value of white, 1 or 255")
        if self.scale is not None and self.scale < 1:
            raise ValueError(f"scale {self.scale} was given; it must be at least 1")
        if self.noise_sigma is not None and not 0 <= self.noise_sigma <= 255:
            raise ValueError(f"σ {self.noise_sigma:g} of noise was given; it is from 0 to 255")


@dataclass(frozen=True)
class Output:
    """One of several things that a network makes of a picture: its place in the list or its name in the table.

    `size` is in words, such as "3 channels, 192x192 of 48x48"; only pictures can be restored.
    """

    name: str
    size: str
    is_picture: bool


@dataclass(frozen=True)
class Tried:
    """A value that was tried for a question: PSNR, and how far above bicubic that is, in dB.

    On photographs where the order of colours was tried, else on a test chart.
    """

    value: float | int | str
    psnr_db: float
    gain_db: float


@dataclass(frozen=True)
class Question:
    """What a file does not state and was found by trying: `value_range`, `colour`, `scale` or an argument.

    `tried` has every value, with all other questions answered as chosen.
    """

    name: str
    tried: tuple[Tried, ...]


class Repeats(StrEnum):
    """Whether a network restores the same picture twice in the same way."""

    ALWAYS = "always"
    SEEDED = "with a seed"
    """It draws random numbers; with the same seed they are the same."""
    NEVER = "never"
    """It draws them from a generator of its own."""


@dataclass(frozen=True)
class NetworkFacts:
    """What is known of a loaded network; `notes` say how what the file does not state was found.

    `value_range` is that of the network's own input and output. `parameters` counts those that were
    learnt. `output` is the one of several `outputs` that is used; empty where there is only one. `noise_sigma` is the
    strength of noise that the network is given beside the picture, None where it is given none.
    `paper` is where the network was published, else where it came from; `year` is None then.
    `scales` are those that the file can be used at; `questions` hold the evidence for what was found by trying.
    `receptive_field` is the one stated for its architecture, `theoretical_field` the one found in its own graph, None
    as long as it was not looked for. `repeats` was tried when the network was loaded, and
    `restores`: whether it gives back a drawn test chart.
    """

    name: str
    architecture: str
    paper: str
    year: int | None
    scale: int
    channels: int
    value_range: ValueRange
    colour: Colour
    parameters: int
    receptive_field: ReceptiveField
    sha256: str
    notes: tuple[str, ...] = ()
    scales: tuple[int, ...] = ()
    questions: tuple[Question, ...] = ()
    theoretical_field: TheoreticalField | None = None
    repeats: Repeats = Repeats.ALWAYS
    restores: bool = True
    output: str = ""
    outputs: tuple[Output, ...] = ()
    noise_sigma: float | None = None

    def with_evidence_of(self, earlier: NetworkFacts | None) -> NetworkFacts:
        """These facts, with the questions that were tried on the same weights before the user answered them."""
        if earlier is None or earlier.sha256 != self.sha256:
            return self
        put = {question.name for question in self.questions}
        return replace(
            self, questions=(*self.questions, *(question for question in earlier.questions if question.name not in put))
        )
