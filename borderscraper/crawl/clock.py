"""What time it is for a run: the real clock, or a pretended one for tests and replays.

The setting `BORDERSCRAPER_NOW` (ISO 8601; without an offset it is UTC) is when the run pretends to start; from there its
time goes on as usual. Everything that decides by time (since, the revalidation schedule, back-off) asks this clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

Clock = Callable[[], datetime]


def real_clock() -> datetime:
    """Now, aware, UTC."""
    return datetime.now(UTC)


def clock_from_settings(settings: Any) -> Clock:
    """The clock of a run. Raises ValueError when BORDERSCRAPER_NOW is no ISO 8601 time."""
    said = settings.get("BORDERSCRAPER_NOW")
    if not said:
        return real_clock
    try:
        start = datetime.fromisoformat(str(said))
    except ValueError:
        raise ValueError(
            f"BORDERSCRAPER_NOW={said!r}: expected an ISO 8601 time such as 2026-11-23T06:00:00Z"
        ) from None
    start = start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)
    began = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


def iso(moment: datetime) -> str:
    """UTC, whole seconds, `2026-11-23T17:09:02Z`: sorts as text."""
    return moment.astimezone(UTC).isoformat()[:19] + "Z"  # strftime takes three times as long


def parse(text: str) -> datetime:
    """The inverse of `iso`; any ISO 8601 with offset, without one it is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
