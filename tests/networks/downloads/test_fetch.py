"""Files come whole or not at all: resumed, held to their hash, and every failure told in words."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from lamgui.base.errors import DownloadError
from lamgui.networks.downloads import transfer
from lamgui.networks.downloads.fetch import Fetched, FetchProgress, FileToFetch, fetch
from tests.networks.server import FileServer, serving
from tests.small import run_to_end

CONTENT = random.Random(1).randbytes(300_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serving() as server:
        yield server


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "ein Ordner \u00fc" / "net.pth"


def part_of(target: Path) -> Path:
    return target.with_name("net.pth.part")


def wanted(url: str, sha256: str | None = SHA256, size_bytes: int | None = None) -> FileToFetch:
    return FileToFetch(url, url, sha256, size_bytes=size_bytes)


def failure(running: Generator[FetchProgress, None, Fetched]) -> DownloadError:
    with pytest.raises(DownloadError) as caught:
        run_to_end(running)
    assert caught.value.message
    assert caught.value.advice
    return caught.value


def test_a_file_comes_whole_with_progress(server: FileServer, target: Path) -> None:
    seen, fetched = run_to_end(fetch(wanted(server.offer("/net.pth", CONTENT)), target))
    assert fetched == Fetched(SHA256, is_whole=True)
    assert target.read_bytes() == CONTENT
    assert sorted(path.name for path in target.parent.iterdir()) == ["net.pth"]
    assert seen[0] == FetchProgress(0)


def test_nothing_is_asked_before_the_first_turn_is_over(server: FileServer, target: Path) -> None:
    running = fetch(wanted(server.offer("/net.pth", CONTENT)), target)
    next(running)
    running.close()
    assert server.asked == []
    assert not target.parent.exists()


def test_a_cut_connection_is_told_and_the_next_fetch_goes_on_there(server: FileServer, target: Path) -> None:
    url = server.offer("/net.pth", CONTENT, cut_after=100_000)
    assert "broke" in failure(fetch(wanted(url), target)).message
    assert not target.exists()
    assert part_of(target).stat().st_size == 100_000
    _, fetched = run_to_end(fetch(wanted(url), target))
    assert (fetched.sha256, target.read_bytes()) == (SHA256, CONTENT)
    assert [asked for _, _, asked in server.asked] == ["", "bytes=100000-"]


def test_a_cancelled_fetch_ends_at_once_and_goes_on_later(server: FileServer, target: Path) -> None:
    url = server.offer("/net.pth", CONTENT, hold_after=65_536)
    running = fetch(wanted(url), target)
    for said in running:
        if said.received_bytes == 65_536:
            break
    running.close()
    assert part_of(target).stat().st_size == 65_536
    server.offers["/net.pth"].hold_after = None
    assert run_to_end(fetch(wanted(url), target))[1].sha256 == SHA256
    assert server.asked[-1][2] == "bytes=65536-"


def test_a_silent_server_gives_turns_and_is_given_up(
    server: FileServer, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "WAIT_S", 0.0)
    monkeypatch.setattr(transfer, "SILENT_AT_MOST_S", 0.05)
    running = fetch(wanted(server.offer("/net.pth", CONTENT, hold_after=1000)), target)
    assert "sends nothing any more" in failure(running).message
    assert part_of(target).stat().st_size == 1000


def test_a_server_without_ranges_sends_all_again(server: FileServer, target: Path) -> None:
    url = server.offer("/net.pth", CONTENT, cut_after=100_000, ranges=False)
    failure(fetch(wanted(url), target))
    assert run_to_end(fetch(wanted(url), target))[1].sha256 == SHA256
    assert target.read_bytes() == CONTENT


def test_a_server_that_goes_on_elsewhere_than_asked_sends_all_again(server: FileServer, target: Path) -> None:
    url = server.offer("/net.pth", CONTENT, cut_after=100_000)
    failure(fetch(wanted(url), target))
    elsewhere = {"Content-Range": f"bytes 99999-{len(CONTENT) - 1}/{len(CONTENT)}"}
    server.offer("/net.pth", CONTENT, headers=elsewhere)
    assert run_to_end(fetch(wanted(url), target))[1].sha256 == SHA256
    assert [span for _, _, span in server.asked[1:]] == ["bytes=100000-", ""]


@pytest.mark.parametrize("etag", ['"2"', "", 'W/"1"'])
def test_a_part_of_another_version_is_not_gone_on_with(server: FileServer, target: Path, etag: str) -> None:
    url = server.offer("/net.pth", CONTENT[::-1], cut_after=100_000, etag=etag and '"1"')
    failure(fetch(wanted(url, None), target))
    server.offer("/net.pth", CONTENT, etag=etag)
    assert run_to_end(fetch(wanted(url, None), target))[1].sha256 == SHA256
    assert target.read_bytes() == CONTENT


def test_a_weak_mark_does_not_tell_two_versions_apart(server: FileServer, target: Path) -> None:
    url = server.offer("/net.pth", CONTENT[::-1], cut_after=100_000, etag='W/"1"')
    failure(fetch(wanted(url, None), target))
    server.offer("/net.pth", CONTENT, etag='W/"1"')
    assert run_to_end(fetch(wanted(url, None), target))[1].sha256 == SHA256


def test_a_part_of_another_place_is_not_gone_on_with(server: FileServer, target: Path) -> None:
    failure(fetch(wanted(server.offer("/other.pth", CONTENT[::-1], cut_after=100_000)), target))
    run_to_end(fetch(wanted(server.offer("/net.pth", CONTENT)), target))
    assert target.read_bytes() == CONTENT
    assert server.asked[-1][2] == ""


def test_a_part_that_is_complete_needs_no_more_bytes(server: FileServer, target: Path) -> None:
    url = server.offer("/net.pth", CONTENT, cut_after=len(CONTENT) - 1)
    failure(fetch(wanted(url), target))
    with part_of(target).open("ab") as file:
        file.write(CONTENT[-1:])
    assert run_to_end(fetch(wanted(url), target))[1].sha256 == SHA256
    assert target.read_bytes() == CONTENT


def test_a_part_that_is_too_long_is_fetched_anew(server: FileServer, target: Path) -> None:
    url = server.offer("/net.pth", CONTENT, cut_after=100_000)
    failure(fetch(wanted(url), target))
    part_of(target).write_bytes(CONTENT + b"more")
    assert run_to_end(fetch(wanted(url), target))[1].sha256 == SHA256


def test_another_file_is_deleted_and_told(server: FileServer, target: Path) -> None:
    error = failure(fetch(wanted(server.offer("/net.pth", CONTENT), "0" * 64), target))
    assert "not the net.pth that the catalogue names" in error.message
    assert "It was deleted" in error.message
    assert SHA256 in error.details
    assert list(target.parent.iterdir()) == []


def test_a_file_of_unknown_length_comes_too(server: FileServer, target: Path) -> None:
    assert run_to_end(fetch(wanted(server.offer("/net.pth", CONTENT, length=False)), target))[1].sha256 == SHA256


def test_a_file_that_ends_too_early_is_kept_as_a_part(server: FileServer, target: Path) -> None:
    url = server.offer("/net.pth", CONTENT, length=False, cut_after=100_000)
    error = failure(fetch(wanted(url, size_bytes=len(CONTENT)), target))
    assert error.message == "The connection broke after 97.7 KiB of 293 KiB of net.pth."
    assert run_to_end(fetch(wanted(url), target))[1].sha256 == SHA256
    assert server.asked[-1][2] == "bytes=100000-"


def test_more_than_was_announced_is_not_taken(server: FileServer, target: Path) -> None:
    error = failure(fetch(wanted(server.offer("/net.pth", CONTENT, length=False), size_bytes=1000), target))
    assert "more than" in error.message
    assert not target.exists()


def test_redirects_are_followed(server: FileServer, target: Path) -> None:
    server.offer("/there.pth", CONTENT)
    url = server.offer("/net.pth", b"", status=302, location="/there.pth")
    assert run_to_end(fetch(wanted(url), target))[1].sha256 == SHA256


def test_no_redirect_leads_off_encryption(server: FileServer, target: Path) -> None:
    url = server.offer("/net.pth", b"", status=302, location="http://example.org/net.pth")
    assert "example.org/net.pth is not encrypted" in failure(fetch(wanted(url), target)).message


@pytest.mark.parametrize("url", ["http://example.org/net.pth", "ftp://127.0.0.1/net.pth", "file:///etc/passwd", "net"])
def test_only_encrypted_addresses_are_asked(url: str, target: Path) -> None:
    assert "not encrypted" in failure(fetch(wanted(url), target)).message


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"status": 404}, "no longer where it was"),
        ({"status": 503}, "does not give the file (status 503)"),
        ({"kind": "text/html; charset=utf-8"}, "a page instead of the file"),
    ],
)
def test_what_a_server_refuses_is_told(server: FileServer, target: Path, how: dict[str, object], words: str) -> None:
    assert words in failure(fetch(wanted(server.offer("/net.pth", CONTENT, **how)), target)).message
    assert not target.exists()


def test_without_a_connection_it_says_so_plainly(target: Path) -> None:
    with serving() as gone:
        url = gone.offer("/net.pth", CONTENT)
    error = failure(fetch(wanted(url), target))
    assert error.message == "127.0.0.1 cannot be reached."
    assert "All networks that are here work without it" in error.advice


def test_a_full_disk_is_told_before_the_file_comes(
    server: FileServer, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    error = failure(fetch(wanted(server.offer("/net.pth", CONTENT)), target))
    assert "There is no room for net.pth" in error.message
    assert "293 KiB are needed, 1000 B are free" in error.message


def test_room_is_needed_for_what_is_missing_only(
    server: FileServer, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.offer("/net.pth", CONTENT, cut_after=250_000)
    failure(fetch(wanted(url), target))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=60_000))
    assert run_to_end(fetch(wanted(url), target))[1].sha256 == SHA256


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full device")
def test_a_disk_that_fills_up_is_told(server: FileServer, target: Path) -> None:
    url = server.offer("/net.pth", CONTENT, cut_after=1000)
    failure(fetch(wanted(url), target))
    part_of(target).unlink()
    part_of(target).symlink_to("/dev/full")
    error = failure(fetch(wanted(url), target))
    assert "The disk is full" in error.message
    assert os.strerror(errno.ENOSPC) in error.details


def test_a_folder_that_cannot_be_made_is_told(server: FileServer, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    error = failure(fetch(wanted(server.offer("/net.pth", CONTENT)), tmp_path / "file" / "net.pth"))
    assert "cannot be written to" in error.message
    assert server.asked == []


def test_a_folder_that_cannot_be_written_is_told(server: FileServer, locked_folder: Path) -> None:
    error = failure(fetch(wanted(server.offer("/net.pth", CONTENT)), locked_folder / "net.pth"))
    assert f"{locked_folder} cannot be written to" in error.message


def test_two_programs_that_fetch_one_file_take_turns(server: FileServer, target: Path) -> None:
    url = server.offer("/net.pth", CONTENT, hold_after=1000)
    first, second = fetch(wanted(url), target), fetch(wanted(url), target)
    for said in first:
        if said.received_bytes == 1000:
            break
    for _ in range(4):
        next(second)
    assert len(server.asked) == 1
    first.close()
    server.offers["/net.pth"].hold_after = None
    assert run_to_end(second)[1].sha256 == SHA256
    assert server.asked[-1][2] == "bytes=1000-"
    assert sorted(path.name for path in target.parent.iterdir()) == ["net.pth"]


def test_what_counts_is_what_lies_on_the_disk(server: FileServer, target: Path) -> None:
    running = fetch(wanted(server.offer("/net.pth", CONTENT, hold_after=1000)), target)
    for said in running:
        if said.received_bytes == 1000:
            break
    with part_of(target).open("ab") as part:
        part.write(b"of another program that knows of no lock")
    server.offers["/net.pth"].gate.set()
    assert "its sha256 is another" in failure(running).message
    assert not target.exists()


def test_a_server_that_begins_no_answer_can_be_cancelled_and_is_given_up(
    server: FileServer, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.offer("/net.pth", CONTENT, hold_answer=True)
    monkeypatch.setattr(transfer, "WAIT_S", 0.0)
    running = fetch(wanted(url), target)
    for _ in range(3):
        next(running)
    running.close()
    monkeypatch.setattr(transfer, "ANSWER_AT_MOST_S", 0.0)
    assert "does not come to an answer" in failure(fetch(wanted(url), target)).message


@pytest.mark.parametrize("etag", ['"é"', '"' + "x" * 5000 + '"', "1", '"a"b"'])
def test_an_odd_mark_names_no_version(server: FileServer, target: Path, etag: str) -> None:
    url = server.offer("/net.pth", CONTENT, cut_after=100_000, headers={"ETag": etag}, etag="")
    failure(fetch(wanted(url), target))
    assert run_to_end(fetch(wanted(url), target))[1].sha256 == SHA256


@pytest.mark.parametrize("span", ["bytes 100000-x/y", "bytes 100000-1/" + "9" * 5000, "bytes ١-٢/٣", ""])
def test_an_odd_range_is_fetched_anew(server: FileServer, target: Path, span: str) -> None:
    url = server.offer("/net.pth", CONTENT, cut_after=100_000)
    failure(fetch(wanted(url), target))
    server.offer("/net.pth", CONTENT, headers={"Content-Range": span.encode().decode("latin-1")})
    assert run_to_end(fetch(wanted(url), target))[1].sha256 == SHA256


@pytest.mark.parametrize("place", ["http://[", "https://a b/", "//\x80", "http://" + "a" * 300])
def test_an_odd_place_to_go_on_at_is_an_answer_of_that_server(server: FileServer, target: Path, place: str) -> None:
    failure(fetch(wanted(server.offer("/net.pth", b"", status=302, location=place)), target))
    assert not target.exists()


def test_a_failed_certificate_is_called_that() -> None:
    import httpx2

    failed = httpx2.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: expired (_ssl.c:1006)")
    error = transfer.connection_error(failed, "https://example.org/net.pth")
    assert "example.org shows a certificate that is not valid: certificate verify failed: expired" in error.message


def test_a_file_of_which_nobody_states_length_or_hash_may_have_been_cut(server: FileServer, target: Path) -> None:
    unknown = server.offer("/net.pth", CONTENT, length=False)
    assert not run_to_end(fetch(wanted(unknown, None), target))[1].is_whole
    stated = server.offer("/other.pth", CONTENT)
    assert run_to_end(fetch(wanted(stated, None), target))[1].is_whole


def test_the_window_does_not_import_what_fetches() -> None:
    import subprocess

    code = (
        "import sys, lamgui.window.app, lamgui.networks.downloads.download\n"
        "print([name for name in ('httpx2', 'huggingface_hub') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
