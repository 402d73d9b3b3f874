"""Which addresses may be asked for files: encrypted ones, and this machine itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from lamgui.base.errors import DownloadError

_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


def is_secure(url: str) -> bool:
    """Whether nobody on the way can read or change what comes from there."""
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
    """The machine that an address names."""
    return urlsplit(url).hostname or url
