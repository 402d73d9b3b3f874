"""Goes through a pickle opcode by opcode before any of it is built: what a small file could blow up is refused.

One call of the unpickler can run for ever, and nothing else of the program runs meanwhile: a key that is a nest of
tuples, each of which holds the one before twice, takes 2^40 steps to hash. So keys are text, numbers, None, or flat
tuples of these; nests have a depth, and only classes and functions are called. Known are the opcodes of torch's
restricted unpickler, which stops at any other one, as at damage: there the scan ends, too.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import torch

MOST_OPCODES = 1_000_000
"""A checkpoint of ten thousand tensors has about 200,000."""

MOST_DEPTH = 50
"""Of containers in containers."""

_ATOMS = frozenset({str, bytes, int, float, bool, type(None)})
_HASHING = frozenset({"builtins.set", "builtins.frozenset", "builtins.dict", "collections.Counter"})
_TABLE = "collections.OrderedDict"
_OF_STATED_LENGTH = ("builtins.bytearray", "Tensor", "Storage")
_STATE_DEPTH = 2


class HostilePickle(ValueError):
    """It would take time or memory without bounds to build what it describes."""


class _End(Exception):
    """The unpickler stops here, too: at its end, at damage, or at an opcode that it does not know."""


class _Class:
    """A class or function, which may be called."""

    def __init__(self, name: str) -> None:
        self.name = name


class _Made:
    """What a class or function makes: it is no key."""


_MADE = _Made()


class _Nest:
    """A tuple, list or set with what it holds, or a table."""

    __slots__ = ("depth", "is_table", "is_tuple", "items")

    def __init__(self, items: list[Any], is_tuple: bool = False, is_table: bool = False) -> None:
        self.items = items
        self.is_tuple = is_tuple
        self.is_table = is_table
        self.depth = 1
        for item in items:
            self._lie_above(item)

    def take(self, items: Sequence[Any]) -> None:
        """Further items of a list or set; those of a table are only counted."""
        if not self.is_table:
            self.items.extend(items)
        for item in items:
            self._lie_above(item)

    def _lie_above(self, item: Any) -> None:
        if type(item) is _Nest and item.depth >= self.depth:
            self.depth = item.depth + 1
            if self.depth > MOST_DEPTH:
                raise HostilePickle(f"it nests more than {MOST_DEPTH} containers")


LEGACY_PICKLES = 5
"""In a file of before torch 1.6, one after the other: three of its version, what was saved, and names of storages."""


def require_bounded_file(data: bytes) -> None:
    """Go through the pickles of a file that torch.save wrote, a zip or not; raises HostilePickle."""
    if data.startswith(b"PK"):
        try:
            # torch's own reader of zips: another one might find another member of that name.
            require_bounded(torch._C.PyTorchFileReader(io.BytesIO(data)).get_record("data.pkl"))
        except RuntimeError:
            # torch's unpickler does not get to see it either.
            return
        return
    end = 0
    for _ in range(LEGACY_PICKLES):
        end = require_bounded(data, end)


def require_bounded(data: bytes, start: int = 0) -> int:
    """Go through the pickle that begins at `start`; returns where it ends, or where the unpickler stops.

    Raises HostilePickle for one that cannot be built in bounded time and memory.
    """
    machine = _Machine(data, start)
    try:
        for _ in range(MOST_OPCODES):
            step = _STEPS.get(data[machine.at])
            machine.at += 1
            if step is None:
                return machine.at
            step(machine)
    except (_End, LookupError, ValueError) as ended:
        if isinstance(ended, HostilePickle):
            raise
        return machine.at
    raise HostilePickle(f"it has more than {MOST_OPCODES} opcodes")


class _Machine:
    """The unpickler's stacks and memo, with the kinds of things in place of the things."""

    def __init__(self, data: bytes, start: int) -> None:
        self.data = data
        self.at = start
        self.stack: list[Any] = []
        self.below: list[list[Any]] = []
        self.memo: dict[int, Any] = {}

    def number(self, size: int) -> int:
        """The next bytes as a whole number, the lowest first."""
        return int.from_bytes(self.bytes(size), "little")

    def bytes(self, size: int) -> bytes:
        """The next bytes, all of them."""
        self.at += size
        if self.at > len(self.data):
            raise _End
        return self.data[self.at - size : self.at]

    def line(self) -> str:
        """Up to the end of the line."""
        end = self.data.index(b"\n", self.at)
        text = self.data[self.at : end].decode("utf-8")
        self.at = end + 1
        return text

    def pop_mark(self) -> list[Any]:
        """All above the last mark."""
        items, self.stack = self.stack, self.below.pop()
        return items

    def mark(self) -> None:
        """Begin a stack above this one."""
        self.below.append(self.stack)
        self.stack = []

    def tuple_of(self, count: int) -> None:
        """The uppermost things as a tuple."""
        if count > len(self.stack):
            raise _End
        self.stack[-count:] = [_Nest(self.stack[-count:], is_tuple=True)]

    def tuple_of_marked(self) -> None:
        """All above the last mark as a tuple."""
        items = self.pop_mark()
        self.stack.append(_Nest(items, is_tuple=True))

    def remember(self, place: int) -> None:
        """Note what is on top."""
        self.memo[place] = self.stack[-1]

    def append(self, items: Sequence[Any]) -> None:
        """Put things into the list on top."""
        if type(self.stack[-1]) is _Nest:
            self.stack[-1].take(items)

    def set_items(self, items: Sequence[Any]) -> None:
        """Put keys and values in turn into the table on top, which a class may have made."""
        for key in items[::2]:
            _require_key(key)
        self.append(items)

    def call(self) -> None:
        """Call what lies under the arguments with them."""
        arguments, called = self.stack.pop(), self.stack.pop()
        if type(called) is not _Class:
            raise HostilePickle("it calls what is no class and no function")
        held = arguments.items if type(arguments) is _Nest else []
        if called.name in _HASHING or called.name == _TABLE:
            _require_keys_in(held, in_pairs=called.name == _TABLE)
        if called.name == "_codecs.encode" and any(type(one) not in _ATOMS for one in held):
            # A result encoded again and again doubles each time.
            raise HostilePickle("it encodes what it has made")
        if called.name.endswith(_OF_STATED_LENGTH) and any(type(one) in (int, bool, float) for one in held):
            raise HostilePickle(f"it makes a {called.name} of a stated length")
        self.stack.append(_MADE)

    def build(self) -> None:
        """Give the thing below its state, which may be turned into a table."""
        state = self.stack.pop()
        if type(state) is _Nest and not state.is_table:
            for one in state.items:
                if type(one) is _Nest and not one.is_table and one.depth >= _STATE_DEPTH:
                    raise HostilePickle("the state of a thing is nested")

    def persistent(self) -> None:
        """Put a storage on top, by its name and place."""
        named = self.stack.pop()
        if type(named) is _Nest and any(type(one) is _Nest for one in named.items):
            raise HostilePickle("the name of a storage is nested")
        self.stack.append(_MADE)


