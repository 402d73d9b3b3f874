"""Requests a file or the rest of one from a server, over https only, and yields it piece by piece."""

from __future__ import annotations

import re
import selectors
import socket
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lamgui import __version__
from lamgui.base.errors import DownloadError

if TYPE_CHECKING:
    import httpx2

_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


def is_secure(url: str) -> bool:
    """Whether nobody between here and the server can read or change the file."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE)
    )


def require_secure(url: str) -> None:
    """Raises DownloadError for an address that is not secure."""
    if not is_secure(url):
        raise DownloadError(
            f"The address {url} is not encrypted.", "Only https addresses are fetched. Get the file by hand and add it."
        )


def host_of(url: str) -> str:
    """The host that an address names."""
    return urlsplit(url).hostname or url


ANSWER_WITHIN_S = 10.0
"""Limit for connecting, and for the first bytes of an answer."""

SILENT_AT_MOST_S = 30.0
"""Limit for a pause in the middle of a file."""

WAIT_S = 0.1
"""Longest wait for a piece before the generator yields None, so that it can be cancelled."""

OFFLINE_ADVICE = "Check the connection to the internet. All networks that are here work without it."
GO_ON_ADVICE = "Get it again: the download continues where it stopped."


@dataclass(frozen=True, eq=False)
class Transfer:
    """A transfer that begins at byte `start` of a file of `total_bytes`, where the server states its length.

    `pieces` yields None now and then while nothing arrives. `validator` names this version of the file.
    """

    start: int
    total_bytes: int | None
    validator: str
    pieces: Iterator[bytes | None]


@contextmanager
def transferring(url: str, start: int = 0, validator: str = "") -> Iterator[Transfer]:
    """The file at an address from byte `start` on, if it is still the version that `validator` names, else all of it.

    Raises DownloadError where the server cannot be reached, has no such file, or the connection breaks.
    """
    import httpx2

    require_secure(url)
    # Of a compressed transfer the bytes of the file could not be counted.
    headers = {"Accept-Encoding": "identity", "User-Agent": f"lamgui/{__version__}"}
    if start:
        headers["Range"] = f"bytes={start}-"
        if validator:
            headers["If-Range"] = validator
    # This machine needs no proxy.
    client = httpx2.Client(
        follow_redirects=True,
        timeout=ANSWER_WITHIN_S,
        trust_env=url.startswith("https:"),
        event_hooks={"request": [_require_secure_request]},
    )
    try:
        with client, client.stream("GET", url, headers=headers) as response:
            found = _found(response, start)
            if found is not None:
                yield found
                return
        # The part that is here is not the beginning of what the server has now.
        with transferring(url) as whole:
            yield whole
    except (httpx2.RequestError, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise connection_error(error, url) from error


def connection_error(error: Exception, url: str) -> DownloadError:
    """Why the connection failed, in words."""
    import httpx2

    host = host_of(url)
    if isinstance(error, (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError)):
        return DownloadError(f"{host} cannot be reached.", OFFLINE_ADVICE, str(error))
    return DownloadError(f"The connection to {host} broke.", GO_ON_ADVICE, str(error))


def refusal_error(status: int, url: str) -> DownloadError:
    """Why a server refused the file, in words."""
    if status in (404, 410):
        return DownloadError(f"The file is no longer where it was: {url} (status {status}).", "Look where it is now.")
    return DownloadError(f"{host_of(url)} does not give the file (status {status}).", "Try again later.", url)


def _require_secure_request(request: httpx2.Request) -> None:
    """Checks every redirect, too."""
    require_secure(str(request.url))


def _found(response: httpx2.Response, start: int) -> Transfer | None:
    """The transfer that a response begins; None where it does not continue from `start` as requested."""
    status, headers = response.status_code, response.headers
    etag = headers.get("ETag", "")
    # A weak validator may be the same for other bytes.
    validator = headers.get("Last-Modified", "") if etag.startswith("W/") or not etag else etag
    span = re.fullmatch(r"bytes (?:(\d+)-\d+|\*)/(\d+)", headers.get("Content-Range", ""))
    if status == 206 and span is not None and span[1] == str(start):
        return Transfer(start, int(span[2]), validator, _pieces(response, int(span[2]) - start))
    if status == 416 and span is not None and span[2] == str(start):
        return Transfer(start, start, validator, iter(()))
    if status in (206, 416) and start:
        return None
    if status != 200:
        raise refusal_error(status, str(response.url))
    if headers.get("Content-Type", "").startswith("text/html"):
        raise DownloadError(f"{response.url.host} sends a page instead of the file.", "Get it by hand and add it.")
    length = headers.get("Content-Length", "")
    total_bytes = int(length) if length.isdecimal() and "Content-Encoding" not in headers else None
    return Transfer(0, total_bytes, validator, _pieces(response, total_bytes))


def _pieces(response: httpx2.Response, expected_bytes: int | None) -> Generator[bytes | None, None, None]:
    stream = response.extensions.get("network_stream")
    connection = None if stream is None or expected_bytes is None else stream.get_extra_info("socket")
    received_bytes, heard_s = 0, time.monotonic()
    for piece in response.iter_raw():
        received_bytes += len(piece)
        yield piece
        if expected_bytes is not None and received_bytes >= expected_bytes:
            return
        heard_s = time.monotonic()
        while connection is not None and _is_silent(connection):
            if time.monotonic() - heard_s > SILENT_AT_MOST_S:
                raise DownloadError(f"{response.url.host} sends nothing any more.", GO_ON_ADVICE)
            yield None


def _is_silent(connection: socket.socket | Any) -> bool:
    """Whether nothing arrived for a moment."""
    pending = getattr(connection, "pending", None)
    if pending is not None and pending():
        return False
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        return not selector.select(WAIT_S)
