"""`scrapy crawl NEWSPAPER`: Scrapy's own, with an exit status that says how the crawl ended."""

from __future__ import annotations

import argparse
import contextlib
import difflib
import gc
import logging
import sys
from typing import Any

from scrapy.commands.crawl import Command as ScrapyCrawl
from twisted.internet.defer import Deferred
from twisted.internet.task import LoopingCall

from borderscraper.crawl.exit_status import Ending, ExitStatus, from_exception

logger = logging.getLogger(__name__)


class Command(ScrapyCrawl):
    def short_desc(self) -> str:
        return "Crawl a newspaper, by spider name; the exit status says how it ended (docs/operating.md)"

    def syntax(self) -> str:
        return "[options] <newspaper>"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        name = args[0] if args else ""
        ending = self._wrong_names(args) or self._crawl(name, opts.spargs)
        self.exitcode = int(ending.status)
        if ending.status != ExitStatus.OK:
            words = ending.status.name.lower().replace("_", " ")
            with contextlib.suppress(OSError):  # the log may lie on the disk that is full
                print(f"scrapy crawl {name}: exit status {self.exitcode}, {words}: {ending.why}", file=sys.stderr)

    def _wrong_names(self, args: list[str]) -> Ending | None:
        assert self.crawler_process is not None
        spiders = sorted(self.crawler_process.spider_loader.list())
        if len(args) == 1 and args[0] in spiders:
            return None
        if not args:
            why = "name one newspaper; `scrapy list` shows them"
        elif len(args) > 1:
            why = f"one newspaper at a time, got {len(args)} arguments: {' '.join(args)}"
        else:
            near = difflib.get_close_matches(args[0].lower(), spiders, n=3, cutoff=0.5)
            near += [spider for spider in spiders if args[0].lower() in spider and spider not in near]
            hint = f"did you mean {' or '.join(near[:5])}?" if near else "`scrapy list` shows them all"
            why = f"no newspaper has the name {args[0]!r}; {hint}"
        return Ending(ExitStatus.BAD_ARGUMENTS, why)

    def _crawl(self, name: str, arguments: dict[str, Any]) -> Ending:
        process = self.crawler_process
        assert process is not None
        # a page is some thousand short-lived objects without cycles: by default they are searched for some at every 700th
        gc.set_threshold(20_000, 20, 50)
        crawler = self._create_crawler(name)
        # Scrapy says something at DEBUG of every request, answer and item: not even made when nobody is to see it
        logging.getLogger("scrapy").setLevel(crawler.settings["LOG_LEVEL"])
        stopped: list[int] = []
        graceful = process._signal_shutdown

        def first_signal(number: int, frame: Any) -> None:
            stopped.append(number)
            if durable := getattr(crawler, "durable", None):
                durable.signalled(number)
            graceful(number, frame)

        process._signal_shutdown = first_signal  # type: ignore[method-assign,assignment]
        crawler.arguments = arguments  # type: ignore[attr-defined]
        outcome = process.crawl(crawler, **arguments)
        errors: list[BaseException] = []
        if isinstance(outcome, Deferred):
            outcome.addErrback(lambda failure: errors.append(failure.value))  # type: ignore[call-overload]
        forget_cancelled_timeouts()
        process.start()
        if not isinstance(outcome, Deferred) and outcome.done() and not outcome.cancelled() and outcome.exception():  # type: ignore[attr-defined]
            errors.append(outcome.exception())  # type: ignore[attr-defined]
        if errors:
            return _from_error(errors[0])
        if stopped and not hasattr(crawler, "ending"):
            status = ExitStatus.TERMINATED if stopped[0] == 15 else ExitStatus.INTERRUPTED
            return Ending(status, "stopped at once by a second signal; what was finished is published by the next run")
        durable = getattr(crawler, "durable", None)
        if durable is None:
            return Ending(ExitStatus.ERROR, "the extension borderscraper.crawl.durable.Durable is not on")
        ending: Ending = durable.conclude()
        return ending


def forget_cancelled_timeouts() -> None:
    """Let the reactor look at its timed calls every second.

    On asyncio it does so only when one of them is due, and drops the cancelled ones only then: two a request, its own
    timeout and that of its connection, which made 10 MB within a minute (twisted.internet.base.ReactorBase.runUntilCurrent,
    Twisted 26.10).
    """
    LoopingCall(lambda: None).start(1, now=False)


def _from_error(error: BaseException) -> Ending:
    ending = from_exception(error)
    if ending is None:
        logger.error("The crawl could not start", exc_info=error)
        ending = Ending(ExitStatus.ERROR, f"{type(error).__name__}: {error}")
    return ending
