"""A pickle that would take for ever to build is refused before any of it is built; those of torch.save pass."""

from __future__ import annotations

import argparse
import io
import pickle
from collections import Counter, OrderedDict
from pathlib import Path
from typing import Any

import pytest
import torch

from lamgui.base.errors import NetworkError
from lamgui.networks.checkpoint.pickle_scan import MOST_DEPTH, HostilePickle, require_bounded, require_bounded_file
from lamgui.networks.checkpoint.read import read_checkpoint

DOUBLINGS = 40


def doubled(first: bytes) -> bytes:
    """Opcodes that put a tuple on top which holds the one before twice, again and again."""
    steps = (b"h" + bytes([k]) + b"\x86q" + bytes([k + 1]) for k in range(DOUBLINGS))
    return first + b"\x85q\x00" + b"".join(steps)


NEST = doubled(b"K\x01")
TRAPS = {
    "a key": b"\x80\x02}" + NEST + b"K\x01s.",
    "a key among several": b"\x80\x02}(" + NEST + b"K\x01u.",
    "an item of a set": b"\x80\x02c__builtin__\nset\n]" + NEST + b"a\x85R.",
    "a key of a table that is called for": b"\x80\x02ccollections\nOrderedDict\n]](" + NEST + b"K\x01ea\x85R.",
    "what is called": b"\x80\x02" + NEST + b")R.",
    "a state": b"\x80\x02ccollections\nOrderedDict\n)R]" + NEST + b"K\x01\x86ab.",
    "the name of a storage": b"\x80\x02X\x07\x00\x00\x00storage" + NEST + b"\x86Q.",
    "text encoded again and again": b"\x80\x02c_codecs\nencode\nX\x01\x00\x00\x00aX\x03\x00\x00\x00hex\x86Rq\x00"
    b"c_codecs\nencode\nh\x00X\x03\x00\x00\x00hex\x86R.",
    "bytes of a stated length": b"\x80\x02c__builtin__\nbytearray\nJ\xff\xff\xff\x7f\x85R.",
    "numbers of a stated length": b"\x80\x02ctorch\nFloatStorage\nJ\xff\xff\xff\x7f\x85R.",
    "lists in lists": b"\x80\x02" + b"]" * (MOST_DEPTH + 1) + b"a" * MOST_DEPTH + b".",
}


@pytest.mark.parametrize("name", TRAPS)
def test_traps_are_refused(name: str) -> None:
    with pytest.raises(HostilePickle):
        require_bounded(TRAPS[name])


@pytest.mark.parametrize("name", ["a key", "what is called"])
def test_a_trap_is_said_to_be_one(name: str, tmp_path: Path) -> None:
    (tmp_path / "dag.pth").write_bytes(TRAPS[name])
    with pytest.raises(NetworkError, match=r"dag\.pth is a trap: .* It was not opened"):
        read_checkpoint(tmp_path / "dag.pth")


@pytest.mark.parametrize("zipped", [True, False])
def test_what_training_code_saves_passes_to_its_end(zipped: bool) -> None:
    saved = {
        "state_dict": OrderedDict(a=torch.zeros(3), b=torch.nn.Parameter(torch.ones(2, 2))),
        "options": argparse.Namespace(rate=1e-3, sizes=[(1, 2), (3, 4)], name="é"),
        ("flat", 1, None): Counter(a=1),
        1: {"deep": [[[{"er": (1.5, -(2**40), True)}]]]},
    }
    stream = io.BytesIO()
    torch.save(saved, stream, _use_new_zipfile_serialization=zipped)
    require_bounded_file(stream.getvalue())


@pytest.mark.parametrize("value", [{"a": [1, (2, 3)]}, [None, 2.5, -7, "x" * 300], {(1, "a"): {}}, ((),), 2**63])
def test_it_ends_where_the_pickle_does(value: Any) -> None:
    data = pickle.dumps(value, protocol=2)
    assert require_bounded(data + b"more") == len(data)


CUT = (b"", b"\x80\x02", b"\x80\x02h\x05.", b"\x80\x02(t", b"\x80\x02\x86.", b"\x80\x04\x95.", b"\x80\x02X\xff")


@pytest.mark.parametrize("data", CUT)
def test_where_torch_stops_the_scan_does_too(data: bytes) -> None:
    assert require_bounded(data) <= len(data) + 4
