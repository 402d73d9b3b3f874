"""Plain mutation: an input of a seed number, the same on every machine."""

from __future__ import annotations

import json
import random
import re
from typing import Any

MOST_CHANGES = 6
_ODD_BYTES = (
    b"\0",
    b"\xff",
    b"\x80",
    b"\x7f",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"%n",
)
_ODD_NUMBERS = (b"0", b"-1", b"99999999999999999999", b"1e999", b"nan", b"9" * 5000, b"2147483648")
_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63) - 1, 10**30, 0.5, 1e308, -0.0, float("nan"), float("inf")),
    *("", "a", "\0", "\ud800", "../../etc/passwd", "/dev/zero", "é" * 300, "1e999", "inf", "9" * 5000),
    *([], {}, [[]], [0] * 1000, {"": {}}, [None], ["a", "b", "c"]),
)
_NUMBER = re.compile(rb"-?\d+(\.\d+)?")


def mutated(seed: int, inputs: list[bytes], name: str) -> bytes:
    """One of the inputs, changed in a few places; those that are JSON are changed in their values as often."""
    draw = random.Random(f"{name} {seed}")
    data = draw.choice(inputs)
    if data[:1] == b"{" and draw.random() < 0.6:
        return _other_json(data, draw)
    changed = bytearray(data)
    for _ in range(draw.randint(1, MOST_CHANGES)):
        changed = draw.choice(_CHANGES)(changed, draw, draw.choice(inputs))
    return bytes(changed)


def odd_value(draw: random.Random) -> Any:
    """A value that nobody expects."""
    return draw.choice(_ODD_VALUES)


def other_values(values: Any, draw: random.Random) -> Any:
    """Values of JSON with one of them replaced, left out or repeated."""
    if draw.random() < 0.15 or not isinstance(values, dict | list) or not values:
        return odd_value(draw)
    if isinstance(values, list):
        at = draw.randrange(len(values))
        if draw.random() < 0.2:
            return values[:at] + values[at + 1 :] * draw.randint(0, 3)
        return [*values[:at], other_values(values[at], draw), *values[at + 1 :]]
    name = draw.choice(sorted(values))
    if draw.random() < 0.15:
        return {other: value for other, value in values.items() if other != name}
    return {**values, name: other_values(values[name], draw)}


def _other_json(data: bytes, draw: random.Random) -> bytes:
    values = json.loads(data)
    for _ in range(draw.randint(1, 3)):
        values = other_values(values, draw)
    return json.dumps(values).encode()


def _flip(data: bytearray, draw: random.Random, _: bytes) -> bytearray:
    if data:
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return data


def _overwrite(data: bytearray, draw: random.Random, _: bytes) -> bytearray:
    odd = draw.choice(_ODD_BYTES) * draw.choice((1, 1, 1, 2, 8))
    # The beginning of a file says what the rest of it is.
    at = draw.randrange(max(1, len(data) if draw.random() < 0.6 else min(len(data), 256)))
    data[at : at + len(odd)] = odd
    return data


def _insert(data: bytearray, draw: random.Random, _: bytes) -> bytearray:
    at = draw.randint(0, len(data))
    data[at:at] = draw.choice(_ODD_BYTES) * draw.choice((1, 1, 40, 3000))
    return data


def _cut(data: bytearray, draw: random.Random, _: bytes) -> bytearray:
    return data[: draw.randint(0, len(data))]


def _leave_out(data: bytearray, draw: random.Random, _: bytes) -> bytearray:
    at = draw.randint(0, len(data))
    del data[at : at + draw.choice((1, 2, 4, 64, 1024))]
    return data


def _repeat(data: bytearray, draw: random.Random, _: bytes) -> bytearray:
    at = draw.randint(0, len(data))
    part = data[at : at + draw.choice((1, 4, 64, 512))]
    data[at:at] = part * draw.choice((1, 2, 100))
    return data


def _splice(data: bytearray, draw: random.Random, other: bytes) -> bytearray:
    return data[: draw.randint(0, len(data))] + other[draw.randint(0, len(other)) :]


def _other_number(data: bytearray, draw: random.Random, _: bytes) -> bytearray:
    found = list(_NUMBER.finditer(bytes(data[: 1 << 16])))
    if found:
        at = draw.choice(found)
        data[at.start() : at.end()] = draw.choice(_ODD_NUMBERS)
    return data


def _deep(data: bytearray, draw: random.Random, _: bytes) -> bytearray:
    at = draw.randint(0, len(data))
    data[at:at] = draw.choice((b"(", b"[", b"{", b"[[", b"-", b"not ")) * draw.choice((50, 300, 5000))
    return data


_CHANGES = (_flip, _flip, _overwrite, _overwrite, _insert, _cut, _leave_out, _repeat, _splice, _other_number, _deep)
