"""`scrapy crawlall`: many newspapers side by side, one report, one exit status."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from borderscraper.commands.newspapers import chosen
from borderscraper.crawl import registry
from borderscraper.crawl.side_by_side import Run, crawl_all, worst

_STYLES = {"ok": "green", "failed": "bold red", "running": "cyan", "waiting": "dim", "not begun": "yellow"}


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[NEWSPAPER …] [--province P] [--group G] [--jobs N] [-a NAME=VALUE …] [-s NAME=VALUE …]"

    def short_desc(self) -> str:
        return "Crawl many newspapers side by side"

    def long_desc(self) -> str:
        return (
            "Runs `scrapy crawl` for each newspaper named or picked (all of them without any), N at a time, each in a "
            "process of its own; -a and -s are handed on. One that fails stops no other. Exit status: 0 when all ended "
            "with 0, else the highest of theirs."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--province", help="newspapers of this province, named as now or as before July 2025")
        parser.add_argument("--group", help=f"newspapers of this group: {', '.join(registry.GROUPS)}")
        parser.add_argument("--jobs", type=int, default=4, metavar="N", help="newspapers at a time (default 4)")
        parser.add_argument(
            "-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE", help="spider argument"
        )
        parser.add_argument("--json", action="store_true", help="the report as JSON, one line a newspaper")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if opts.jobs < 1:
            raise UsageError(f"--jobs {opts.jobs}: expected a whole number from 1", print_help=False)
        for given in (*opts.spargs, *opts.set):
            if "=" not in given:
                raise UsageError(f"{given!r}: expected NAME=VALUE", print_help=False)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        papers = chosen(args, opts.province, opts.group, self.settings.getlist("SPIDER_MODULES"))
        if not papers:
            raise UsageError("no newspaper is picked: these options have none in common", print_help=False)
        handed_on = [part for given in opts.spargs for part in ("-a", given)]
        handed_on += [part for given in opts.set for part in ("-s", given)]
        if opts.loglevel:
            handed_on += ["-L", opts.loglevel]
        handed_on += ["-s", "BORDERSCRAPER_PROGRESS_LINES=1"]
        names = [paper.name for paper in papers]
        output = Path(self.settings.get("BORDERSCRAPER_OUTPUT") or "output")
        screen = Console(stderr=True, highlight=False)
        with _Progress(screen, names) as progress:
            runs = crawl_all(names, handed_on, opts.jobs, progress.changed, output)
        _report(runs, as_json=opts.json)
        self.exitcode = worst(runs)


class _Progress:
    """On a terminal one living line a newspaper, elsewhere a line at each begin and end."""

    def __init__(self, screen: Console, names: list[str]) -> None:
        self.screen = screen
        self.width = max(map(len, names))
        self.runs: dict[str, Run] = {}
        self.live = Live(get_renderable=self._table, console=screen, refresh_per_second=4, transient=True)

    def __enter__(self) -> _Progress:
        if self.screen.is_terminal:
            self.live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.screen.is_terminal:
            self.live.stop()

    def changed(self, run: Run) -> None:
        first = run.name not in self.runs
        self.runs[run.name] = run
        if first or run.status is not None:
            line = "begun" if run.status is None else _outcome(run)
            self.screen.print(f"{run.name:{self.width}}  {escape(line)}", soft_wrap=True)

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2))
        for run in self.runs.values():
            if run.status is None:
                said = run.progress or (run.lines[-1] if run.lines else "")
                table.add_row(Text(run.name, style="cyan"), _clock(run.seconds), Text(said, "dim", no_wrap=True))
        return table


def _outcome(run: Run) -> str:
    if run.status is None:
        return "not begun"
    return f"{run.state} in {_clock(run.seconds)}" + (f", exit status {run.status}" if run.status else "")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


def _report(runs: list[Run], *, as_json: bool) -> None:
    if as_json:
        for run in runs:
            print(json.dumps(_as_json(run), ensure_ascii=False))
        return
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 160
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("NEWSPAPER", no_wrap=True)
    table.add_column("RESULT")
    for column in ("STATUS", "NEW", "CHANGED", "NOT READ", "REQUESTS", "TIME"):
        table.add_column(column, justify="right", no_wrap=True)
    for run in runs:
        state = run.state if run.status is not None else "not begun"
        status = "" if run.status is None else str(run.status)
        table.add_row(run.name, Text(state, _STYLES[state]), status, *_counts(run), _clock(run.seconds))
    console.print(table)
    for run in runs:
        if run.status:
            console.print(Text(f"{run.name}: {_why(run)}", "red"), soft_wrap=True)
    done = sum(run.status == 0 for run in runs)
    others = [run.name for run in runs if run.status != 0]
    console.print(f"{done} of {len(runs)} complete" + (f"; not: {', '.join(others)}" if others else ""), soft_wrap=True)


def _counts(run: Run) -> list[str]:
    if run.report is None or "outcomes" not in run.report:
        return [""] * 4
    done, report = run.report["outcomes"], run.report
    missed = sum(report["refused"].values()) + sum(report["failed"].values())
    return [str(n) for n in (done["new"], done["changed"], missed, report["requests"])]


def _why(run: Run) -> str:
    return (run.report or {}).get("why") or "\n".join(list(run.lines)[-3:])


def _as_json(run: Run) -> dict[str, Any]:
    return {
        "newspaper": run.name,
        "status": run.status,
        "seconds": round(run.seconds, 3),
        "why": "" if run.status == 0 else _why(run),
        "report": run.report,
    }
