"""The index of a study, `index.sqlite`: its items, what is known of each map, and what failed.

It is written by the program that runs the study alone, and made again from the maps where it is lost.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from lamgui.attribution.patch import Patch
from lamgui.base.errors import StudyError
from lamgui.base.plain_values import plain, read_as
from lamgui.study.items.item import Item
from lamgui.study.items.network_facts import StudyNetworkFacts
from lamgui.study.items.numbers import MapNumbers

INDEX = "index.sqlite"
FORMAT = 1
WAIT_S = 30.0
"""How long a reader waits for a writer, and the other way round."""

_TYPES = {"int": "INTEGER", "float": "REAL", "bool": "INTEGER", "str": "TEXT"}
_COLUMNS = tuple(field.name for field in fields(MapNumbers))
_TRUTHS = tuple(place for place, field in enumerate(fields(MapNumbers)) if str(field.type).startswith("bool"))


@dataclass(frozen=True)
class Failure:
    """Why an item became no map, and how often it was tried."""

    reason: str
    attempts: int = 1


@dataclass(frozen=True)
class Counts:
    """How many items a study has, and how many of them are done or failed."""

    total: int
    done: int
    failed: int

    @property
    def pending(self) -> int:
        """Items that are neither."""
        return self.total - self.done - self.failed


class StudyIndex:
    """An open index; with `writable` it is made where it is not there. For one thread.

    One that is `in_memory` lies in no file: it is for a part of a study, whose index is made later.
    """

    def __init__(self, folder: Path, writable: bool = False, in_memory: bool = False) -> None:
        """Raises StudyError where it cannot be opened, is damaged, or is of a newer program."""
        self.path = folder / INDEX
        self._in_memory = in_memory
        try:
            self._sql = self._opened(writable)
            (self._format,) = self._sql.execute("PRAGMA user_version").fetchone()
            if writable and not self._format:
                self._create()
        except sqlite3.Error as error:
            message = f"The index of the study cannot be read: {error}."
            raise StudyError(message, f"Delete {self.path}: the next run makes it again from the maps.") from error
        if self._format > FORMAT:
            self.close()
            raise StudyError(
                f"The index of the study was made by a newer version of the program (format {self._format}).",
                "Use that version, or delete the index: the next run makes it again from the maps.",
            )

    def copy_to(self, other: StudyIndex) -> None:
        """Replace all that another holds by all that this one does."""
        self._sql.backup(other._sql)

    def close(self) -> None:
        """Close it; what was written stays."""
        self._sql.close()

    def _opened(self, writable: bool) -> sqlite3.Connection:
        if writable:
            connection = sqlite3.connect(":memory:" if self._in_memory else self.path, timeout=WAIT_S)
            # Nothing is lost with the index that is not in the maps: no write need wait for the disk.
            connection.execute("PRAGMA synchronous = OFF")
            return connection
        if not self.path.exists():
            raise sqlite3.OperationalError(f"{self.path.name} is not there")
        uri = f"{self.path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(uri, timeout=WAIT_S, uri=True)

    def _create(self) -> None:
        numbers = ", ".join(f"{field.name} {_type_of(str(field.type))}" for field in fields(MapNumbers))
        self._sql.executescript(
            f"""
            CREATE TABLE items (place INTEGER PRIMARY KEY, network TEXT, picture TEXT, rule TEXT, settings INTEGER,
                                key TEXT, patch_x INTEGER, patch_y INTEGER, patch_size INTEGER);
            CREATE INDEX items_by_key ON items (key);
            CREATE TABLE maps (key TEXT PRIMARY KEY, {numbers}) WITHOUT ROWID;
            CREATE TABLE failures (key TEXT PRIMARY KEY, reason TEXT, attempts INTEGER) WITHOUT ROWID;
            CREATE TABLE measures (restoration TEXT, metric TEXT, value REAL, PRIMARY KEY (restoration, metric))
                WITHOUT ROWID;
            CREATE TABLE networks (entry TEXT PRIMARY KEY, stamp TEXT, facts TEXT) WITHOUT ROWID;
            CREATE TABLE hard (picture TEXT, judge TEXT, wanted TEXT, patches TEXT,
                               PRIMARY KEY (picture, judge, wanted)) WITHOUT ROWID;
            CREATE TABLE shown (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
            PRAGMA user_version = {FORMAT};
            """
        )
        self._format = FORMAT

    @contextmanager
    def _changes(self) -> Iterator[sqlite3.Connection]:
        """One step for all that is written; raises StudyError where the disk takes it not."""
        try:
            with self._sql:
                yield self._sql
        except sqlite3.Error as error:
            message = f"The index of the study cannot be written: {error}."
            raise StudyError(message, "Free some space, or check the permissions of its folder.") from error

    def set_items(self, items: Sequence[Item]) -> None:
        """Replace the list of items; what is known of maps stays."""
        with self._changes() as sql:
            sql.execute("DELETE FROM items")
            sql.executemany(
                "INSERT INTO items (network, picture, rule, settings, key, patch_x, patch_y, patch_size) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                ((one.network, one.picture, one.rule, one.settings, one.key, *_place(one.patch)) for one in items),
            )

    def items(self) -> tuple[Item, ...]:
        """All items in their order."""
        rows = self._sql.execute(
            "SELECT network, picture, rule, settings, key, patch_x, patch_y, patch_size FROM items ORDER BY place"
        )
        return tuple(
            Item(network, picture, rule, settings, key, _patch(place))
            for network, picture, rule, settings, key, *place in rows
        )

    def put_map(self, key: str, numbers: MapNumbers) -> None:
        """Record a finished map; an earlier failure of it is forgotten."""
        self.put_maps([(key, numbers)])

    def put_maps(self, maps: Iterable[tuple[str, MapNumbers]]) -> None:
        """Record finished maps in one step."""
        marks = ", ".join("?" * (len(_COLUMNS) + 1))
        with self._changes() as sql:
            for key, numbers in maps:
                sql.execute(f"INSERT OR REPLACE INTO maps VALUES ({marks})", (key, *astuple(numbers)))
                sql.execute("DELETE FROM failures WHERE key = ?", (key,))

    def put_failure(self, key: str, reason: str) -> None:
        """Record that an item failed, once more."""
        with self._changes() as sql:
            sql.execute(
                "INSERT INTO failures VALUES (?, ?, 1) "
                "ON CONFLICT (key) DO UPDATE SET reason = excluded.reason, attempts = attempts + 1",
                (key, reason),
            )

    def forget_failures(self, keys: Iterable[str]) -> None:
        """Forget that these failed: they are tried again."""
        with self._changes() as sql:
            sql.executemany("DELETE FROM failures WHERE key = ?", ((key,) for key in keys))

    def maps(self) -> dict[str, MapNumbers]:
        """What is known of every finished map, by key."""
        rows = self._sql.execute(f"SELECT key, {', '.join(_COLUMNS)} FROM maps")
        return {row[0]: _numbers(row[1:]) for row in rows}

    def done(self) -> set[str]:
        """The keys of all finished maps."""
        return {key for (key,) in self._sql.execute("SELECT key FROM maps")}

    def failures(self) -> dict[str, Failure]:
        """Why items failed, by key."""
        return {row[0]: Failure(*row[1:]) for row in self._sql.execute("SELECT key, reason, attempts FROM failures")}

    def counts(self) -> Counts:
        """How many items there are, done and failed."""
        total, done, failed = self._sql.execute(
            "SELECT count(*), count(maps.key), count(failures.key) FROM items "
            "LEFT JOIN maps ON maps.key = items.key LEFT JOIN failures ON failures.key = items.key"
        ).fetchone()
        return Counts(total, done, failed)

    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Why items of the study failed, and how many each; the most frequent first."""
        rows = self._sql.execute(
            "SELECT reason, count(*) AS often FROM failures JOIN items ON items.key = failures.key "
            "GROUP BY reason ORDER BY often DESC, reason"
        )
        return tuple((reason, often) for reason, often in rows)

    def put_measures(self, restoration: str, values: Mapping[str, float | None]) -> None:
        """Record what metrics say of what a network made."""
        with self._changes() as sql:
            rows = ((restoration, metric, value) for metric, value in values.items())
            sql.executemany("INSERT OR REPLACE INTO measures VALUES (?, ?, ?)", rows)

    def measures(self) -> dict[str, dict[str, float | None]]:
        """What every metric says, by the key of the restoration."""
        found: dict[str, dict[str, float | None]] = {}
        for restoration, metric, value in self._sql.execute("SELECT restoration, metric, value FROM measures"):
            found.setdefault(restoration, {})[metric] = value
        return found

    def facts_of(self, entry: str, stamp: str) -> StudyNetworkFacts | None:
        """What is known of a network, as long as its files are the same."""
        row = self._sql.execute(
            "SELECT facts FROM networks WHERE entry = ? AND stamp = ? AND stamp != ''", (entry, stamp)
        ).fetchone()
        if row is None:
            return None
        try:
            return read_as(json.loads(row[0]), StudyNetworkFacts)
        except ValueError:
            return None

    def put_facts(self, entry: str, stamp: str, facts: StudyNetworkFacts) -> None:
        """Record what was found out about a network."""
        with self._changes() as sql:
            sql.execute("INSERT OR REPLACE INTO networks VALUES (?, ?, ?)", (entry, stamp, json.dumps(plain(facts))))

    def all_facts(self) -> Iterator[tuple[str, str, StudyNetworkFacts]]:
        """Every network's entry, the state of its files, and what is known of it."""
        for entry, stamp, facts in self._sql.execute("SELECT entry, stamp, facts FROM networks ORDER BY entry"):
            yield entry, stamp, read_as(json.loads(facts), StudyNetworkFacts)

    def all_hard_patches(self) -> Iterator[tuple[str, str, str, tuple[Patch, ...]]]:
        """Every picture's key, the network that judged, what was asked for, and the patches."""
        for picture, judge, wanted, patches in self._sql.execute(
            "SELECT picture, judge, wanted, patches FROM hard ORDER BY picture, judge, wanted"
        ):
            yield picture, judge, wanted, tuple(Patch(*one) for one in json.loads(patches))

    def hard_patches(self, picture: str, judge: str, wanted: str) -> tuple[Patch, ...] | None:
        """The hard patches of a picture, by its key, for the network `judge`; None where they were not ranked yet."""
        row = self._sql.execute(
            "SELECT patches FROM hard WHERE picture = ? AND judge = ? AND wanted = ?", (picture, judge, wanted)
        ).fetchone()
        return None if row is None else tuple(Patch(*one) for one in json.loads(row[0]))

    def put_hard_patches(self, picture: str, judge: str, wanted: str, patches: Sequence[Patch]) -> None:
        """Record the hard patches of a picture."""
        with self._changes() as sql:
            text = json.dumps([astuple(patch) for patch in patches])
            sql.execute("INSERT OR REPLACE INTO hard VALUES (?, ?, ?, ?)", (picture, judge, wanted, text))

    def put_shown(self, values: Mapping[str, Any]) -> None:
        """Record what readers of the index show beside its items: settings in words, facts of networks."""
        with self._changes() as sql:
            rows = [(name, json.dumps(plain(value))) for name, value in values.items()]
            sql.executemany("INSERT OR REPLACE INTO shown VALUES (?, ?)", rows)

    def shown(self) -> dict[str, Any]:
        """The same, read."""
        return {name: json.loads(value) for name, value in self._sql.execute("SELECT name, value FROM shown")}


def _type_of(annotation: str) -> str:
    return _TYPES[annotation.partition(" ")[0]]


def _place(patch: Patch | None) -> tuple[int | None, int | None, int | None]:
    return (None, None, None) if patch is None else (patch.x, patch.y, patch.size)


def _patch(row: Sequence[Any]) -> Patch | None:
    return None if row[0] is None else Patch(*row)


def _numbers(row: tuple[Any, ...]) -> MapNumbers:
    values = list(row)
    for place in _TRUTHS:
        values[place] = None if values[place] is None else bool(values[place])
    return MapNumbers(*values)
