"""Processes beside the crawl that read article pages (`BORDERSCRAPER_READERS`), so that it only fetches and keeps books.

    readers = Readers(1, seconds=60, stats=crawler.stats)
    readers.start()
    outcome = await readers.read(body, url, content_type, paper)   # an Article, or the exception that reading it raised
    readers.close()

What can happen to a reader, and what follows:

- It dies (killed for memory, a crash in a library) or takes longer than `seconds` for a page, and is killed: that page's
  outcome is `ReaderLost`; pages that waited behind it are read by the next reader, which is started when there is need.
- It dies before it was ready: no page is at fault. After FALSE_STARTS of them in a row pages are read in the crawl's own
  process, with one warning.
- The crawl gets SIGINT or SIGTERM: readers do not listen to them, and stand outside the terminal's group of processes.
- The crawl is gone, however: a reader finds its socket closed when it has read its page, and ends.

Each reader holds no more than AHEAD pages. When all of them are full and answer (`PROMPT`), the crawl, which fetches faster
than they read, reads the next page itself; what waits otherwise are responses, which the walk's window bounds.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections import deque
from dataclasses import dataclass, replace
from typing import Any

from scrapy.statscollectors import StatsCollector

from borderscraper.crawl.reading import frame, frame_end
from borderscraper.items import Article
from borderscraper.newspaper import Newspaper
from borderscraper.pages.article import read_article
from borderscraper.pages.errors import NotAnArticle

logger = logging.getLogger(__name__)

#: Pages that are with a reader: the one that it reads, and enough that it need not wait for a crawl that publishes.
AHEAD = 16
#: Seconds since its last answer for which a reader counts as reading along: what holds it up is not for the crawl to try.
PROMPT = 0.5
#: Starts that fail, one after the other, before no more are tried; and how long one may take, in seconds.
FALSE_STARTS = 3
STARTING = 60.0
#: What a reader runs: what Python is told before the socket and the seconds.
COMMAND = ("-P", "-m", "borderscraper.crawl.reading")


class ReaderLost(Exception):
    """The process that read a page was lost with it. `code`: reader-died | reader-hung."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


@dataclass(slots=True, eq=False)
class _Page:
    body: bytes
    url: str
    content_type: str | None
    paper: Newspaper
    outcome: asyncio.Future[Article | Exception | None]  #: None = nobody else reads it

    def settle(self, outcome: Article | Exception | None) -> None:
        if not self.outcome.done():  # a crawl that is stopped at once has cancelled it
            self.outcome.set_result(outcome)

    def read_here(self) -> Article | Exception:
        try:
            return read_article(self.body, self.url, self.paper, content_type=self.content_type)
        except Exception as error:
            return error


class Readers:
    """`count` reader processes; a page may take them `seconds`."""

    def __init__(self, count: int, *, seconds: float, stats: StatsCollector) -> None:
        self.count = count
        self.seconds = seconds
        self.stats = stats
        self.closed = False
        self.false_starts = 0
        self._readers: list[_Reader] = []
        self._waiting: deque[_Page] = deque()

    def start(self) -> None:
        """Start them, so that they are ready when the first page comes. To be called in the crawl's event loop."""
        for _ in range(self.count):
            self._start()

    async def read(self, body: bytes, url: str, content_type: str | None, paper: Newspaper) -> Article | Exception:
        """What `read_article` gives or raises for this page, or ReaderLost."""
        page = _Page(body, url, content_type, paper, asyncio.get_running_loop().create_future())
        self._waiting.append(page)
        self.feed()
        outcome = await page.outcome
        return page.read_here() if outcome is None else outcome

    def close(self) -> None:
        """Let the readers go. Nothing may be waited for any more."""
        self.closed = True
        for reader in self._readers:
            reader.stop()

    def feed(self) -> None:
        """Give waiting pages to readers that have room."""
        while self._waiting:
            if self.false_starts >= FALSE_STARTS:
                self._waiting.popleft().settle(None)
                continue
            reader = min(self._readers, key=lambda it: len(it.pages), default=None)
            if (reader is None or reader.pages) and len(self._readers) < self.count:
                reader = self._start()
            elif reader is None or len(reader.pages) >= AHEAD:
                if reader is not None and reader.is_prompt():
                    self.stats.inc_value("reader/helped")
                    self._waiting.popleft().settle(None)
                return
            if reader is not None:
                reader.take(self._waiting.popleft())

    def _start(self) -> _Reader | None:
        try:
            reader = _Reader(self)
        except OSError as error:  # no more processes, no memory
            self.started_in_vain(str(error))
            return None
        self.stats.inc_value("reader/started")
        self._readers.append(reader)
        return reader

    def started_in_vain(self, why: str) -> None:
        self.false_starts += 1
        self.stats.inc_value("reader/false_start")
        if self.false_starts == FALSE_STARTS:
            logger.warning("No reader process can be started (%s): pages are read in the crawl's own process", why)

    def lost(self, reader: _Reader, why: str) -> None:
        """A reader has ended."""
        self._readers.remove(reader)
        if self.closed:
            return
        pages, code = reader.pages, "reader-hung" if reader.hung else "reader-died"
        if not reader.ready:
            self.started_in_vain(why)
        else:
            self.stats.inc_value(f"reader/{code.removeprefix('reader-')}")
            logger.warning("A reader process was lost: %s", why)
            if pages:
                pages.popleft().settle(ReaderLost(code, why))
        self._waiting.extendleft(reversed(pages))
        self.feed()


