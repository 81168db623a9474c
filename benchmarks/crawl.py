"""A whole crawl, beside barer ones, over the newsroom on this machine.

    python benchmarks/crawl.py                                   # 5,000 articles; growth from 2,000 to 10,000
    python benchmarks/crawl.py --sizes 2000 5000 50000           # growth as far as it is promised (some 15 minutes)

In one run, over the same newsroom: this project with everything on (state, outbox, immutable files, report; without and
with pictures), a bare Scrapy spider that only fetches the same pages, a CrawlSpider with a LinkExtractor that follows the
same links, and news-please where it is installed. Each runs alone in a process of its own; the server has another one.
Prints articles and pages a second, CPU time a page (user and system), peak memory, and ratios. Growth: how memory and CPU
time a page go from the first of --sizes to the last, and what a second run over an unchanged newsroom costs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
FAST = {  # manners are for other people's servers
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS": "16",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
    "BORDERSCRAPER_WINDOW": "32",
    "LOG_LEVEL": "WARNING",
}


class Cost(NamedTuple):
    """What a process took: wall clock and CPU seconds, peak resident memory in MB, exit status."""

    seconds: float
    cpu: float
    peak: float
    status: int


def run(command: list[str], **environment: str) -> Cost:
    """Run a command by itself and say what it took."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=HERE.parent, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))


@contextmanager
def newsroom(articles: int) -> Iterator[dict[str, Any]]:
    """A newsroom in a process of its own: its origin and hosts."""
    command = [sys.executable, "-m", "borderscraper.newsroom", "--articles", str(articles), "--crawl-delay", "-1"]
    command += ["--warm", "--cache-mb", "2000"]  # what is measured is the crawl, not the server
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


def ours(room: dict[str, Any], output: Path, *, images: bool) -> Cost:
    settings = {**FAST, "BORDERSCRAPER_OUTPUT": str(output), "BORDERSCRAPER_HOSTS": json.dumps(room["hosts"])}
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
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000, 10_000], help="newsrooms for the growth")
    parser.add_argument(
        "--newsplease-python", default=sys.executable, metavar="PYTHON", help="an interpreter that has news-please"
    )
    parser.add_argument("--no-growth", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        beside_others(args.articles, Path(folder), args.newsplease_python)
        if not args.no_growth:
            growth(args.sizes, Path(folder))
    return 0


def beside_others(articles: int, folder: Path, python: str) -> None:
    print(f"{articles} articles, each contestant alone:")
    with newsroom(articles) as room:
        clear_log(room)
        plain = ours(room, folder / "plain", images=False)
        done = published(folder / "plain")
        log = request_log(room)
        urls = folder / "urls.json"
        urls.write_text(json.dumps([(entry["host"], entry["path"]) for entry in log if entry["path"] != "/robots.txt"]))
        pages = len(log)
        rows = [("borderscraper", plain, pages, f"{done} records")]
        for name in ("bare", "crawlspider", "newsplease"):
            clear_log(room)
            cost = peer(name, room, urls, python if name == "newsplease" else sys.executable)
            if cost.status == 77:
                print(f"  {name}: not installed, skipped", file=sys.stderr)
                continue
            rows.append((name, cost, len(request_log(room)), "" if cost.status == 0 else f"exit {cost.status}"))
        clear_log(room)
        pictured = ours(room, folder / "pictured", images=True)
        rows.append(
            (
                "borderscraper with pictures",
                pictured,
                len(request_log(room)),
                f"{published(folder / 'pictured')} records",
            )
        )
    first = pages / plain.seconds
    print(f"{'':28} {'requests':>8} {'seconds':>8} {'pages/s':>8} {'ms CPU/page':>11} {'peak MB':>8} {'ours is':>8}")
    for name, cost, count, remark in rows:
        rate = count / cost.seconds
        print(
            f"{name:28} {count:8d} {cost.seconds:8.1f} {rate:8.1f} {cost.cpu / max(count, 1) * 1e3:11.2f} {cost.peak:8.0f}"
            f" {first / rate:7.2f}x  {remark}"
        )


def growth(sizes: list[int], folder: Path) -> None:
    print("\nGrowth, and a second run over an unchanged newsroom:")
    print(
        f"{'articles':>9} {'records':>8} {'seconds':>8} {'ms CPU/page':>11} {'peak MB':>8} {'2nd run: requests':>18} {'share':>7}"
    )
    for size in sizes:
        output = folder / f"grow-{size}"
        with newsroom(size) as room:
            clear_log(room)
            first = ours(room, output, images=False)
            count = len(request_log(room))
            clear_log(room)
            ours(room, output, images=False)
            again = len(request_log(room))
        print(
            f"{size:9d} {published(output):8d} {first.seconds:8.1f} {first.cpu / count * 1e3:11.2f} {first.peak:8.0f}"
            f" {again:18d} {again / count:7.2%}"
        )


if __name__ == "__main__":
    sys.exit(main())
