"""Requests a file or the rest of one from a server, over https only, and yields it piece by piece."""

from __future__ import annotations

import re
import selectors
import socket
import ssl
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lamgui import __version__
from lamgui.base.errors import DownloadError

if TYPE_CHECKING:
    import httpx2

_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


def is_secure(url: str) -> bool:
    """Whether nobody between here and the server can read or change the file."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
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
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


ANSWER_WITHIN_S = 10.0
"""Limit for connecting, and for the first bytes of an answer."""

ANSWER_AT_MOST_S = 30.0
"""Limit for all of the head of an answer, with the redirects before it."""

SILENT_AT_MOST_S = 30.0
"""Limit for a pause in the middle of a file."""

WAIT_S = 0.1
"""Longest wait for a piece before the generator yields None, so that it can be cancelled."""

_LENGTH = re.compile(r"[0-9]{1,15}")
_SPAN = re.compile(r"bytes (?:([0-9]{1,15})-[0-9]{1,15}|\*)/([0-9]{1,15})")
_VALIDATOR = re.compile(r'"[!#-~]{1,200}"|[A-Z][0-9A-Za-z ,:+-]{9,60}')
"""A mark of a version, or a date, that can be sent back; anything else names no version."""

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


Opening = Generator[None, None, Transfer]
"""Waits for the answer of a server in turns, each of which is a chance to cancel."""


@contextmanager
def transferring(url: str, start: int = 0, validator: str = "") -> Iterator[Opening]:
    """The file at an address from byte `start` on, if it is still the version that `validator` names, else all of it.

    The transfer ends with the block. Raises DownloadError where the server cannot be reached, has no such file,
    answers what cannot be understood, or the connection breaks.
    """
    import httpx2

    require_secure(url)
    with ExitStack() as stack:
        try:
            yield _opening(stack, url, start, validator)
        except (httpx2.RequestError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise connection_error(error, url) from error


def _opening(stack: ExitStack, url: str, start: int, validator: str) -> Opening:
    response = yield from _answer(stack, url, start, validator)
    found = _found(response, start)
    if found is None:
        # The part that is here is not the beginning of what the server has now.
        response = yield from _answer(stack, url, 0, "")
        found = _found(response, 0)
    if found is None:
        raise _odd_answer(url)
    return found


def _answer(stack: ExitStack, url: str, start: int, validator: str) -> Generator[None, None, httpx2.Response]:
    """The head of a server's answer; raises DownloadError, and what the client says of a connection that fails."""
    import httpx2

    asking = _Asking(url, start, validator)
    stack.callback(asking.close)
    ends_s = time.monotonic() + ANSWER_AT_MOST_S
    while (answer := asking.answer(WAIT_S)) is None:
        if time.monotonic() > ends_s:
            raise DownloadError(f"{host_of(url)} does not come to an answer.", "Try again later.")
        yield None
    if isinstance(answer, (httpx2.RequestError, httpx2.InvalidURL, httpx2.StreamError, DownloadError)):
        raise answer
    if isinstance(answer, Exception):
        # An address to go on at that is none, a mark that cannot be sent back.
        raise _odd_answer(url, answer) from answer
    return answer


class _Asking:
    """A thread that waits for the head of an answer: a server may send it letter by letter, for ever."""

    def __init__(self, url: str, start: int, validator: str) -> None:
        import httpx2

        # Of a compressed transfer the bytes of the file could not be counted.
        headers = {"Accept-Encoding": "identity", "User-Agent": f"lamgui/{__version__}"}
        if start:
            headers["Range"] = f"bytes={start}-"
            if validator:
                headers["If-Range"] = validator
        # This machine needs no proxy.
        self._client = httpx2.Client(
            follow_redirects=True,
            timeout=ANSWER_WITHIN_S,
            trust_env=url.startswith("https:"),
            event_hooks={"request": [_require_secure_request]},
        )
        self._answers: SimpleQueue[httpx2.Response | Exception] = SimpleQueue()
        self._response: httpx2.Response | None = None
        self._has_answered = False
        self._is_given_up = Event()
        Thread(target=self._ask, args=(url, headers), name="lamgui-download", daemon=True).start()

    def answer(self, within_s: float) -> httpx2.Response | Exception | None:
        """The answer, or why there is none; None where it has not come yet."""
        try:
            answer = self._answers.get(timeout=within_s)
        except Empty:
            return None
        self._has_answered = True
        self._response = None if isinstance(answer, Exception) else answer
        return answer

    def close(self) -> None:
        """Close the connection; without an answer only the thread itself can, once the server says something."""
        if self._has_answered:
            self._close()
        else:
            self._is_given_up.set()

    def _ask(self, url: str, headers: dict[str, str]) -> None:
        answer: httpx2.Response | Exception
        try:
            answer = self._client.send(self._client.build_request("GET", url, headers=headers), stream=True)
            self._response = answer
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            answer = error
        if self._is_given_up.is_set():
            self._close()
        else:
            self._answers.put(answer)

    def _close(self) -> None:
        if self._response is not None:
            self._response.close()
        self._client.close()


def _odd_answer(url: str, error: Exception | None = None) -> DownloadError:
    details = "" if error is None else f"{type(error).__name__}: {error}"
    return DownloadError(f"{host_of(url)} answers what cannot be understood.", "Try again later.", details)


def connection_error(error: Exception, url: str) -> DownloadError:
    """Why the connection failed, in words."""
    import httpx2

    host = host_of(url)
    certificate = _certificate_error(error)
    if certificate is not None:
        message = f"{host} shows a certificate that is not valid: {certificate}."
        advice = "Check the clock of this machine, and whether a proxy or a guard lies in between. Nothing was fetched."
        return DownloadError(message, advice, str(error))
    if isinstance(error, (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError)):
        return DownloadError(f"{host} cannot be reached.", OFFLINE_ADVICE, str(error))
    return DownloadError(f"The connection to {host} broke.", GO_ON_ADVICE, str(error))


def _certificate_error(error: BaseException | None) -> str | None:
    """What is wrong with the server's certificate, where that is the cause of an error."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message.rstrip(".") or "it could not be verified"
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return str(error).partition("CERTIFICATE_VERIFY_FAILED]")[2].partition("(_ssl")[0].strip() or str(error)
        error = error.__cause__ or error.__context__
    return None


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
    if not _VALIDATOR.fullmatch(validator):
        validator = ""
    span = _SPAN.fullmatch(headers.get("Content-Range", ""))
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
    total_bytes = int(length) if _LENGTH.fullmatch(length) and "Content-Encoding" not in headers else None
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
