"""The tags.

Rule; a list called tags, or labelled so, below the title, of links or typed; meta keywords when half of them stand in the
article.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from borderscraper.newspaper import bare_host
from borderscraper.pages.dom import Element, name_test, raw_text
from borderscraper.pages.fields.view import View
from borderscraper.pages.roles import is_hidden
from borderscraper.text.bylines import is_button, is_own_name, own_key
from borderscraper.text.clean import clean, fold

_TAG_WORDS = name_test(
    r"(?<![a-z])(?:tags?|article__tag|list-?tags?|tags?-?list|tag-?\w+|\w+-tags?|keywords?|hashtags?|tukhoa|tu-khoa|detail-tab|detail-tag\w*)(?![a-z])"
)
_TAG_LABEL = re.compile(r"^(?:tags?|tu khoa|keywords?|chu de|the)\s*:?\s*$|^(?:tags?|tu khoa|keywords?|chu de)\s*:")
#: Tags typed behind their label, without links: "Từ khóa: lúa mùa, hạt giống".
_TYPED = re.compile(r"(?:tags?|từ ?kh(?:óa|oá)|keywords?)\s*:\s*(\S.{2,300})", re.I)
_LETTERS_OF_LABELS = frozenset("tTkK")
_NO_TAG_PAGE = re.compile(r"mailto:|/(?:sharer?|print)\b", re.I)
_TAG_PAGE = re.compile(r"/(?:tags?|tu-khoa|tukhoa|keywords?)/[^/]|-p?tags?\d+(?:\.\w+)?/?$|\.tag$")


def read_tags(view: View, container: Element | None) -> list[str]:
    """The tags as printed."""
    for el in view.by_rule("tags"):
        holder = el
        while holder.tag in ("a", "li") and (parent := holder.getparent()) is not None:
            holder = parent  # the rule names each tag, not their list
        names = _tag_names(view, holder)
        if names:
            view.sources["tags"] = "html"
            return names
    if not view.fragment or view.family is None or not view.family.tags:
        start = view.index.position(container) if container is not None else 0
        for el in view.index.named(_TAG_WORDS, start):
            if el.tag in ("div", "ul", "p", "section", "footer", "span", "h3", "h4"):
                if view.index.in_aside(el) or view.index.in_nav(el):
                    continue
                names = _tag_names(view, el) or _typed_tags(el)
                if names and len(names) <= 30:
                    view.sources["tags"] = "fallback"
                    return names
        names = _labelled_tags(view, start) or _tags_by_address(view, container)
        if names:
            view.sources["tags"] = "fallback"
            return names
    for name in ("news_keywords", "keywords", "article:tag", "its_tag"):
        values = view.meta.every(name)
        parts = [clean(part).lstrip("#") for value in values for part in re.split(r"[,;]", value)]
        given = [t for t in dict.fromkeys(parts) if t and len(t) <= 60 and not view.is_site(t)]
        tags, sitewide = _without_site(view, given)
        if tags and len(given) <= 20 and _are_about(view, tags if sitewide else given, container):
            view.sources["tags"] = "meta"
            return tags
    return []


def _without_site(view: View, tags: list[str]) -> tuple[list[str], bool]:
    """Keywords without those that name the newspaper; in a list for the whole site without news and its place, too.

    The second value is whether it is such a list.
    """
    about = [tag for tag in tags if not _is_newspaper(view, tag)]
    sitewide = any(_NEWS.fullmatch(fold(tag)) for tag in tags) or any(map(_NEWS_OF.match, set(tags).difference(about)))
    if sitewide:
        places = [key for name in view.site_names if len(key := own_key(name)) >= 4]
        about = [
            tag for tag in about if not _NEWS.fullmatch(fold(tag)) and not any(key in own_key(tag) for key in places)
        ]
    return about, sitewide


def _is_newspaper(view: View, tag: str) -> bool:
    """Whether a keyword of the head names the newspaper: "báo Lào Cai", "tin tức Lào Cai"; "Lào Cai" is a place."""
    rest = _NEWS_OF.sub("", tag)
    return (rest != tag or _OF_NEWSPAPER.search(tag) is not None) and is_own_name(rest, view.site_names)


_NEWS_OF = re.compile(r"^(?:(?:đọc|xem) báo|(?:đọc )?tin(?: tức)?(?: mới)?|(?:doc|xem) bao|(?:doc )?tin tuc)\s+", re.I)
_NEWS = re.compile(
    r"(?:doc bao|bao(?: (?:dien tu|online))?|tin (?:tuc|nhanh|moi|nong)(?: (?:moi nhat|24h|online))?|su kien|thoi su|news)"
)
_OF_NEWSPAPER = re.compile(r"\b(?:báo|online|điện tử|tạp chí|đài)\b|^bao [ -~]+$", re.I)  # "bão" is a storm


def _are_about(view: View, tags: list[str], container: Element | None) -> bool:
    """Whether the head's keywords are the article's and not the site's: half of them stand in it."""
    whole = f"{view.meta.meta('og:title') or ''} {view.meta.title or ''} {view.meta.meta('og:description') or ''}"
    text = fold(f"{whole} {raw_text(container) if container is not None else ''}")
    return 2 * sum(fold(tag) in text for tag in tags) >= len(tags)


