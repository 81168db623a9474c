"""When it was published, and when changed.

JSON-LD, meta, `<time>`, a date line above the body ("Cập nhật" when it is the only one); never the first date of the page,
never the header's clock. Many CMSs write Vietnam's time and call it UTC: what the page prints beside it tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from borderscraper.pages.dom import Element, classes, name_test, raw_text
from borderscraper.pages.fields.names import DATE_LIKE, DATE_WORDS
from borderscraper.pages.fields.view import View, in_header
from borderscraper.text.clean import clean
from borderscraper.text.dates import VIETNAM, ParsedDate, month_of_url, parse_date, split_updated

# WordPress puts `time.updated` beside `time.entry-date.published`; `time.entry-date.updated` is both.
_UPDATED_NAME = name_test(r"(?<![a-z])(?:updated|modified)(?![a-z])")
#: Below the body; Joomla's: `td.modifydate` (1.5), `dd.modified`.
_LAST_CHANGE = name_test(r"(?<![a-z])(?:modify-?date|modified|date-?modified|last-?(?:update[ds]?|modified))(?![a-z])")
_PUBLISHED_NAME = name_test(r"(?<![a-z])(?:published|entry-date)(?![a-z])")

_UPDATED_SAID = ("cập nhật", "chỉnh sửa", "sửa lúc", "sửa ngày", "lần cuối", "updated", "modified", "edited")
_PRINTED_AT = re.compile(r"\b(?:ngày|giờ|thời gian) in\b|\bin (?:lúc|vào)\b|\bprinted\b", re.I)


def read_dates(view: View, title_element: Element | None, container: Element | None) -> tuple[str | None, str | None]:
    """`published_at` and `modified_at` in ISO 8601, the latter only when later."""
    published = _date_from(
        view,
        "published_at",
        (
            ("json-ld", view.meta.ld("datePublished")),
            (
                "meta",
                view.meta.meta(
                    "article:published_time",
                    "og:article:published_time",
                    "pubdate",
                    "datepublished",
                    "publishdate",
                    "article:published",
                    "dc.date.issued",
                    "date",
                    "publish-date",
                    "dc.date",
                ),
            ),
        ),
    )
    modified = _date_from(
        view,
        "modified_at",
        (
            ("json-ld", view.meta.ld("dateModified")),
            (
                "meta",
                view.meta.meta("article:modified_time", "og:updated_time", "lastmod", "datemodified", "last-modified"),
            ),
        ),
    )
    lines: list[tuple[ParsedDate, str]] | None = None
    if published is None:
        lines = list(_date_lines(view, title_element, container))
        for parsed, source in lines:
            if parsed.role != "updated" and parsed.value is not None:
                published = parsed
                view.sources["published_at"] = source
                if parsed.precision == "day":
                    view.warnings.append("published_at-day-only")
                break
        if published is None and lines:  # the only date of the page is printed as "Cập nhật"
            only = next((p for p, _ in lines if p.value is not None), None)
            if only is not None:
                published, lines = only, []
                view.sources["published_at"] = "fallback"
                if only.precision == "day":
                    view.warnings.append("published_at-day-only")
    elif _may_lack_time(published):
        # the day is known: a line beside the article may print the hour; as the only one it may say "Cập nhật", unless the
        # head knows when that was
        said = [
            (p, source)
            for p, source in _date_lines(view, title_element, container)
            if p.precision not in ("day", None) and _same_day(p, published)
        ]
        hours = [(p, source) for p, source in said if p.role != "updated"]
        dated = modified is not None and not _may_lack_time(modified)
        if hours or (len({p.value for p, _ in said}) == 1 and not dated):
            published, view.sources["published_at"] = (hours or said)[0]
            if "published_at-day-only" in view.warnings:
                view.warnings.remove("published_at-day-only")
    if published is None and (month := month_of_url(view.url)):
        view.warnings.append(f"published_at-month-only: {month}")
    if modified is None or modified.precision == "day":
        if lines is None and _says_updated(view.region(title_element, container)):
            lines = list(_date_lines(view, title_element, container))
        updated = next((p for p, _ in lines or () if p.role == "updated" and p.value is not None), None)
        if updated is None and modified is None and container is not None:
            below = view.index.named(_LAST_CHANGE, view.index.span(container)[1])
            changes = [parse_date(clean(raw_text(el))) for el in below if not view.index.in_aside(el)]
            updated = next((p for p in changes if p.role == "updated" and p.value is not None), None)
        if updated is not None and (modified is None or updated.precision != "day" and _same_day(updated, modified)):
            modified = updated
            view.sources["modified_at"] = "fallback"
    if stamps := [stamp for stamp in (_in_utc(published), _in_utc(modified)) if stamp]:
        name = "published_at" if _in_utc(published) else "modified_at"
        local = _is_local(stamps, _date_lines(view, title_element, container, printed=True))
        if local:
            published, modified = _as_local(published), _as_local(modified)
        if local is not False:
            view.warnings.append(f"{name}-not-utc" if local else f"{name}-not-as-printed")
    if published is None:
        view.sources.pop("modified_at", None)
        if modified is not None:
            view.warnings.append("modified_at-without-published_at")
        return None, None
    if modified is None or modified.value is None or published.value is None or modified.value <= published.value:
        view.sources.pop("modified_at", None)
        return published.iso, None
    return published.iso, modified.iso


def _may_lack_time(date: ParsedDate) -> bool:
    value = date.value
    return value is not None and (date.precision == "day" or (value.hour, value.minute, value.second) == (0, 0, 0))


def _date_from(view: View, name: str, values: Iterable[tuple[str, str | None]]) -> ParsedDate | None:
    """The first that gives the hour; a day alone when none does, and then not a meta element's."""
    day: tuple[ParsedDate, str] | None = None
    for source, value in values:
        if not value:
            continue
        parsed = parse_date(value)
        if parsed.value is None:
            if parsed.warning:
                view.warnings.append(f"{name}-unreadable: {value[:40]}")
        elif parsed.precision == "day":
            if source != "meta" and day is None:
                day = parsed, source
        elif day is None or _same_day(day[0], parsed):
            view.sources[name] = source
            return parsed
    if day is None:
        return None
    view.sources[name] = day[1]
    if name == "published_at":
        view.warnings.append("published_at-day-only")
    return day[0]


