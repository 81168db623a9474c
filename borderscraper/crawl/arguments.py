"""What `scrapy crawl NAME -a …` may say: text in, `Options` out; a wrong argument says what is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import Literal

from borderscraper.newspaper import Newspaper
from borderscraper.text.topics import wanted_classes

VIETNAM = timezone(timedelta(hours=7))
DEFAULT_DAYS = 30

Refresh = Literal["all", "known", "none"]

#: Every argument with what it takes: the text of error messages and of the documentation.
ALLOWED = {
    "sections": "comma list of slugs, paths or Vietnamese names; `all` = the home page's menu, `border` = those on the border; default: all where the markup was verified, else border",
    "since": "ISO date, dd/mm/yyyy, a number of days such as `7d`, or `all`; default 30d",
    "until": "ISO date or dd/mm/yyyy",
    "max_pages": "pages a section, from 1; default no limit",
    "related_depth": "0 = do not follow related links; default 1",
    "related_since": "as `since`, for related articles; default all",
    "urls": "comma list of article URLs",
    "urls_file": "a file with one article URL a line",
    "sitemaps": "1 = read the monthly sitemaps too; default 0",
    "feeds": "1 = read the feeds too; default 0",
    "refresh": "all, known (default: as their age says) or none: which published articles are asked for again",
    "images_max_bytes": "bytes of pictures that this run may fetch, from 0; default no limit",
    "topics": "comma list of topic classes, or `border` = any of them; default no filter",
}

_DATE_FORMS = "an ISO date (2024-01-31), dd/mm/yyyy, a number of days such as 7d, or all"
_DAYS = re.compile(r"(\d{1,5})\s*d")
_DMY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YES = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
    "": False,
}


class ArgumentError(ValueError):
    """A spider argument or setting that cannot be used; its text is one line for the person who typed it."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """A crawl's arguments, understood. Times are aware; None = no limit."""

    sections: tuple[str, ...] | None = None  #: as typed; None = the whole menu
    since: datetime | None = None
    until: datetime | None = None
    max_pages: int | None = None
    related_depth: int = 1
    related_since: datetime | None = None
    urls: tuple[str, ...] = ()  #: article URLs; when given, sections are walked only when they are named, too
    sitemaps: bool = False
    feeds: bool = False
    refresh: Refresh = "known"
    topics: frozenset[str] | None = None
    images_max_bytes: int | None = None

    sections_given: bool = False  #: else `sections` is the default, and gives way where there are none such

    @property
    def walks_sections(self) -> bool:
        return not self.urls or self.sections_given


def default_sections(paper: Newspaper) -> tuple[str, ...] | None:
    """All sections where the newspaper's markup was verified; elsewhere those on the border, which a menu names."""
    return None if paper.verified == "markup" else ("border",)


def parse_arguments(arguments: Mapping[str, object], paper: Newspaper, now: datetime) -> Options:
    """Spider arguments to Options. `now` is aware. Raises ArgumentError.

    Names that start with `_` are set by schedulers (scrapyd's `_job`) and ignored.
    """
    given = {name: str(value).strip() for name, value in arguments.items() if not name.startswith("_")}
    for name in given:
        if name not in ALLOWED:
            raise ArgumentError(f"unknown argument {name!r}; allowed: {', '.join(ALLOWED)}")

    since = _when("since", given.get("since") or f"{DEFAULT_DAYS}d", now)
    until = _when("until", given.get("until", "all") or "all", now, end_of_day=True)
    if since and until and since > until:
        raise ArgumentError(f"until={given['until']} lies before since={given.get('since') or f'{DEFAULT_DAYS}d'}")
    refresh = given.get("refresh") or "known"
    if refresh not in ("all", "known", "none"):
        raise ArgumentError(f"refresh={refresh}: expected all, known or none")
    names = _list(given.get("sections", ""))
    return Options(
        sections=None if any(n.casefold() == "all" for n in names) else names or default_sections(paper),
        sections_given=bool(names),
        since=since,
        until=until,
        max_pages=_number("max_pages", given.get("max_pages"), least=1),
        related_depth=_number("related_depth", given.get("related_depth"), least=0, default=1) or 0,
        related_since=_when("related_since", given.get("related_since", "all") or "all", now),
        urls=_urls(given, paper),
        sitemaps=_flag("sitemaps", given.get("sitemaps", "")),
        feeds=_flag("feeds", given.get("feeds", "")),
        refresh=refresh,  # type: ignore[arg-type]
        topics=_topics(given.get("topics", "")),
        images_max_bytes=_number("images_max_bytes", given.get("images_max_bytes"), least=0),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in (p.strip() for p in text.split(",")) if part))


def _when(name: str, text: str, now: datetime, *, end_of_day: bool = False) -> datetime | None:
    if text.casefold() == "all":
        return None
    wrong = ArgumentError(f"{name}={text}: expected {_DATE_FORMS}")
    try:
        if days := _DAYS.fullmatch(text):
            return now - timedelta(days=int(days[1]))
        if dmy := _DMY.fullmatch(text):
            found = datetime(int(dmy[3]), int(dmy[2]), int(dmy[1]))
            whole_day = True
        else:
            found = datetime.fromisoformat(text)
            whole_day = "T" not in text and ":" not in text
    except (ValueError, OverflowError):
        raise wrong from None
    if whole_day and end_of_day:
        found = datetime.combine(found.date(), time(23, 59, 59))
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)


def _number(name: str, text: str | None, *, least: int, default: int | None = None) -> int | None:
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise ArgumentError(f"{name}={text}: expected a whole number from {least}")
    return int(text)


def _flag(name: str, text: str) -> bool:
    try:
        return _YES[text.casefold()]
    except KeyError:
        raise ArgumentError(f"{name}={text}: expected 1 or 0") from None


def _urls(given: Mapping[str, str], paper: Newspaper) -> tuple[str, ...]:
    urls = [("urls", url) for url in re.split(r"[,\s]+", given.get("urls", "")) if url]
    if "urls_file" in given:
        file = given["urls_file"]
        try:
            lines = Path(file).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "no UTF-8 text file"
            raise ArgumentError(f"urls_file={file}: {reason}; expected a text file with one URL a line") from None
        urls += [
            (f"urls_file {file}, line {number}", line.strip())
            for number, line in enumerate(lines, 1)
            if line.strip() and not line.lstrip().startswith("#")
        ]
        if not urls:
            raise ArgumentError(f"urls_file={file}: no URL in it; expected one article URL a line")
    for where, url in urls:
        if not _is_article(url, paper):
            hosts = " or ".join(sorted(paper.hosts))
            raise ArgumentError(f"{where}: {url} is no article address of {paper.name} (host {hosts})")
    return tuple(dict.fromkeys(url for _, url in urls))


def _is_article(url: str, paper: Newspaper) -> bool:
    try:
        return paper.article(url) is not None
    except ValueError:  # urlsplit: "Invalid IPv6 URL" and the like
        return False


def _topics(text: str) -> frozenset[str] | None:
    if not text:
        return None
    try:
        return wanted_classes(text)
    except ValueError as error:
        raise ArgumentError(f"topics={text}: {error}") from None
