"""The summary.

Rule; an element called one between title and body; the one the description repeats; unnamed words between title and body,
or a bold opening; the description.
"""

from __future__ import annotations

import re
from itertools import islice

from borderscraper.items import RelatedStory
from borderscraper.pages.body import Body
from borderscraper.pages.dom import Element, ancestors, classes, name_test, raw_text, remove
from borderscraper.pages.fields.view import View, is_bare
from borderscraper.pages.roles import INLINE, verdict
from borderscraper.text.clean import clean, fold
from borderscraper.text.dates import parse_date
from borderscraper.text.prefixes import guess_lead_prefix, strip_lead_prefix

_SUMMARY_WORDS = name_test(
    r"(?<![a-z])(?:sapo|summary|description|desc|chapeau|abstract|news-?lead|lead|intro|headnote|tomtat|tom-tat|excerpt|short-?desc\w*|dek|standfirst|home-?text)(?![a-z])"
)
# Where the story is set, in an element of its own before the first word.
_PLACE_WORDS = name_test(r"(?<![a-z])(?:location|locality|place|dateline|dia-?danh)(?![a-z])")
_LONGEST_STAMP = 40
#: What editors type before a link to another story.
_POINTERS = ">»›"
# A dash that a template leaves where the newspaper's name was, or that an editor types.
_LONE_DASH = re.compile(r"[-–—](?:\s+(?=\S)|(?=[^\W\d_]))")


def read_summary(view: View, title_element: Element | None, container: Element | None) -> tuple[str | None, str | None]:
    """The summary and the prefix that was before it ("TTO - "). Its element is taken out of the body."""
    description = view.meta.meta("og:description", "description", "twitter:description") or view.meta.ld("description")
    el = None
    for candidate in view.by_rule("summary"):
        if container is not None and view.index.position(candidate) >= view.index.span(container)[1]:
            break  # other stories' below the body
        if clean(raw_text(candidate)) and not view.index.in_popup(candidate):
            el = candidate
            view.sources["summary"] = "html"
            break
    if el is None and not (view.fragment and title_element is None):
        el = _summary_element(view, title_element, container, description)
        if el is not None:
            view.sources["summary"] = "fallback"
    if el is not None:
        text = _summary_text(view, el)
        said, prefix = _without_stamp(view, el, text, description)
        for a in el.iter("a"):
            story, words = view.links.story(a.get("href")), clean(raw_text(a)).lstrip(f"{_POINTERS} ")
            if story and words:
                view.beside_summary.append(RelatedStory(in_body=False, url=story, title=words))
        if description and text.endswith(description) and 0 < len(text) - len(description) < 30 and len(el):
            said, own = _strip_prefix(view, description)  # without the place's stamp before the first word
            prefix = own or prefix or text.removesuffix(description)
        if container is not None and el is not container and container in ancestors(el):
            remove(el)
        return said, prefix
    if view.fragment or not description:
        return None, None
    view.description = description
    return None, None


def _summary_text(view: View, el: Element) -> str:
    """The summary's words, without stories that are linked below them."""
    text = clean(raw_text(el))
    linked = [a for a in el.iter("a") if view.links.story(a.get("href"))]
    lists = [u for u in el.iter("ul", "ol") if any(u in ancestors(a) for a in linked)]
    for u in lists:
        text = clean(text.replace(clean(raw_text(u)), " "))
    for a in reversed(linked):  # lines below the summary
        words = clean(raw_text(a))
        rest = text.removesuffix(words).rstrip()
        if not rest or rest == text or not (words[:1] in _POINTERS or rest[-1:] in _POINTERS or _opens_line(a, el)):
            break
        text = rest.rstrip(f"{_POINTERS} ")
    return text


def _opens_line(a: Element, el: Element) -> bool:
    """Whether a link stands first in its line within `el`."""
    before = a.getprevious()
    if before is not None:
        return before.tag == "br" and not (before.tail and before.tail.strip())
    parent = a.getparent()
    if parent is el or parent.text and parent.text.strip():
        return False
    return parent.tag in ("p", "div", "h2", "h3") or _opens_line(parent, el)


