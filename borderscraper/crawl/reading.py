"""An article page read as the crawl wants it, and the process that does nothing else.

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
from typing import Any

from borderscraper.items import Article
from borderscraper.newspaper import Newspaper
from borderscraper.pages.article import read_article
from borderscraper.pages.errors import NotAnArticle
from borderscraper.text.topics import find_topics


def read_page(body: bytes, url: str, paper: Newspaper, content_type: str | None) -> Article:
    """The record of an article page, with its topics. Raises NotAnArticle."""
    article = read_article(body, url, paper, content_type=content_type)
    names = [section.name for section in article.section]
    article.topics = find_topics(article.title, article.summary, article.text, names, article.tags)
    return article


def frame(answer: Any) -> bytes:
    """An answer as it goes over the socket: four bytes of length, and its pickle."""
    data = pickle.dumps(answer, 5)
    return len(data).to_bytes(4, "big") + data


def _answer(*page: Any) -> Any:
    """The record, or what was raised, in words: not every exception comes through a pickle."""
    try:
        return read_page(*page)
    except NotAnArticle as no:
        return "refused", no.reason, no.url, no.detail
    except Exception as error:
        return "error", type(error).__name__, str(error), traceback.format_exc()


def serve(stream: Any, seconds: float) -> None:
    """Answer pages until there are no more. Raises EOFError and OSError when the crawl has gone."""
    stream.write(frame(None))  # ready
    stream.flush()
    paper = None
    while True:
        body, url, content_type, given = pickle.load(stream)  # the newspaper only when it is another one
        paper = given or paper
        # whatever a page does to the reader, the signal ends it, also when nobody waits for the answer any more
        signal.setitimer(signal.ITIMER_REAL, seconds)
        answer = frame(_answer(body, url, paper, content_type))
        signal.setitimer(signal.ITIMER_REAL, 0)
        stream.write(answer)
        stream.flush()


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):  # the crawl decides when it is over
        signal.signal(number, signal.SIG_IGN)
    gc.set_threshold(20_000, 20, 50)  # as in commands/crawl.py
    connection = socket.socket(fileno=int(sys.argv[1]))
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        serve(connection.makefile("rwb"), float(sys.argv[2]))
    os._exit(0)


if __name__ == "__main__":
    main()
