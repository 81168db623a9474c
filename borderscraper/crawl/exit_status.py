"""How `scrapy crawl` ends: the one table of exit statuses, and which of them a run has earned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class ExitStatus(IntEnum):
    OK = 0
    ERROR = 1
    BAD_ARGUMENTS = 2
    LOCKED = 3
    UNREACHABLE = 4
    NOT_UNDERSTOOD = 5
    EXPORT_FAILED = 6
    STATE_UNUSABLE = 7
    INTERRUPTED = 130
    TERMINATED = 143


#: status -> (what it means, what to do); docs/operating.md holds the same table
MEANING: dict[ExitStatus, tuple[str, str]] = {
    ExitStatus.OK: ("crawled and published, also when nothing was new", "nothing"),
    ExitStatus.ERROR: (
        "an error of the program: a spider's `start()` failed, or something unforeseen",
        "read the traceback above the last line; what was finished is published; report it",
    ),
    ExitStatus.BAD_ARGUMENTS: (
        "an argument, setting or spider name is wrong; nothing was requested",
        "the line says what is allowed",
    ),
    ExitStatus.LOCKED: (
        "another run of this newspaper is on; the line says which process since when",
        "nothing, if runs overlap now and then; else make cron jobs rarer, or look at that process",
    ),
    ExitStatus.UNREACHABLE: (
        "no page of the newspaper could be read, or most failed: network, server errors, a challenge page, robots.txt",
        "nothing at first: what is pending is tried again by the next run; if it lasts, open the site in a browser",
    ),
    ExitStatus.NOT_UNDERSTOOD: (
        "pages came, but title, text or publication time were missing in more of them than the newspaper's floors allow, "
        "or every section was suddenly empty: the site has probably changed",
        "look at `coverage`, `refused` and `warnings` of the run report; repair the rules in `pages/`; records with gaps "
        "are published with warnings and get a new revision when they are read again",
    ),
    ExitStatus.EXPORT_FAILED: (
        "a file could not be written: disk full, read-only, or a failed feed of -o or FEEDS",
        "make room or mend the permissions and run again: finished records wait in the state, others are fetched again",
    ),
    ExitStatus.STATE_UNUSABLE: (
        "the state file was written by a newer version, belongs to another newspaper, or another program has it locked",
        "update, close the other program, or remove state.sqlite: it is rebuilt from the published files",
    ),
    ExitStatus.INTERRUPTED: (
        "stopped by Ctrl-C (SIGINT); what was finished is published",
        "run again: it goes on where it stopped",
    ),
    ExitStatus.TERMINATED: (
        "stopped by SIGTERM; what was finished is published",
        "run again: it goes on where it stopped",
    ),
}

#: reasons that a spider may close with (`CloseSpider(reason)`) -> status and what the line says
CLOSE_REASONS: dict[str, tuple[ExitStatus, str]] = {
    "start_error": (ExitStatus.ERROR, "the spider's start() failed"),
    "bad-arguments": (ExitStatus.BAD_ARGUMENTS, "a wrong argument"),
    "unreachable": (ExitStatus.UNREACHABLE, "the site does not answer"),
    "challenge": (ExitStatus.UNREACHABLE, "the site answers with a challenge page"),
    "structure": (ExitStatus.NOT_UNDERSTOOD, "the pages are no longer understood"),
    "export-failed": (ExitStatus.EXPORT_FAILED, "a file could not be written"),
    "state-unusable": (ExitStatus.STATE_UNUSABLE, "the state cannot be used"),
}

#: Least share of the articles read that must have a field; `understood` = read / (read + refused for their structure).
#: A newspaper may state its own as `floors`.
DEFAULT_FLOORS: Mapping[str, float] = {"title": 1.0, "text": 0.5, "published_at": 0.9, "understood": 0.5}
#: Fewer articles than this say nothing about the site.
FLOORS_FROM = 10
#: This many requests given up in a row at the end of a run mean that the site was lost.
SILENT_FROM = 10
#: Refusals that mean: the page came, and was not understood.
STRUCTURAL = frozenset({"no-title", "no-content", "template-leak"})


@dataclass(frozen=True)
class Ending:
    """How a run ended. `why` is one line for people; empty when there is nothing to say."""

    status: ExitStatus
    why: str = ""


@dataclass
class Facts:
    """What the verdict is made of."""

    reason: str = "finished"  #: Scrapy's finish reason
    message: str = ""  #: what the spider said when it closed
    verdict: Ending | None = None  #: given by whoever stopped the run
    signal: int | None = None
    requests: int = 0  #: sent
    answers: Mapping[int, int] = field(default_factory=dict)  #: final answers by status, without robots.txt
    silent: int = 0  #: requests given up since the last good answer
    robots_forbidden: int = 0
    robots_unreachable: int = 0
    tally: Mapping[str, int] = field(default_factory=dict)  #: the state store's
    read: int = 0  #: articles read, also unchanged ones
    have: Mapping[str, int] = field(default_factory=dict)  #: of those, how many have a field
    floors: Mapping[str, float] = field(default_factory=lambda: DEFAULT_FLOORS)
    feeds_failed: bool = False


def decide(facts: Facts) -> Ending:
    """The exit status of a run and why. What stopped it comes first, then what it found."""
    if facts.verdict is not None:
        return facts.verdict
    if facts.feeds_failed:
        return Ending(ExitStatus.EXPORT_FAILED, "a feed of -o, -O or FEEDS could not be written")
    if facts.signal is not None or facts.reason == "shutdown":
        status = ExitStatus.TERMINATED if facts.signal == 15 else ExitStatus.INTERRUPTED
        return Ending(status, "stopped by signal; what was finished is published, the rest is pending")
    if facts.reason in CLOSE_REASONS:
        status, why = CLOSE_REASONS[facts.reason]
        return Ending(status, facts.message or why)
    return _unreachable(facts) or _not_understood(facts) or Ending(ExitStatus.OK)


def is_good(status: int) -> bool:
    """Whether an answer with this status shows that the site works."""
    return status < 400 or status in (404, 410)


def _unreachable(facts: Facts) -> Ending | None:
    challenges = facts.tally.get("refused/challenge", 0) + facts.tally.get("listing/challenge", 0)
    good = sum(n for status, n in facts.answers.items() if is_good(status)) - challenges
    failed = {key.partition("/")[2]: n for key, n in facts.tally.items() if key.startswith("failed/")}
    done = sum(facts.tally.get(key, 0) for key in ("new", "changed", "unchanged", "deleted", "gone"))
    if good <= 0:
        if facts.robots_forbidden:
            return Ending(ExitStatus.UNREACHABLE, "robots.txt forbids every page asked for")
        if facts.robots_unreachable:
            return Ending(ExitStatus.UNREACHABLE, "robots.txt cannot be read, so nothing else was asked for")
        if challenges:
            return Ending(ExitStatus.UNREACHABLE, f"the site answers with a challenge page ({challenges} times)")
        if facts.requests:
            said = ", ".join(f"{n} × status {status}" for status, n in sorted(facts.answers.items()))
            return Ending(
                ExitStatus.UNREACHABLE, f"{facts.requests} requests and no page ({said or 'no answer at all'})"
            )
        return None
    if facts.silent >= SILENT_FROM:
        return Ending(ExitStatus.UNREACHABLE, f"the site stopped answering: the last {facts.silent} requests failed")
    if sum(failed.values()) > max(done, FLOORS_FROM - 1):
        said = ", ".join(f"{n} × {reason}" for reason, n in sorted(failed.items()))
        return Ending(ExitStatus.UNREACHABLE, f"most articles could not be fetched ({said}); they are pending")
    return None


def _not_understood(facts: Facts) -> Ending | None:
    refused = sum(facts.tally.get(f"refused/{reason}", 0) for reason in STRUCTURAL)
    shares: dict[str, float] = {}
    if facts.read >= FLOORS_FROM:
        shares = {name: facts.have.get(name, 0) / facts.read for name in facts.floors if name != "understood"}
    if facts.read + refused >= FLOORS_FROM:
        shares["understood"] = facts.read / (facts.read + refused)
    low = [
        f"{name} {share:.2f} < {facts.floors[name]:.2f}"
        for name, share in shares.items()
        if share < facts.floors.get(name, 0)
    ]
    if low:
        return Ending(ExitStatus.NOT_UNDERSTOOD, f"under the newspaper's floors: {', '.join(low)}")
    listings, empty, emptied = (facts.tally.get(f"listing/{name}", 0) for name in ("read", "empty", "emptied"))
    if emptied and emptied + empty == listings:
        return Ending(ExitStatus.NOT_UNDERSTOOD, f"{emptied} listings are suddenly empty, and no other shows a story")
    return None


def as_markdown() -> str:
    """The table for docs/operating.md."""
    rows = [f"| {int(status)} | {meaning} | {todo} |" for status, (meaning, todo) in MEANING.items()]
    return "\n".join(["| status | means | what to do |", "|---|---|---|", *rows])


def from_exception(error: BaseException) -> Ending | None:
    """The ending that an exception at the start of a run means; None = unforeseen."""
    for cls in type(error).__mro__:
        if status := _EXCEPTIONS.get(cls.__name__):
            return Ending(status, " ".join(str(error).split()))
    if isinstance(error, OSError) and error.errno is not None:
        return Ending(ExitStatus.EXPORT_FAILED, ": ".join(filter(None, (error.strerror, str(error.filename or "")))))
    return None


# by name, so that this module imports none of them
_EXCEPTIONS: dict[str, ExitStatus] = {
    "ArgumentError": ExitStatus.BAD_ARGUMENTS,
    "LockHeld": ExitStatus.LOCKED,
    "StateUnwritable": ExitStatus.EXPORT_FAILED,
    "StateError": ExitStatus.STATE_UNUSABLE,
}
