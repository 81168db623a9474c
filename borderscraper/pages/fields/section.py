"""The section, from outer to inner.

Breadcrumb by rule or name; links called a category beside the title; links above it that the address or the head confirms,
or that stand alone there; BreadcrumbList; article:section; words above the title that the address repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from borderscraper.items import Section
from borderscraper.pages.addresses import NEVER, slug, slugs
from borderscraper.pages.dom import Element, ancestors, classes, raw_text
from borderscraper.pages.fields.names import CATE_WORDS, CRUMB_WORDS, HOME
from borderscraper.pages.fields.view import View, in_header
from borderscraper.pages.roles import is_hidden
from borderscraper.text.clean import clean, fold

_ARROW = re.compile(r"\w\s*[/›»>→]\s*\w")


def read_section(
    view: View, title_element: Element | None, container: Element | None, title: str | None
) -> list[Section]:
    """The sections from outer to inner, without the front page."""
    known = {fold(n) for n, _ in view.meta.breadcrumb}
    for value in (view.meta.meta("article:section"), view.meta.ld("articleSection")):
        known.update(fold(part) for part in (value or "").split(",") if part.strip())
    candidates: list[tuple[Element, str]] = [(el, "html") for el in view.by_rule("section")]
    edge = view.index.position(container) if container is not None else len(view.index.elements)
    if not candidates:
        crumbs = {*view.index.named(CRUMB_WORDS, 0, edge)}
        crumbs.update(el for el in view.index.typed("BreadcrumbList") if view.index.position(el) < edge)
        candidates = [(el, "fallback") for el in sorted(crumbs, key=view.index.position)]
        candidates += ((el, "fallback") for el in _crumbs_from_home(view, title_element))
        if not candidates:
            at = view.index.position(title_element)
            above = [
                el
                for el in view.index.elements[max(0, at - 40) : at]
                if not (view.index.in_aside(el) or view.index.in_nav(el) or in_header(el))
            ]
            candidates = [
                (el, "fallback")
                for el in dict.fromkeys((*above, *view.region(title_element, container)))
                if (n := classes(el) or (el.get("data-role") or "")) and CATE_WORDS(n) and len(raw_text(el)) < 200
            ]
    for el, source in candidates:
        if el in view.index.at and view.index.position(el) > edge:
            continue
        steps = _crumb_links(view, el, title)
        if len(steps) >= 3 and known:
            named = [s for s in steps if fold(s.name) in known]
            if named and len(named) < len(steps) and not all(fold(s.name) in known for s in steps):
                steps = named
        if steps and len(steps) <= 5:
            view.sources["section"] = source
            return steps
    if title_element is not None:
        steps = _unnamed_crumbs(view, title_element, title, known)
        if not steps and not known:
            steps = _links_above(view, title_element, title)
        if steps:
            view.sources["section"] = "fallback"
            return steps
    steps = [
        Section(name=n, url=view.links.resolve(u) or None if u else None)
        for n, u in view.meta.breadcrumb
        if fold(n) not in HOME and fold(n) != fold(title or "") and not view.is_site(n)
    ]
    if steps:
        view.sources["section"] = "json-ld"
        return steps
    value = view.meta.meta("article:section") or view.meta.ld("articleSection")
    if value and not view.fragment:
        view.sources["section"] = "meta" if view.meta.meta("article:section") else "json-ld"
        return [Section(name=name) for part in value.split(",")[:1] if (name := clean(part)) and fold(name) not in HOME]
    steps = _words_in_address(view, title_element) if title_element is not None else []
    if steps:
        view.sources["section"] = "fallback"
    return steps


def _words_in_address(view: View, title_element: Element) -> list[Section]:
    """Lines above the title, not linked, that say what a directory of the article's own address says."""
    directories = slugs(view.url)[:-1]
    at = view.index.position(title_element)
    found: dict[str, Section] = {}
    for el in view.index.elements[max(0, at - 25) : at]:
        name = clean(el.text or "")
        if len(el) or not 2 < len(name) <= 40 or slug(name) not in directories or is_hidden(el):
            continue
        if not (view.index.in_aside(el) or view.index.in_nav(el) or in_header(el)):
            found.setdefault(slug(name), Section(name=name))
    return [found[name] for name in directories if name in found]


