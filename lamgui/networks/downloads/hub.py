"""Where a file of a repository lies on the hub of Hugging Face, or on the mirror that HF_ENDPOINT names."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from lamgui.base.errors import DownloadError
from lamgui.networks.downloads.transfer import ANSWER_WITHIN_S, connection_error, host_of, refusal_error, require_secure


@dataclass(frozen=True)
class HubFile:
    """An address that is valid for a while, and the size and hash that the hub states."""

    url: str
    sha256: str | None
    size_bytes: int | None


def locate_on_hub(repository: str, file: str) -> HubFile:
    """Ask the hub; raises DownloadError. HF_ENDPOINT is read at the first call only."""
    # Set before the import, which reads it: only the file is requested.
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import httpx2
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled
    from huggingface_hub.file_download import get_hf_file_metadata, hf_hub_url

    url = hf_hub_url(repository, file)
    require_secure(url)
    try:
        # Without a token: all files of the catalogue are public.
        metadata = get_hf_file_metadata(url, token=False, timeout=ANSWER_WITHIN_S, library_name="lamgui")
    except HfHubHTTPError as error:
        raise refusal_error(error.response.status_code, url) from error
    except OfflineModeIsEnabled as error:
        raise DownloadError(
            f"{host_of(url)} is not asked: HF_HUB_OFFLINE is set.", "Take it back to download."
        ) from error
    except (httpx2.RequestError, httpx2.InvalidURL) as error:
        raise connection_error(error, url) from error
    except HFValidationError as error:
        raise DownloadError(
            f"{repository} is no repository of the hub.", "Get the file by hand.", str(error)
        ) from error
    except (ValueError, TypeError, LookupError) as error:
        # Lengths that are no numbers, addresses that are none.
        message = f"{host_of(url)} answers what cannot be understood."
        raise DownloadError(message, "Try again later.", f"{type(error).__name__}: {error}") from error
    etag = metadata.etag or ""
    return HubFile(metadata.location, etag if re.fullmatch(r"[0-9a-f]{64}", etag) else None, metadata.size)
