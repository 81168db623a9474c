"""Many `scrapy crawl NAME` processes side by side: one newspaper is one process, so no host is asked by two.

Each runs in a session of its own. SIGINT and SIGTERM are handed on: a first one lets each crawl finish what is in flight
and publish, a second one stops it at once; newspapers that had not begun stay unbegun.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from borderscraper.crawl.report import read_reports

#: Lines of a crawl's output that are kept for the report.
KEPT_LINES = 15


@dataclass
class Run:
    """One newspaper's crawl, as seen from outside."""

    name: str
    began: float | None = None  #: monotonic
    ended: float | None = None
    status: int | None = None  #: exit status; 128 + n when signal n ended it; None = running or never begun
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_LINES))
    progress: str = ""  #: the crawl's latest line about its progress
    report: dict[str, Any] | None = None  #: its run report, when it left one

    @property
    def seconds(self) -> float:
        return 0.0 if self.began is None else (self.ended or monotonic()) - self.began

    @property
    def state(self) -> str:
        if self.status is not None:
            return "ok" if self.status == 0 else "failed"
        return "waiting" if self.began is None else "running"


Changed = Callable[[Run], None]


def crawl_all(
    names: Sequence[str], arguments: Sequence[str], jobs: int, changed: Changed, output: Path | None = None
) -> list[Run]:
    """Crawl `names`, at most `jobs` at a time; `changed` is called at each begin, line of output and end.

    `arguments` follow `scrapy crawl NAME`. One that fails stops no other. `output` holds a directory a newspaper with its
    run reports.
    """
    runs = [Run(name) for name in names]
    asyncio.run(_crawl_all(runs, arguments, jobs, changed, output))
    return runs


def worst(runs: Sequence[Run]) -> int:
    """0 when every run ended with 0, else the highest status; 130 for one that was never begun."""
    return max((130 if run.status is None else run.status for run in runs), default=0)


async def _crawl_all(
    runs: Sequence[Run], arguments: Sequence[str], jobs: int, changed: Changed, output: Path | None
) -> None:
    running: dict[str, asyncio.subprocess.Process] = {}
    stopping = False

    def hand_on(signum: int) -> None:
        nonlocal stopping
        stopping = True
        for process in running.values():
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signum)

    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, hand_on, signum)
    places = asyncio.Semaphore(jobs)

    async def crawl(run: Run) -> None:
        async with places:
            if stopping:
                return
            reports = output / run.name / "runs.jsonl" if output else None
            before = _count(reports)
            run.began = monotonic()
            changed(run)
            try:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "scrapy", "crawl", run.name, *arguments),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.STDOUT,
                    env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "120"},
                    start_new_session=True,
                    limit=1 << 20,
                )
            except OSError as error:
                run.lines.append(f"could not be started: {error}")
                run.status = 1
            else:
                running[run.name] = process
                try:
                    if stopping:  # the signal came while the process was being made
                        process.send_signal(signal.SIGINT)
                    await _read(process, run, changed)
                    code = await process.wait()
                    run.status = code if code >= 0 else 128 - code
                finally:
                    del running[run.name]
            run.ended = monotonic()
            if reports and _count(reports) > before:
                *_, run.report = read_reports(reports)
            changed(run)

    await asyncio.gather(*map(crawl, runs))


async def _read(process: asyncio.subprocess.Process, run: Run, changed: Changed) -> None:
    assert process.stdout is not None
    while True:
        try:
            line = await process.stdout.readline()
        except ValueError:  # a line beyond the limit
            continue
        if not line:
            return
        # a progress line that is rewritten in place ends in "\r"
        text = line.decode("utf-8", "replace").rstrip().rpartition("\r")[2].strip()
        if text.startswith(f"{run.name} "):
            run.progress = text[len(run.name) + 1 :]
        elif text:
            run.lines.append(text)
        changed(run)


def _count(reports: Path | None) -> int:
    return sum(1 for _ in read_reports(reports)) if reports else 0
