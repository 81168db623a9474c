"""A whole crawl, beside barer ones, over the newsroom on this machine.

    python benchmarks/crawl.py                                   # 5,000 articles; growth from 2,000 to 10,000
    python benchmarks/crawl.py --sizes 2000 5000 50000           # growth as far as it is promised (some 15 minutes)
    python benchmarks/crawl.py --weight light                    # pages of a third of the size

In one run, over the same newsroom: this project with everything on (state, outbox, immutable files, report; in one process,
with a reader process, and with pictures), a bare Scrapy spider that only fetches the same pages, a CrawlSpider with a
LinkExtractor that follows the same links, and news-please where it is installed. Each runs alone in a process of its own;
the server has another one. They take turns, --rounds times (pictures and news-please once, for they take minutes), because a machine that
is shared is faster in one minute than in the next: a ratio is that of two runs of one round, and all of them are printed.
Prints the median article page, pages and articles a second (a CrawlSpider asks more requests for the same articles), CPU
time a page (user and system), peak memory, and ratios. Growth: how memory and CPU time a page go from the first of --sizes
to the last, and what a second run over an unchanged newsroom costs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from lxml import html

HERE = Path(__file__).parent
HOST = "baolaocai.vn"
FAST = {  # manners are for other people's servers
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS": "16",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
    "BORDERSCRAPER_WINDOW": "32",
    "LOG_LEVEL": "WARNING",
}


#: This project with everything on: in one process, with one that reads the pages (`BORDERSCRAPER_READERS`), with pictures.
OURS: dict[str, dict[str, Any]] = {
    "borderscraper": {},
    "borderscraper, 1 reader": {"readers": 1},
    "borderscraper with pictures": {"images": True},
}


class Cost(NamedTuple):
    """What a process and those it started took: wall clock and CPU seconds, peak memory in MB, exit status."""

    seconds: float
    cpu: float
    peak: float
    status: int


def run(command: list[str], **environment: str) -> Cost:
    """Run a command by itself and say what it took."""
    start = time.perf_counter()
    environment = {**os.environ, **environment}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the peers were compiled when they were installed
    process = subprocess.Popen(command, cwd=HERE.parent, env=environment, stdout=subprocess.DEVNULL)
    peak: list[float] = [0.0]
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, peak, done))
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    done.set()
    watch.join()
    cpu = usage.ru_utime + usage.ru_stime  # of its children, too: it waits for them
    return Cost(seconds, cpu, max(peak[0], usage.ru_maxrss / 1024), os.waitstatus_to_exitcode(status))


def _watch(pid: int, peak: list[float], done: threading.Event) -> None:
    """Keep the most memory that a process and its children had together, looked at five times a second."""
    while not done.wait(0.2):
        with suppress(OSError):
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            peak[0] = max(peak[0], sum(_resident(p) for p in (str(pid), *children)))


def _resident(pid: str) -> float:
    """MB of resident memory, without what is shared with other processes (Linux)."""
    with suppress(OSError):
        _, resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[:3]
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return 0.0


@contextmanager
def newsroom(articles: int, weight: str) -> Iterator[dict[str, Any]]:
    """A newsroom in a process of its own: its origin and hosts."""
    command = [sys.executable, "-m", "borderscraper.newsroom", "--articles", str(articles), "--crawl-delay", "-1"]
    command += ["--weight", weight, "--warm", "--cache-mb", "2000"]  # what is measured is the crawl, not the server
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent)
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(timeout=30)


def request_log(room: dict[str, Any]) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{room['origin']}/__newsroom/log", timeout=120) as answer:
        return json.load(answer)


def clear_log(room: dict[str, Any]) -> None:
    urllib.request.urlopen(f"{room['origin']}/__newsroom/forget", data=b"{}", timeout=60).close()


def articles_of(log: list[dict[str, Any]]) -> dict[str, str]:
    """The articles that were sent: number -> path, each once however often and under whichever address it was asked for."""
    sent = (entry["path"] for entry in log if entry["status"] == 200 and not entry["path"].startswith("/api/"))
    return {found[1]: path for path in sent if (found := re.search(r"post-?(\d+)\.html", path))}


def typical_page(room: dict[str, Any], log: list[dict[str, Any]]) -> str:
    """Size, elements and links of the median article page, of a hundred spread over the room."""
    paths = sorted(articles_of(log).values())
    sizes, elements, links = [], [], []
    for path in paths[:: max(1, len(paths) // 100)]:
        request = urllib.request.Request(room["origin"] + path, headers={"Host": HOST})
        with urllib.request.urlopen(request, timeout=60) as answer:
            page = answer.read()
        tree = html.fromstring(page)
        sizes.append(len(page))
        elements.append(sum(1 for _ in tree.iter("*")))
        links.append(len(tree.findall(".//a[@href]")))
    return f"{median(sizes) / 1000:.0f} KB, {median(elements):.0f} elements, {median(links):.0f} links"


def ours(room: dict[str, Any], output: Path, *, images: bool = False, readers: int = 0) -> Cost:
    settings = {**FAST, "BORDERSCRAPER_OUTPUT": str(output), "BORDERSCRAPER_HOSTS": json.dumps(room["hosts"])}
    settings["BORDERSCRAPER_READERS"] = str(readers)
    if not images:
        settings["IMAGES_STORE"] = ""
    command = [str(Path(sys.executable).parent / "scrapy"), "crawl", "baolaocai", "-a", "since=all"]
    for name, value in settings.items():
        command += ["-s", f"{name}={value}"]
    return run(command)


def published(output: Path) -> int:
    return sum(1 for path in output.glob("baolaocai/baolaocai-2*.jsonl") for _ in path.open())


def peer(name: str, room: dict[str, Any], urls: Path, python: str) -> Cost:
    return run([python, str(HERE / "crawl_peers.py"), name, room["origin"], str(urls)])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument(
        "--weight", choices=["light", "real"], default="real", help="pages as heavy as live ones, or a third of it"
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000, 10_000], help="newsrooms for the growth")
    parser.add_argument(
        "--newsplease-python", default=sys.executable, metavar="PYTHON", help="an interpreter that has news-please"
    )
    parser.add_argument("--readers", type=int, default=0, help="reader processes, for the growth")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-growth", action="store_true")
    args = parser.parse_args()
    if shutil.which(args.newsplease_python) is None:
        parser.error(f"--newsplease-python {args.newsplease_python}: expected an interpreter that can be run")
    with tempfile.TemporaryDirectory() as folder:
        beside_others(args.articles, args.weight, Path(folder), args.newsplease_python, args.rounds)
        if not args.no_growth:
            growth(args.sizes, args.weight, args.readers, Path(folder))
    return 0


class Run(NamedTuple):
    """One contestant's run: its cost, the requests it made, the articles it published (or fetched)."""

    cost: Cost
    requests: int
    articles: int

    @property
    def rates(self) -> tuple[float, float]:
        """Pages and articles a second."""
        return self.requests / self.cost.seconds, self.articles / self.cost.seconds


