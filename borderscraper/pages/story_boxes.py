"""Boxes that hold nothing but links to other stories: what tells them, their heading, the card of each story."""

from __future__ import annotations

from borderscraper.pages.dom import Element, ancestors, has_words, raw_text
from borderscraper.pages.headings import FURNITURE
from borderscraper.pages.links import Links
from borderscraper.text.clean import clean, fold

#: Attributes in which a box says what it is, to those who count the clicks.
CALLED = ("data-content-name", "data-module", "data-campaign")


def is_called_related(el: Element) -> bool:
    """Whether an attribute says that a box shows related stories."""
    return any("related" in el.get(name, "").lower() for name in CALLED)


def has_story(el: Element, links: Links) -> bool:
    return any(links.story(a.get("href")) for a in el.iter("a"))


def is_story_box(el: Element, links: Links) -> bool:
    """Whether a block is nothing but links to other stories (with their pictures, summaries, a heading)."""
    stories = 0
    for a in el.iter("a"):
        if links.story(a.get("href")):
            stories += 1
    if not stories:
        return False
    linked = 0
    for a in el.iter("a"):
        if links.story(a.get("href")):
            linked += letters(raw_text(a))
    whole = letters(raw_text(el))
    if whole == 0:
        return False
    share = linked / whole
    if share < 0.85 and (label := box_label(el, links)) and FURNITURE.fullmatch(fold(label)):
        share = linked / max(1, whole - letters(label))
    pictured = any(links.story(a.get("href")) and next(a.iter("img"), None) is not None for a in el.iter("a"))
    cards = next(el.iter("article"), None) is not None
    return share >= 0.85 or ((pictured or cards) and share >= 0.2)


def box_label(el: Element, links: Links) -> str | None:
    """The heading of a box: its first short words that lead nowhere."""
    for d in el.iterdescendants("h2", "h3", "h4", "h5", "div", "span", "p", "strong", "b", "label", "li"):
        if d.tag in ("div", "p") and len(d) > 2:
            continue
        if any(links.story(a.get("href")) for a in d.iter("a")) or any(a.tag == "a" for a in ancestors(d)):
            if d.tag in ("div", "p", "span", "li"):
                continue
            return None
        text = clean(raw_text(d))
        if 2 < len(text) <= 40:
            return text
    return None


def letters(text: str) -> int:
    """How many letters a text has: dates, counts and marks beside a title say nothing."""
    return sum(map(str.isalpha, text))


def story_cards(el: Element, links: Links) -> list[tuple[str, Element]]:
    """The other stories linked in `el`, in order: each URL once, with the largest element that holds no other story's link."""
    by_url: dict[str, list[Element]] = {}
    for a in el.iter("a"):
        url = links.story(a.get("href"))
        if url:
            by_url.setdefault(url, []).append(a)
    if len(by_url) == 1:
        return [(next(iter(by_url)), el)]
    owners: dict[Element, str | None] = {}
    for url, anchors in by_url.items():
        for a in anchors:
            node = a
            while node is not None and node is not el:
                owner = owners.get(node, url)
                owners[node] = url if owner == url else None
                node = node.getparent()
    found = []
    for url, anchors in by_url.items():
        best = anchors[0]
        node = best
        while node is not None and node is not el and owners.get(node) == url:
            best = node
            node = node.getparent()
        # a thumb and a heading in separate columns: prefer the anchor with words
        if not has_words(best):
            best = next((a for a in anchors if has_words(a)), best)
        found.append((url, best))
    return found
