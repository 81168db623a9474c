"""The title and the kicker.

Title: rule; the h1 that the head's titles confirm, else the h1 nearest above the body; og:title, headline, `<title>`;
words that the page's own address repeats.
Kicker: rule; else a short element called one right above the title; else a short unlinked line just before it.
"""

from __future__ import annotations

import re

from borderscraper.pages.addresses import slug, slugs
from borderscraper.pages.dom import Element, classes, name_test, raw_text
from borderscraper.pages.fields.names import CATE_WORDS, CRUMB_WORDS, DATE_WORDS, HOME
from borderscraper.pages.fields.view import View
from borderscraper.pages.locate import find_title
from borderscraper.pages.roles import is_hidden, verdict
from borderscraper.text.bylines import is_own_name, looks_like_byline
from borderscraper.text.clean import clean, fold
from borderscraper.text.dates import parse_date

_NO_KICKER = re.compile(
    r"luot xem|\bviews?\b|co chu|in (?:trang|bai)|chia se|cap nhat|\bnguon\b|nghe doc|trang chu|trang nhat|[/>»›|]|ban dang o"
)
_KICKER_WORDS = name_test(
    r"(?<![a-z])(?:kicker|sub-?title|pre-?title|over-?title|sup-?title|super-?title|article__sub-title|sub-?head|tit-?phu|tieu-?de-?phu)(?![a-z])"
)
_TITLE_WORD = name_test(r"(?<![a-z])(?:title|tit|tieu-?de)(?![a-z])")
_JOINTS = (" | ", " - ", " – ", " — ", " » ")
#: What a head's title says of a page rather than of its article.
_PRINT_HINT = re.compile(r"\b(?:in|print)", re.I)  # cheaper than folding every title
_PRINT_VIEW = re.compile(
    r"(?:(?:xem )?(?:ban|trang) in|in (?:bai|trang|tin)(?: viet| nay| tin)?|print(?:er| view| version| preview)?)"
)
_NEWSPAPER_WORD = re.compile(r"\b(?:bao|online|dien tu|news|tin tuc)\b")


def read_title(view: View) -> tuple[Element | None, str | None]:
    """The element that prints the title, if any does, and the title."""
    for el in view.by_rule("title"):
        text = clean(raw_text(el))
        if text and not is_hidden(el) and el.tag not in ("meta", "a") and not view.index.in_popup(el):
            view.sources["title"] = "html"
            return el, text
    view.missed("title")
    says = [view.meta.meta("og:title", "twitter:title"), view.meta.ld("headline"), view.meta.title]
    says = [_without_print_view(t) if t else None for t in says]
    says = [None if t and is_own_name(t, view.site_names) else t for t in says]
    witnesses = [_without_site(view, t) for t in says if t]
    el = find_title(view.index, witnesses)
    if el is not None:
        view.sources["title"] = "html" if view.family is None and not witnesses else "fallback"
        return el, clean(raw_text(el))
    for value, source in zip(says, ("meta", "json-ld", "html"), strict=True):
        if value:
            view.sources["title"] = source
            return None, _without_site(view, value)
    el = _title_in_address(view)
    if el is not None:
        view.sources["title"] = "fallback"
        return el, clean(raw_text(el))
    return None, None


def _without_print_view(title: str) -> str | None:
    """A head title without the words that name the page a print view: "Bản in - …"; None when it says nothing else."""
    if not _PRINT_HINT.search(title):
        return title
    for joint in _JOINTS:
        parts = title.split(joint)
        kept = [part for part in parts if not _PRINT_VIEW.fullmatch(fold(part))]
        if len(kept) < len(parts):
            return joint.join(kept).strip() or None
    return title


def _title_in_address(view: View) -> Element | None:
    """The first line whose words are those of the page's address, four at least."""
    said = {name for url in (view.url, view.meta.canonical or "") for name in slugs(url) if name.count("-") >= 3}
    if not said:
        return None
    for el in view.index.elements:
        text = el.text
        if text and len(el) == 0 and 12 <= len(text) <= 400 and slug(text) in said:
            if el.tag != "a" and not is_hidden(el) and not view.index.in_popup(el) and not view.index.in_aside(el):
                return el
    return None


def _without_site(view: View, title: str) -> str:
    """A head title without the newspaper's name behind a dash or bar, or before it."""
    for joint in _JOINTS:
        front, found, back = title.rpartition(joint)
        if not (found and front):
            continue
        said = fold(back)
        named = any(key in said for key in view.site_keys if len(key) > 3)
        if named or len(back) < 30 and _NEWSPAPER_WORD.search(said):
            return front.strip()
        front, _, back = title.partition(joint)
        own = fold(front).replace(" ", "").removesuffix("dientu")
        if len(own) > 5 and back and any(own == key.replace(" ", "") for key in view.site_keys):
            return back.strip()
    return title


def read_kicker(view: View, title_element: Element | None, title: str | None) -> str | None:
    """Rule; else a short element called a kicker right above the title; else a short unlinked line just before it."""
    for el in view.by_rule("kicker"):
        text = clean(raw_text(el)).rstrip(":").rstrip()
        if text:
            view.sources["kicker"] = "html"
            return text
    if title_element is None:
        return None
    at = view.index.position(title_element)
    for el in reversed(view.index.elements[max(0, at - 12) : at]):
        names = classes(el)
        if names and _KICKER_WORDS(names) and title_element not in el.iterdescendants():
            text = clean(raw_text(el)).rstrip(":").rstrip()
            if text and len(text) < 120 and text != title:
                view.sources["kicker"] = "fallback"
                return text
    if view.family is not None:
        return None
    before = title_element.getprevious()
    while before is not None and before.tag in ("script", "style", "br", "img", "meta"):
        before = before.getprevious()
    if before is None or before.tag not in ("p", "div", "h2", "h3", "h4", "span", "strong"):
        return None
    text = clean(raw_text(before))
    if (
        not 4 <= len(text) <= 90
        or next(before.iter("a", "img", "button", "ul", "time"), None) is not None
        or len(text.split()) < 2
        or any(c.isdigit() for c in text)
        and parse_date(text).warning != "no-date"
        or verdict(names := classes(before))
        and not (before.tag in ("h2", "h3", "h4") and _TITLE_WORD(names))
        or CATE_WORDS(names)
        or CRUMB_WORDS(names)
        or DATE_WORDS(names)
        or looks_like_byline(text)
        or is_own_name(text, view.site_names)
        or _NO_KICKER.search(fold(text))
    ):
        return None
    folded = fold(text)
    links = {fold(clean(a.text or "")) for a in view.root.iter("a") if a.text}
    if folded in links or folded in HOME or folded == fold(title or "") or view.index.in_aside(before):
        return None  # a section's name
    view.sources["kicker"] = "fallback"
    return text.rstrip(":").rstrip()
