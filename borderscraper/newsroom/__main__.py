"""`python -m borderscraper.newsroom`: serve a newsroom until stopped; one JSON line says where."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from .clock import Plan
from .content import VIETNAM
from .families import FAMILIES, family_room
from .room import NOW, WEIGHTS, Newsroom
from .server import Running, serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--articles", type=int, default=300, help="how many articles (default 300)")
    parser.add_argument("--seed", type=int, default=1, help="the number that determines everything (default 1)")
    parser.add_argument("--port", type=int, default=0, help="TCP port on 127.0.0.1; 0 = any free one")
    parser.add_argument(
        "--port-file", type=Path, metavar="FILE", help="write the JSON line to this file as well, when ready"
    )
    parser.add_argument("--days", type=float, default=None, help="days before now in which most articles appeared")
    parser.add_argument("--now", default=None, help="the newsroom's present: ISO date and time, or 'today'")
    parser.add_argument("--crawl-delay", type=float, default=0.05, help="of robots.txt, in seconds; negative = none")
    parser.add_argument("--bad-images", action="store_true", help="some pictures are served badly")
    parser.add_argument("--older-load-more", action="store_true", help="the load-more API answers in its older form")
    parser.add_argument(
        "--weight",
        choices=WEIGHTS,
        default="light",
        help="pages as light as tests like them (default), or as heavy as live ones",
    )
    parser.add_argument("--families", action="store_true", help="also play a newspaper of every other CMS family")
    parser.add_argument("--quiet-log", action="store_true", help="keep no list of requests")
    parser.add_argument("--cache-mb", type=int, default=48, help="memory for rendered pages")
    parser.add_argument("--warm", action="store_true", help="render the pages before saying that it is ready")


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m borderscraper.newsroom", description=__doc__)
    add_arguments(parser)
    return parser.parse_args(argv)


def present(text: str | None) -> datetime:
    if text is None:
        return NOW
    if text == "today":
        return datetime.now(VIETNAM)
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)


def rooms_of(args: argparse.Namespace) -> list[Newsroom]:
    delay = args.crawl_delay if args.crawl_delay >= 0 else None
    form = "html" if args.older_load_more else "json"
    room = Newsroom(
        args.seed, args.articles, now=present(args.now), days=args.days, plan=Plan(), bad_images=args.bad_images,
        crawl_delay=delay, load_more_form=form, weight=args.weight,
    )  # fmt: skip
    rooms = [room]
    if args.families:
        size = max(20, args.articles // 3)
        rooms += [
            family_room(name, args.seed, size, now=present(args.now), days=args.days, crawl_delay=delay)
            for name in FAMILIES
        ]
    return rooms


async def main(args: argparse.Namespace, announce: Callable[[Running], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; `announce` says where, by default as one JSON line on standard output."""
    async with serve(*rooms_of(args), port=args.port, cache_mb=args.cache_mb) as running:
        running.keep_log = not args.quiet_log
        if args.warm:
            running.warm()
        line = json.dumps({"origin": running.origin, "hosts": running.hosts})
        if announce:
            announce(running)
        else:
            print(line, flush=True)
        if args.port_file:
            # whole or not at all: whoever waits for the file must not read half of it
            draft = args.port_file.with_name(args.port_file.name + f".{os.getpid()}")
            draft.write_text(line)
            draft.replace(args.port_file)
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C ends it there as KeyboardInterrupt
                asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await stop.wait()


if __name__ == "__main__":
    try:
        asyncio.run(main(arguments()))
    except (OSError, ValueError, OverflowError) as error:
        sys.exit(f"newsroom: {error}")