def _without_stamp(view: View, el: Element, text: str, description: str | None) -> tuple[str | None, str | None]:
    """The summary's words and the prefix before them: of text, or an element of its own that a style sheet sets apart."""
    said, prefix = _strip_prefix(view, text)
    if prefix is not None or said is None:
        return said, prefix
    if dash := _LONE_DASH.match(said):
        lines = [line.strip() for line in raw_text(el).splitlines()]
        if sum(line[:1] == said[0] for line in lines) == 1:  # several are a list
            return said[dash.end() :], dash[0]
    node, placed = el, False
    while len(node) and not (node.text and node.text.strip()):
        node = node[0]
        placed = placed or _PLACE_WORDS(classes(node))
    stamp = clean(raw_text(node)) if node is not el else ""
    if not 0 < len(stamp) <= _LONGEST_STAMP:
        return said, None
    rest = said.removeprefix(stamp).lstrip(" -–—:")
    if not rest or len(rest) == len(said):
        return said, None
    told = fold(_strip_prefix(view, description)[0] or "")[:40] if description and not placed else ""
    if placed or len(told) >= 20 and fold(rest).startswith(told):
        return rest, said[: -len(rest)]
    return said, None


def _strip_prefix(view: View, text: str) -> tuple[str | None, str | None]:
    prefixes = (*view.paper.lead_prefixes, *view.host_name)
    prefix, rest = strip_lead_prefix(text, prefixes) if prefixes else (None, text)
    if prefix is None:
        prefix = guess_lead_prefix(text, view.site_names)
        if prefix:
            rest = text[len(prefix) :].lstrip(" -–—:\u00a0")
    return (rest or None), prefix


def _summary_element(
    view: View, title_element: Element | None, container: Element | None, description: str | None
) -> Element | None:
    want = fold(_strip_prefix(view, description)[0] or "").rstrip(" .…") if description else ""
    above = view.between(title_element, container) if title_element is not None else []
    inside = list(container.iter("p", "h2", "h3", "div", "strong", "b"))[:14] if container is not None else []
    called = None
    for el in (*above, *inside):
        if el.tag not in ("p", "h2", "h3", "h4", "div", "strong", "span", "section", "b", "td") or el is container:
            continue
        names = classes(el)
        if el.tag == "td" and not names:
            continue
        named = bool(names) and _SUMMARY_WORDS(names) or el.get("itemprop") == "description"
        if not named and not want or container is not None and container in el.iterdescendants():
            continue
        if el.tag in ("div", "section", "span") and not named and len(el) > 3:
            continue
        text = clean(raw_text(el))
        if len(text) < 25 or len(text) > 1500:
            continue
        if want:
            got = fold(_strip_prefix(view, text)[0] or "").rstrip(" .…")
            if got == want or (len(want) > 40 and got.startswith(want)) or (len(got) > 60 and want.startswith(got)):
                if el in inside and not _is_set_apart(el, named) and len(got) > len(want) + 3:
                    continue  # a description cut from the first paragraph
                return el
        if named and called is None and el in above and el.find(".//img") is None:
            called = el
    return called if called is not None else _unnamed_summary(view, title_element, container)


