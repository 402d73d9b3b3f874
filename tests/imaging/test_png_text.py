"""Texts of a PNG are found without decoding its pixels, and unpacked up to a limit over all of them."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from lamgui.imaging.png_text import texts_in


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png(*chunks: bytes) -> io.BytesIO:
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IEND", b""))


def test_texts_of_every_kind_that_pillow_writes() -> None:
    info, stream = PngInfo(), io.BytesIO()
    info.add_text("plain", "a")
    info.add_text("packed", "b" * 1000, zip=True)
    info.add_itxt("wide", "é街")
    info.add_itxt("wide packed", "街" * 1000, "de", "breit", zip=True)
    Image.new("RGB", (8, 8)).save(stream, "PNG", pnginfo=info)
    stream.seek(0)
    assert texts_in(stream, 10_000) == {"plain": "a", "packed": "b" * 1000, "wide": "é街", "wide packed": "街" * 1000}


def test_pixels_are_never_looked_at() -> None:
    header = (60_000).to_bytes(4, "big") * 2 + b"\1\0\0\0\0"
    broken = chunk(b"IDAT", b"no pixels")[:-1] + b"?"
    assert texts_in(png(chunk(b"IHDR", header), broken, chunk(b"tEXt", b"a\0b")), 100) == {"a": "b"}


@pytest.mark.parametrize(
    "chunks",
    [
        [chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(10_000)))],
        [chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(bytes(10_000)))],
        [chunk(b"tEXt", b"%d\0" % k + bytes(400)) for k in range(3)],
        [chunk(b"zTXt", b"%d\0\0" % k + zlib.compress(bytes(400))) for k in range(3)],
        [chunk(b"tEXt", b"a\0b")[:-1] + b"?"],
        [b"\xff\xff\xff\xfftEXt"],
    ],
    ids=["packed", "packed, of any script", "all together", "packed together", "damaged", "longer than the file"],
)
def test_more_text_than_is_read_is_refused(chunks: list[bytes]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        texts_in(png(*chunks), 1000)


def test_what_is_cut_short_is_refused() -> None:
    whole = png(chunk(b"tEXt", b"a\0b")).getvalue()
    for length in (0, 7, 12, len(whole) - 12):
        with pytest.raises(ValueError, match=r"\w"):
            texts_in(io.BytesIO(whole[:length]), 1000)