def _require_key(key: Any) -> None:
    if type(key) in _ATOMS:
        return
    if type(key) is not _Nest or not key.is_tuple or any(type(one) not in _ATOMS for one in key.items):
        raise HostilePickle("a key of it is no text, number, None or flat tuple of these")


def _require_keys_in(arguments: list[Any], in_pairs: bool) -> None:
    """The things of which a set or table is made at once, as Python 2 made its tables."""
    for argument in arguments:
        if type(argument) is not _Nest or argument.is_table:
            continue
        for item in argument.items:
            if not in_pairs:
                _require_key(item)
            elif type(item) is _Nest and item.items:
                _require_key(item.items[0])


def _global(machine: _Machine) -> None:
    module, name = machine.line(), machine.line()
    machine.stack.append(_Class(f"{module.replace('__builtin__', 'builtins')}.{name}"))


def _end(_: _Machine) -> None:
    raise _End


_STEPS: dict[int, Callable[[_Machine], object]] = {
    ord("c"): _global,
    0x81: _Machine.call,
    ord("R"): _Machine.call,
    ord("b"): _Machine.build,
    ord("a"): lambda m: m.append([m.stack.pop()]),
    ord("e"): lambda m: m.append(m.pop_mark()),
    ord("s"): lambda m: m.set_items([m.stack.pop(-2), m.stack.pop()]),
    ord("u"): lambda m: m.set_items(m.pop_mark()),
    ord("("): _Machine.mark,
    ord("t"): _Machine.tuple_of_marked,
    0x85: lambda m: m.tuple_of(1),
    0x86: lambda m: m.tuple_of(2),
    0x87: lambda m: m.tuple_of(3),
    ord("N"): lambda m: m.stack.append(None),
    0x88: lambda m: m.stack.append(True),
    0x89: lambda m: m.stack.append(False),
    ord(")"): lambda m: m.stack.append(_Nest([], is_tuple=True)),
    ord("]"): lambda m: m.stack.append(_Nest([])),
    ord("}"): lambda m: m.stack.append(_Nest([], is_table=True)),
    0x8F: lambda m: m.stack.append(_Nest([])),
    ord("J"): lambda m: m.stack.append(m.number(4)),
    ord("K"): lambda m: m.stack.append(m.number(1)),
    ord("M"): lambda m: m.stack.append(m.number(2)),
    ord("G"): lambda m: m.stack.append(float(len(m.bytes(8)))),
    ord("X"): lambda m: m.stack.append(str(len(m.bytes(m.number(4))))),
    ord("U"): lambda m: m.stack.append(m.bytes(m.number(1))),
    ord("Q"): _Machine.persistent,
    ord("h"): lambda m: m.stack.append(m.memo[m.number(1)]),
    ord("j"): lambda m: m.stack.append(m.memo[m.number(4)]),
    ord("q"): lambda m: m.remember(m.number(1)),
    ord("r"): lambda m: m.remember(m.number(4)),
    0x8A: lambda m: m.stack.append(len(m.bytes(m.number(1)))),
    0x80: lambda m: m.number(1),
    ord("."): _end,
}
"""What each opcode of torch's restricted unpickler does, as far as keys and depths need it."""
