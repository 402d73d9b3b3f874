"""How a command line names a file of code, and what is known of a network."""

from __future__ import annotations

FORM = "Say FILE.py::Class(width=64)::weights.pth; class, arguments and weights may be left out."

CONVENTIONS_FORM = (
    "Say FILE::range=255,channels=bgr,scale=4,name=Ours, as many of them as you know; output=1 or output=sr chooses "
    "one of several outputs, sigma=15 states the noise that DRUNet is given, and strict=no lets weights for a .py file "
    "lack tensors."
)
