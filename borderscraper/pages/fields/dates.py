"""When it was published, and when changed.

JSON-LD, meta, `<time>`, a date line above the body ("Cập nhật" when it is the only one); never the first date of the page,
never the header's clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from borderscraper.pages.dom import Element, classes, raw_text
from borderscraper.pages.fields.names import DATE_LIKE, DATE_WORDS
from borderscraper.pages.fields.view import View, in_header
from borderscraper.text.clean import clean
from borderscraper.text.dates import ParsedDate, month_of_url, parse_date


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
    lines: list[tuple[ParsedDate, str]] = []
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
        # the day is known: a line beside the article may print the hour
        for parsed, source in _date_lines(view, title_element, container):
            if parsed.precision not in ("day", None) and parsed.role != "updated" and _same_day(parsed, published):
                published = parsed
                view.sources["published_at"] = source
                if "published_at-day-only" in view.warnings:
                    view.warnings.remove("published_at-day-only")
                break
    if published is None and (month := month_of_url(view.url)):
        view.warnings.append(f"published_at-month-only: {month}")
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
    if modified is None:
        modified = next((p for p, _ in lines if p.role == "updated" and p.value is not None), None)
        if modified is not None:
            view.sources["modified_at"] = "fallback"
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
    for source, value in values:
        if not value:
            continue
        parsed = parse_date(value)
        if parsed.value is not None and (parsed.precision != "day" or source != "meta"):
            view.sources[name] = source
            if parsed.precision == "day" and name == "published_at":
                view.warnings.append("published_at-day-only")
            return parsed
        if parsed.warning and parsed.value is None:
            view.warnings.append(f"{name}-unreadable: {value[:40]}")
    return None


def _date_lines(
    view: View, title_element: Element | None, container: Element | None
) -> Iterator[tuple[ParsedDate, str]]:
    for el in view.by_rule("date"):
        if el.tag == "meta" or container is None or el in container.iter() or view.index.in_aside(el):
            continue
        if view.outside(el, title_element, container):
            continue
        for value in (el.get("datetime"), el.get("content"), clean(raw_text(el))):
            if value and (parsed := parse_date(value)).value is not None:
                yield parsed, "html"
                break
    region = view.region(title_element, container)
    for el in region:
        if el.tag == "time" and el.get("datetime") and (parsed := parse_date(el.get("datetime"))).value is not None:
            yield parsed, "html" if view.family else "fallback"
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
                parsed = parse_date(text)
                if parsed.value is not None:
                    yield parsed, "fallback"


def _same_day(one: ParsedDate, other: ParsedDate) -> bool:
    return one.value is not None and other.value is not None and one.value.date() == other.value.date()
