"""What a newspaper's crawl knows between runs: `output/<newspaper>/state.sqlite`.

The published files are the truth; the state can be deleted and is rebuilt from them by the next `open`.

How each revision of each article comes to stand in the dataset once, whatever happens:

1. A page's links are written before its article (`discover` before `finish`): commits keep the order of calls, so a
   durable article never lost what it led to.
2. `finish` gives the record its revision and puts its line in `outbox`, in one transaction with the article's row. Only
   a committed line counts as done; whatever is lost before is still `pending` and is fetched again.
3. `publish` takes lines out in three steps: a transaction gives them a batch with a file name and the file's SHA-256;
   the file is written beside, synced, linked to its name, and the directory synced; a transaction removes the lines.
   A run that died in between leaves a batch that `open` settles: the file is there with that SHA-256 -> done; else the
   same lines are written again.
4. Files that the state does not know (it was deleted, corrupt, or restored from a back-up) are read in by `open`; lines
   waiting in `outbox` that such a file holds already are dropped.

All of it runs on one connection in one thread, under the newspaper's lock. Times are aware datetimes in, UTC texts
(`clock.iso`) in the file.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from borderscraper.crawl import schedule
from borderscraper.crawl.clock import Clock, iso, parse, real_clock
from borderscraper.export import jsonl
from borderscraper.items import Article, Discovered, content_hash
from borderscraper.newspaper import Newspaper

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

Status = Literal["pending", "published", "failed", "refused", "gone"]
Outcome = Literal["new", "changed", "unchanged"]

#: Tombstones in a run from which on it matters whether as many articles are still there.
MASS_REMOVAL = 20

# sqlite primary result codes
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26


class StateError(Exception):
    """The state cannot be used; the message says why and what to do."""


class StateTooNew(StateError):
    """The state was written by a newer version of this project."""


class StateLocked(StateError):
    """Another program holds a lock on the state file."""


class StateUnwritable(StateError):
    """The disk is full, read-only or broken: nothing can be made durable."""


class _Corrupt(Exception):
    pass


# Version n is reached by running the first n scripts.
MIGRATIONS = (
    """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE articles (
        key TEXT NOT NULL UNIQUE, url TEXT NOT NULL, status TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 0,
        content_hash TEXT, etag TEXT, last_modified TEXT, published_at TEXT, anchor TEXT,
        first_seen_at TEXT, last_seen_at TEXT, checked_at TEXT, next_at TEXT,
        attempts INTEGER NOT NULL DEFAULT 0, reason TEXT, via TEXT, found_on TEXT, depth INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX articles_next ON articles (status, next_at);
    CREATE TABLE outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, revision INTEGER NOT NULL, line TEXT NOT NULL,
        batch INTEGER, UNIQUE (key, revision));
    CREATE TABLE batches (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sha256 TEXT, records INTEGER NOT NULL, created_at TEXT NOT NULL,
        published INTEGER NOT NULL DEFAULT 0);
    """,
    """
    ALTER TABLE articles ADD COLUMN discovered_at TEXT;
    UPDATE articles SET discovered_at = coalesce(first_seen_at, last_seen_at, checked_at);
    CREATE TABLE listings (
        url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, newest TEXT, count INTEGER,
        walk_started TEXT, walk_ended TEXT, walked_since TEXT) WITHOUT ROWID;
    """,
)
SCHEMA_VERSION = len(MIGRATIONS)

_COLUMNS = (
    "key, url, status, revision, content_hash, etag, last_modified, published_at, first_seen_at, last_seen_at, checked_at, "
    "next_at, attempts, reason, via, found_on, depth, discovered_at, anchor"
)


@dataclass(frozen=True, slots=True)
class ArticleState:
    """An article as the crawl knows it. Times are UTC texts, except `published_at`, which is as published."""

    key: str
    url: str
    status: Status
    revision: int
    content_hash: str | None
    etag: str | None
    last_modified: str | None
    published_at: str | None
    first_seen_at: str | None
    last_seen_at: str | None
    checked_at: str | None
    next_at: str | None
    attempts: int
    reason: str | None
    via: str | None
    found_on: str | None
    depth: int
    discovered_at: str | None
    anchor: str | None

    @property
    def discovered(self) -> Discovered | None:
        """How it was found, as published; None for an article that nothing is known of."""
        if not self.via:
            return None
        return cast("Discovered", {"via": self.via, "from": self.found_on, "depth": self.depth})

    @property
    def validators(self) -> dict[str, str]:
        """Headers for a conditional request; empty when the article has to be read anyway."""
        if self.status != "published":
            return {}
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return {name: value for name, value in pairs if value}


@dataclass(frozen=True, slots=True)
class ListingState:
    """A section's first page, feed or sitemap as its last complete walk left it; the walk's fields are None before."""

    url: str
    etag: str | None
    last_modified: str | None
    newest: str | None
    count: int | None
    walk_started: str | None
    walk_ended: str | None
    walked_since: str | None  #: how far back that walk went; None = to the end

    def covers(self, since: datetime | None) -> bool:
        """Whether the last complete walk went back to `since` (None = to the end), so that a 304 or a settled page ends
        this one."""
        if not self.walk_ended:
            return False
        return self.walked_since is None or (since is not None and iso(since) >= self.walked_since)

    @property
    def validators(self) -> dict[str, str]:
        """Headers for a conditional request; send them only when `covers(since)`."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return {name: value for name, value in pairs if value}