PEERS = ("bare", "crawlspider", "newsplease")
ONCE = ("borderscraper with pictures", "newsplease")


def beside_others(articles: int, weight: str, folder: Path, python: str, rounds: int) -> None:
    print(f"{articles} articles, pages of {weight} weight, each contestant alone, {rounds} rounds:")
    runs: dict[str, list[Run]] = {}
    urls = folder / "urls.json"
    with newsroom(articles, weight) as room:
        run([str(Path(sys.executable).parent / "scrapy"), "list"])  # so are we
        for turn in range(rounds):
            for name, options in OURS.items():
                if turn and name in ONCE:
                    continue
                clear_log(room)
                output = folder / f"{name} {turn}"
                cost = ours(room, output, **options)
                log = request_log(room)
                runs.setdefault(name, []).append(Run(cost, len(log), published(output)))
                if not urls.exists():
                    print(f"a typical article page: {typical_page(room, log)}")
                    paths = [(entry["host"], entry["path"]) for entry in log if entry["path"] != "/robots.txt"]
                    urls.write_text(json.dumps(paths))
            for name in PEERS:
                if turn and name in ONCE:
                    continue
                clear_log(room)
                cost = peer(name, room, urls, python if name == "newsplease" else sys.executable)
                if cost.status == 77:
                    if not turn:
                        print(f"  {name}: not installed, skipped", file=sys.stderr)
                    continue
                log = request_log(room)
                runs.setdefault(name, []).append(Run(cost, len(log), len(articles_of(log))))
    print(
        f"{'medians':28} {'requests':>8} {'articles':>8} {'seconds':>8} {'ms CPU/page':>11} {'peak MB':>8}"
        f" {'pages/s':>8} {'articles/s':>10}"
    )
    for name, of_it in runs.items():
        statuses = {r.cost.status for r in of_it} - {0}
        print(
            f"{name:28} {median(r.requests for r in of_it):8.0f} {median(r.articles for r in of_it):8.0f}"
            f" {median(r.cost.seconds for r in of_it):8.1f}"
            f" {median(r.cost.cpu / max(r.requests, 1) for r in of_it) * 1e3:11.2f}"
            f" {median(r.cost.peak for r in of_it):8.0f}"
            f" {median(r.rates[0] for r in of_it):8.1f} {median(r.rates[1] for r in of_it):10.1f}"
            f"{f'  exit {sorted(statuses)}' if statuses else ''}"
        )
    for name in PEERS:
        for own in list(OURS)[:2]:
            for n, rate in enumerate(("pages", "articles")):
                pairs = zip(runs[own], runs.get(name, []), strict=False)
                ratios = [mine.rates[n] / other.rates[n] for mine, other in pairs if other.rates[n]]
                if ratios:
                    each = ", ".join(f"{ratio:.2f}" for ratio in ratios)
                    print(f"{own} is {median(ratios):.2f}x {name} in {rate} a second ({each})")


def growth(sizes: list[int], weight: str, readers: int, folder: Path) -> None:
    print(f"\nGrowth ({readers} readers), and a second run over an unchanged newsroom:")
    print(
        f"{'articles':>9} {'records':>8} {'seconds':>8} {'ms CPU/page':>11} {'peak MB':>8} {'2nd run: requests':>18} {'share':>7}"
    )
    for size in sizes:
        output = folder / f"grow-{size}"
        with newsroom(size, weight) as room:
            clear_log(room)
            first = ours(room, output, readers=readers)
            count = len(request_log(room))
            clear_log(room)
            ours(room, output, readers=readers)
            again = len(request_log(room))
        print(
            f"{size:9d} {published(output):8d} {first.seconds:8.1f} {first.cpu / count * 1e3:11.2f} {first.peak:8.0f}"
            f" {again:18d} {again / count:7.2%}"
        )


if __name__ == "__main__":
    sys.exit(main())
