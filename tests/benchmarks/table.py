"""A table of measurements against what was aimed at, as text or JSON."""

from __future__ import annotations

import json
import platform
import sys
from dataclasses import asdict, dataclass

import psutil


@dataclass(frozen=True)
class Measurement:
    """One number: what was measured, in which unit, and the aim (0 where there is none)."""

    name: str
    value: float
    unit: str
    aim: float = 0.0

    @property
    def verdict(self) -> str:
        """Whether the aim was met; empty where there is none."""
        return "" if not self.aim else ("met" if self.value <= self.aim else "MISSED")


def show(measurements: list[Measurement], *, as_json: bool) -> None:
    """Print the measurements with the machine they were taken on."""
    machine = (
        f"{platform.system()} {platform.machine()}, {psutil.cpu_count()} cores, Python {platform.python_version()}"
    )
    if as_json:
        rows = [asdict(m) | {"verdict": m.verdict} for m in measurements]
        sys.stdout.write(json.dumps({"machine": machine, "measurements": rows}, indent=2) + "\n")
        return
    sys.stdout.write(f"{machine}\n\n| measured | value | aim | |\n|---|---|---|---|\n")
    for m in measurements:
        aim = f"{m.aim:g} {m.unit}" if m.aim else ""
        sys.stdout.write(f"| {m.name} | {m.value:.3g} {m.unit} | {aim} | {m.verdict} |\n")
