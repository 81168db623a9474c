"""How a block is set and built: bold, centred, a picture with words under it, a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from borderscraper.pages.dom import SILENT, Element, ancestors, classes, raw_text
from borderscraper.pages.roles import INLINE, MEDIA
from borderscraper.text.clean import clean, fold


@dataclass
class Mark:
    """How a text block looked, for telling captions and author lines from paragraphs."""

    bold: bool = False
    italic: bool = False
    centred: bool = False
    right: bool = False
    opening: str | None = None  # the first line of several, right-aligned or opened in bold


def mark_of(el: Element) -> Mark:
    """How a paragraph without pictures is set."""
    mark = Mark()
    style = (el.get("style") or "").replace(" ", "").lower()
    align = (el.get("align") or "").lower()
    if "text-align:center" in style or align == "center":
        mark.centred = True
    elif "text-align:right" in style or align == "right":
        mark.right = True
    if "font-style:italic" in style:
        mark.italic = True
    node = el
    for _ in range(6):
        children = [c for c in node if c.tag != "br"]
        if (node.text and node.text.strip()) or not children or any(c.tail and c.tail.strip() for c in node):
            break
        tags = {c.tag for c in children if c.tag in SILENT or raw_text(c).strip()}
        if not tags:
            break
        if tags <= {"b", "strong"}:
            mark.bold = True
        elif tags <= {"em", "i"}:
            mark.italic = True
        elif not tags <= {"span", "font", "a", "u"}:
            break
        full = [c for c in children if raw_text(c).strip()]
        if len(full) != 1:
            break
        node = full[0]
        style = (node.get("style") or "").replace(" ", "").lower()
        if "font-style:italic" in style:
            mark.italic = True
        if "font-weight:bold" in style or "font-weight:700" in style:
            mark.bold = True
        if "text-align:right" in style:
            mark.right = True
    opens_bold = len(el) > 1 and el[0].tag in ("strong", "b") and not (el.text and el.text.strip())
    if (mark.right or opens_bold) and el.find(".//br") is not None:
        mark.opening = clean(raw_text(el).strip().partition("\n")[0])
    return mark


def is_picture_with_words(el: Element) -> bool:
    """A centred picture and what is printed under it, with nothing but line breaks between."""
    return (
        el.find("img") is not None
        and (el.tag == "center" or mark_of(el).centred)
        and all(d.tag in INLINE or d.tag == "br" for d in el.iterdescendants())
    )


def is_labelled_ad(el: Element) -> bool:
    """A block of pictures whose only words are "Quảng cáo"."""
    if el.find(".//img") is None and el.find(".//iframe") is None:
        return False
    words = raw_text(el)
    return len(words) < 200 and _AD_LABEL.fullmatch(fold(clean(words))) is not None


_AD_LABEL = re.compile(r"\W*(?:quang cao|advertis\w+|tai tro)\W*")


def right_line(items: Element) -> Element | None:
    """The one right-aligned line that a list holds instead of items."""
    lines = [d for d in items.iterdescendants("div", "p") if raw_text(d).strip()]
    return lines[0] if len(lines) == 1 and mark_of(lines[0]).right else None


def has_part(el: Element, word: str) -> bool:
    """Whether a word stands in the element's class, by itself or joined with others: `name`, `itv-name`, `v2__name`."""
    return re.search(rf"(?<![a-z]){word}(?![a-z])", classes(el)) is not None


def is_leaf(el: Element) -> bool:
    """Inline elements only, and no line break or picture: one paragraph of words."""
    return all(d.tag in INLINE and d.tag not in MEDIA for d in el.iterdescendants())


def nearest(el: Element, tag: str) -> Element | None:
    return next((a for a in ancestors(el) if a.tag == tag), None)


def in_noscript(el: Element, stop: Element) -> bool:
    for a in ancestors(el):
        if a.tag == "noscript":
            return True
        if a is stop:
            return False
    return False
