"""Tries inputs in children forked from a warmed process, with limits of memory and time, and counts the outcomes."""

from __future__ import annotations

import contextlib
import os
import resource
import select
import signal
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.answers import ANSWERS
from tests.fuzz.documents import DOCUMENTS
from tests.fuzz.kind import FuzzClass
from tests.fuzz.networks import NETWORKS

CLASSES = {kind.name: kind for kind in (*DOCUMENTS, *NETWORKS, ANSWERS)}

BATCH = 200
"""Inputs of one child."""

INPUT_AT_MOST_S = 20
MEMORY_BYTES = 4 << 30
"""Of data in a child, the loaded program included."""

OPENED, REFUSED, FAULT, DIED, HUNG = "opened", "refused", "fault", "died", "hung"
_MOST_LETTERS = 3000


@dataclass
class Outcomes:
    """How often what came of an input, and of each that failed its seed and its fault."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def add(self, seed: int, outcome: str, fault: str) -> None:
        """Count one."""
        self.counts[outcome] += 1
        if outcome in (FAULT, DIED, HUNG):
            self.faults.append((seed, fault))


def tried(kind: FuzzClass, first: int, goes_on: Callable[[int], bool]) -> Iterator[tuple[int, str, str]]:
    """Seed, outcome and fault of input after input, as long as `goes_on` says so of the next seed."""
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        inputs = kind.begin(folder)
        seed = first
        while goes_on(seed):
            for outcome, fault in _batch(kind, inputs, folder, seed):
                yield seed, outcome, fault
                seed += 1
                if not goes_on(seed):
                    break


def try_one(kind: FuzzClass, inputs: list[bytes], seed: int, folder: Path) -> tuple[str, str]:
    """What comes of one input, in this process."""
    data = kind.make(seed, inputs, kind.name)
    path = folder / f"input{kind.suffix(data)}"
    path.write_bytes(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            kind.use(path)
    except kind.words as refused:
        return (REFUSED, "") if str(refused) else (FAULT, "a refusal without a word")
    except BaseException:  # noqa: BLE001 - that is what is looked for
        return FAULT, traceback.format_exc()[-_MOST_LETTERS:]
    return OPENED, ""


def _batch(kind: FuzzClass, inputs: list[bytes], folder: Path, first: int) -> Iterator[tuple[str, str]]:
    """The outcomes of a child, which ends early where an input kills or hangs it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _in_child(kind, inputs, folder, first, writing)
    os.close(writing)
    try:
        for _ in range(BATCH):
            if not select.select([reading], [], [], INPUT_AT_MOST_S)[0]:
                yield HUNG, f"it took over {INPUT_AT_MOST_S} s"
                return
            line = _line(reading)
            if not line:
                yield DIED, "the process died"
                return
            outcome, _, fault = line.decode().partition(" ")
            yield outcome, fault.replace("\x1e", "\n")
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _in_child(kind: FuzzClass, inputs: list[bytes], folder: Path, first: int, writing: int) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, sys.stdout.fileno()), os.dup2(silence, sys.stderr.fileno())
        for seed in range(first, first + BATCH):
            outcome, fault = try_one(kind, inputs, seed, folder)
            os.write(writing, f"{outcome} {fault}".replace("\n", "\x1e").encode("utf-8", "replace") + b"\n")
    finally:
        # Nothing of the parent's is cleared up twice.
        os._exit(0)


def _line(reading: int) -> bytes:
    line = bytearray()
    while not line.endswith(b"\n"):
        piece = os.read(reading, 1)
        if not piece:
            return b""
        line += piece
    return bytes(line[:-1])
