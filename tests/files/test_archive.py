"""A zip unpacks to a bounded number of bytes, whatever it says, and each of its members once."""

from __future__ import annotations

import io
import zipfile

import pytest

from lamgui.base.file_limits import FREE_UNPACKING_BYTES
from lamgui.files.archive import Archive, Budget, UnpacksTooFar, archive_in


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def opened(data: bytes, most_bytes: int = 1 << 40) -> Archive:
    return archive_in(io.BytesIO(data), len(data), most_bytes)


def test_a_member_is_read_once() -> None:
    archive = opened(zipped(a=b"1", b=b"2"))
    assert (archive.read("a"), archive.read("b")) == (b"1", b"2")
    with pytest.raises(ValueError, match="wanted twice"):
        archive.read("a")


def test_the_members_of_members_count_too() -> None:
    inner = zipped(a=bytes(600), b=bytes(600))
    archive = opened(zipped(inner=inner), most_bytes=len(inner) + 1200)
    inside = archive.inner("inner")
    assert len(inside.read("a")) == 600
    assert len(inside.read("b")) == 600
    with pytest.raises(UnpacksTooFar):
        archive.budget.take(1)
    with pytest.raises(UnpacksTooFar):
        opened(zipped(inner=inner), most_bytes=len(inner) + 1199).inner("inner")


def test_much_may_be_made_of_little_only_up_to_a_size() -> None:
    Budget(1 << 40, 1700).take(FREE_UNPACKING_BYTES)
    with pytest.raises(UnpacksTooFar):
        Budget(1 << 40, 1700).take(FREE_UNPACKING_BYTES + 1)


def test_members_that_lie_over_each_other_are_refused() -> None:
    data = bytearray(zipped(a=b"1", b=b"2"))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)
    with pytest.raises(ValueError, match="in one place"):
        opened(bytes(data))
