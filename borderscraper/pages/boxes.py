"""Boxes of related stories around an article: found by their heading's words, for class names differ from theme to theme."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from unicodedata import normalize

from borderscraper.items import RelatedStory
from borderscraper.pages.cards import shown_by
from borderscraper.pages.dom import Element, ancestors, classes, lower_names, name_test, raw_text
from borderscraper.pages.headings import OTHERS, RELATED
from borderscraper.pages.links import Links
from borderscraper.pages.locate import Index
from borderscraper.pages.roles import is_hidden
from borderscraper.pages.story_boxes import CALLED, is_called_related, story_cards
from borderscraper.text.clean import clean, fold

_FIRST_WORDS = frozenset(
    "tin bài các xem đọc có cùng tham liên bạn chủ nội video sự mời đừng dành thông tin, bài, bài:".split()
)
#: How they begin, in lower case, with marks joined or apart; "ð" is typed for "đ".
_FIRST_LETTERS = frozenset(
    form[:2].replace("đ", d) for w in _FIRST_WORDS for form in (w, normalize("NFD", w)) for d in "đð"
)
_HEADED = ("h2", "h3", "h4", "h5")
_HEADING_TAGS = (*_HEADED, "div", "p")
_HEADING_NAME = name_test(r"(?<![a-z])(?:box-?heading|box-?title|title-?box|heading|cate-?title|box-?head)(?![a-z])")
#: Elements whose first words are no heading: they have none, or none that is read.
_WORDLESS = frozenset("script style option title button textarea br hr img input source track meta link iframe".split())
_BOX_TAGS = ("div", "ul", "section", "aside", "article")
_STEPS_OR_MENU = name_test(r"menu|(?<![a-z])(?:next-?prev|prev-?next|post-?nav\w*|nav-?links)(?![a-z])")
_UNNAMED = name_test(
    r"(?<![a-z])(?:relate[ds]?\w*|relation-?news|(?:box-?|tin-?|bai-?)?lien-?quan|post-relate|same-?cat\w*|cung-?chuyen-?muc|other-?news|news-?other|tin-?khac|article-related)(?![a-z])"
)


def related_boxes(index: Index, container: Element, title: Element | None, links: Links) -> list[RelatedStory]:
    """The related stories that stand outside the body, in page order.

    A box is what follows a heading such as "Tin liên quan", up to the next heading; or a block right behind the body that
    is nothing but cards of other stories; or an element whose name says related.
    """
    first, last = index.span(container)
    found: list[RelatedStory] = []
    taken: list[tuple[int, int]] = []  # from the first element of a box to behind its last
    above = set(ancestors(container))
    start = max(0, index.position(title) if title is not None else first)
    last = max(start, last)
    outside = index.elements[:first] + index.elements[last:]

    def is_taken(place: int, end: int = 0) -> bool:
        return any(a < (end or place + 1) and place < b for a, b in taken)

    def is_inside(el: Element) -> bool:
        return first <= index.position(el) < last

    for el in outside:
        if el.tag in _WORDLESS or not (text := el.text) or len(text) > 60 or not _may_head(text):
            continue
        heading = _heading(raw_text(el))
        if heading is None or is_taken(index.position(el)) or index.in_nav(el) or _in_menu(el):
            continue
        if index.position(el) < start and "lien quan" not in fold(heading):
            continue  # above the title only what is called related is about the article
        box = _box_of(index, el, is_inside, above, links)
        if box is None or is_taken(index.position(box)):
            continue
        end = _end_of(index, box, heading, links)
        taken.append((index.position(box), end))  # behind it another heading may have a box of its own
        found += _stories(index, box, heading, end, links)
    for el in _named_related(index, start):
        place = index.position(el)
        if first <= place < last or el in above or is_taken(place) or index.in_nav(el) or _is_of_others(el, links):
            continue
        taken.append(index.span(el))
        words = _opening_words(el, links)
        found += _stories(index, el, words, _end_of(index, el, words, links), links)
    before = _before(index, container, title, above)
    for el in (*before, *_behind(container)):
        span = index.span(el)
        if not is_taken(*span) and _only_cards(el, links, el in before):
            taken.append(span)
            found += _stories(index, el, None, _end_of(index, el, None, links), links)
    return found


@lru_cache(maxsize=4096)  # most short words on a page are its menus', the same on every page
def _may_head(text: str) -> bool:
    """Whether an element's first words may begin a heading of related stories."""
    begins = text.lstrip()[:2].lower()
    if begins not in _FIRST_LETTERS and begins.isprintable():
        return False  # most words of a page; what is not printable may hide a heading's first letter
    text = clean(text)
    return 0 < len(text) <= 40 and text.split()[0].lower() in _FIRST_WORDS


