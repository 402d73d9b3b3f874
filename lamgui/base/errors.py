"""Errors meant for the user: what was given, what was expected, what to do."""

from __future__ import annotations

from lamgui.base.code_permission import CodePermission


class UserError(Exception):
    """Something the user can act on; `str` of it is shown as it is.

    `advice` is a sentence on what to do; `details` is text for a closer look.
    """

    def __init__(self, message: str, advice: str = "", details: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice
        self.details = details


class PictureError(UserError):
    """A picture that cannot be opened or used."""


class NetworkError(UserError):
    """A network that cannot be found, read or run."""


class DetectorError(UserError):
    """A detector of the user's that cannot be read or run."""


class UntrustedDetector(DetectorError):
    """A detector's file would run code that the user has not permitted: none of that was run.

    `wanted` is all that it needs permission for, where that is known.
    """

    def __init__(self, message: str, advice: str, wanted: CodePermission | None = None) -> None:
        super().__init__(message, advice)
        self.wanted = wanted


class TrustNeeded(NetworkError):
    """A file would run code that the user has not permitted; `wanted` is all that it needs permission for."""

    def __init__(self, message: str, advice: str, wanted: CodePermission) -> None:
        super().__init__(message, advice)
        self.wanted = wanted


class DownloadError(UserError):
    """A network's file that could not be fetched, or is not what the catalogue says."""


class SettingsError(UserError, ValueError):
    """A patch or a setting outside what the method allows."""


class SaveError(UserError):
    """A result that could not be written."""


class SessionError(UserError):
    """A session file cannot be read."""


class StudyError(UserError):
    """A study that cannot be read, run or used."""


class MetricError(UserError):
    """A metric that there is not, or whose weights cannot be used."""


class MetricMissing(MetricError):
    """A metric whose weights are not on this machine."""


def first_line(error: BaseException) -> str:
    """The first line of an error of other code, without a full stop; the error's name where it has no text."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
