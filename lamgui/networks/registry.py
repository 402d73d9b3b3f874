"""The architectures that the program can build; adding one is adding its file and its line here."""

from __future__ import annotations

from lamgui.networks.architecture import Architecture
from lamgui.networks.architectures.carn import CARN_ARCHITECTURE
from lamgui.networks.architectures.edsr import EDSR_ARCHITECTURE
from lamgui.networks.architectures.fsrcnn import FSRCNN_ARCHITECTURE
from lamgui.networks.architectures.rfdn import RFDN_ARCHITECTURE

ARCHITECTURES: tuple[Architecture, ...] = (
    CARN_ARCHITECTURE,
    EDSR_ARCHITECTURE,
    FSRCNN_ARCHITECTURE,
    RFDN_ARCHITECTURE,
)


def architecture_named(name: str) -> Architecture:
    """The architecture of that name; raises ValueError listing those there are."""
    for architecture in ARCHITECTURES:
        if architecture.name == name:
            return architecture
    known = ", ".join(architecture.name for architecture in ARCHITECTURES)
    raise ValueError(f"architecture '{name}' was asked for; there are {known}")
