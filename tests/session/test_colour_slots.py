"""A network's colour is given once, and belongs to it whatever happens to the others."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

from lamgui.networks.entry import NetworkEntry
from lamgui.session.colour_slots import SLOTS, at_slots, slot_of, with_slots
from lamgui.session.file import MAIN, SessionContents, read_session, write_session
from lamgui.session.state import RowsOf, State
from tests.made import analysis


def network(name: str) -> NetworkEntry:
    return NetworkEntry(name, Path(f"/networks/{name}.safetensors"))


A, B, C, D = (network(name) for name in "ABCD")
THREE = State(network=A, compared=(A, B, C))


def slots(state: State) -> dict[str, int]:
    return {subject.name: state.slot_of(subject) for subject in state.subjects}


def test_slots_are_given_in_the_order_of_the_ticks() -> None:
    assert slots(THREE) == {"A": 0, "B": 1, "C": 2}


def test_order_hiding_focus_and_unticking_change_no_slot_of_others() -> None:
    assert slots(replace(THREE, compared=(C, A, B), network=B, hidden=frozenset({A}))) == {"A": 0, "B": 1, "C": 2}
    without = replace(THREE, compared=(C, B), network=B)
    assert slots(without) == {"C": 2, "B": 1}
    again = replace(replace(without, compared=(C, B, D)), compared=(C, B, D, A))
    assert slots(again) == {"C": 2, "B": 1, "D": 3, "A": 0}


def test_another_name_or_other_conventions_keep_the_slot() -> None:
    renamed = replace(B, name="renamed", value_range=255.0)
    state = THREE.with_network(B, renamed)
    assert slots(state) == {"A": 0, "renamed": 1, "C": 2}
    assert slots(state.with_network(renamed, B)) == slots(THREE)


def test_a_network_in_focus_that_is_not_ticked_takes_the_colour_of_none() -> None:
    looking = replace(THREE, network=D)
    assert slots(looking) == {"A": 0, "B": 1, "C": 2, "D": 3}
    assert looking.coloured == THREE.coloured
    assert slots(replace(looking, compared=looking.networks))["D"] == 3


def test_rows_that_are_no_networks_have_the_slots_of_their_places() -> None:
    state = replace(THREE, rows=RowsOf.PATHS)
    assert [state.slot_of(subject) for subject in state.subjects] == list(range(len(state.subjects)))


def test_where_all_slots_are_taken_one_that_is_not_ticked_gives_its_own() -> None:
    many = [network(f"N{k}") for k in range(SLOTS)]
    full = with_slots((), many)
    ticked = [entry for k, entry in enumerate(many) if k != 4]
    new = with_slots(full, [*ticked, D])
    assert slot_of(new, D) == 4
    assert [slot_of(new, entry) for entry in ticked] == [slot_of(full, entry) for entry in ticked]


def test_stated_slots_leave_the_others_free() -> None:
    stated = at_slots([(B, 3), (A, 1), (C, 3)])
    assert stated == (None, A, None, B)
    assert [slot_of(with_slots(stated, (A, B, C, D)), entry) for entry in (A, B, C, D)] == [1, 3, 0, 2]
    assert at_slots([]) == ()


def test_a_session_keeps_slots_of_networks_that_are_no_longer_ticked(tmp_path: Path) -> None:
    state = replace(THREE, picture=analysis().picture, compared=(C, B), network=B)
    write_session(tmp_path / "a.lamgui", SessionContents(state))
    after = read_session(tmp_path / "a.lamgui").contents.state
    assert slots(after) == {"C": 2, "B": 1}
    assert slots(replace(after, compared=(C, B, A)))["A"] == 0


def test_a_session_without_slots_has_those_of_its_rows(tmp_path: Path) -> None:
    """As 0.1.0 wrote them."""
    state = replace(THREE, picture=analysis().picture, compared=(C, A, B))
    write_session(tmp_path / "a.lamgui", SessionContents(state))
    with zipfile.ZipFile(tmp_path / "a.lamgui") as archive, zipfile.ZipFile(tmp_path / "b.lamgui", "w") as older:
        for name in archive.namelist():
            data = archive.read(name)
            if name == MAIN:
                record = json.loads(data)
                del record["state"]["coloured"]
                data = json.dumps(record).encode()
            older.writestr(name, data)
    assert slots(read_session(tmp_path / "b.lamgui").contents.state) == {"C": 0, "A": 1, "B": 2}
