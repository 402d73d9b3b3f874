"""What makes an error bar, that holds in 95 of 100 maps, of how far the maps of every third node scatter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Calibration:
    """Of one rule: times what the root mean square distance of the three thirds' maps, and of their DI, is taken.

    Measured, as docs/trust.md says, by `python -m tests.benchmarks.error_bars`.
    """

    of_map: float
    of_diffusion_index: float
