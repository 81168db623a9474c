"""When to ask again: for a published article, after a failure, after a refusal, for a removed article.

The check points of a published article are fixed ages, so they do not depend on when it happened to be asked before: a
state rebuilt from the dataset asks at the same times.
"""

from __future__ import annotations

from datetime import datetime, timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

#: up to this age -> asked once in this time; corrections come in the first hours, then seldom
REVALIDATE = ((2 * DAY, 3 * HOUR), (7 * DAY, DAY), (28 * DAY, 7 * DAY))
#: and once more when a run finds it older than this
REVALIDATE_LATE = (90 * DAY, 365 * DAY)
#: waits after the 1st, 2nd … failure in a row; after the last the article is given up (kept, with its reason)
BACK_OFF = (10 * timedelta(minutes=1), HOUR, 6 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY)
#: waits after the 1st, 2nd … refusal (the page was no article)
REFUSED = (3 * DAY, 30 * DAY)
#: refusals that say more about the moment than about the page: they wait like failures
PASSING = frozenset({"challenge", "empty", "truncated"})
#: waits after a 404 or 410: of a published article, and of one that never was
GONE = (DAY, 7 * DAY, 30 * DAY)
GONE_UNPUBLISHED = (7 * DAY,)


def next_check(anchor: datetime, checked: datetime) -> datetime | None:
    """The first check point after `checked` of an article published at `anchor`; None = not asked any more."""
    age = checked - anchor
    if age < timedelta(0):
        return anchor + REVALIDATE[0][1]
    start = timedelta(0)
    for until, every in REVALIDATE:
        if age < until:
            return anchor + min(start + ((age - start) // every + 1) * every, until)
        start = until
    return next((anchor + point for point in REVALIDATE_LATE if age < point), None)


def wait(table: tuple[timedelta, ...], attempts: int, now: datetime) -> datetime | None:
    """When to try again after that many attempts (from 1); None = given up."""
    return now + table[attempts - 1] if attempts <= len(table) else None
