"""The facts of a network in words: in brief below the list, in full in the tooltip."""

from __future__ import annotations

from typing import Any

from lamgui.base.wording import count_in_words
from lamgui.maps.field_words import field_in_full, field_in_short, field_of
from lamgui.networks.entry import NetworkEntry, NetworkFacts, Question
from lamgui.networks.value_range import range_from, range_in_words

NAMES = {"value_range": "Range", "colour": "Colours", "scale": "Scale", "output": "Output", "noise_sigma": "Noise"}


def facts_in_brief(facts: NetworkFacts) -> str:
    """One line or two: the facts that decide how the network is used."""
    values = range_in_words(facts.value_range)
    parameters = f"{count_in_words(facts.parameters)} parameters"
    return (
        f"{facts.architecture} ×{facts.scale} · {value_in_words('colour', facts.colour)} {values}\n"
        f"{parameters} · field {field_in_short(field_of(facts))}"
    )


def facts_in_full(facts: NetworkFacts) -> str:
    """All facts, a line each."""
    lines = [
        facts.name,
        f"Architecture: {facts.architecture} ({facts.paper})",
        f"Scale s: {facts.scale}",
        f"Channels: {facts.channels}, {value_in_words('colour', facts.colour)}",
        f"Range: {range_in_words(facts.value_range)}",
        f"Parameters: {facts.parameters:,}",
        f"Receptive field: {field_in_full(field_of(facts))}",
        f"SHA-256: {facts.sha256}",
        *(f"Output {output.name}: {output.size}" for output in facts.outputs),
        *facts.notes,
        *(evidence_in_words(question) for question in facts.questions),
    ]
    return "\n".join(lines)


def entry_in_full(entry: NetworkEntry, facts: NetworkFacts | None) -> str:
    """Where a network comes from, and all facts once it has been loaded."""
    if entry.earlier is not None:
        origin = f"Weights of {entry.earlier.name} that this version has no file of: only stored maps can be shown."
    else:
        origin = f"{'Comes with the program' if entry.bundled else 'Your file'}: {entry.path}"
    return f"{origin}\nNot loaded yet." if facts is None else f"{facts_in_full(facts)}\n{origin}"


def evidence_in_words(question: Question) -> str:
    """What was tried of a question and how well the network restored with it, as "Colours tried: RGB 25.8 dB, …"."""
    name = NAMES.get(question.name, question.name.replace("_", " ").capitalize())
    tried = ", ".join(
        f"{value_in_words(question.name, trial.value)} {evidence_of(question.name, trial.psnr_db, trial.gain_db)}"
        for trial in question.tried
    )
    return f"{name} tried: {tried}"


def evidence_of(name: str, psnr_db: float, gain_db: float) -> str:
    """PSNR on the test chart; each scale has its own chart, so that only gains over bicubic can be compared."""
    return f"{gain_db:+.1f} dB" if name == "scale" else f"{psnr_db:.1f} dB"


def value_in_words(name: str, value: Any) -> str:
    """A value of a question as the controls call it."""
    if name == "value_range":
        return range_in_words(range_from(value))
    if name == "colour":
        return {"ycbcr": "YCbCr", "grey": "grey"}.get(str(value), str(value).upper())
    if name == "noise_sigma":
        return f"σ {value:g}"
    return f"×{value}" if name == "scale" else str(value)
