"""The run report: one line a run in `output/<newspaper>/runs.jsonl`, and the same as a table for a person."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from borderscraper.items import Article

#: Fields whose presence is counted.
FIELDS = ("title", "text", "published_at", "authors", "section", "images", "summary", "tags")
_OUTCOMES = ("discovered", "new", "changed", "unchanged", "deleted", "gone", "moved", "given-up")


class Coverage:
    """Which share of the articles read has which field, and what their warnings were."""

    def __init__(self) -> None:
        self.read = 0
        self.have: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()

    def add(self, article: Article) -> None:
        self.read += 1
        have = self.have
        for name in FIELDS:
            if getattr(article, name):
                have[name] += 1
        if any(image.caption for image in article.images):
            have["captions"] += 1
        for warning in article.extraction.warnings:
            self.warnings[warning.partition(":")[0]] += 1

    def shares(self) -> dict[str, float]:
        """Field -> share (0 to 1) of the articles read; empty when none was. `captions` is of articles with images."""
        if not self.read:
            return {}
        shares = {name: round(self.have[name] / self.read, 4) for name in FIELDS}
        if self.have["images"]:
            shares["captions"] = round(self.have["captions"] / self.have["images"], 4)
        return shares


def outcomes(tally: Mapping[str, int]) -> dict[str, Any]:
    """The state store's tally as the report shows it: counts by outcome; refusals, failures and listings by kind."""
    report: dict[str, Any] = {"outcomes": {name: tally.get(name, 0) for name in _OUTCOMES}}
    for group in ("refused", "failed", "listing", "state"):
        report[group] = {k.partition("/")[2]: n for k, n in sorted(tally.items()) if k.startswith(group + "/")}
    return report


def requests(stats: Mapping[str, Any]) -> dict[str, Any]:
    """Requests by status and by kind of error, from Scrapy's statistics; retries and robots.txt count."""
    by_status, errors = "downloader/response_status_count/", "downloader/exception_type_count/"
    return {
        "requests": stats.get("downloader/request_count", 0),
        "requests_by_status": {k[len(by_status) :]: n for k, n in sorted(stats.items()) if k.startswith(by_status)},
        "request_errors": {
            k[len(errors) :].rpartition(".")[2]: n for k, n in sorted(stats.items()) if k.startswith(errors)
        },
        "bytes": stats.get("downloader/response_bytes", 0),
    }


def images(stats: Mapping[str, Any]) -> dict[str, int]:
    """What became of pictures: stored, known, error/<code> …, and `bytes` fetched; empty when there were none."""
    return {k.removeprefix("image/"): n for k, n in sorted(stats.items()) if k.startswith("image/")}


def append(path: Path, report: Mapping[str, Any]) -> None:
    """Add one line, durably; a torn line of an earlier crash is closed first. Raises OSError."""
    line = json.dumps(report, ensure_ascii=False, separators=(",", ":"), default=str).encode() + b"\n"
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            line = b"\n" + line
        os.write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)


def read_reports(path: Path | str) -> Iterator[dict[str, Any]]:
    """The runs in order; torn lines are skipped. No file, no runs."""
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    for raw in lines:
        try:
            run = json.loads(raw)
        except ValueError:
            continue
        if isinstance(run, dict):
            yield run


def progress(report: Mapping[str, Any]) -> str:
    """One line while it runs."""
    done = report["outcomes"]
    bad = sum(report["refused"].values()) + sum(report["failed"].values())
    return (
        f"[bold]{report['newspaper']}[/bold] {done['new']} new, {done['changed']} changed, {done['unchanged']} unchanged, "
        f"{done['deleted']} deleted, {bad} not read · {report['requests']} requests · {report['seconds']:.0f} s"
    )


def show(report: Mapping[str, Any], console: Console) -> None:
    """The report as a short table."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold")

    def row(name: str, value: object) -> None:
        if value:
            table.add_row(name, str(value))

    def counts(values: Mapping[str, Any]) -> str:
        return ", ".join(f"{n} {name}" for name, n in values.items() if n)

    row("articles", counts(report["outcomes"]) or "nothing new")
    row("refused", counts(report["refused"]))
    row("failed", counts(report["failed"]))
    row(
        "requests", f"{report['requests']} ({', '.join(f'{n} × {s}' for s, n in report['requests_by_status'].items())})"
    )
    row("errors", counts(report["request_errors"]))
    row("fields", ", ".join(f"{name} {share:.0%}" for name, share in report["coverage"].items()))
    row("pictures", counts(report.get("images", {})))
    row("warnings", counts(report["warnings"]))
    row("time", f"{report['seconds']:.1f} s, {report['articles_per_second']:.1f} articles a second")
    row("waiting", counts(report["waiting"]))
    row("files", "\n".join(report["files"][-5:]))
    row("notes", "\n".join(report["notes"]))
    row("exit status", f"{report['exit_status']} {report['why']}")
    console.print(table)