@lru_cache(maxsize=1024)
def _heading(text: str) -> str | None:
    """The words of an element when they are a heading of related stories."""
    text = clean(text)
    return text if len(text) <= 45 and RELATED.fullmatch(fold(text)) else None


def _in_menu(el: Element) -> bool:
    """Stands in a menu, the page's header (a box's own `header` is none), or between the links to the posts before and after."""
    return any(_STEPS_OR_MENU(classes(a)) or (a.tag == "header" and _is_of_page(a)) for a in ancestors(el))


def _is_of_page(header: Element) -> bool:
    return not any(a.tag in ("section", "article", "aside") for a in ancestors(header))


def _box_of(
    index: Index, heading: Element, is_inside: Callable[[Element], bool], above: set[Element], links: Links
) -> Element | None:
    """The smallest element that opens with the heading and holds stories besides it, and not the article itself."""
    own = index.span(heading)
    node = heading
    for _ in range(5):
        parent = node.getparent()
        if parent is None or parent in above or parent.tag in ("body", "html"):
            return _following(index, node, is_inside, links)
        first = _first_story(index, parent, own, links)
        if first is not None:
            return parent if not is_hidden(parent) else None
        if any(not own[0] <= index.position(a) < own[1] and links.story(a.get("href")) for a in parent.iter("a")):
            # the words stand behind stories, or another heading stands between: a button, an empty box, the next box
            return _following(index, heading, is_inside, links) if heading.tag in _HEADED else None
        node = parent
    return None


def _first_story(index: Index, parent: Element, heading: tuple[int, int], links: Links) -> Element | None:
    """The first linked story in `parent`, if it comes after the heading (its span) and no other one."""
    for el in parent.iter("a", *_HEADING_TAGS):
        place = index.position(el)
        if heading[0] <= place < heading[1]:
            continue
        seen = place >= heading[1]
        if el.tag == "a" and links.story(el.get("href")):
            return el if seen else None
        if seen and _is_heading(el, links):
            return None
    return None


def _is_heading(el: Element, links: Links) -> bool:
    """Another box's heading: words in a heading element (or one called so) that lead to no story."""
    tag = el.tag
    if tag not in _HEADING_TAGS or tag in ("div", "p") and not _HEADING_NAME(classes(el)):
        return False
    for found in (el.iter("a"), ancestors(el)):
        if any(links.story(a.get("href")) for a in found):
            return False
    return 1 < len(clean(raw_text(el))) <= 45


def _following(index: Index, node: Element, is_inside: Callable[[Element], bool], links: Links) -> Element | None:
    """The heading stands beside its box, under the element that also holds the article: the next sibling with stories."""
    if sum(1 for d in node.iter() if not clean(d.text or "") and len(d) == 0 and d.tag in ("div", "ul", "section")):
        return None  # the heading's own box is there, and empty
    sibling = node.getnext()
    for _ in range(3):
        if sibling is None or is_inside(sibling):
            return None
        if _first_story(index, sibling, (-1, -1), links) is not None:
            return sibling
        if clean(raw_text(sibling)):
            return None
        sibling = sibling.getnext()
    return None


def _is_of_others(box: Element, links: Links) -> bool:
    """Whether a box is headed as the newest or most read stories, whatever it is called."""
    heading = next((d for d in box.iter(*_HEADING_TAGS) if _is_heading(d, links)), None)
    return heading is not None and OTHERS.fullmatch(fold(clean(raw_text(heading)))) is not None


def _opening_words(box: Element, links: Links) -> str | None:
    """The heading of a box that is known by its name: the words before its first story."""
    parts: list[str] = []
    for el in box.iter("*"):
        if el.tag == "a" and links.story(el.get("href")):
            break
        if el.text and el.tag not in _WORDLESS:
            parts.append(el.text)
    words = clean(" ".join(parts))
    return words if 1 < len(words) <= 45 and _WORDS_ONLY.fullmatch(words) else None


