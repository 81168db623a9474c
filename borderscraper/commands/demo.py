"""`scrapy demo`: the newspaper of our own, crawled by the real spider, without any network."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from scrapy import signals
from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from borderscraper.commands.crawl import Command as CrawlCommand
from borderscraper.crawl.exit_status import ExitStatus
from borderscraper.export.jsonl import dataset_files

NEWSPAPER = "baolaocai"
_MARK = ".demo"  # in a directory that the demo made, and may empty


class Command(CrawlCommand):
    def syntax(self) -> str:
        return "[--articles N] [--keep]"

    def short_desc(self) -> str:
        return "Crawl a small newspaper of our own on this machine, without network"

    def long_desc(self) -> str:
        return (
            "Starts the newsroom on a free port, crawls it with the baolaocai spider and the project's own manners, and "
            "compares every record with the newsroom's answer key. Writes to <output>/demo, which each demo empties "
            "first; with --keep it goes on from the last one, a day later: only news and corrections are published."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        ScrapyCommand.add_options(self, parser)
        parser.add_argument("--articles", type=int, default=120, metavar="N", help="articles to make up (default 120)")
        parser.add_argument("--keep", action="store_true", help="go on from the last demo, a day later")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        ScrapyCommand.process_options(self, args, opts)
        if args:
            raise UsageError(f"scrapy demo takes options only, not {args[0]!r}", print_help=False)
        if not 1 <= opts.articles <= 100_000:
            raise UsageError(f"--articles {opts.articles}: expected 1 to 100000", print_help=False)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            from borderscraper.newsroom.room import Newsroom
            from borderscraper.newsroom.server import start_in_thread
        except ModuleNotFoundError as error:
            if error.name != "aiohttp":
                raise
            raise UsageError(
                "the demo needs aiohttp: pip install 'borderscraper[newsroom]'", print_help=False
            ) from error
        assert self.settings is not None
        out = Console()
        output = Path(self.settings["BORDERSCRAPER_OUTPUT"]) / "demo"
        days = _prepare(output, opts.keep)
        room = Newsroom(articles=opts.articles)
        with start_in_thread(room) as newsroom:
            newsroom.advance(days)
            self.settings.setdict(
                {
                    "BORDERSCRAPER_HOSTS": newsroom.hosts,
                    "BORDERSCRAPER_HOSTS_ONLY": True,
                    "BORDERSCRAPER_OUTPUT": str(output),
                    "BORDERSCRAPER_NOW": room.now.isoformat(),
                    "BORDERSCRAPER_PROGRESS": False,
                    # our own server: it asks for its Crawl-delay, and that is all
                    "DOWNLOAD_DELAY": 0,
                    "AUTOTHROTTLE_ENABLED": False,
                },
                priority="cmdline",
            )
            out.print(
                f"[bold]{room.paper.title}[/bold], a made-up one of {len(room.alive())} articles on {newsroom.origin}: "
                f"no network. Crawl-delay {room.crawl_delay:g} s."
            )
            began = time.monotonic()
            self._progress = Progress(
                TextColumn("crawling"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("articles"),
                TimeElapsedColumn(),
                console=out,
                disable=not out.is_terminal,
            )
            self._task = self._progress.add_task("", total=None if days else len(room.alive()))
            with self._progress:
                ending = self._crawl(NEWSPAPER, {"since": "all"})
            seconds = time.monotonic() - began
            requests = len(newsroom.requests)
            wrong = _compare(output / NEWSPAPER, room) if not days else []
        _table(out, output / NEWSPAPER, requests, seconds, days)
        self.exitcode = int(ending.status)
        if ending.status != ExitStatus.OK:
            print(f"scrapy demo: {ending.why}", file=sys.stderr)
        elif wrong:
            self.exitcode = 1
            print(
                f"scrapy demo: {len(wrong)} places differ from the answer key:",
                *wrong[:20],
                sep="\n  ",
                file=sys.stderr,
            )
        elif not days:
            out.print("Every record is as the newsroom's answer key says: none missing, none twice, none extra.")

    def _create_crawler(self, spidercls: Any) -> Crawler:
        crawler = super()._create_crawler(spidercls)
        crawler.signals.connect(self._read, signal=signals.item_scraped)
        return crawler

    def _read(self) -> None:
        self._progress.advance(self._task)


def _prepare(output: Path, keep: bool) -> int:
    """Make the demo's directory, empty unless `keep`; days that have passed in it since the first demo."""
    directory, mark = output / NEWSPAPER, output / _MARK
    if output.exists() and any(output.iterdir()) and not mark.exists():
        raise UsageError(f"{output} holds files that are not the demo's: move them away", print_help=False)
    if not keep and output.exists():
        shutil.rmtree(output)
    output.mkdir(parents=True, exist_ok=True)
    mark.touch()
    runs = directory / "runs.jsonl"
    return len(runs.read_text(encoding="utf-8").splitlines()) if runs.exists() else 0


def _records(directory: Path, files: list[Path] | None = None) -> Iterator[dict[str, Any]]:
    for file in dataset_files(directory) if files is None else files:
        with file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _compare(directory: Path, room: Any) -> list[str]:
    """What differs between the dataset and the answer key, one line a place."""
    from borderscraper.newsroom.answers import answer, differences

    expected = {(a := answer(room, n)).id: a for n in room.alive()}
    wrong = []
    for record in _records(directory):
        key = record["id"]
        if (right := expected.pop(key, None)) is None:
            wrong.append(f"{key}: extra or twice")
        else:
            wrong += [f"{key}: {line}" for line in differences(record, right)]
    return wrong + [f"{key}: missing" for key in expected]


def _table(out: Console, directory: Path, requests: int, seconds: float, days: int) -> None:
    report = json.loads((directory / "runs.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    files = [directory / name for name in report["files"]]
    records = list(_records(directory, files))
    images = [image for record in records for image in record["images"]]
    outcomes = report["outcomes"]
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    if days:
        table.add_row("day", str(days + 1))
        table.add_row("articles", ", ".join(f"{outcomes[k]} {k}" for k in ("new", "changed", "unchanged", "deleted")))
    else:
        table.add_row("articles", str(len(records)))
    stored = sum(1 for image in images if image["path"])
    captions = sum(1 for image in images if image["caption"])
    table.add_row("images", f"{len(images)}, {captions} with captions" + (f", {stored} stored" if stored else ""))
    table.add_row("related links", str(sum(len(record["related"]) for record in records)))
    table.add_row("requests", str(requests))
    table.add_row("seconds", f"{seconds:.1f}")
    table.add_row("files", "\n".join(str(file) for file in files) or f"none new in {directory}")
    out.print(table)
