"""Exactly once, whatever happens: a crash at every single step, random histories, lost, old and corrupt states."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from durable_help import FOUND, NOW, article
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from borderscraper.crawl import state as state_module
from borderscraper.crawl.state import StateStore
from borderscraper.export import jsonl
from borderscraper.export.check import problems
from borderscraper.export.jsonl import read_dataset


class Killed(BaseException):
    """Stands for SIGKILL: from here on the process does nothing any more."""


class Machine:
    """Counts what a process does to its files, and kills it before or after the step it is told."""

    def __init__(self) -> None:
        self.steps = 0
        self.kill_at: int | None = None

    def run(self, do: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self._step()
        result = do(*args, **kwargs)
        self._step()
        return result

    def _step(self) -> None:
        self.steps += 1
        if self.kill_at is not None and self.steps >= self.kill_at:
            raise Killed

    def start(self, kill_at: int | None = None) -> None:
        self.steps, self.kill_at = 0, kill_at


MACHINE = Machine()


class Connection(sqlite3.Connection):
    def execute(self, *args: Any) -> sqlite3.Cursor:  # type: ignore[override]
        return MACHINE.run(super().execute, *args)


class FileSystem:
    """`os` as the writer of files sees it."""

    O_RDONLY = os.O_RDONLY

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return lambda *args, **kwargs: MACHINE.run(real, *args, **kwargs)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    with pytest.MonkeyPatch.context() as patch:
        _patch(patch)
        MACHINE.start()
        yield MACHINE
    MACHINE.start()


def _patch(patch: pytest.MonkeyPatch) -> None:
    real_connect, real_unlink = sqlite3.connect, Path.unlink

    class Sqlite3:
        connect = staticmethod(lambda *args, **kwargs: real_connect(*args, **{"factory": Connection, **kwargs}))

        def __getattr__(self, name: str) -> Any:
            return getattr(sqlite3, name)

    patch.setattr(state_module, "sqlite3", Sqlite3())
    patch.setattr(jsonl, "os", FileSystem())
    patch.setattr(Path, "unlink", lambda self, missing_ok=False: MACHINE.run(real_unlink, self, missing_ok=missing_ok))


class Site:
    """A newspaper: article number -> version of its text; None = removed."""

    def __init__(self, articles: dict[int, int | None]) -> None:
        self.articles = articles
        self.now = NOW

    def crawl(self, directory: Path, commit_every: int = 3, batch_size: int = 2) -> None:
        """One whole run: discover, fetch what is pending, ask everything again, publish."""
        now = self.now = self.now + timedelta(
            days=2
        )  # so that removed articles are asked for again when they are listed
        store = StateStore.open(directory / "state.sqlite", "baolaocai", clock=lambda: now, timeout=0.5)
        try:
            store.commit_every, store.batch_size = commit_every, batch_size
            live = [n for n, version in self.articles.items() if version is not None]
            store.discover_many(((str(n), f"u{n}", FOUND, None) for n in live), now)
            for n in sorted(
                {int(row.key) for row in (*store.pending(now + timedelta(days=9)), *store.due(everything=True))}
            ):
                version = self.articles.get(n)
                if version is None:
                    store.gone(str(n), 404, now)
                else:
                    store.finish(article(n, f"bản {version}"), now=now)
                if store.waiting() >= 4:
                    store.publish(now)
            store.publish(now)
            store.close()
        finally:
            store._db.close()  # what the kernel does for a dead process: an open transaction is rolled back

    def shown(self) -> dict[int, str | None]:
        return {n: None if v is None else f"bản {v}" for n, v in self.articles.items()}


def killed_crawl(machine: Machine, site: Site, directory: Path, step: int, **options: int) -> bool:
    machine.start(kill_at=step)
    try:
        site.crawl(directory, **options)
    except Killed:
        return True
    finally:
        machine.start()
    return False


def revisions(directory: Path) -> list[tuple[str, int, str | None]]:
    return sorted((r["id"], r["revision"], None if r["deleted_at"] else r["text"]) for r in read_dataset(directory))


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_a_crash_at_every_step(machine: Machine, tmp_path: Path, stride: int) -> None:
    before, after = Site({1: 1, 2: 1, 3: 1, 4: 1}), Site({1: 1, 2: 2, 3: None, 4: 1, 5: 1})
    base = tmp_path / "base"
    before.crawl(base / "baolaocai")
    machine.start()
    after.crawl(shutil.copytree(base, tmp_path / "whole") / "baolaocai")
    steps = machine.steps
    expected = revisions(tmp_path / "whole" / "baolaocai")
    assert [r[1:] for r in expected] == [
        (1, "bản 1"),
        (1, "bản 1"),
        (2, "bản 2"),
        (1, "bản 1"),
        (2, None),
        (1, "bản 1"),
        (1, "bản 1"),
    ]
    assert steps > 100
    for step in range(1, steps + 1, stride):
        directory = shutil.copytree(base, tmp_path / str(step)) / "baolaocai"
        assert killed_crawl(machine, after, directory, step)
        # and a second death at some point of the recovery
        killed_crawl(machine, after, directory, 1 + step * 7 % steps)
        after.crawl(directory)
        assert list(problems(directory)) == [], step
        assert revisions(directory) == expected, step
        assert not list(directory.glob(".*.tmp")), step
        shutil.rmtree(tmp_path / str(step))


CRAWL = st.tuples(st.just("crawl"), st.integers(1, 400), st.integers(1, 6), st.integers(1, 4))
EVENTS = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 5)),
    st.tuples(st.just("remove"), st.integers(0, 5)),
    CRAWL,
    CRAWL,
    st.sampled_from([("lose",), ("back up",), ("restore",), ("corrupt",), ("litter",)]),
)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(EVENTS, min_size=4, max_size=14))
def test_random_histories(tmp_path_factory: pytest.TempPathFactory, events: list[tuple[Any, ...]]) -> None:
    directory = tmp_path_factory.mktemp("history") / "baolaocai"
    state, backup = directory / "state.sqlite", directory.parent / "backup.sqlite"
    site = Site({0: 1, 1: 1})
    with pytest.MonkeyPatch.context() as patch:
        _patch(patch)
        for event, *values in events:
            if event == "edit":
                site.articles[values[0]] = (site.articles.get(values[0]) or 0) + 1
            elif event == "remove" and values[0] in site.articles:
                site.articles[values[0]] = None
            elif event == "crawl":
                killed_crawl(MACHINE, site, directory, values[0], commit_every=values[1], batch_size=values[2])
            elif event == "back up" and state.exists():
                with sqlite3.connect(state) as source, sqlite3.connect(backup) as target:
                    source.backup(target)
                source.close()
                target.close()
            elif event in ("lose", "restore", "corrupt") and state.exists():
                for name in ("state.sqlite-wal", "state.sqlite-shm"):
                    (directory / name).unlink(missing_ok=True)
                if event == "lose":
                    state.unlink()
                elif event == "restore" and backup.exists():
                    shutil.copy(backup, state)
                elif event == "corrupt":
                    data = bytearray(state.read_bytes())
                    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
                    state.write_bytes(data)
            elif event == "litter" and directory.exists():
                (directory / ".baolaocai-20261123T060000Z-0009.jsonl.tmp").write_text('{"id": "baolaocai:1", "rev')
        MACHINE.start()
        site.crawl(directory)
    assert list(problems(directory)) == []
    last: dict[str, dict[str, Any]] = {}
    for record in read_dataset(directory):
        before = last.get(record["id"])
        same = before and (before["text"], before["deleted_at"]) == (record["text"], record["deleted_at"])
        assert not same, "a revision without a change"
        last[record["id"]] = record
    found = {int(i.partition(":")[2]): None if r["deleted_at"] else r["text"] for i, r in last.items()}
    assert {n: text for n, text in site.shown().items() if text or n in found} == found


WRITER = """
    import sys
    from durable_help import FOUND, article
    from borderscraper.crawl.state import StateStore
    with StateStore.open(sys.argv[1] + "/state.sqlite", "baolaocai") as store:
        store.commit_every, store.batch_size = 20, 30
        store.discover_many((str(n), f"u{n}", FOUND, None) for n in range(int(sys.argv[2])))
        store.commit()
        print("on", flush=True)
        for n, row in enumerate(store.pending()):
            store.finish(article(row.key, "dòng này phải nguyên vẹn " * 200))
            print(n, flush=True)
            if n % 70 == 69:
                store.publish()
        store.publish()
"""


def test_sigkill(directory: Path) -> None:
    """The kernel's own SIGKILL, some articles on and a moment later: on a fast machine as on a slow one."""
    count, rng = 1000, random.Random(20261123)
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(directory), str(count)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    kills = 0
    for _ in range(60):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
        assert process.stdout
        with process.stdout:
            if kills < 6:
                for _ in range(rng.randrange(80)):
                    process.stdout.readline()
                time.sleep(rng.uniform(0, 0.003))
                process.kill()
            process.stdout.read()
        if process.wait() == 0:
            break
        assert process.returncode == -signal.SIGKILL
        kills += 1
    assert kills == 6
    assert list(problems(directory)) == []
    assert sorted(int(r["id"].partition(":")[2]) for r in read_dataset(directory)) == list(range(count))
