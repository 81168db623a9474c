"""What is known of a newspaper's pictures: `output/<newspaper>/images.sqlite`, and the files of late pictures.

The published files are the truth here as well: those that the state does not know are read in by `open`, so it may be
deleted. It runs in one thread, under the newspaper's lock.

A picture that a published record names without its file is *missed*. When its file comes after all, a line with the
picture's facts is published in `output/<newspaper>/late-images/<newspaper>-late-images-<UTC time>-<n>.jsonl`; the article gets no
new revision for it. docs/images.md says how the two are joined.
"""

from __future__ import annotations

import builtins
import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from borderscraper.crawl import schedule
from borderscraper.crawl.clock import Clock, iso, real_clock
from borderscraper.crawl.images_bytes import Picture
from borderscraper.crawl.state import move_aside
from borderscraper.export import jsonl

SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE images (
    url TEXT PRIMARY KEY, path TEXT, sha256 TEXT, bytes INTEGER, width INTEGER, height INTEGER, format TEXT, phash TEXT,
    landed TEXT, fetched_at TEXT,
    error TEXT, attempts INTEGER NOT NULL DEFAULT 0, next_at TEXT, renditions TEXT, referer TEXT) WITHOUT ROWID;
CREATE INDEX images_next ON images (next_at) WHERE path IS NULL;
CREATE INDEX images_landed ON images (landed) WHERE landed IS NOT NULL;
CREATE TABLE missed (url TEXT, article TEXT, PRIMARY KEY (url, article)) WITHOUT ROWID;
CREATE TABLE late (id INTEGER PRIMARY KEY, line TEXT NOT NULL, file TEXT);
CREATE TABLE files (name TEXT PRIMARY KEY) WITHOUT ROWID;
"""
#: Failures that say more about the moment than about the picture wait as articles do; the others are tried again seldom.
LASTING = (timedelta(days=1), timedelta(days=7), timedelta(days=30))
PASSING = frozenset({"network", "http-408", "http-425", "http-429", "http-500", "http-502", "http-503", "http-504"})
#: The facts of a stored picture, as the record and a late line hold them.
FACTS = ("path", "sha256", "bytes", "width", "height", "format", "phash")
_COLUMNS = f"url, {', '.join(FACTS)}, error, attempts, next_at, renditions, referer"


@dataclass(frozen=True, slots=True)
class ImageState:
    """A picture as the crawl knows it; without `path` it is not stored."""

    url: str
    path: str | None
    sha256: str | None
    bytes: int | None
    width: int | None
    height: int | None
    format: str | None
    phash: str | None
    error: str | None
    attempts: int
    next_at: str | None
    renditions: str | None
    referer: str | None
    signature: builtins.bytes | None = None  #: of a picture that was fetched just now

    @property
    def smaller(self) -> list[str]:
        """Renditions to fall back to."""
        return self.renditions.split("\n") if self.renditions else []


class ImageStore:
    """See the module. Every method may raise sqlite3.Error."""

    def __init__(self, db: sqlite3.Connection, directory: Path, newspaper: str, clock: Clock) -> None:
        self._db = db
        self.directory = directory
        self.newspaper = newspaper
        self.clock = clock
        self.notes: list[str] = []

    @classmethod
    def open(cls, directory: Path, newspaper: str, clock: Clock = real_clock) -> ImageStore:
        """Open or make the state in the newspaper's directory. Raises sqlite3.Error, OSError, jsonl.DatasetError."""
        directory.mkdir(parents=True, exist_ok=True)
        path = directory / "images.sqlite"
        try:
            store = cls(_connect(path), directory, newspaper, clock)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, disk full, no permission
                raise
            aside = move_aside(path, f"corrupt-{clock():%Y%m%dT%H%M%SZ}")
            store = cls(_connect(path), directory, newspaper, clock)
            store.notes.append(f"{path} was corrupt ({error}); it is kept as {aside.name} and was made anew")
        try:
            store._migrate()
            store._settle()
            store._read_in()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        self._db.close()

    def _migrate(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise sqlite3.DatabaseError(
                f"images.sqlite of {self.newspaper} has schema version {version}, this program knows {SCHEMA_VERSION}: "
                "update borderscraper, or remove that file (it is rebuilt from the published files)"
            )
        if not version:
            self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise

    # -- pictures -----------------------------------------------------------------------------------------------------

    def get(self, url: str) -> ImageState | None:
        row = self._db.execute(f"SELECT {_COLUMNS} FROM images WHERE url = ?", (url,)).fetchone()
        return ImageState(*row) if row else None

    def waits(self, row: ImageState) -> bool:
        """Whether a picture that failed is not to be tried again yet."""
        return row.path is None and row.attempts > 0 and (row.next_at is None or row.next_at > iso(self.clock()))

    def due(self, limit: int) -> list[ImageState]:
        """Pictures that published records name without a file and that are to be tried now, oldest due first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM images WHERE path IS NULL AND next_at <= ? "
            "AND url IN (SELECT url FROM missed) ORDER BY next_at LIMIT ?",
            (iso(self.clock()), limit),
        )
        return [ImageState(*row) for row in rows.fetchall()]

    def landed_before(self, landed: str, url: str) -> bool:
        """Whether another picture's address led to `landed`, too."""
        query = "SELECT 1 FROM images WHERE landed = ? AND url <> ? LIMIT 1"
        return self._db.execute(query, (landed, url)).fetchone() is not None

    def stored(self, url: str, picture: Picture, landed: str | None = None) -> bool:
        """The file stands. `landed`: where a redirect led. True: it is late, records name it without the file."""
        facts = tuple(getattr(picture, name) for name in FACTS)
        with self._transaction():
            self._db.execute(
                f"INSERT OR REPLACE INTO images (url, {', '.join(FACTS)}, landed, fetched_at) "
                f"VALUES ({', '.join('?' * (len(FACTS) + 3))})",
                (url, *facts, landed, iso(self.clock())),
            )
            return self._say_late(url)

    def failed(
        self, url: str, error: str, renditions: list[str], referer: str | None = None, landed: str | None = None
    ) -> None:
        """A try came to nothing. `error` is `code` or `code: detail`."""
        row = self.get(url)
        attempts = (row.attempts if row else 0) + 1
        table = schedule.BACK_OFF if error.partition(":")[0] in PASSING else LASTING
        next_try = schedule.wait(table, attempts, self.clock())
        self._db.execute(
            "INSERT INTO images (url, error, attempts, next_at, renditions, referer, landed) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
            "ON CONFLICT (url) DO UPDATE SET error = ?2, attempts = ?3, next_at = ?4, renditions = coalesce(?5, renditions), "
            "referer = coalesce(?6, referer), landed = ?7, path = NULL",
            (
                *(url, error[:300], attempts, iso(next_try) if next_try else None),
                *("\n".join(renditions) or None, referer, landed),
            ),
        )

    def same(self, url: str, other: ImageState) -> None:
        """The picture is a resized copy of `other`, whose file stands for both."""
        facts = [getattr(other, name) for name in FACTS]
        self._db.execute(f"UPDATE images SET {', '.join(f'{name} = ?' for name in FACTS)} WHERE url = ?", (*facts, url))

    def lost(self, url: str) -> None:
        """The stored file is not there any more: fetch it again."""
        self._db.execute(
            "UPDATE images SET path = NULL, attempts = 0, next_at = ? WHERE url = ?", (iso(self.clock()), url)
        )

    # -- late pictures ------------------------------------------------------------------------------------------------

    def _say_late(self, url: str) -> bool:
        articles = [a for (a,) in self._db.execute("SELECT article FROM missed WHERE url = ? ORDER BY article", (url,))]
        if not articles:
            return False
        row = self._db.execute(f"SELECT {', '.join(FACTS)}, fetched_at FROM images WHERE url = ?", (url,)).fetchone()
        facts = dict(zip((*FACTS, "fetched_at"), row, strict=True))
        line = json.dumps({"url": url, "articles": articles, **facts}, ensure_ascii=False, separators=(",", ":"))
        self._db.execute("INSERT INTO late (line) VALUES (?)", (line,))
        self._db.execute("DELETE FROM missed WHERE url = ?", (url,))
        return True

    def publish_late(self) -> list[Path]:
        """Publish the late lines that wait; returns the files. Raises OSError."""
        if not self._db.execute("SELECT 1 FROM late LIMIT 1").fetchone():
            return []
        folder = self.directory / "late-images"
        folder.mkdir(exist_ok=True)
        # also names of files that were moved elsewhere: a name is never given twice
        taken = [name for (name,) in self._db.execute("SELECT name FROM files WHERE name LIKE '%-late-images-%'")]
        name = jsonl.next_name(folder, f"{self.newspaper}-late-images", self.clock(), taken)
        self._db.execute("UPDATE late SET file = ? WHERE file IS NULL", (name,))
        return self._settle()

    def _settle(self) -> list[Path]:
        """Write the files that were named: a run may have died in between."""
        folder = self.directory / "late-images"
        if folder.is_dir():
            jsonl.remove_leftovers(folder, f"{self.newspaper}-late-images")
        files = []
        for (name,) in self._db.execute("SELECT DISTINCT file FROM late WHERE file IS NOT NULL").fetchall():
            rows = self._db.execute("SELECT line FROM late WHERE file = ? ORDER BY id", (name,)).fetchall()
            with contextlib.suppress(FileExistsError):  # it was written, and the run died after that
                jsonl.write_file(folder / name, (line for (line,) in rows))
            with self._transaction():
                self._db.execute("DELETE FROM late WHERE file = ?", (name,))
                self._db.execute("INSERT OR IGNORE INTO files VALUES (?)", (name,))
            files.append(folder / name)
        return files

    # -- reading in ---------------------------------------------------------------------------------------------------

    def _read_in(self) -> None:
        """Make the state know every published file."""
        known = {name for (name,) in self._db.execute("SELECT name FROM files")}
        now = iso(self.clock())
        for path in jsonl.dataset_files(self.directory, self.newspaper):
            if path.name not in known:
                with self._transaction():
                    for _, record in jsonl.read_lines(path):
                        for image in record.get("images") or ():
                            self._read_image(record, image, now)
                    self._db.execute("INSERT INTO files VALUES (?)", (path.name,))
        for path in late_files(self.directory, self.newspaper):
            if path.name not in known:
                with self._transaction():
                    for facts in read_late(path):
                        self._take_facts(facts["url"], facts)
                        self._db.execute("DELETE FROM missed WHERE url = ?", (facts["url"],))
                    self._db.execute("INSERT OR IGNORE INTO files VALUES (?)", (path.name,))
        with self._transaction():
            query = "SELECT DISTINCT url FROM missed WHERE url IN (SELECT url FROM images WHERE path IS NOT NULL)"
            for (url,) in self._db.execute(query).fetchall():
                self._say_late(url)

    def _read_image(self, record: dict[str, Any], image: dict[str, Any], now: str) -> None:
        url = image["url"]
        if image.get("path"):
            self._take_facts(url, {**image, "fetched_at": record.get("fetched_at")})
            return
        self._db.execute("INSERT OR IGNORE INTO missed VALUES (?, ?)", (url, record["id"]))
        self._db.execute(
            "INSERT OR IGNORE INTO images (url, next_at, referer) VALUES (?, ?, ?)", (url, now, record.get("url"))
        )

    def _take_facts(self, url: str, facts: dict[str, Any]) -> None:
        row = self.get(url)
        if row is not None and row.path:
            return
        names = (*FACTS, "fetched_at")
        self._db.execute(
            f"INSERT OR REPLACE INTO images (url, {', '.join(names)}) VALUES ({', '.join('?' * (len(names) + 1))})",
            (url, *(facts.get(name) for name in names)),
        )


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=10)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        # what a power cut takes away is fetched or read in again
        db.execute("PRAGMA synchronous = NORMAL")
        said = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise sqlite3.DatabaseError(said)
    except BaseException:
        db.close()
        raise
    return db


def late_files(directory: Path | str, newspaper: str | None = None) -> list[Path]:
    """The files of late pictures of a newspaper's directory, in order of publication."""
    directory = Path(directory)
    return jsonl.dataset_files(directory / "late-images", f"{newspaper or directory.resolve().name}-late-images")


def read_late(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of one file of late pictures. Raises jsonl.DatasetError."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                facts = json.loads(line)
            except ValueError as error:
                raise jsonl.DatasetError(f"{path}, line {number}: expected one JSON object a line ({error})") from None
            if not isinstance(facts, dict) or "url" not in facts:
                raise jsonl.DatasetError(f"{path}, line {number}: expected an object with a `url`")
            yield facts


def complete(record: dict[str, Any], late: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Fill late pictures (by URL) into a record, in place: `path` and the facts beside it."""
    for image in record.get("images") or ():
        facts = None if image.get("path") else late.get(image["url"])
        if facts:
            image.update({name: facts.get(name) for name in FACTS}, error=None)
    return record
