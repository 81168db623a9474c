"""`scrapy state show|rebuild|check NEWSPAPER`: look at what a crawl knows, make it anew, check the dataset."""

from __future__ import annotations

import argparse
import contextlib
import sqlite3
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from borderscraper.crawl.clock import clock_from_settings, iso
from borderscraper.crawl.exit_status import from_exception
from borderscraper.crawl.lock import LockHeld, NewspaperLock
from borderscraper.crawl.report import read_reports
from borderscraper.crawl.state import SCHEMA_VERSION, StateError, StateStore, move_aside
from borderscraper.export.check import problems
from borderscraper.export.jsonl import dataset_files, read_dataset


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "show|rebuild|check <newspaper>"

    def short_desc(self) -> str:
        return "Show a newspaper's crawl state, rebuild it from the published files, check both"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        actions = {"show": show, "rebuild": rebuild, "check": check}
        if len(args) != 2 or args[0] not in actions:
            raise UsageError("expected: scrapy state show|rebuild|check NEWSPAPER", print_help=False)
        assert self.settings is not None
        directory = Path(self.settings.get("BORDERSCRAPER_OUTPUT") or "output") / args[1]
        if not directory.is_dir():
            raise UsageError(
                f"{directory}: no such directory; nothing of {args[1]!r} was crawled yet", print_help=False
            )
        try:
            clock = clock_from_settings(self.settings)
            self.exitcode = actions[args[0]](directory, args[1], clock())
        except (LockHeld, StateError, OSError, ValueError) as error:
            ending = from_exception(error)
            print(f"scrapy state {args[0]} {args[1]}: {error}", file=sys.stderr)
            self.exitcode = int(ending.status) if ending else 1


def rebuild(directory: Path, newspaper: str, now: datetime) -> int:
    """Set the state aside and make it anew from the published files."""
    path = directory / "state.sqlite"
    with NewspaperLock(directory, now):
        if path.exists():
            # what it has finished is published first: it may stand nowhere else
            with contextlib.suppress(StateError), StateStore.open(path, newspaper) as old:
                old.publish()
            print(f"the old state is kept as {move_aside(path, f'old-{now:%Y%m%dT%H%M%SZ}').name}")
        with StateStore.open(path, newspaper) as store:
            for note in store.notes:
                print(note)
            counts = store.counts()
    print(f"{counts['published']} articles published, {counts['gone']} removed")
    return 0


def check(directory: Path, newspaper: str, now: datetime) -> int:
    """Check files and state against each other; 1 when something is wrong."""
    found = list(problems(directory, newspaper))
    published: dict[str, int] = {}
    if not found:
        for record in read_dataset(directory, newspaper):
            published[record["id"].partition(":")[2]] = record["revision"]
    state = directory / "state.sqlite"
    if state.exists() and not found:
        try:
            with contextlib.closing(_read_only(state)) as db:
                if (said := db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                    found.append(f"{state.name}: {said}")
                version = db.execute("PRAGMA user_version").fetchone()[0]
                if version != SCHEMA_VERSION:
                    found.append(f"{state.name}: schema version {version}, this program has {SCHEMA_VERSION}")
                waiting = dict(db.execute("SELECT key, max(revision) FROM outbox GROUP BY key"))
                known = dict(db.execute("SELECT key, revision FROM articles WHERE revision > 0"))
        except sqlite3.Error as error:
            found.append(f"{state.name}: {error}; the next crawl moves it aside and rebuilds it")
        else:
            there = {**published, **waiting}
            for key in sorted(there.keys() | known.keys()):
                if there.get(key) != known.get(key):
                    found.append(
                        f"{newspaper}:{key}: revision {known.get(key)} in the state, {there.get(key)} in the files"
                    )
    for line in found:
        print(line)
    files = len(dataset_files(directory, newspaper))
    print(f"{files} files, {len(published)} articles, {sum(published.values())} records: {len(found) or 'no'} problems")
    return 1 if found else 0


def show(directory: Path, newspaper: str, now: datetime) -> int:
    """Counts, the next work, what fails, the last run. Takes no lock."""
    state = directory / "state.sqlite"
    if not state.exists():
        print(f"{state}: not there; the next crawl makes it from the published files")
        return 0
    with contextlib.closing(_read_only(state)) as db:
        counts = dict(db.execute("SELECT status, count(*) FROM articles GROUP BY status"))
        tables = [row[0] for row in db.execute("SELECT count(*) FROM outbox")]
        due = db.execute(
            "SELECT sum(status = 'published'), sum(status <> 'published') FROM articles WHERE next_at <= ?", (iso(now),)
        ).fetchone()
        bad = db.execute(
            "SELECT status, reason, count(*), min(url) FROM articles WHERE status IN ('failed', 'refused') "
            "GROUP BY status, reason ORDER BY 3 DESC LIMIT 10"
        ).fetchall()
        given_up = db.execute("SELECT count(*) FROM articles WHERE next_at IS NULL AND status = 'failed'").fetchone()[0]
    console = Console(highlight=False)
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_row("state", str(state))
    table.add_row("articles", ", ".join(f"{n} {status}" for status, n in sorted(counts.items())) or "none")
    table.add_row("finished, not published yet", str(tables[0]))
    table.add_row("due now", f"{due[0] or 0} to ask again, {due[1] or 0} to fetch")
    table.add_row("given up", str(given_up))
    for status, reason, n, url in bad:
        table.add_row(status, f"{n} × {reason}, for example {url}")
    for run in list(read_reports(directory / "runs.jsonl"))[-1:]:
        table.add_row("last run", f"{run['started_at']}, exit status {run['exit_status']} {run['why']}")
    console.print(table)
    return 0


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