class StateStore:
    """See the module. In a crawl: `StateStore.from_crawler(crawler)`, ready before the spider's `start()` runs.

    What a spider does with it:

        store.known(keys)                              which of a listing's stories are known
        store.discover_many(rows)                      BEFORE the page's article is yielded -> keys to request now
        store.pending(now) / store.due(now, since=…)   what earlier runs left, and what is to be asked again
        store.begin(key, etag, last_modified)          then yield the Article; the pipeline calls `finish`
        store.unchanged / fail / refuse / moved        what else can come of a request
        store.gone(key, status)                        404, 410; the tombstone goes to the dataset by itself (yield the
                                                       returned Article too when feeds are to show it)
        store.listing / saw_listing / settled / walked the paging of a listing, see each
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        directory: Path | None,
        newspaper: str,
        paper: Newspaper | None = None,
        clock: Clock = real_clock,
    ) -> None:
        self._db = connection
        self.directory = directory
        self.newspaper = newspaper
        self.paper = paper
        self.clock = clock
        self.batch_size = 500  #: records a published file
        self.commit_every = 100  #: writes
        self.commit_seconds = 1.0
        self.tally: Counter[str] = Counter()  #: outcomes of this run, see `report`
        self.notes: list[str] = []  #: what `open` had to repair, for people
        self.published: list[Path] = []  #: files of this run
        self.stopping = False  #: set while a stop is under way: unanswered requests are then no failures
        self.broken: Exception | None = None
        self._writes = 0
        self._opened_at = 0.0
        self._validators: dict[str, tuple[str | None, str | None]] = {}

    # -- opening ------------------------------------------------------------------------------------------------------

    @classmethod
    def open(
        cls, path: str | Path, newspaper: str | Newspaper, *, clock: Clock = real_clock, timeout: float = 10.0
    ) -> StateStore:
        """Open or make the state, settle what a killed run left, read in files it does not know.

        `path` ":memory:" keeps nothing and publishes nothing. The directory of `path` is the dataset's. A corrupt state
        is moved aside and made anew from the dataset (see `notes`). Raises StateTooNew, StateLocked, StateUnwritable,
        StateError.
        """
        name, paper = (newspaper.name, newspaper) if isinstance(newspaper, Newspaper) else (newspaper, None)
        if str(path) == ":memory:":
            store = cls(sqlite3.connect(":memory:", isolation_level=None), None, name, paper, clock)
            store._migrate()
            return store
        path = Path(path)
        with _as_state_error(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                store = cls._open_file(path, name, paper, clock, timeout)
            except (_Corrupt, sqlite3.DatabaseError) as error:
                if not isinstance(error, _Corrupt) and _code(error) not in (_CORRUPT, _NOTADB):
                    raise
                aside = move_aside(path, f"corrupt-{clock():%Y%m%dT%H%M%SZ}")
                store = cls._open_file(path, name, paper, clock, timeout)
                saved = store._salvage(aside)
                store.notes.append(
                    f"{path} was corrupt ({error}); it is kept as {aside.name}, the state was rebuilt from the published "
                    f"files ({store.counts()['published']} articles), {saved} of its other entries could be read"
                )
                store.tally["state/corrupt"] += 1
        return store

    @classmethod
    def _open_file(cls, path: Path, name: str, paper: Newspaper | None, clock: Clock, timeout: float) -> StateStore:
        store = cls(_connect(path, timeout), path.parent, name, paper, clock)
        try:
            store._migrate()
            store._check_owner(path)
            store._recover()
        except BaseException:
            store._db.close()
            raise
        return store

    @staticmethod
    def from_crawler(crawler: Crawler) -> StateStore:
        """The store of a running crawl, opened by `crawl.durable.Durable`. Raises RuntimeError when that is not on."""
        store = getattr(crawler, "state_store", None)
        if store is None:
            raise RuntimeError("no state store: EXTENSIONS must hold borderscraper.crawl.durable.Durable")
        return cast("StateStore", store)

    def __enter__(self) -> StateStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Commit and close; nothing is published by it."""
        try:
            if self.broken is None:
                self.commit()
        finally:
            self._db.close()

    def _migrate(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise StateTooNew(
                f"the state has schema version {version}, this program knows up to {SCHEMA_VERSION}: update borderscraper, "
                "or remove the state file (it is rebuilt from the published files)"
            )
        if version == SCHEMA_VERSION:
            return
        if not version and self._db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise _Corrupt("it holds tables but no schema version")
        if version:
            self.notes.append(f"the state was brought from schema version {version} to {SCHEMA_VERSION}")
        statements = [s for script in MIGRATIONS[version:] for s in script.split(";") if s.strip()]
        with self._transaction():
            for statement in statements:
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _check_owner(self, path: Path) -> None:
        owner = self._meta("newspaper")
        if owner is None:
            self._set_meta("newspaper", self.newspaper)
            self.commit()
        elif owner != self.newspaper:
            raise StateError(f"{path} is the state of {owner}, not of {self.newspaper}")

    # -- transactions -------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """A transaction of its own, durable at its end."""
        self.commit()
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise

    @contextlib.contextmanager
    def _write(self) -> Iterator[None]:
        """Part of the group of writes that is committed together; all of the group is undone when one fails."""
        if self.broken is not None:
            raise StateUnwritable(f"the state took no more writes after: {self.broken}")
        try:
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")
                self._opened_at = time.monotonic()
            yield
            self._writes += 1
            if self._writes >= self.commit_every or time.monotonic() - self._opened_at >= self.commit_seconds:
                self.commit()
        except sqlite3.Error as error:
            self.broken = error
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise _state_error(error, self.newspaper) from error

    def commit(self) -> None:
        """Make everything so far durable. Raises StateUnwritable; the uncommitted writes are then undone."""
        if not self._db.in_transaction:
            return
        self._writes = 0
        try:
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self.broken = error
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise _state_error(error, self.newspaper) from error

    def _meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _set_meta(self, name: str, value: str | None) -> None:
        with self._write():
            if value is None:
                self._db.execute("DELETE FROM meta WHERE name = ?", (name,))
            else:
                self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # -- reading ------------------------------------------------------------------------------------------------------

    def get(self, key: str) -> ArticleState | None:
        row = self._db.execute(f"SELECT {_COLUMNS} FROM articles WHERE key = ?", (key,)).fetchone()
        return ArticleState(*row) if row else None

    def known(self, keys: Iterable[str]) -> dict[str, ArticleState]:
        """Those of `keys` that the state knows, in any status."""
        found = {}
        keys = list(dict.fromkeys(keys))
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            marks = ",".join("?" * len(part))
            for row in self._db.execute(f"SELECT {_COLUMNS} FROM articles WHERE key IN ({marks})", part):
                found[row[0]] = ArticleState(*row)
        return found

    def pending(self, now: datetime | None = None) -> Iterator[ArticleState]:
        """What is to be fetched of what earlier runs found: never tried, or due for another try. In order of discovery.

        Articles discovered after the first `next()` are not among them: whoever discovers requests them.
        """
        # what was never tried is due whatever the clock says: it may have gone back since
        return self._each("status = 'pending' OR status <> 'published' AND next_at <= ?", [iso(now or self.clock())])

    def due(
        self, now: datetime | None = None, *, since: datetime | None = None, everything: bool = False
    ) -> Iterator[ArticleState]:
        """Published articles to be asked again (`schedule.REVALIDATE`); `everything`: whether due or not.

        `since` leaves out those published before it. Ask with `ArticleState.validators` as headers.
        """
        where, values = "status = 'published'", []
        if not everything:
            where += " AND next_at <= ?"
            values.append(iso(now or self.clock()))
        if since is not None:
            where += " AND anchor >= ?"
            values.append(iso(since))
        return self._each(where, values)

    def _each(self, where: str, values: Sequence[Any]) -> Iterator[ArticleState]:
        # in pages, so that the rows may be written to meanwhile and a big state stays out of memory
        last = 0
        top = self._db.execute("SELECT coalesce(max(rowid), 0) FROM articles").fetchone()[0]
        query = f"SELECT rowid, {_COLUMNS} FROM articles WHERE ({where}) AND rowid > ? AND rowid <= ? ORDER BY rowid LIMIT 500"
        while rows := self._db.execute(query, (*values, last, top)).fetchall():
            last = rows[-1][0]
            for row in rows:
                yield ArticleState(*row[1:])

    def counts(self) -> dict[str, int]:
        """Articles by status, and `outbox`: records that wait for publication."""
        counts = dict.fromkeys(("pending", "published", "failed", "refused", "gone"), 0)
        counts.update(self._db.execute("SELECT status, count(*) FROM articles GROUP BY status").fetchall())
        counts["outbox"] = self._db.execute("SELECT count(*) FROM outbox").fetchone()[0]
        return counts

    # -- what the walk finds ------------------------------------------------------------------------------------------

    def discover(
        self,
        key: str,
        url: str,
        discovered: Mapping[str, Any],
        published_at: str | None = None,
        now: datetime | None = None,
    ) -> bool:
        """Note an article that a page links to. True: it is new, request it now."""
        return key in self.discover_many([(key, url, discovered, published_at)], now)

    def discover_many(
        self, rows: Iterable[tuple[str, str, Mapping[str, Any], str | None]], now: datetime | None = None
    ) -> set[str]:
        """`discover` for a page's stories: (key, url, discovered, published_at) each. Returns the keys to request now.

        A removed article that a section, feed or sitemap shows again is among them, once a day at most.
        """
        moment = now or self.clock()
        stamp, day_before = iso(moment), iso(moment - timedelta(days=1))
        rows = list(rows)
        # most stories of a page are known: one question for all of them, and statements only for what changes
        known = self.known(row[0] for row in rows)
        new: dict[str, tuple[Any, ...]] = {}
        shown, back = [], set()
        for key, url, discovered, published_at in rows:
            row = known.get(key)
            if row is None:
                found = (discovered["via"], discovered.get("from"), discovered.get("depth", 0))
                anchor = _anchor(published_at, stamp)
                new.setdefault(key, (key, url, published_at, anchor, stamp, stamp, *found, stamp))
            elif discovered["via"] != "related":
                shown.append((stamp, key))
                if row.status == "gone" and row.checked_at and row.checked_at < day_before:
                    back.add(key)
        if new or shown:
            with self._write():
                self._db.executemany(
                    "INSERT INTO articles (key, url, status, published_at, anchor, last_seen_at, next_at, via, found_on, "
                    "depth, discovered_at) VALUES (?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?)",
                    new.values(),
                )
                self._db.executemany("UPDATE articles SET last_seen_at = ? WHERE key = ?", shown)
                self._db.executemany(
                    "UPDATE articles SET next_at = ?, checked_at = ? WHERE key = ?", [(stamp, stamp, k) for k in back]
                )
        fresh = new.keys() | back
        self.tally["discovered"] += len(fresh)
        return fresh

    def begin(self, key: str, etag: str | None = None, last_modified: str | None = None) -> None:
        """Say which validators the answer carried whose Article is about to be yielded."""
        self._validators[key] = (etag, last_modified)

    # -- what came of a request ---------------------------------------------------------------------------------------

    def finish(
        self,
        article: Article,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        now: datetime | None = None,
    ) -> Outcome:
        """An article was read. Fills its crawl fields and, unless it is unchanged, puts it in the outbox.

        Validators default to what `begin` said.
        """
        key = article.id.partition(":")[2]
        if not etag and not last_modified:
            etag, last_modified = self._validators.get(key, (None, None))
        self._validators.pop(key, None)
        moment = now or self.clock()
        stamp = iso(moment)
        row = self.get(key)
        try:
            article.content_hash = content_hash(article)
        except UnicodeEncodeError:
            _mend(article)
            article.content_hash = content_hash(article)
        article.first_seen_at = (row and row.first_seen_at) or article.first_seen_at or stamp
        article.fetched_at = article.fetched_at or stamp
        article.discovered = article.discovered or (row.discovered if row else None)
        published = row is not None and row.status == "published"
        if row is not None and published and row.content_hash == article.content_hash:
            article.revision = row.revision
            self.unchanged(key, moment, etag, last_modified, url=article.url)
            return "unchanged"
        article.revision = (row.revision if row else 0) + 1
        try:
            line = article.model_dump_json()
        except ValueError:
            _mend(article)
            line = article.model_dump_json()
        anchor = _anchor(article.published_at, article.first_seen_at)
        found = article.discovered or {"via": None, "from": None, "depth": 0}
        with self._write():
            self._db.execute(
                "INSERT INTO articles (key, url, status, revision, content_hash, etag, last_modified, published_at, anchor, "
                "first_seen_at, last_seen_at, checked_at, next_at, via, found_on, depth, discovered_at) "
                "VALUES (?1, ?2, 'published', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11, ?12, ?13, ?14, ?10) "
                "ON CONFLICT (key) DO UPDATE SET url = ?2, status = 'published', revision = ?3, content_hash = ?4, "
                "etag = ?5, last_modified = ?6, published_at = ?7, anchor = ?8, first_seen_at = ?9, last_seen_at = ?10, "
                "checked_at = ?10, next_at = ?11, attempts = 0, reason = NULL",
                (
                    *(key, article.url, article.revision, article.content_hash, etag, last_modified),
                    *(article.published_at, anchor, article.first_seen_at, stamp, _next_check(anchor, moment)),
                    *(found["via"], found["from"], found["depth"]),
                ),
            )
            self._db.execute("INSERT INTO outbox (key, revision, line) VALUES (?, ?, ?)", (key, article.revision, line))
        outcome: Outcome = "new" if article.revision == 1 else "changed"
        self.tally[outcome] += 1
        return outcome

    def unchanged(
        self,
        key: str,
        now: datetime | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        *,
        url: str | None = None,
    ) -> None:
        """A published article was asked again and is the same: 304, or the same content."""
        row = self.get(key)
        if row is None:
            raise KeyError(f"{self.newspaper}: article {key} is not known")
        moment = now or self.clock()
        with self._write():
            self._db.execute(
                "UPDATE articles SET checked_at = ?1, last_seen_at = ?1, next_at = ?2, etag = coalesce(?3, etag), "
                "last_modified = coalesce(?4, last_modified), url = coalesce(?5, url), attempts = 0, reason = NULL "
                "WHERE key = ?6",
                (iso(moment), _next_check(row.anchor or iso(moment), moment), etag, last_modified, url, key),
            )
        self.tally["unchanged"] += 1

    def fail(self, key: str, reason: str, now: datetime | None = None) -> None:
        """No answer that says anything about the article: network, 5xx, 403, truncated. Tried again (`BACK_OFF`).

        `reason` is `code` or `code: detail`. A published article stays published.
        """
        if self.stopping:
            return
        self._not_read(key, "failed", reason, schedule.BACK_OFF, now)

    def refuse(self, key: str, reason: str, now: datetime | None = None) -> None:
        """The page is no article (`NotAnArticle.reason`): no record. Tried again seldom (`REFUSED`, `PASSING`)."""
        passing = reason.partition(":")[0] in schedule.PASSING
        self._not_read(key, "refused", reason, schedule.BACK_OFF if passing else schedule.REFUSED, now)

    def _not_read(
        self, key: str, status: Status, reason: str, waits: tuple[timedelta, ...], now: datetime | None
    ) -> None:
        row = self.get(key)
        if row is None:
            raise KeyError(f"{self.newspaper}: article {key} is not known")
        moment = now or self.clock()
        next_try = schedule.wait(waits, row.attempts + 1, moment)
        next_at = iso(next_try) if next_try else None
        if row.status == "published":
            next_at = next_at or _next_check(row.anchor or iso(moment), moment)
        with self._write():
            self._db.execute(
                "UPDATE articles SET status = ?, attempts = attempts + 1, reason = ?, checked_at = ?, next_at = ? WHERE key = ?",
                (row.status if row.revision else status, reason[:300], iso(moment), next_at, key),
            )
        self.tally[f"{status}/{reason.partition(':')[0]}"] += 1
        if not next_at:
            self.tally["given-up"] += 1

    def gone(self, key: str, status: int = 404, now: datetime | None = None) -> Article | None:
        """The newspaper answers 404 or 410. Of a published article a tombstone goes to the outbox and is returned.

        When most of what a run asks again is gone, the server is more likely to be at fault than the articles: after
        MASS_REMOVAL tombstones the others count as failures, and are asked again.
        """
        row = self.get(key)
        if row is None:
            raise KeyError(f"{self.newspaper}: article {key} is not known")
        deleted = self.tally["deleted"]
        if row.status == "published" and deleted >= MASS_REMOVAL and deleted > self.tally["unchanged"]:
            self.fail(key, f"mass-removal: {status}", now)
            return None
        moment = now or self.clock()
        stamp = iso(moment)
        first = row.status != "gone"
        attempts = 1 if first else row.attempts + 1
        next_try = schedule.wait(schedule.GONE if row.revision else schedule.GONE_UNPUBLISHED, attempts, moment)
        tombstone = self._tombstone(row, stamp) if row.status == "published" else None
        with self._write():
            self._db.execute(
                "UPDATE articles SET status = 'gone', revision = ?, content_hash = NULL, etag = NULL, last_modified = NULL, "
                "attempts = ?, reason = ?, checked_at = ?, next_at = ? WHERE key = ?",
                (
                    *(tombstone.revision if tombstone else row.revision, attempts, str(status), stamp),
                    *(iso(next_try) if next_try else None, key),
                ),
            )
            if tombstone:
                self._db.execute(
                    "INSERT INTO outbox (key, revision, line) VALUES (?, ?, ?)",
                    (key, tombstone.revision, tombstone.model_dump_json()),
                )
        self.tally["deleted" if tombstone else "gone"] += 1
        return tombstone

    def _tombstone(self, row: ArticleState, stamp: str) -> Article:
        paper = self.paper
        return Article(
            id=f"{self.newspaper}:{row.key}",
            url=row.url,
            newspaper=self.newspaper,
            newspaper_name=paper.title if paper else self.newspaper,
            province=paper.province if paper else None,
            province_before_2025=paper.province_before_2025 if paper else None,
            published_at=row.published_at,
            revision=row.revision + 1,
            first_seen_at=row.first_seen_at,
            fetched_at=stamp,
            discovered=row.discovered,
            deleted_at=stamp,
        )

    def moved(self, key: str, url: str) -> None:
        """The article stands under another URL of the same identity now."""
        with self._write():
            self._db.execute("UPDATE articles SET url = ? WHERE key = ?", (url, key))
        self.tally["moved"] += 1

    # -- listings -----------------------------------------------------------------------------------------------------

    def listing(self, url: str) -> ListingState | None:
        """What is known of a listing (by the URL of its first page). Its validators stand for its last complete walk."""
        row = self._db.execute(
            "SELECT url, etag, last_modified, newest, count, walk_started, walk_ended, walked_since FROM listings "
            "WHERE url = ?",
            (url,),
        ).fetchone()
        return ListingState(*row) if row else None

    def saw_listing(self, url: str, count: int) -> bool:
        """A listing's first page was read and shows `count` stories. False: it is suddenly empty, which is counted, and
        its last count stays (so that the next run says so again)."""
        before = self.listing(url)
        self.tally["listing/read"] += 1
        if not count and before and before.count:
            self.tally["listing/emptied"] += 1
            return False
        if not count:
            self.tally["listing/empty"] += 1
        with self._write():
            self._db.execute(
                "INSERT INTO listings (url, count) VALUES (?1, ?2) ON CONFLICT (url) DO UPDATE SET count = ?2",
                (url, count),
            )
        return True

    def settled(self, url: str, keys: Iterable[str], since: datetime | None = None) -> bool:
        """Whether paging may stop after a page with these articles (the main stream's, all of them).

        True when every one was known before the listing's last complete walk ended, not all of them were published
        during that walk, and that walk went back to `since`: all that stands below was walked then.
        """
        keys = set(keys)
        listing = self.listing(url)
        if not keys or listing is None or not listing.covers(since):
            return False
        rows = self.known(keys)
        ended, started = listing.walk_ended or "", listing.walk_started or ""
        return (
            len(rows) == len(keys)
            and all((row.discovered_at or "") <= ended for row in rows.values())
            and any(not row.published_at or (row.anchor or "") <= started for row in rows.values())
        )

    def walked(
        self,
        url: str,
        *,
        started: datetime,
        since: datetime | None,
        etag: str | None = None,
        last_modified: str | None = None,
        newest: str | None = None,
        now: datetime | None = None,
    ) -> None:
        """A listing's walk came to its end: the last page, a story older than `since`, or a settled page. Not when it
        stopped for `max_pages` or an error.

        Call it after every page's `discover_many`. `etag` and `last_modified` are the first page's, `started` is when it
        was requested, `newest` the newest publication time shown.
        """
        before = self.listing(url)
        floor = iso(since) if since else None
        if before and before.covers(since):
            floor = before.walked_since  # a walk that stopped at a settled page stands on the one before
        with self._write():
            self._db.execute(
                "INSERT INTO listings (url, etag, last_modified, newest, walk_started, walk_ended, walked_since) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (url) DO UPDATE SET etag = ?2, last_modified = ?3, "
                "newest = coalesce(?4, newest), walk_started = ?5, walk_ended = ?6, walked_since = ?7",
                (url, etag, last_modified, newest, iso(started), iso(now or self.clock()), floor),
            )

    # -- publication --------------------------------------------------------------------------------------------------

    def waiting(self) -> int:
        """Records in the outbox."""
        count: int = self._db.execute("SELECT count(*) FROM outbox").fetchone()[0]
        return count

    def publish(self, now: datetime | None = None) -> list[Path]:
        """Publish all that waits, in files of at most `batch_size` records. Raises StateUnwritable; nothing is lost."""
        if self.directory is None:
            with self._write():
                self._db.execute("DELETE FROM outbox")
            return []
        with _as_state_error(self.directory):
            self.commit()
            files = self._settle_batches()
            while rows := self._db.execute(
                "SELECT id, line FROM outbox WHERE batch IS NULL ORDER BY id LIMIT ?", (self.batch_size,)
            ).fetchall():
                moment = now or self.clock()
                with self._transaction():
                    batch = self._db.execute(
                        "INSERT INTO batches (name, sha256, records, created_at) VALUES (?, ?, ?, ?)",
                        (
                            jsonl.next_name(self.directory, self.newspaper, moment, self._last_name()),
                            jsonl.digest(line for _, line in rows),
                            len(rows),
                            iso(moment),
                        ),
                    ).lastrowid
                    self._db.execute(
                        "UPDATE outbox SET batch = ? WHERE batch IS NULL AND id <= ?", (batch, rows[-1][0])
                    )
                files += self._settle_batches()
        self.published += files
        return files

    def _last_name(self) -> list[str]:
        # also names of files that were moved elsewhere: a name is never given twice
        return [name for (name,) in self._db.execute("SELECT max(name) FROM batches") if name]

    def _settle_batches(self) -> list[Path]:
        """Write the file of every batch that is not published yet; returns the files."""
        assert self.directory is not None
        files = []
        unsettled = self._db.execute("SELECT id, name, sha256 FROM batches WHERE NOT published ORDER BY id").fetchall()
        for batch, name, sha256 in unsettled:
            query = "SELECT line FROM outbox WHERE batch = ? ORDER BY id"
            path = self.directory / name
            while not (path.exists() and jsonl.file_digest(path) == sha256):
                if path.exists():  # someone else's file has our name
                    name = jsonl.next_name(self.directory, self.newspaper, self.clock(), self._last_name())
                    path = self.directory / name
                    with self._transaction():
                        self._db.execute("UPDATE batches SET name = ? WHERE id = ?", (name, batch))
                with contextlib.suppress(FileExistsError):
                    jsonl.write_file(path, (line for (line,) in self._db.execute(query, (batch,))))
            with self._transaction():
                self._db.execute("DELETE FROM outbox WHERE batch = ?", (batch,))
                self._db.execute("UPDATE batches SET published = 1 WHERE id = ?", (batch,))
            files.append(path)
        return files

    # -- recovery -----------------------------------------------------------------------------------------------------

    def _recover(self) -> None:
        assert self.directory is not None
        jsonl.remove_leftovers(self.directory, self.newspaper)
        self._read_in_unknown()
        settled = self._settle_batches()
        if settled:
            self.notes.append(f"published what a run before had finished: {', '.join(path.name for path in settled)}")
            self.published += settled

    def _read_in_unknown(self) -> None:
        """Make the state know every published file."""
        assert self.directory is not None
        known = {name for (name,) in self._db.execute("SELECT name FROM batches")}
        unknown = [p for p in jsonl.dataset_files(self.directory, self.newspaper) if p.name not in known]
        if not unknown:
            return
        checked = self._last_run_at() or ""
        total = 0
        for path in unknown:
            records = 0
            with self._transaction():
                for _, record in jsonl.read_lines(path):
                    self._read_in(record, checked)
                    records += 1
                self._db.execute(
                    "INSERT INTO batches (name, records, created_at, published) VALUES (?, ?, ?, 1)",
                    (path.name, records, iso(self.clock())),
                )
            total += records
        self.notes.append(f"read {total} records of {len(unknown)} published files that the state did not know")

    def _read_in(self, record: Mapping[str, Any], checked: str) -> None:
        key = str(record["id"]).partition(":")[2]
        revision = int(record.get("revision") or 1)
        self._db.execute("DELETE FROM outbox WHERE key = ? AND revision <= ? AND batch IS NULL", (key, revision))
        row = self.get(key)
        if row is not None and row.revision > revision:
            return
        fetched = record.get("fetched_at") or record.get("first_seen_at") or iso(self.clock())
        first = record.get("first_seen_at") or fetched
        checked = max(checked, fetched)
        anchor = _anchor(record.get("published_at"), first)
        deleted = bool(record.get("deleted_at"))
        if deleted:
            next_at = iso(parse(fetched) + schedule.GONE[0])
        else:
            next_at = _next_check(anchor, parse(checked)) or ""
        found = record.get("discovered") or {}
        self._db.execute(
            "INSERT INTO articles (key, url, status, revision, content_hash, published_at, anchor, first_seen_at, "
            "last_seen_at, checked_at, next_at, attempts, reason, via, found_on, depth, discovered_at) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?8) "
            "ON CONFLICT (key) DO UPDATE SET url = ?2, status = ?3, revision = ?4, content_hash = ?5, etag = NULL, "
            "last_modified = NULL, published_at = ?6, anchor = ?7, first_seen_at = ?8, last_seen_at = ?9, checked_at = ?9, "
            "next_at = ?10, attempts = ?11, reason = ?12",
            (
                *(key, record["url"], "gone" if deleted else "published", revision, record.get("content_hash")),
                *(record.get("published_at"), anchor, first, fetched if deleted else checked, next_at or None),
                *(int(deleted), "404" if deleted else None),
                *(found.get("via"), found.get("from"), found.get("depth") or 0),
            ),
        )

    def _last_run_at(self) -> str | None:
        """When the last finished run began, of the run reports: its checks need not be made again."""
        assert self.directory is not None
        last = None
        with contextlib.suppress(FileNotFoundError), (self.directory / "runs.jsonl").open("rb") as lines:
            for raw in lines:
                with contextlib.suppress(ValueError):  # a torn last line
                    run = json.loads(raw)
                    if run.get("finished_at") and run.get("exit_status") == 0:
                        last = run["started_at"]
        return last

    def _salvage(self, old: Path) -> int:
        """Take over what can still be read of a corrupt state: finished records and articles not published yet."""
        saved = 0
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(old)) as source,
            self._transaction(),
        ):
            for key, revision, line in _readable(source, "SELECT key, revision, line FROM outbox ORDER BY id"):
                with contextlib.suppress(ValueError, TypeError):  # a damaged row
                    record = json.loads(line)
                    Article.model_validate(record)
                    row = self.get(key)
                    if revision == (row.revision if row else 0) + 1:  # else published, or without what went before it
                        self._read_in(record, "")
                        self._db.execute(
                            "INSERT INTO outbox (key, revision, line) VALUES (?, ?, ?)", (key, revision, line)
                        )
                        saved += 1
            for key, url, via, found_on, depth in _readable(
                source, "SELECT key, url, via, found_on, depth FROM articles WHERE revision = 0"
            ):
                if all(isinstance(text, str) and text for text in (key, url, via)) and isinstance(depth, int):
                    stamp = iso(self.clock())
                    saved += self._db.execute(
                        "INSERT OR IGNORE INTO articles (key, url, status, anchor, next_at, via, found_on, depth, "
                        "discovered_at) VALUES (?1, ?2, 'pending', ?3, ?3, ?4, ?5, ?6, ?3)",
                        (key, url, stamp, via, found_on, depth),
                    ).rowcount
        return saved

    # -- the run's own mark -------------------------------------------------------------------------------------------

    def begin_run(self, run: Mapping[str, Any]) -> dict[str, Any] | None:
        """Mark that a run is on; returns the mark of a run that never ended (it was killed)."""
        left = self._meta("run")
        self._set_meta("run", json.dumps(run))
        self.commit()
        return json.loads(left) if left else None

    def end_run(self) -> None:
        """Take the mark away, when the run's report stands."""
        self._set_meta("run", None)
        self.commit()


