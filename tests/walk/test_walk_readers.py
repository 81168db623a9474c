"""Articles read in processes of their own (`BORDERSCRAPER_READERS`): the same records, and what follows when one is lost."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import textwrap
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
import walk_pages as w
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from borderscraper.crawl import readers
from borderscraper.items import Article
from borderscraper.spiders.baolaocai import BaolaocaiSpider

Crawl = Callable[..., Any]

#: A reader that does what the page says.
MISCHIEF = textwrap.dedent(
    """
    import os, signal, time
    from borderscraper.crawl import reading

    read = reading.read_article

    def read_article(body, *rest, **kw):
        if b"KILL" in body:
            os.kill(os.getpid(), signal.SIGKILL)
        while b"HANG" in body:
            pass
        if b"SLOW" in body:
            time.sleep(0.1)
        if b"RAISE" in body:
            raise ZeroDivisionError("một phần không")
        return read(body, *rest, **kw)

    reading.read_article = read_article
    reading.main()
    """
)


@pytest.fixture
def mischief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "COMMAND", ("-P", "-c", MISCHIEF))


def processes() -> list[psutil.Process]:
    """Readers of crawls in this process."""
    return [child for child in psutil.Process().children() if "borderscraper.crawl" in " ".join(child.cmdline())]


def stand(site: Any, *numbers: int) -> None:
    site.pages["/"] = w.home()
    site.pages["/kinh-te/"] = w.section(numbers)
    for n in numbers:
        site.pages[w.path(n)] = w.article(n, w.day(1))


def ids(crawled: Any) -> list[int]:
    return sorted(int(record["id"].partition(":")[2]) for record in crawled.records)


def test_they_give_what_the_crawl_reads_itself(site: Any, crawl: Crawl, tmp_path: Path) -> None:
    stand(site, *range(1, 9))
    site.pages[w.path(1)] = w.article(1, w.day(1), related=[20, 21])
    site.pages |= {w.path(n): w.article(n, w.day(2)) for n in (20, 21, 30)}
    site.pages[w.path(2)] = "<html><head><title>Tin</title></head><body><p></p></body></html>"
    site.pages[w.path(3)] = b"%PDF-1.4"
    site.pages[w.path(4)] = (404, {}, b"")
    site.pages[w.path(5)] = w.article(5, w.day(1), canonical=30)  # another article's
    now = w.day(0).isoformat()
    crawled = [
        crawl(
            since="all",
            settings={
                "BORDERSCRAPER_READERS": count,
                "BORDERSCRAPER_NOW": now,
                "BORDERSCRAPER_OUTPUT": str(tmp_path / "output" / str(count)),
            },
        )
        for count in (0, 1, 2)
    ]
    assert len(crawled[0].records) == 7
    for other in crawled[1:]:
        assert other.stats["reader/started"] in (1, 2)
        for one in (crawled[0], other):
            one.records.sort(key=lambda record: record["id"])
        times = dict.fromkeys(("fetched_at", "first_seen_at"))
        assert [{**r, **times} for r in other.records] == [{**r, **times} for r in crawled[0].records]
        counted = [
            {name: n for name, n in one.stats.items() if name.startswith(("article/", "related/"))}
            for one in (crawled[0], other)
        ]
        assert counted[1] == counted[0]
        assert counted[0]["article/refused/no-content"] == counted[0]["article/refused/binary"] == 1
    assert processes() == []


def test_a_page_that_its_reader_does_not_survive(site: Any, crawl: Crawl, mischief: None) -> None:
    stand(site, *range(1, 13))
    for n, words in ((3, "KILL"), (6, "HANG"), (9, "RAISE")):
        site.pages[w.path(n)] = w.article(n, w.day(1), words=words)
    now = datetime(2026, 11, 23, 6, tzinfo=UTC)
    settings = {"BORDERSCRAPER_READERS": 1, "BORDERSCRAPER_READ_SECONDS": 1}
    crawled = crawl(since="all", settings={**settings, "BORDERSCRAPER_NOW": now.isoformat()})
    assert ids(crawled) == [1, 2, 4, 5, 7, 8, 10, 11, 12]
    stats = crawled.stats
    assert (stats["reader/started"], stats["reader/died"], stats["reader/hung"]) == (3, 1, 1)
    assert stats["article/failed/reader-died"] == stats["article/failed/reader-hung"] == 1
    assert stats["article/error/ZeroDivisionError"] == 1
    assert processes() == []
    # nothing is lost by it: the next run reads them
    site.log.clear()
    for n in (3, 6, 9):
        site.pages[w.path(n)] = w.article(n, w.day(1))
    later = (now + timedelta(hours=1)).isoformat()
    assert ids(crawl(since="all", refresh="none", settings={**settings, "BORDERSCRAPER_NOW": later})) == [3, 6, 9]


@pytest.mark.parametrize("prompt", [30.0, 0.0])
def test_readers_that_cannot_keep_up(
    site: Any, crawl: Crawl, mischief: None, monkeypatch: pytest.MonkeyPatch, prompt: float
) -> None:
    monkeypatch.setattr(readers, "AHEAD", 1)
    monkeypatch.setattr(readers, "PROMPT", prompt)
    stand(site, *range(1, 13))
    for n in range(1, 13):
        site.pages[w.path(n)] = w.article(n, w.day(1), words="SLOW")
    crawled = crawl(since="all", settings={"BORDERSCRAPER_READERS": 1})
    assert ids(crawled) == list(range(1, 13))
    helped = crawled.stats.get("reader/helped", 0)
    if prompt:
        assert 1 <= helped <= 11, "the crawl reads what they have no room for, they the rest"
    else:
        assert helped == 0, "a reader that does not answer may be held up by something that would hold up the crawl"


def test_no_reader_can_be_started(site: Any, crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "COMMAND", ("-c", "raise SystemExit(3)"))
    stand(site, *range(1, 6))
    crawled = crawl(since="all", settings={"BORDERSCRAPER_READERS": 2})
    assert ids(crawled) == [1, 2, 3, 4, 5]
    assert crawled.stats["reader/false_start"] >= readers.FALSE_STARTS
    assert not any(name.startswith("article/failed") for name in crawled.stats)


def test_a_reader_listens_to_the_crawl_alone(site: Any, crawl: Crawl) -> None:
    stand(site, *range(1, 9))
    signalled = []

    def answer(asked: Any) -> Any:
        wait_until(lambda: any(ignores(reader.pid, signal.SIGINT, signal.SIGTERM) for reader in processes()))
        for reader in processes():
            assert os.getpgid(reader.pid) == reader.pid, "Ctrl-C is sent to all of the terminal's group"
            for number in (signal.SIGINT, signal.SIGTERM):
                reader.send_signal(number)
                signalled.append(number)
        return (200, {"Content-Type": "text/html; charset=utf-8"}, w.article(8, w.day(1)).encode())

    site.pages[w.path(8)] = answer
    crawled = crawl(since="all", settings={"BORDERSCRAPER_READERS": 1})
    assert ids(crawled) == list(range(1, 9))
    assert signalled == [signal.SIGINT, signal.SIGTERM]
    assert crawled.stats["reader/started"] == 1
    wait_until(lambda: not processes())


def wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def ignores(pid: int, *numbers: int) -> bool:
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigIgn"))
    mask = int(line.split()[1], 16)
    return all(mask >> (number - 1) & 1 for number in numbers)


def test_what_a_reader_had_answered_before_it_died_is_taken_first() -> None:
    """The crawl notices by a write that fails, with an answer still unread: the page without an answer is at fault."""

    async def lose_one() -> list[Any]:
        stats = MemoryStatsCollector(get_crawler())
        few = readers.Readers(1, seconds=30, stats=stats)
        few.start()
        try:
            paper = BaolaocaiSpider.newspaper
            pages = [
                (w.article(n, w.day(1)).encode(), f"https://baolaocai.vn{w.path(n)}", None, paper) for n in (1, 2, 3)
            ]
            await few.read(*pages[0])  # it is ready
            reader = few._readers[0]
            second = asyncio.ensure_future(few.read(*pages[1]))
            await asyncio.sleep(0)
            select.select([reader._socket], [], [], 20)  # answered, and not read: the loop stands still
            reader.process.kill()
            reader.process.wait()
            third = asyncio.ensure_future(few.read(*pages[2]))
            return await asyncio.gather(second, third, return_exceptions=True)
        finally:
            few.close()

    second, third = asyncio.run(lose_one())
    assert isinstance(second, Article), second
    assert isinstance(third, readers.ReaderLost) and third.code == "reader-died"
