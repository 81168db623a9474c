"""When to stop paging through a section: plain data and rules, no Scrapy.

A page of stories ends the walk when
- `end`: it shows no further page;
- `since`: every story on it is older than asked for;
- `settled`: nothing new can stand below it (`StateStore.settled`: an earlier run has read all of it);
- `repeats`: it is the second in a row without a story that this walk has not seen (a server that ignores the page number);
- `max_pages`: enough pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Stop = Literal["end", "since", "settled", "repeats", "max_pages"]

#: Stops after which nothing of what the run asked for is left unread.
COMPLETE: frozenset[str] = frozenset({"end", "since", "settled", "unchanged"})


@dataclass(slots=True)
class Walk:
    """The way through one section, feed or sitemap in one run."""

    url: str
    name: str
    via: Literal["section", "sitemap", "feed"]
    started: datetime
    state_url: str = ""  #: its name in the state: the URL, and the filter of the run where there is one
    pages: int = 0
    repeated: int = 0
    keys: set[str] = field(default_factory=set)  #: stories seen
    newest: str | None = None  #: publication time of the newest story, as shown
    etag: str | None = None  #: of the first page
    last_modified: str | None = None
    ended: bool = False


def turn(
    walk: Walk,
    page: Mapping[str, datetime | None],
    *,
    more: bool,
    since: datetime | None,
    max_pages: int | None,
    settled: Callable[[], bool] = lambda: False,
) -> Stop | None:
    """Take in one page (article key -> publication time, where known): why the walk ends with it, or None to go on.

    `more` = the page shows a next one; `settled` is asked only when it matters.
    """
    walk.pages += 1
    fresh = page.keys() - walk.keys
    walk.keys.update(fresh)
    walk.repeated = 0 if fresh else walk.repeated + 1
    if not more:
        return "end"
    if page and all_older(page, since):
        return "since"
    if page and settled():
        return "settled"
    if walk.repeated >= 2:
        return "repeats"
    if max_pages and walk.pages >= max_pages:
        return "max_pages"
    return None


def all_older(page: Mapping[str, datetime | None], since: datetime | None) -> bool:
    """Whether every story is known to be older than `since`."""
    return since is not None and all(published is not None and published < since for published in page.values())