# -- helpers ----------------------------------------------------------------------------------------------------------


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _state_error(error: Exception, where: object) -> StateError:
    if isinstance(error, OSError):
        return StateUnwritable(f"{where}: {error.strerror or error} ({error.filename or 'while writing'})")
    code = _code(error) if isinstance(error, sqlite3.Error) else 0
    if code in (_BUSY, _LOCKED):
        return StateLocked(f"{where}: another program holds the state ({error}): close it and run again")
    if code in (_READONLY, _IOERR, _FULL, _CANTOPEN):
        return StateUnwritable(f"{where}: the state cannot be written ({error})")
    return StateError(f"{where}: {error}")


@contextlib.contextmanager
def _as_state_error(where: object) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, jsonl.DatasetError) as error:
        raise _state_error(error, where) from error


def _readable(source: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows up to the first that a damaged file does not give."""
    with contextlib.suppress(sqlite3.Error):
        yield from source.execute(query)


def _connect(path: Path, timeout: float) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=timeout)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        said = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise _Corrupt(said)
    except BaseException:
        db.close()
        raise
    return db


def move_aside(path: Path, suffix: str) -> Path:
    """Give the state and its journal another name; returns the state's. Nothing of it is lost."""
    aside = path.with_name(f"{path.name}.{suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.{suffix}-{number}")
    for part in ("-wal", "-shm", ""):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + part).rename(aside.with_name(aside.name + part))
    return aside


def _mend(article: Article) -> None:
    """Replace what is no Unicode (half a surrogate pair, from a broken page), in place: it has no UTF-8."""
    data = json.dumps(article.model_dump(), ensure_ascii=False).encode("utf-8", "replace")
    mended = Article.model_validate_json(data)
    for name in Article.model_fields:
        setattr(article, name, getattr(mended, name))
    article.extraction.warnings.append("bad-characters")


def _anchor(published_at: str | None, seen: str) -> str:
    """When the article's age counts from: its publication, never later than when it was seen."""
    if published_at:
        with contextlib.suppress(ValueError):
            return min(iso(parse(published_at)), seen)
    return seen


def _next_check(anchor: str, checked: datetime) -> str | None:
    point = schedule.next_check(parse(anchor), checked)
    return iso(point) if point else None
