"""Answers of servers: the bytes of a response, mutated, to a request for a release's file."""

from __future__ import annotations

import hashlib
import shutil
import socket
from pathlib import Path
from threading import Thread

from lamgui.base.errors import UserError
from lamgui.base.generators import result_of
from lamgui.networks.downloads.fetch import FileToFetch, fetch
from lamgui.networks.downloads.unfinished import part_of
from tests.fuzz.kind import FuzzClass, always

_CONTENT = bytes(range(256)) * 8
_OK, _END = b"HTTP/1.1 200 OK\r\n", b"\r\n\r\n"
_ANSWERS = (
    _OK + b'Content-Length: 2048\r\nETag: "1"\r\nContent-Type: application/octet-stream' + _END + _CONTENT,
    b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 100-2047/2048\r\nContent-Length: 1948" + _END + _CONTENT[100:],
    b"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */100\r\nContent-Length: 0" + _END,
    b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0" + _END,
    _OK + b"Transfer-Encoding: chunked\r\nETag: W/1" + _END + b"800\r\n" + _CONTENT + b"\r\n0" + _END,
    _OK + b"Content-Encoding: gzip\r\nContent-Length: 20" + _END + b"\x1f\x8b\x08" + bytes(17),
)
MOST_REQUESTS = 4


def _begin(_: Path) -> list[bytes]:
    return list(_ANSWERS)


def _use(path: Path) -> None:
    """Fetch a file, a part of which is here, from a server that answers with the bytes of `path`."""
    target = path.with_name("fetched") / "net.pth"
    shutil.rmtree(target.parent, ignore_errors=True)
    target.parent.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_answer, args=(server, path.read_bytes()), daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/net.pth"
        part_of(target).write_bytes(_CONTENT[:100])
        part_of(target).with_name("net.pth.part.json").write_text(f'{{"source": "{url}", "validator": "1"}}')
        wanted = FileToFetch(url, url, hashlib.sha256(_CONTENT).hexdigest(), size_bytes=len(_CONTENT))
        result_of(fetch(wanted, target))
        if target.read_bytes() != _CONTENT:
            raise AssertionError("another file than the one that was wanted lies under its name")


def _answer(server: socket.socket, answer: bytes) -> None:
    for _ in range(MOST_REQUESTS):
        try:
            connection, _ = server.accept()
            with connection:
                connection.settimeout(2)
                connection.recv(1 << 16)
                connection.sendall(answer)
        except OSError:
            return


ANSWERS = FuzzClass("answers", _begin, _use, (UserError,), always(".http"))
