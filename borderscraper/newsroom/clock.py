"""The newsroom's days: what happens to which article on which day, decided by the seed alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .content import Event, rng_for


@dataclass(frozen=True, slots=True)
class Plan:
    """How many articles a day are added, edited and so on.

    `cosmetic` edits change only boxes, advertising or white space: no new revision. `quiet_days` are days (numbers from
    1) on which nothing at all happens.
    """

    added: int = 6
    edited: int = 3
    cosmetic: int = 3
    deleted: int = 1
    moved: int = 1
    recent: float = 0.7  #: share of the edits that touch articles of the last week
    quiet_days: frozenset[int] = frozenset()


@dataclass(slots=True)
class Clock:
    """Simulated time: `now` moves by whole days; `events` are all that happened so far, by article number."""

    start: datetime
    day: int = 0
    events: dict[int, list[Event]] = field(default_factory=dict)
    by_day: dict[int, list[tuple[int, Event]]] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.start + timedelta(days=self.day)

    def record(self, n: int, event: Event) -> None:
        self.events.setdefault(n, []).append(event)
        self.by_day.setdefault(event.day, []).append((n, event))


def plan_day(seed: int, clock: Clock, plan: Plan, base: int, total: int, deleted: set[int]) -> list[tuple[int, Event]]:
    """The events of the clock's present day, in order of time. `total` articles exist before the day begins."""
    if clock.day in plan.quiet_days:
        return []
    rng = rng_for(seed, "day", clock.day)
    midnight = clock.now.replace(hour=0, minute=0, second=0, microsecond=0)
    until = clock.now - timedelta(minutes=10)
    span = max(60, int((until - midnight).total_seconds()))

    def when() -> datetime:
        return midnight + timedelta(seconds=rng.randrange(span))

    happened: list[tuple[int, Event]] = [(total + k, Event(clock.day, "added", when())) for k in range(plan.added)]
    touched = set(deleted)
    kinds = ["text", "title", "summary", "image"]
    wishes = [kinds[rng.randrange(4)] for _ in range(plan.edited)]
    wishes += [("related", "ads", "space")[rng.randrange(3)] for _ in range(plan.cosmetic)]
    wishes += ["deleted"] * plan.deleted + ["moved"] * plan.moved
    recent = max(1, total - base + max(1, base // 6))
    for kind in wishes:
        for _ in range(50):
            n = total - 1 - rng.randrange(min(recent, total)) if rng.random() < plan.recent else rng.randrange(total)
            if n not in touched:
                touched.add(n)
                happened.append((n, Event(clock.day, kind, when())))
                break
    return sorted(happened, key=lambda pair: (pair[1].at, pair[0]))