_WORDS_ONLY = re.compile(r"\D*[^\W\d_]\D*")


def _named_related(index: Index, start: int) -> list[Element]:
    """The boxes from `start` on whose name says related, in page order."""
    found = {el for el in index.called(_UNNAMED) if el.tag in _BOX_TAGS and index.position(el) >= start}
    called = any(map(index.mentions, CALLED))
    for el in index.elements[start:]:
        if el.tag in _BOX_TAGS and (
            ((ident := el.get("id")) and _UNNAMED(lower_names(ident))) or called and is_called_related(el)
        ):
            found.add(el)
    return sorted(found, key=index.position)


def _before(index: Index, container: Element, title: Element | None, above: set[Element]) -> list[Element]:
    """The blocks between title and body, within what holds both."""
    if title is None:
        return []
    found: list[Element] = []
    node = title
    while node is not None and node not in above:
        found += [e for e in node.itersiblings() if isinstance(e.tag, str) and e is not container and e not in above]
        node = node.getparent()
    if node is None or node.tag in ("body", "html"):
        return []
    shared = node
    for node in (container, *ancestors(container)):
        if node is shared:
            break
        found += [e for e in node.itersiblings(preceding=True) if isinstance(e.tag, str) and e not in above]
    edge = index.position(container)
    return [el for el in found if el.tag in ("div", "ul", "section") and 0 <= index.position(el) < edge][:12]


def _behind(container: Element) -> list[Element]:
    """The blocks right behind the body: its following siblings, and those of what wraps only the article."""
    found: list[Element] = []
    node = container
    levels = 0
    while levels < 5:
        sibling = node.getnext()
        while sibling is not None:
            if isinstance(sibling.tag, str) and sibling.tag in ("div", "ul", "section", "aside", "article"):
                found.append(sibling)
            sibling = sibling.getnext()
        parent = node.getparent()
        if parent is None or parent.tag in ("body", "html", "main"):
            break
        node, levels = parent, levels + 1
        if len(found) > 12:
            break
    return found[:12]


def _only_cards(el: Element, links: Links, single: bool = False) -> bool:
    """Nothing but cards: at least two stories (or one, `single`), pictured or summed up, with no heading of its own."""
    if next(el.iter("a"), None) is None:
        return False
    first = next((d for d in el.iter() if (text := d.text) and not text.isspace() and clean(text)), None)
    if not (first is not None and any(a.tag == "a" and links.story(a.get("href")) for a in (first, *ancestors(first)))):
        return False
    cards = story_cards(el, links)
    if not cards or (len(cards) < 2 and not single):
        return False
    linked = 0
    for a in el.iter("a"):
        if links.story(a.get("href")):
            linked += len(clean(raw_text(a)))
    whole = len(clean(raw_text(el)))
    return whole > 0 and linked / whole >= 0.85


def _stories(index: Index, box: Element, heading: str | None, end: int, links: Links) -> list[RelatedStory]:
    """The stories of a box, of those that stand before the place `end`."""
    stories = []
    for url, card in story_cards(box, links):
        if index.position(card) >= end:
            break
        shown = shown_by(card, links.base_url, links.paper, url=url)
        if shown is not None and shown[0]["title"]:
            stories.append(RelatedStory(box=heading, in_body=False, **shown[0]))
    return stories


def _end_of(index: Index, box: Element, heading: str | None, links: Links) -> int:
    """Where a box ends: at the heading of the next one, where several stand in one element."""
    end = index.span(box)[1]
    story = next((a for a in box.iter("a") if links.story(a.get("href"))), None)
    if story is not None:
        for el in _headings(index, index.position(story), end):
            if _is_heading(el, links) and clean(raw_text(el)) != heading:
                return index.position(el)
    return end


def _headings(index: Index, start: int, end: int) -> list[Element]:
    """What may be headings from `start` to before `end`: by tag, or by name."""
    found = [el for el in index.elements[start:end] if el.tag in _HEADING_TAGS]
    return [el for el in found if el.tag[0] == "h" or _HEADING_NAME(classes(el))]
