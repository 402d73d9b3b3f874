"""The architectures that the program can build: adding one is adding its file and its line here."""

from __future__ import annotations

from importlib import import_module

from lamgui.networks.architectures._architecture import Architecture

_MODULES = (
    "carn",
    "csnln",
    "ddbpn",
    "drln",
    "edsr",
    "fsrcnn",
    "imdn",
    "lapsrn",
    "msrn",
    "pan",
    "rcan",
    "rdn",
    "rfdn",
    "rnan",
    "rrdbnet",
    "san",
    "srcnn",
    "srresnet",
)

ARCHITECTURES: tuple[Architecture, ...] = tuple(
    import_module(f"lamgui.networks.architectures.{module}").ARCHITECTURE for module in _MODULES
)
