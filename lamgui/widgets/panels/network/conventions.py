"""Conventions of a network that its file does not state: the detected value, its evidence, and the user's choice."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lamgui.base.vocabulary import in_words_of
from lamgui.imaging.colour import Colour
from lamgui.networks.entry import NetworkEntry, NetworkFacts, Question
from lamgui.networks.value_range import NamedRange, ValueRange, is_possible
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.form import Choice, Option, add_row, narrow_form
from lamgui.widgets.panels.network.facts import evidence_in_words, evidence_of, value_in_words

ABOVE = {"scale": " above bicubic"}
AUTOMATIC = "Read off the checkpoint, or found by trial."
RANGES: Mapping[ValueRange, str] = {
    1.0: "White is 1 at the network's input.",
    255.0: "White is 255 at the network's input.",
    NamedRange.SIGNED: "Black is -1 at the network's input and white 1.",
    NamedRange.IMAGENET: "ImageNet's mean is taken off each channel, and its standard deviation made 1.",
    NamedRange.IMAGENET_SIGNED: "ImageNet's values at the network's input, -1..1 at its output, as some SRGANs have.",
}
COLOURS: Mapping[object, str] = {
    Colour.RGB: "Red, green, blue.",
    Colour.BGR: "Blue, green, red, as OpenCV reads pictures.",
    Colour.YCBCR: "Luma and two differences of colour, full range.",
}
LUMA: Mapping[object, str] = {
    Colour.Y: "The luma of BT.601, 16 to 235, as SR papers train on.",
    Colour.GREY: "Luma over the full range, as a grey picture has it.",
}
ROWS = {
    "value_range": (
        "Range",
        "The values in which the network F takes pictures. A wrong range gives a wrong map.",
    ),
    "colour": ("Colours", "The order of the channels at the input of the network F. A wrong one gives a wrong map."),
    "scale": (
        "Enlarges",
        "How many times the network F enlarges. Files of some networks hold several, or do not state it.",
    ),
    "output": ("Output", "Which of the several outputs of the network F is the SR picture that the map explains."),
    "noise_sigma": (
        "Noise",
        "The noise that the network F is made for, σ in 0..255: it is given that beside the picture.",
    ),
}
SIGMAS = (5.0, 10.0, 15.0, 25.0, 30.0, 50.0, 75.0)
"""Strengths of noise that papers measure at."""


class NetworkConventions(QWidget):
    """Shows the conventions of the network in use; reports `convention_chosen(name, value)`, None for automatic."""

    convention_chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = {name: Choice() for name in ROWS}
        self._form = narrow_form(self)
        for name, (text, tooltip) in ROWS.items():
            add_row(self._form, text, self.choices[name], tooltip)
        self.choices["value_range"].chosen.connect(self._say_range)
        self.choices["colour"].chosen.connect(self._say_colour)
        self.choices["scale"].chosen.connect(self._say_scale)
        self.choices["output"].chosen.connect(self._say_output)
        self.choices["noise_sigma"].chosen.connect(self._say_noise)
        self.show_conventions(None, None)

    def show_conventions(self, entry: NetworkEntry | None, facts: NetworkFacts | None) -> None:
        """Show the stated or detected conventions of a network; None without a network."""
        channels, colour = (3, Colour.RGB) if facts is None else (facts.channels, facts.colour)
        scales, outputs = ((), ()) if facts is None else (facts.scales, facts.outputs)
        values: dict[str, Mapping[object, str]] = {
            "value_range": {r: words for r, words in RANGES.items() if is_possible(r, colour)},
            "colour": COLOURS if channels == len(COLOURS) else LUMA if channels == 1 else {},
            "scale": {scale: f"One LR pixel becomes {scale}×{scale} SR pixels." for scale in scales},
            "output": {output.name: output.size for output in outputs if output.is_picture},
            "noise_sigma": _sigmas(entry, facts),
        }
        for name, possible in values.items():
            stated = None if entry is None else getattr(entry, name)
            detected = None if facts is None or stated is not None else getattr(facts, name)
            question = _question(name, facts)
            self.choices[name].set_options(_options(name, possible, detected, question))
            self.choices[name].show_value(stated)
            tooltip = in_words_of(None if facts is None else facts.scale, ROWS[name][1])
            self.choices[name].setToolTip(tooltip if question is None else f"{tooltip}\n{evidence_in_words(question)}")
            show_available(self.choices[name], entry is not None, "There is no network yet.")
            self._form.setRowVisible(self.choices[name], name == "value_range" or len(possible) > 1)

    @Slot(object)
    def _say_range(self, value: object) -> None:
        self.convention_chosen.emit("value_range", value)

    @Slot(object)
    def _say_colour(self, value: object) -> None:
        self.convention_chosen.emit("colour", value)

    @Slot(object)
    def _say_output(self, value: object) -> None:
        self.convention_chosen.emit("output", value)

    @Slot(object)
    def _say_noise(self, value: object) -> None:
        self.convention_chosen.emit("noise_sigma", value)

    @Slot(object)
    def _say_scale(self, value: object) -> None:
        self.convention_chosen.emit("scale", value)


def _sigmas(entry: NetworkEntry | None, facts: NetworkFacts | None) -> Mapping[object, str]:
    """The strengths of noise to choose from; none for a network that is given none."""
    if entry is None or facts is None or facts.noise_sigma is None:
        return {}
    stated = () if entry.noise_sigma is None else (entry.noise_sigma,)
    return {sigma: f"Noise of σ {sigma:g} in 0..255." for sigma in sorted({*SIGMAS, *stated})}


def _question(name: str, facts: NetworkFacts | None) -> Question | None:
    asked = () if facts is None else facts.questions
    return next((question for question in asked if question.name == name), None)


def _options(name: str, possible: Mapping[object, str], detected: object, question: Question | None) -> list[Option]:
    """Auto with the detected value, then every value with how well the network restored with it."""
    trials = () if question is None else question.tried
    evidence: dict[object, str] = {trial.value: evidence_of(name, trial.psnr_db, trial.gain_db) for trial in trials}
    auto = "Auto" if detected is None else f"Auto: {_with_evidence(name, detected, evidence)}"
    options = [Option(None, auto, AUTOMATIC)]
    for value, meaning in possible.items():
        on = "photographs" if name == "colour" else "a test chart"
        tried = f" Tried on {on}: {evidence[value]}{ABOVE.get(name, '')}." if value in evidence else ""
        # What an output is, its name alone does not say.
        beside = meaning if name == "output" else ""
        options.append(Option(value, _with_evidence(name, value, evidence, beside), f"{meaning}{tried}"))
    return options


def _with_evidence(name: str, value: object, evidence: Mapping[object, str], meaning: str = "") -> str:
    text = value_in_words(name, value)
    if meaning:
        text = f"{text}: {meaning}"
    return f"{text} · {evidence[value]}" if value in evidence else text