def _tag_names(view: View, el: Element, label: Element | None = None) -> list[str]:
    """What the links of `el`, those behind a label in it, are called."""
    names: list[str] = []
    anchors = list(el.iter("a"))
    if label is not None:
        anchors = [a for a in anchors if view.index.position(a) >= view.index.position(label)]
    for a in anchors:
        href = a.get("href")
        if view.links.story(href) or is_hidden(a) or href and _NO_TAG_PAGE.search(href):
            continue
        name = clean(raw_text(a)).lstrip("#").strip(" ,;")
        if name and len(name) <= 80 and not _TAG_LABEL.match(fold(name)) and not _is_to_share(view, name, href):
            names.append(name)
    stories = sum(1 for a in anchors if view.links.story(a.get("href")))
    return list(dict.fromkeys(names)) if stories <= len(names) else []


def _is_to_share(view: View, name: str, href: str | None) -> bool:
    """Whether a link is a button to share: a tag of that name ("Facebook") leads to a page of the newspaper."""
    return is_button(name) and bare_host(urlsplit(view.links.resolve(href or "")).hostname) != view.links.host


def _typed_tags(el: Element) -> list[str]:
    """The tags of a line that lists them, two or more, behind their label: typed, no links, and no form to search with."""
    if next(el.iter("a", "form", "input", "select"), None) is not None:
        return []
    found = _TYPED.fullmatch(clean(raw_text(el)))
    names = [name.lstrip("#").strip(" .") for name in re.split(r"[,;|]", found[1])] if found else []
    names = list(dict.fromkeys(filter(None, names)))
    return names if len(names) > 1 and all(len(name) <= 60 and ":" not in name for name in names) else []


def _tags_by_address(view: View, container: Element | None) -> list[str]:
    """The first list behind the body of nothing but links to tag pages."""
    if container is None:
        return []
    for el in view.index.elements[view.index.span(container)[1] :]:
        if el.tag != "a" or not _TAG_PAGE.search(el.get("href") or ""):
            continue
        holder = el.getparent()
        while holder is not None and holder.tag in ("li", "h2", "h3", "h4", "span"):
            holder = holder.getparent()
        if holder is None or view.index.in_aside(el) or view.index.in_nav(el):
            continue
        whole = all(_TAG_PAGE.search(a.get("href") or "") for a in holder.iter("a"))
        names = _tag_names(view, holder) if whole else []
        if names and len(names) <= 30:
            return names
    return []


def _labelled_tags(view: View, start: int) -> list[str]:
    for el, own in zip(view.index.elements[start:], view.index.texts[start:], strict=True):
        if (
            not own
            or (long := len(own) > 24)
            and own.lstrip()[:1] not in _LETTERS_OF_LABELS
            or own.isspace()
            or el.tag not in ("li", "span", "strong", "b", "div", "h3", "h4", "h5", "label", "p", "a")
        ):
            continue
        if long:
            if len(el) == 0 and len(own) < 340 and (names := _typed_tags(el)) and not view.index.in_aside(el):
                return names if len(names) <= 30 else []
            continue
        if _TAG_LABEL.match(fold(clean(own))) and not view.index.in_aside(el):
            holder = (
                el if el.tag != "a" and (next(el.iter("a"), None) is not None or _typed_tags(el)) else el.getparent()
            )
            for _ in range(2):
                if holder is None:
                    break
                names = _tag_names(view, holder, el) or _typed_tags(holder)
                if names:
                    return names if len(names) <= 30 else []
                holder = holder.getparent()
    return []