def _crumbs_from_home(view: View, title_element: Element | None) -> Iterator[Element]:
    """Short lines above the title that begin with a link to the front page, and whose steps are parted by arrows.

    Without arrows, or with bars, such a line is a menu.
    """
    at = view.index.position(title_element)
    for el in view.index.elements[max(0, at - 60) : max(0, at)]:
        if el.tag != "a" or in_header(el) or fold(clean(raw_text(el))) not in HOME:
            continue
        holder = el.getparent()
        while holder is not None and holder.tag in ("li", "span", "h2", "h3"):
            holder = holder.getparent()
        text = clean(raw_text(holder)) if holder is not None else ""
        if len(text) <= 160 and _ARROW.search(text) and 2 <= len(holder.findall(".//a")) <= 5:
            yield holder


def _crumb_links(view: View, el: Element, title: str | None) -> list[Section]:
    steps: list[Section] = []
    anchors = list(el.iter("a"))
    for a in anchors:
        name = clean(raw_text(a)).strip(" /›»>|")
        href = a.get("href") or ""
        url = view.links.resolve(href)
        if not name or fold(name) in HOME or fold(name) == fold(title or "") or len(name) > 60 or is_hidden(a):
            continue
        parts = urlsplit(url)
        if (
            (url and parts.path in ("", "/") and not parts.query)
            or view.links.story(href)
            or (not url and href.strip() not in ("", "#"))
        ):
            continue
        if view.is_site(name):
            continue
        if not any(fold(s.name) == fold(name) for s in steps):
            steps.append(Section(name=name, url=url or None))
    items = list(el.iter("li"))
    if steps and items and next(items[-1].iter("a"), None) is None:  # the innermost step is not always linked
        name = clean(raw_text(items[-1])).strip(" /›»>|")
        if (
            1 < len(name) <= 40
            and not any(c.isdigit() for c in name)
            and not fold(title or "").startswith(fold(name).rstrip(" .…"))
            and not view.is_site(name)
            and not any(fold(s.name) == fold(name) for s in steps)
        ):
            steps.append(Section(name=name))
    if not anchors:
        for name in re.split(r"\s*[/›»>|]\s*", clean(raw_text(el))):
            if 1 < len(name) <= 40 and fold(name) not in HOME and fold(name) != fold(title or ""):
                steps.append(Section(name=name))
    return steps


def _links_above(view: View, title_element: Element, title: str | None) -> list[Section]:
    """The last few links before the title, within one small box, where they can be sections."""
    at = view.index.position(title_element)
    for el in reversed(view.index.elements[max(0, at - 25) : at]):
        if el.tag != "a":
            continue
        if view.index.in_aside(el) or view.index.in_nav(el) or in_header(el):
            return []
        return _box_of_steps(view, el, title_element, title)
    return []


def _box_of_steps(view: View, link: Element, title_element: Element, title: str | None) -> list[Section]:
    """What the small box around a link above the title holds, where all of it can be sections."""
    above = set(ancestors(title_element))
    box = link
    for parent in ancestors(link):
        if parent in above or len(clean(raw_text(parent))) > 90:
            if parent not in above and sum(1 for _ in parent.iter("a")) > 5:
                return []  # a menu
            break
        box = parent
    steps = _crumb_links(view, box, title)
    good = [
        s
        for s in steps
        if s.url
        and view.paper.serves(urlsplit(s.url).hostname)
        and s.name[:1].isupper()
        and len(s.name) <= 40
        and not any(c.isdigit() for c in s.name)
        and not NEVER.search(urlsplit(s.url).path)
    ]
    return good if len(good) == len(steps) <= 4 else []


def _unnamed_crumbs(view: View, title_element: Element, title: str | None, known: set[str]) -> list[Section]:
    """Links above the title that lead to directories of the article's own address, or that the head names as sections.

    The nearest of them stands with the other steps in one small box; where it does not, all of them are steps.
    """
    own = unquote(urlsplit(view.url).path)
    at = view.index.position(title_element)
    found: list[tuple[Element, Section]] = []
    for el in view.index.elements[max(0, at - 60) : at]:
        if el.tag != "a" or view.index.in_aside(el) or view.index.in_nav(el):
            continue
        name = clean(raw_text(el))
        url = view.links.resolve(el.get("href") or "")
        if not name or not url or len(name) > 40 or fold(name) in HOME:
            continue
        path = re.sub(r"(?:\.\w{2,4})?/?$", "", unquote(urlsplit(url).path))
        if (len(path) > 2 and own.startswith(path + "/")) or fold(name) in known:
            found.append((el, Section(name=name, url=url)))
    if not found:
        return []
    if steps := _box_of_steps(view, found[-1][0], title_element, title):
        return steps
    named: dict[str, Section] = {}
    for _, step in found:
        named.setdefault(fold(step.name), step)
    return list(named.values())[-4:]
