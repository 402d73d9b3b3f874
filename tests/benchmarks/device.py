"""The device that is measured: when its work is done, its rate in a matrix product, and what it is called."""

from __future__ import annotations

import platform
import time

import psutil
import torch

from lamgui.attribution.device.full_precision import full_precision
from lamgui.maps.devices import available_devices

MATRIX_PX = 2048


def settle(device: str) -> None:
    """Return when the device has done all that it was given: before the clock is read."""
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)


def matrix_rate(device: str) -> float:
    """Floating-point operations a second of a large product of float32 matrices."""
    left, right = (torch.rand(MATRIX_PX, MATRIX_PX, device=device) for _ in range(2))
    times = []
    with full_precision(torch.device(device)):
        for _ in range(6):
            settle(device)
            began = time.perf_counter()
            torch.mm(left, right)
            settle(device)
            times.append(time.perf_counter() - began)
    return 2 * MATRIX_PX**3 / min(times)


def described(device: str) -> dict[str, object]:
    """The machine and the device, for the head of a table."""
    name = next(known.label for known in available_devices() if known.name == device)
    return {
        "system": f"{platform.system()} {platform.machine()}, {psutil.cpu_count()} cores",
        "device": f"{device} ({name})",
        "torch": str(torch.__version__),
    }
