"""The process beside a crawl that reads article pages and does nothing else.

`python -m borderscraper.crawl.reading SOCKET SECONDS` is started by `readers.Readers`: on that socket (a file descriptor)
it takes pages and gives back what they say, one after the other, until the crawl closes it. It writes nothing and asks
nobody. SECONDS is the longest that a page may take.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from typing import Any

from borderscraper.newspaper import Newspaper
from borderscraper.pages.article import read_article
from borderscraper.pages.errors import NotAnArticle


def frame(message: Any) -> bytes:
    """What goes over the socket, in both directions: four bytes of length, and a pickle."""
    data = pickle.dumps(message, 5)
    return len(data).to_bytes(4, "big") + data


def frame_end(received: bytearray) -> int:
    """Where the first frame of what was received ends; 0 when it is not there as a whole."""
    if len(received) < 4:
        return 0
    end = 4 + int.from_bytes(received[:4], "big")
    return end if end <= len(received) else 0


def _answer(body: bytes, url: str, paper: Newspaper, content_type: str | None) -> Any:
    """The record, or what was raised, in words: not every exception comes through a pickle."""
    try:
        return read_article(body, url, paper, content_type=content_type)
    except NotAnArticle as no:
        return "refused", no.reason, no.url, no.detail
    except Exception as error:
        return "error", type(error).__name__, str(error), traceback.format_exc()


def _pages(connection: socket.socket) -> Iterator[Any]:
    """What the crawl sends, until it is gone.

    All that has come is taken in before a page is read: the socket holds two or three pages, and a crawl that publishes a
    file sends no others meanwhile.
    """
    buffer = memoryview(bytearray(262_144))
    received = bytearray()
    while True:
        end = frame_end(received)
        try:
            size = connection.recv_into(buffer, 0, socket.MSG_DONTWAIT if end else 0)
        except BlockingIOError:
            with memoryview(received) as whole:
                page = pickle.loads(whole[4:end])
            del received[:end]
            yield page
        else:
            if not size:
                return
            received += buffer[:size]


def serve(connection: socket.socket, seconds: float) -> None:
    """Answer pages until the crawl is gone. Raises OSError when it goes meanwhile."""
    connection.sendall(frame(None))  # ready
    paper: Any = None
    for body, url, content_type, given in _pages(connection):  # the newspaper only when it is another one
        paper = given or paper
        # whatever a page does to the reader, the signal ends it, also when nobody waits for the answer any more
        signal.setitimer(signal.ITIMER_REAL, seconds)
        answer = frame(_answer(body, url, paper, content_type))
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.sendall(answer)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):  # the crawl decides when it is over
        signal.signal(number, signal.SIG_IGN)
    gc.set_threshold(20_000, 20, 50)  # as in commands/crawl.py
    connection = socket.socket(fileno=int(sys.argv[1]))
    with contextlib.suppress(OSError):
        serve(connection, float(sys.argv[2]))
    os._exit(0)


if __name__ == "__main__":
    main()
