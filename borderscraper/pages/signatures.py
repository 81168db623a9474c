"""Who wrote it, as printed with the body: the words of an author's box, the lines that sign an article at its end."""

from __future__ import annotations

import re

from borderscraper.pages.body import Body
from borderscraper.pages.dom import Element, ancestors, classes, raw_text
from borderscraper.pages.roles import verdict
from borderscraper.pages.shapes import Mark
from borderscraper.text.bylines import is_button, is_picture_line, is_signature, is_work_line, looks_like_byline
from borderscraper.text.clean import clean, fold

#: Two to five capitalised words, or several such names: the author, where a styled line ends the article.
_NAME = r"[^\W\d_a-z][^\W\d_]*(?:[ .][^\W\d_a-z][^\W\d_]*){1,4}\.?"
NAMES = re.compile(rf"{_NAME}(?:\s*(?:[-–,/]| và )\s*{_NAME}){{0,3}}")
_DAY = re.compile(r"(?:[^\W\d]+ ?[^\W\d]*,? )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:[ ,|-]+\d{1,2}[:h]\d{2})?")


def is_to_share(link: Element, box: Element) -> bool:
    """Whether a link or words in an author's box stands there to share or print."""
    if is_button(clean(raw_text(link))):
        return True
    for el in (link, *ancestors(link)):
        if el is box:
            return False
        if verdict(classes(el)) == "drop":
            return True
    return False


def author_words(box: Element) -> str:
    """The words of an author's box without those of its buttons, and without the lines that say who the author is."""
    words = raw_text(box)
    for el in box.iterdescendants("a", "span"):
        if is_to_share(el, box):
            words = words.replace(raw_text(el), " | ", 1)
    if "\n" in words.strip():
        lines = [line for line in map(clean, words.split("\n")) if line]
        if len(lines) > 1 and is_signature(lines[0], " ".join(lines[1:])):
            return lines[0]
    return clean(words)


def settle_bylines(body: Body, marks: list[Mark], authors: list[str]) -> None:
    """Take the author's line, which may be the last or the last but one, out of the blocks. `marks`: how each block is set."""
    known = {fold(name) for name in authors}
    _settle_work_lines(body, marks)
    texts = [i for i, block in enumerate(body.blocks) if block.text and block.type in ("paragraph", "heading")]
    if _settle_signature(body, marks):
        return
    for i in reversed(texts[-3:]):
        block, mark = body.blocks[i], marks[i]
        text = block.text or ""
        after = [b for b in body.blocks[i + 1 :] if b.text or b.items]
        if len(after) > 1 or len(text) > 80 or block.type == "heading" and block.level != 3:
            continue
        styled = mark.bold or mark.right or mark.italic
        last = not after and styled and len(texts) > 0 and NAMES.fullmatch(text.strip(" .()")) is not None
        if last or fold(text.strip(" .()")) in known or (looks_like_byline(text) and (styled or not after)):
            body.bylines.append(text)
            del body.blocks[i], marks[i]
            break


def _settle_signature(body: Body, marks: list[Mark]) -> bool:
    """Who wrote it, and in the next lines who that is: in the last paragraph, or in right-aligned ones at the end."""
    blocks = body.blocks
    standing = ""
    for i in range(len(blocks) - 1, max(-1, len(blocks) - 4), -1):
        text, opening = blocks[i].text or "", marks[i].opening
        if not text or len(text) > 160 or standing and not marks[i].right:
            return False
        name = opening or text
        if is_signature(name, f"{text[len(name) :]} {standing}".strip()):
            body.bylines.append(name)
            del blocks[i:], marks[i:]
            return True
        if not marks[i].right:
            return False
        standing = f"{text} {standing}"
    return False


def _settle_work_lines(body: Body, marks: list[Mark]) -> None:
    """A story told in pictures ends with who did what, a line each, and the day: none of it is text."""
    blocks = body.blocks
    lines: list[int] = []
    for i in range(len(blocks) - 1, max(-1, len(blocks) - 8), -1):
        text = blocks[i].text or ""
        if blocks[i].type not in ("paragraph", "heading", "note") or not (is_work_line(text) or _DAY.fullmatch(text)):
            break
        lines.append(i)
    said = [blocks[i].text or "" for i in reversed(lines)]
    works = [line for line in said if not _DAY.fullmatch(line)]
    if len(works) < 2:
        return
    body.bylines += [line for line in works if not is_picture_line(line)] or works[:1]
    for i in lines:
        del blocks[i], marks[i]
