"""`scrapy newsroom`: the newspaper of our own, for a person to look at in a browser."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

if TYPE_CHECKING:
    from borderscraper.newsroom.server import Running


class Command(ScrapyCommand):
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--port P] [--articles N] [--seed S] [--weight light|real]"

    def short_desc(self) -> str:
        return "Run a small newspaper of our own on loopback, to look at or to crawl"

    def long_desc(self) -> str:
        return (
            "Serves a made-up provincial newspaper on 127.0.0.1 until Ctrl-C, with articles, pictures, lists, load-more "
            "API, sitemaps and feeds as the newspapers' CMS prints them. Open the printed address in a browser, or crawl "
            "it with the printed setting. Everything follows from --seed."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        try:
            from borderscraper.newsroom.__main__ import add_arguments
        except ModuleNotFoundError as error:
            if error.name != "aiohttp":
                raise
            return  # said when it is run
        add_arguments(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"scrapy newsroom takes options only, not {args[0]!r}")
        try:
            from borderscraper.newsroom.__main__ import main
        except ModuleNotFoundError as error:
            if error.name != "aiohttp":
                raise
            raise UsageError("the newsroom needs aiohttp: pip install 'borderscraper[newsroom]'") from error
        try:
            asyncio.run(main(opts, _announce))
        except KeyboardInterrupt:  # before the loop could listen for it
            pass
        except (OSError, ValueError, OverflowError) as error:
            raise UsageError(f"the newsroom cannot start: {error}") from error
        print("The newsroom is closed.")


def _announce(running: Running) -> None:
    import json

    room = running.room
    hosts = json.dumps(running.hosts)
    print(f"{room.paper.title}, {room.articles} articles, seed {room.seed}, at {room.now:%d/%m/%Y %H:%M}")
    print(f"  in a browser    {running.origin}/")
    print(f"  answer key      {running.origin}/__newsroom/answers.jsonl")
    print(f"  requests so far {running.origin}/__newsroom/stats")
    print(f"  to crawl it     scrapy crawl {room.paper.name} -a since=all -s BORDERSCRAPER_HOSTS='{hosts}'")
    for other in running.rooms[1:]:
        print(
            f"  beside it       {other.paper.title} (scrapy crawl {other.paper.name}), {other.articles} articles, {other.host}"
        )
    print("Ctrl-C ends it.", flush=True)
