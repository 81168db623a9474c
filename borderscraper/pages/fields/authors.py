"""Who wrote it.

The line after the body, the byline above it (whichever names more; a source line yields to a byline), JSON-LD, meta, the
name before the date.
"""

from __future__ import annotations

import re

from borderscraper.pages.body import Body
from borderscraper.pages.dom import Element, ancestors, classes, raw_text
from borderscraper.pages.fields.names import DATE_LIKE
from borderscraper.pages.fields.view import View, in_header
from borderscraper.pages.roles import verdict
from borderscraper.pages.signatures import NAMES, author_words, is_to_share
from borderscraper.text.bylines import is_own_name, is_staff, looks_like_byline, split_authors
from borderscraper.text.clean import clean, fold

_SOURCE_LINE = re.compile(r"\W*(?:theo|nguồn(?: tin)?)\b", re.I)
_BEFORE_DATE = re.compile(
    r"(?:[-–|,•]\s*)?(?:Thứ\s+\w+|Chủ nhật|CN|T\d|ngày|lúc|đăng|cập nhật|\d{1,2}[:h]\d{2}(?::\d\d)?)[\s:,.|–-]*", re.I
)


def authors_above(view: View, title_element: Element | None, container: Element | None) -> list[str]:
    """Who the head and the lines above the body name."""
    names: list[str] = []
    for name in view.meta.ld_authors():
        names += split_authors(name, view.site_names)
    if not names:
        for name in ("author", "article:author", "dable:author"):
            value = view.meta.meta(name)
            if value and not value.startswith("http") and "." not in value.split(" ")[0]:
                names += split_authors(value, view.site_names)
                if names:
                    break
    names = [n for n in dict.fromkeys(names) if _is_name(view, n)]
    if names:
        view.sources["authors"] = "json-ld"
    seen: list[str] = []
    beside: dict[Element | None, list[str]] = {}
    source = "html"
    for el in view.by_rule("author"):
        if container is not None and (el is container or container in ancestors(el)):
            continue
        if view.index.in_aside(el) or (
            container is not None and title_element is not None and view.outside(el, title_element, container)
        ):
            continue
        here = beside.setdefault(el.getparent(), [])  # a rule may name each author, not their line
        here += [name for name in _names_in(view, el) if name not in here]
        seen = max(seen, here, key=len)
    if not seen and view.family is None or not seen and not names:
        source = "fallback"
        for el in view.region(title_element, container):
            said = classes(el)
            role = f"{el.get('itemprop') or ''} {el.get('rel') or ''} {el.get('data-role') or ''}".lower()
            if (said and verdict(said) == "author" or "author" in role) and len(raw_text(el)) < 300:
                seen = max(seen, _names_in(view, el), key=len)
    if not seen and not names:
        seen, source = _names_by_date(view, title_element, container), "fallback"
    if seen:
        view.sources["authors"] = source
        return seen
    return names


def _names_by_date(view: View, title_element: Element | None, container: Element | None) -> list[str]:
    """Who stands before the date in one short line: "HỒNG ANH 31/10/2025 16:28"."""
    for el in view.region(title_element, container):
        if el.tag not in ("p", "div", "span", "li", "td", "h4", "h5", "h6", "header") or len(el) > 6:
            continue
        text = clean(raw_text(el))
        found = DATE_LIKE.search(text) if len(text) <= 90 else None
        if found is None or found.start() < 3:
            continue
        front = _BEFORE_DATE.sub("", text[: found.start()]).strip(" -–|,•·:/")
        if front and (NAMES.fullmatch(front) or is_staff(front)) and not view.index.in_aside(el) and not in_header(el):
            links = {fold(clean(a.text or "")) for a in el.iter("a") if view.links.story(a.get("href")) is None}
            if fold(front) in links and "tac-gia" not in (next(el.iter("a")).get("href") or ""):
                continue  # a section's name
            names = split_authors(front, view.site_names)
            if names and all(_is_name(view, n) for n in names):
                return names
    return []


def _names_in(view: View, el: Element) -> list[str]:
    """The people an author element names: its `name` parts, else its links, else its text."""
    if el.tag in ("meta", "time"):
        return []
    named = [
        n
        for n in el.iter()
        if "name" in classes(n).split() or "cms-author" in classes(n).split() or n.get("itemprop") == "name"
    ]
    pieces = named or [a for a in el.iter("a") if clean(raw_text(a)) and not is_to_share(a, el)]
    words = author_words(el)
    found: list[str] = []
    for text in [clean(raw_text(piece)) for piece in pieces] or [words]:
        if len(text) <= 90 and not any(c.isdigit() for c in text):
            found += split_authors(text, view.site_names)
    if pieces:
        whole = split_authors(words, view.site_names) if len(words) <= 90 else []
        # a second name that nothing marks: "<a>Nam Anh</a> - <b>Phạm Nguyễn</b>"
        if not found or len(whole) > len(found) and looks_like_byline(words) and set(found) <= set(whole):
            found = whole
    folded: dict[str, str] = {}
    for name in found:
        if _is_name(view, name):
            folded.setdefault(fold(name), name)
    return list(folded.values())


def _is_name(view: View, name: str) -> bool:
    return (
        1 < len(name) <= 60
        and not is_own_name(name, view.site_names)
        and not re.search(r"https?:|@|\bTác giả\b|tác giả khác", name)
    )


def read_authors(view: View, head: list[str], body: Body, container: Element | None) -> list[str]:
    """Who wrote it: those `authors_above` found (`head`), or those the end of the body names."""
    printed: list[str] = []
    for line in body.bylines:
        printed += split_authors(line, view.site_names)
    printed = [n for n in dict.fromkeys(printed) if _is_name(view, n)]
    if not printed and container is not None and (view.family is None or not head):
        printed = _names_after(view, container)
    if head and body.bylines and all(map(_SOURCE_LINE.match, body.bylines)) and _signs_above(view, head):
        return head  # whoever signs above the text wrote it; the last line says where it was found
    if printed and len(printed) >= len(head):
        view.sources["authors"] = "html" if view.family else "fallback"
        return printed
    return head


def _signs_above(view: View, head: list[str]) -> bool:
    """Whether a name that the head gives is printed above the body."""
    if view.sources.get("authors") in ("html", "fallback"):
        return True
    printed = fold(" ".join(el.text for el in view.region_of or () if el.text))
    return any(fold(name) in printed for name in head)


def _names_after(view: View, container: Element) -> list[str]:
    """An author box right behind the body, or a line there that says where the article was found."""
    node = container
    for _ in range(3):
        sibling = node.getnext()
        steps = 0
        while sibling is not None and steps < 4:
            for el in sibling.iter("div", "p", "span", "a", "strong"):
                if verdict(classes(el)) == "author" and len(raw_text(el)) < 200 and not view.index.in_aside(el):
                    return _names_in(view, el)
            text = clean(raw_text(sibling)) if sibling.tag in ("div", "p", "tr", "span", "em", "i") else ""
            if _SOURCE_LINE.match(text) and looks_like_byline(text) and not view.index.in_aside(sibling):
                return [name for name in split_authors(text, view.site_names) if _is_name(view, name)]
            sibling, steps = sibling.getnext(), steps + 1
        parent = node.getparent()
        if parent is None or parent.tag == "body":
            break
        node = parent
    return []
