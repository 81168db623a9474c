"""How a list goes on by links: pagers, `rel=next`, and lists that a script fetches page by page."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree

from borderscraper.newspaper import bare_host
from borderscraper.pages.cards import resolve, text_of

Element = Any

_EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.I)
_PAGE_FORMS = (
    re.compile(
        r"(?P<a>[?&](?:page|trang|paged|pg|p|pageindex|pageno|pagenumber|page_number|currentpage|cp|cur)=)(?P<n>\d{1,5})(?P<z>)",
        re.I,
    ),
    re.compile(r"(?P<a>/(?:trang|page)[-/.]?)(?P<n>\d{1,5})(?P<z>/?(?:\.\w{2,5})?/?)(?=$|\?)", re.I),
    re.compile(r"(?P<a>[-_.](?:trang|page|p)[-_]?)(?P<n>\d{1,5})(?P<z>(?:\.\w{2,5})?/?)(?=$|\?)", re.I),
    re.compile(r"(?P<a>/p)(?P<n>\d{1,4})(?P<z>/?(?:\.\w{2,5})?)(?=$|\?)", re.I),
    re.compile(r"(?P<a>/timeline(?:list|tag)/\w+/)(?P<n>\d{1,5})(?P<z>\.htm)(?=$|\?)", re.I),
)
_NEXT_WORDS = re.compile(
    r"^(?:trang )?(?:tiếp|tiếp theo|tiếp tục|sau|kế tiếp|kế|cũ hơn|next(?: page)?|older(?: posts)?|tin cũ hơn|bài cũ hơn|xem tiếp|xem thêm(?: tin)?)?"
    r"[\s»›❯>→]*$",
    re.I,
)
_DIGIT = re.compile(r"\d")
_NEXT_NAMES = re.compile(r"\bnext\b|trang tiếp|trang sau|trang kế")
_SCRIPTED = re.compile(rb"""["'](/[\w/-]*\{0\}/\{1\}[\w./-]*)["']""")
_SCRIPTED_TAG = re.compile(rb"""["'](/timelinetag/\w+/)\{0\}(\.htm)["']""")
_ZONE_INPUT = etree.XPath("//input[@id='hdZoneId' or @name='hdZoneId']/@value")
_PAGE_INPUT = etree.XPath("//input[@id='hdPageIndex' or @name='hdPageIndex']/@value")


def split_page(url: str) -> tuple[str, int | None]:
    """(address with the page's number taken out, the number): `/kinh-te/trang-2.htm` -> (`/kinh-te`, 2).

    The first page often has no number; its form is the same as that of the others.
    """
    for form in _PAGE_FORMS:
        found = form.search(url)
        if found:
            return url[: found.start()] + url[found.end() :], int(found.group("n"))
    return url, None


def section_path(url: str) -> str:
    """The path of a section's page without paging, extension, slashes at the end: what two links to it share."""
    path = unquote(urlsplit(split_page(url)[0]).path).rstrip("/")
    return _EXTENSION.sub("", path).rstrip("/").casefold()


def next_page(root: Element, body: bytes, url: str, base: str) -> str | None:
    """The address of the list's next page, when the page links it or its script names it.

    Pages are numbered from 1, or (`/thoi-su`, `/thoi-su-page1`) from 0; which, the printed numbers say.
    """
    own = section_path(url)
    host = bare_host(urlsplit(url).hostname)
    here = split_page(url)[1]
    for element in root.iter("link", "a"):
        if element.get("rel") is None or "next" not in element.get("rel").lower().split():
            continue
        target = resolve(element.get("href"), base)
        if target and target != url and _goes_on(target, own, host) and (split_page(target)[1] or 0) > (here or 0):
            return target
    bar = [link for link in _page_bar(root, base) if bare_host(urlsplit(link.url).hostname) == host]
    pages = {n: link for link in bar if (n := split_page(link.url)[1]) is not None and _goes_on(link.url, own, host)}
    printed = [(int(link.text), n) for n, link in pages.items() if link.text.isdigit()]
    from_zero = bool(printed) and all(number == text - 1 for text, number in printed)
    current = here if here is not None else (0 if from_zero else 1)
    if current + 1 in pages:
        return pages[current + 1].url
    return _numbered_next(bar, url) or _scripted_next(root, body, url, base)


#: No pager is longer.
_MOST_LINKS = 300


class _PageLink(NamedTuple):
    url: str
    text: str


def _page_bar(root: Element, base: str) -> list[_PageLink]:
    """Links that a pager could hold: called by a number, "next", or nothing but an arrow."""
    found = []
    for element in root.iter("a"):
        text = element.text
        if text and len(text) > 20 and len(text.strip()) > 20:  # a title, as most links are
            continue
        href = element.get("href")
        if not href or not _DIGIT.search(href):
            continue
        text = text_of(element) if len(element) < 4 else ""
        if len(text) > 6 and not _NEXT_WORDS.match(text):
            continue
        if not text:
            wording = f"{element.get('class') or ''} {element.get('title') or ''}"
            if len(wording) > 60 or not _NEXT_NAMES.search(wording.casefold()):
                continue
        target = resolve(href, base)
        if target:
            found.append(_PageLink(target, text))
            if len(found) >= _MOST_LINKS:
                break
    return found


def _numbered_next(bar: list[_PageLink], url: str) -> str | None:
    """A pager whose addresses differ only in their printed numbers, however they are built: `/57/2.bcb`, `/57/3.bcb`."""
    templates: dict[tuple[str, str], dict[int, str]] = {}
    for link in bar:
        if link.text.isdigit() and len(link.text) <= 4:
            for found in re.finditer(rf"(?<!\d){int(link.text)}(?!\d)", link.url):
                key = (link.url[: found.start()], link.url[found.end() :])
                templates.setdefault(key, {})[int(link.text)] = link.url
    for (before, after), pages in templates.items():
        if len(pages) < 2:
            continue
        inner = url[len(before) : len(url) - len(after)] if url.startswith(before) and url.endswith(after) else ""
        current = int(inner) if inner.isdigit() and len(inner) <= 5 else 1
        if current + 1 in pages:
            return pages[current + 1]
    return None


def _goes_on(target: str, own: str, host: str) -> bool:
    """Whether a numbered address belongs to the list at the path `own`."""
    if split_page(target)[1] is None or bare_host(urlsplit(target).hostname) != host:
        return False
    path = section_path(target)
    return path == own or (bool(own) and path.startswith(own + "/")) or (bool(path) and own.startswith(path + "/"))


def _scripted_next(root: Element, body: bytes, url: str, base: str) -> str | None:
    """Lists that a script fetches page by page: `/timelinelist/{0}/{1}.htm` with the zone in a hidden field, a tag's
    `/timelinetag/9284/{0}.htm`."""
    found = re.search(r"(/timeline(?:list|tag)/\w+/)(\d+)\.htm", url)
    if found:
        return f"{url[: found.start()]}{found.group(1)}{int(found.group(2)) + 1}.htm"
    at = body.find(b"/timelinetag/")
    if at >= 0 and (tag := _SCRIPTED_TAG.search(body, max(0, at - 1), at + 80)):
        return resolve((tag.group(1) + b"2" + tag.group(2)).decode("ascii", "replace"), base)
    at = body.find(b"{0}/{1}")
    pattern = _SCRIPTED.search(body, max(0, at - 120), at + 80) if at >= 0 else None
    if not pattern:
        return None
    zone = next(iter(_ZONE_INPUT(root)), "").strip()
    page = next(iter(_PAGE_INPUT(root)), "1").strip()
    if not zone.isalnum() or zone == "0":
        return None
    number = max(1, int(page)) + 1 if page.isdigit() and len(page) < 6 else 2
    return resolve(pattern.group(1).decode("ascii", "replace").replace("{0}", zone).replace("{1}", str(number)), base)
