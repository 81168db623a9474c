"""A month of daily runs in one process, driven by test_durable_month.py: prints what happened as JSON."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from scrapy.utils.reactor import install_reactor

install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")

from scrapy.crawler import AsyncCrawlerRunner  # noqa: E402
from scrapy.utils.project import get_project_settings  # noqa: E402
from twisted.internet import reactor  # noqa: E402

from borderscraper.items import content_hash  # noqa: E402
from borderscraper.newsroom.clock import Plan  # noqa: E402
from borderscraper.newsroom.content import SECTIONS  # noqa: E402
from borderscraper.newsroom.room import Newsroom  # noqa: E402
from borderscraper.newsroom.server import Running, start_in_thread  # noqa: E402

ARTICLE = re.compile(r"post\d+\.html")


async def crawl(running: Running, output: Path, **arguments: Any) -> dict[str, Any]:
    """One run at the newsroom's present time."""
    running.forget()
    settings = get_project_settings()
    settings.update(
        {
            "BORDERSCRAPER_HOSTS": json.dumps(running.hosts),
            "BORDERSCRAPER_OUTPUT": str(output),
            "BORDERSCRAPER_NOW": running.room.now.isoformat(),
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_ENABLED": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "CONCURRENT_REQUESTS": 8,
            "LOG_LEVEL": "ERROR",
            "IMAGES_STORE": "",
        },
        priority="cmdline",
    )
    runner = AsyncCrawlerRunner(settings)
    crawler = runner.create_crawler("baolaocai")
    await runner.crawl(crawler, **arguments)
    kinds: Counter[str] = Counter()
    for hit in running.requests:
        article = "again" if "if-none-match" in hit.headers else "article"
        kinds[article if ARTICLE.search(hit.path) else "robots" if hit.path == "/robots.txt" else "listing"] += 1
    return {"day": running.room.clock.day, "status": int(crawler.ending.status), **kinds}  # type: ignore[attr-defined]


async def month(output: Path, refresh: str, rebuild_after: int) -> dict[str, Any]:
    plan = Plan(added=3, edited=3, cosmetic=2, deleted=1, moved=1, quiet_days=frozenset({10, 20}))
    room = Newsroom(7, 24, days=40, plan=plan, crawl_delay=None)
    days = []
    with start_in_thread(room) as running:
        days.append(await crawl(running, output / "a", since="all"))
        for day in range(1, 31):
            running.advance()
            days.append(await crawl(running, output / "a", refresh=refresh))
            if rebuild_after and day > rebuild_after:
                days[-1]["rebuilt"] = await crawl(running, output / "b", refresh=refresh)
            if day == rebuild_after:
                shutil.copytree(output / "a", output / "b")
                for path in (output / "b" / "baolaocai").glob("state.sqlite*"):
                    path.unlink()
    key = {}
    for n in range(room.total):
        history = room.history(n)
        key[room.answer(n, history[0][0]).id] = [(day, content_hash(a) if a else None) for day, a in history]
    return {"days": days, "key": key, "sections": len(SECTIONS), "start": room.clock.start.isoformat()}


async def main() -> None:
    output, refresh, rebuild_after = sys.argv[1:]
    print(json.dumps(await month(Path(output), refresh, int(rebuild_after))))


def run() -> None:
    def done(task: asyncio.Task[None]) -> None:
        reactor.stop()

    loop = asyncio.get_event_loop()
    task = loop.create_task(main())
    task.add_done_callback(done)
    reactor.run()
    task.result()


if __name__ == "__main__":
    run()