class _Reader(asyncio.BufferedProtocol):
    """One process, and its end of the socket. Raises OSError when it cannot be started."""

    def __init__(self, readers: Readers) -> None:
        self.readers = readers
        self.pages: deque[_Page] = deque()  #: in the order of their answers
        self.ready = self.hung = False
        self.answered = 0.0  #: when, by the loop's clock
        self._paper: Newspaper | None = None
        # asyncio's own buffer is a new 256 KB for every read: a tenth of the crawl's time
        self._buffer = memoryview(bytearray(65_536))
        self._received = bytearray()
        self._unsent: list[bytes] = []
        self._transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()
        self._alarm = self._loop.call_later(STARTING, self._late)
        ours, theirs = socket.socketpair()
        self._socket = ours
        with theirs:
            # twice as long: the crawl itself is to notice a page that takes too long, and to say so
            arguments = (str(theirs.fileno()), str(2 * readers.seconds))
            path = os.pathsep.join(filter(None, sys.path))
            try:
                self.process = subprocess.Popen(
                    [sys.executable, *COMMAND, *arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": path},
                    pass_fds=[theirs.fileno()],
                    process_group=0,
                )
            except BaseException:
                self._alarm.cancel()
                ours.close()
                raise
        self._connecting = self._loop.create_task(self._loop.create_unix_connection(lambda: self, sock=ours))

    def take(self, page: _Page) -> None:
        self.pages.append(page)
        if self.ready and len(self.pages) == 1:
            self._wait()
        # a fresh copy, without what it remembers
        paper = None if page.paper is self._paper else replace(page.paper)
        self._paper = page.paper
        message = frame((page.body, page.url, page.content_type, paper))
        if self._transport is None:
            self._unsent.append(message)
        else:
            self._transport.write(message)

    def is_prompt(self) -> bool:
        return self._loop.time() - self.answered < PROMPT

    def stop(self) -> None:
        self._alarm.cancel()
        if self._transport is not None:
            self._transport.close()
        else:
            self.process.kill()

    def _wait(self) -> None:
        self._alarm.cancel()
        self._alarm = self._loop.call_later(self.readers.seconds, self._late)

    def _late(self) -> None:
        self.hung = True
        self.process.kill()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.writelines(self._unsent)
        self._unsent.clear()
        if self.readers.closed:
            transport.close()

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        self._take_answers(nbytes)
        self.readers.feed()

    def _take_answers(self, nbytes: int) -> None:
        received = self._received
        received += self._buffer[:nbytes]
        while end := frame_end(received):
            answer = pickle.loads(received[4:end])
            del received[:end]
            self._alarm.cancel()
            self.answered = self._loop.time()
            if self.ready:
                self.pages.popleft().settle(_outcome(answer))
            else:
                self.ready, self.readers.false_starts = True, 0
            if self.pages:
                self._wait()

    def connection_lost(self, error: Exception | None) -> None:
        self.process.kill()  # it has ended, or does so: this only makes sure that the next line does not wait
        status = self.process.wait()
        if error is not None:
            # a write that failed comes before the answers that are still to be read: they say which page it was
            with contextlib.suppress(OSError):  # nothing more to read
                while nbytes := self._socket.recv_into(self._buffer):
                    self._take_answers(nbytes)
        self._alarm.cancel()
        if self.hung:
            why = f"no answer in {self.readers.seconds if self.ready else STARTING:g} s"
        elif status < 0:
            why = f"ended by signal {-status} ({signal.strsignal(-status)})"
        else:
            why = f"it ended with status {status}"
        self.readers.lost(self, why)


def _outcome(answer: Any) -> Article | Exception:
    if isinstance(answer, Article):
        return answer
    if answer[0] == "refused":
        return NotAnArticle(*answer[1:])
    _, name, text, trace = answer
    error: Exception = type(name, (Exception,), {})(text)
    error.add_note(trace)
    return error
