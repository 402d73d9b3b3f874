"""A server on this machine that offers files, and fails in the way that a test wants."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

PATIENCE_S = 30


@dataclass
class Offer:
    """A file, and how it is served.

    `cut_after` breaks the connection after that many bytes of the file, once; `hold_after` sends no more until `gate`
    is set, `hold_answer` nothing at all. `status` stands in the place of the file.
    """

    content: bytes
    etag: str = '"1"'
    ranges: bool = True
    length: bool = True
    kind: str = "application/octet-stream"
    status: int = 200
    location: str = ""
    cut_after: int | None = None
    hold_after: int | None = None
    hold_answer: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    gate: threading.Event = field(default_factory=threading.Event)


class FileServer(ThreadingHTTPServer):
    """Serves `offers` by path, and keeps what was asked: method, path and Range."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.offers: dict[str, Offer] = {}
        self.asked: list[tuple[str, str, str]] = []

    def handle_error(self, *_: object) -> None:
        """Whoever asked has gone: nothing on standard error."""

    @property
    def address(self) -> str:
        """Where it is, without a path."""
        return f"http://127.0.0.1:{self.server_port}"

    def offer(self, path: str, content: bytes, **how: object) -> str:
        """Serve a file at a path; returns its address."""
        self.offers[path] = Offer(content, **how)  # type: ignore[arg-type]
        return self.address + path


@contextmanager
def serving() -> Iterator[FileServer]:
    """A server that runs on a thread of its own."""
    with FileServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            for offer in server.offers.values():
                offer.gate.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        offer = self._begin()
        if offer is None:
            return
        if offer.hold_answer:
            offer.gate.wait(PATIENCE_S)
        start = self._start_of(offer)
        if start is None:
            self._head(416, {"Content-Range": f"bytes */{len(offer.content)}", "Content-Length": "0"})
            return
        length = {"Content-Length": str(len(offer.content) - start)} if offer.length else {"Connection": "close"}
        span = {"Content-Range": f"bytes {start}-{len(offer.content) - 1}/{len(offer.content)}"} if start else {}
        etag = {"ETag": offer.etag} if offer.etag else {}
        self._head(206 if start else 200, {**length, **span, **etag, "Content-Type": offer.kind, **offer.headers})
        self._send(offer, start)

    def do_HEAD(self) -> None:
        offer = self._begin()
        if offer is not None:
            self._head(200, {"Content-Length": str(len(offer.content)), "ETag": offer.etag, **offer.headers})

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""

    def _begin(self) -> Offer | None:
        server = cast(FileServer, self.server)
        server.asked.append((self.command, self.path, self.headers.get("Range", "")))
        offer = server.offers.get(self.path)
        if offer is None or offer.status != 200:
            moved = {} if offer is None or not offer.location else {"Location": offer.location}
            told = {} if offer is None else offer.headers
            self._head(404 if offer is None else offer.status, {"Content-Length": "0", **moved, **told})
            return None
        return offer

    def _start_of(self, offer: Offer) -> int | None:
        """The first byte that was asked for; None for one behind the end."""
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked is None or not offer.ranges or self.headers.get("If-Range", offer.etag) != offer.etag:
            return 0
        return int(asked[1]) if int(asked[1]) < len(offer.content) else None

    def _send(self, offer: Offer, start: int) -> None:
        stops = [stop for stop in (offer.cut_after, offer.hold_after) if stop is not None]
        end = min([len(offer.content), *stops])
        try:
            self.wfile.write(offer.content[start:end])
            self.wfile.flush()
            if offer.cut_after is not None:
                offer.cut_after = None
                self.close_connection = True
                return
            if offer.hold_after is not None:
                offer.gate.wait(PATIENCE_S)
                self.wfile.write(offer.content[max(start, end) :])
        except OSError:
            # Whoever asked has gone.
            self.close_connection = True
        if not offer.length:
            self.close_connection = True

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
