"""The text chunks of a PNG, found without decoding a pixel, and unpacked up to a limit over all of them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lamgui.base.errors import PictureError
from lamgui.base.file_limits import FIGURE_FILE, RECIPE_TEXT
from lamgui.files.door import opened

_START, _END = b"\x89PNG\r\n\x1a\n", b"IEND"
_TEXTS = {b"tEXt", b"zTXt", b"iTXt"}
MOST_CHUNKS = 1_000_000


def read_png_text(path: Path) -> dict[str, str]:
    """The text chunks of a PNG. Raises PictureError where `path` is no PNG that can be read to its end."""
    try:
        with opened(path, FIGURE_FILE.bytes) as stream:
            return texts_in(stream, 4 * RECIPE_TEXT.bytes)
    except (OSError, ValueError, zlib.error) as error:
        message = f"No text could be read from {path}: it is missing, or not a whole PNG."
        raise PictureError(message, "Choose a PNG that was saved by this program.", str(error)) from error


def texts_in(stream: BinaryIO, most_bytes: int) -> dict[str, str]:
    """The text chunks of a PNG by keyword, of at most so many bytes; raises ValueError and zlib.error."""
    texts: dict[str, str] = {}
    for kind, data in _text_chunks(stream, most_bytes):
        keyword, _, rest = data.partition(b"\0")
        text = _unpacked(kind, rest, most_bytes)
        most_bytes -= len(text)
        texts[keyword.decode("latin-1")] = text.decode("utf-8" if kind == b"iTXt" else "latin-1", "replace")
    return texts


def _text_chunks(stream: BinaryIO, most_bytes: int) -> Iterator[tuple[bytes, bytes]]:
    if stream.read(len(_START)) != _START:
        raise ValueError("it is no PNG")
    for _ in range(MOST_CHUNKS):
        head = stream.read(8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        if len(head) < 8:
            raise ValueError("it is cut short")
        if kind == _END:
            return
        if kind not in _TEXTS:
            stream.seek(length + 4, 1)
            continue
        if length > most_bytes:
            raise ValueError("it holds more text than is read")
        most_bytes -= length
        data, stated = stream.read(length), stream.read(4)
        if zlib.crc32(kind + data).to_bytes(4, "big") != stated:
            raise ValueError("a text in it is damaged")
        yield kind, data
    raise ValueError("it holds too many chunks")


def _unpacked(kind: bytes, rest: bytes, most_bytes: int) -> bytes:
    """The text behind its keyword."""
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return _inflated(rest[1:], most_bytes)
    is_packed, rest = rest[:1] == b"\1", rest[2:]
    # A language and a translated keyword.
    text = rest.partition(b"\0")[2].partition(b"\0")[2]
    return _inflated(text, most_bytes) if is_packed else text


def _inflated(data: bytes, most_bytes: int) -> bytes:
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(data, most_bytes + 1)
    if len(text) > most_bytes:
        raise ValueError("its text unpacks to more than is read")
    return text
