"""The recipe in an SVG, found by a parser that reads it as a stream, resolves nothing and builds nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import BinaryIO
from xml.parsers import expat

from lamgui.base.file_limits import MOST_DEPTH

_PIECE_BYTES = 1 << 16


class _Found(Exception):
    """The element is complete: the rest need not be read."""


class _Reader:
    """Gathers the text of an element that begins with the mark."""

    def __init__(self, mark: str, most_letters: int) -> None:
        self._mark = mark
        self._most_letters = most_letters
        self._depth = 0
        self.text = ""

    def begin(self, _name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        self.text = ""
        if self._depth > MOST_DEPTH * 4:
            raise ValueError("it is nested too deep")

    def more(self, text: str) -> None:
        """Text of the present element; of others than the one that is wanted only its beginning is looked at."""
        if len(self.text) < len(self._mark) or self.text.startswith(self._mark):
            self.text += text
        if len(self.text) > self._most_letters:
            raise ValueError("what it says is too long")

    def end(self, _name: str) -> None:
        """An element ends."""
        self._depth -= 1
        if self.text.startswith(self._mark):
            raise _Found
        self.text = ""


def _refuse_entity(*_: object) -> None:
    raise ValueError("it declares entities")


def svg_text(stream: BinaryIO, mark: str, most_letters: int) -> str | None:
    """The text after `mark` of the first element whose text begins with it; None where there is none before damage.

    Raises ValueError for markup that is nested too deep, declares entities, or says more than is read.
    """
    reader, parser = _Reader(mark, most_letters), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler = reader.more
    parser.EntityDeclHandler = _refuse_entity
    try:
        # No markup, or none any more from some place on.
        with suppress(expat.ExpatError):
            while piece := stream.read(_PIECE_BYTES):
                parser.Parse(piece)
            parser.Parse(b"", True)
    except _Found:
        return reader.text.removeprefix(mark)
    return None