def _unnamed_summary(view: View, title_element: Element | None, container: Element | None) -> Element | None:
    """What stands between title and body, or opens the body in bold before plain paragraphs."""
    if title_element is None or container is None:
        return None
    over = {container, *ancestors(container)}
    for el in view.region(title_element, container):
        if el.tag == "img" and view.index.position(el) > view.index.position(title_element):
            if is_bare(el, title_element):
                break  # what follows a picture is its caption
        if el.tag not in ("p", "h2", "h3", "div", "td", "strong", "b") or view.index.position(el) < view.index.position(
            title_element
        ):
            continue
        if any(c.tag in ("div", "p", "ul", "table", "img", "h2", "td", "figure") for c in el.iterdescendants()):
            continue
        text = clean(raw_text(el))
        if not 50 <= len(text) <= 900 or next(el.iter("a"), None) is not None or " " not in text:
            continue
        if any(verdict(classes(a)) for a in (el, *ancestors(el)) if a not in over and classes(a) and a.tag != "body"):
            continue
        if text[-1] in '.…!?”"' and not view.index.in_aside(el) and parse_date(text).value is None:
            return el
    blocks = [
        p
        for p in islice(container.iter("p", "div", "h2", "h3"), 12)
        if p is not container and raw_text(p).strip() and (p.find(".//img") is None or p.find(".//p") is not None)
    ][:4]
    first = next((p for p in blocks if next(p.iterdescendants("p", "div", "table", "ul"), None) is None), None)
    if first is None or first.tag not in ("p", "div", "h2") or next(first.iter("a", "img"), None) is not None:
        return None
    text = clean(raw_text(first))
    if 50 <= len(text) <= 700 and text[-1] in '.…!”"' and _is_set_apart(first, first.tag == "h2"):
        return first
    return None


def _is_set_apart(el: Element, named: bool) -> bool:
    """Whether a first paragraph is printed as a summary: by its class, in bold, or as a heading."""
    if named or not (el.tag == "p" or (el.tag == "div" and _is_words(el.getnext()))):
        return True
    bold = "".join(raw_text(b) for b in el.iter("b", "strong"))
    return len(clean(bold)) > 0.9 * len(clean(raw_text(el)))


def summary_beside(view: View, summary: str | None, body: Body) -> str | None:
    """The description where the page prints no summary, unless it is only cut from the body."""
    first = next((b for b in body.blocks if b.text), None)
    if summary is not None:
        if (
            first is not None
            and first.type == "paragraph"
            and fold(first.text or "") == fold(summary)
            and len(body.blocks) > 1
        ):
            body.blocks.remove(first)
            view.warnings.append("summary-repeated")
        return summary
    description = view.description
    if description is None:
        return None
    text, _ = _strip_prefix(view, description)
    if not text or any(fold(text) == fold(name) for name in view.site_names):
        return None
    want = fold(text).rstrip(" .…")
    titles = (view.meta.meta("og:title"), view.meta.ld("headline"), view.meta.title)
    if any(title and fold(title).startswith(want) for title in titles):
        return None
    if want and want in fold(" ".join(b.text for b in body.blocks if b.text)) or _is_of_newspaper(view, want):
        return None
    if text.endswith(("...", "…")) and first is not None and fold(first.text or "").startswith(want[:40]):
        return None
    view.sources["summary"] = "meta"
    return text


_OF_SITE = re.compile(
    r"(?:website|trang (?:thong tin|tin|chu)|cong thong tin|bao (?:dien tu|online)|co quan (?:cua|ngon luan)|tin tuc(?: (?:cap nhat|moi|nhanh)|,))\b"
)


def _is_of_newspaper(view: View, description: str) -> bool:
    """Whether a description, folded, speaks of the newspaper: it begins with its name, or says what kind of site it is."""
    joined = re.sub(r"[\W_]+", "", description)
    names = (re.sub(r"[\W_]+", "", fold(name)) for name in view.site_names)
    named = any(name.startswith("bao") and len(name) > 6 and joined.startswith(name) for name in names)
    return named or _OF_SITE.match(description) is not None


def strip_first_paragraph(view: View, body: Body) -> None:
    """The lead prefix where it opens the body."""
    first = next((b for b in body.blocks if b.text), None)
    if first is not None and first.type == "paragraph" and first.text:
        rest, prefix = _strip_prefix(view, first.text)
        if prefix and rest:
            first.text = rest


def _is_words(el: Element | None) -> bool:
    """A `div` that holds nothing but words: a paragraph, as some editors type it."""
    if el is None or el.tag != "div" or len(raw_text(el).strip()) < 60:
        return False
    return all(d.tag in INLINE or d.tag == "br" for d in el.iterdescendants())