def _in_utc(date: ParsedDate | None) -> datetime | None:
    """The time of a date that is given in UTC, to the minute."""
    if date is None or date.value is None or date.precision == "day" or date.value.utcoffset():
        return None
    return date.value.replace(second=0)


def _is_local(stamps: list[datetime], printed: Iterable[tuple[ParsedDate, str]]) -> bool | None:
    """Whether times in UTC are Vietnam's in truth, as a line printed tells; None when the lines print other times.

    One line tells for all stamps, for one program wrote them.
    """
    told = False
    for line, _ in printed:
        if line.value is None or line.precision == "day":
            continue
        told = True
        at = line.value.replace(second=0)
        # a line "Cập nhật" speaks of the later stamp first: the two may be seven hours apart
        for stamp in reversed(stamps) if line.role == "updated" else stamps:
            if stamp == at:
                return False
            if stamp.replace(tzinfo=None) == at.replace(tzinfo=None):
                return True
    return None if told else False


def _as_local(date: ParsedDate | None) -> ParsedDate | None:
    if date is None or date.value is None or _in_utc(date) is None:
        return date
    return replace(date, value=date.value.replace(tzinfo=VIETNAM))


def _date_lines(
    view: View, title_element: Element | None, container: Element | None, printed: bool = False
) -> Iterator[tuple[ParsedDate, str]]:
    """The dates that stand around the article, and their source; only what a reader sees of them when `printed`."""
    start, end = view.index.span(container) if container is not None else (0, 0)
    for el in view.by_rule("date"):
        inside = start <= view.index.position(el) < end
        if el.tag == "meta" or container is None or inside or view.index.in_aside(el):
            continue
        if view.outside(el, title_element, container):
            continue
        values = (None, None) if printed else (el.get("datetime"), el.get("content"))
        for value in (*values, clean(raw_text(el))):
            if value and (said := _dates_said(value)):
                yield from ((parsed, "html") for parsed in said)
                break
    region = view.region(title_element, container)
    for el in region:
        if el.tag == "time" and (stamp := el.get("datetime")):
            text = clean(raw_text(el))
            for parsed in _dates_said(text if printed else stamp):
                yield (
                    replace(parsed, role="updated" if _is_update(el) else parse_date(_labelled(el, text)).role),
                    "html" if view.family else "fallback",
                )
    for pick_named in (True, False):
        for el in region:
            if len(el) > 4 or el.tag in ("script", "style", "img", "ul"):
                continue
            named = bool(DATE_WORDS(classes(el) or el.get("data-role", "").lower()))
            if named != pick_named:
                continue
            text = clean(raw_text(el))
            if 8 <= len(text) <= 120 and DATE_LIKE.search(text):
                if view.index.in_aside(el) or in_header(el):
                    continue  # the visit clock
                yield from ((parsed, "fallback") for parsed in _dates_said(text))


def _dates_said(text: str) -> list[ParsedDate]:
    """The dates that a line gives: one, or two when it says when the article was published and when updated.

    None when it says when the page was printed.
    """
    if _PRINTED_AT.search(text):
        return []
    parsed = parse_date(text)
    if parsed.value is None and parsed.warning == "ambiguous":
        return [date for date in map(parse_date, split_updated(text)) if date.value is not None]
    return [parsed] if parsed.value is not None else []


def _is_update(time: Element) -> bool:
    """Whether microdata or its name makes a `time` element the one of the last change."""
    names = classes(time)
    return time.get("itemprop") == "dateModified" or _UPDATED_NAME(names) and not _PUBLISHED_NAME(names)


def _labelled(time: Element, text: str) -> str:
    """The words of a `time` element behind those that stand before it: "Cập nhật: " …"""
    before = time.getprevious()
    label = time.getparent().text if before is None else before.tail if before.tail else raw_text(before)
    label = clean(label or "")
    return text if len(label) > 30 or any(c.isdigit() for c in label) else f"{label} {text}"


def _says_updated(region: list[Element]) -> bool:
    """Whether anything there speaks of a change: a quick look before the dates are read."""
    said = " ".join([f"{el.text} {el.tail}" for el in region]).lower()
    if any(word in said for word in _UPDATED_SAID):
        return True
    return any(_is_update(el) for el in region if el.tag == "time")


def _same_day(one: ParsedDate, other: ParsedDate) -> bool:
    return one.value is not None and other.value is not None and one.value.date() == other.value.date()
