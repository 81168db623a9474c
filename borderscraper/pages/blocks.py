"""The body: from its container element to blocks, pictures, videos, and the related stories that stand inside it.

One walk in reading order serves every CMS; what an element is, is told by its tag, by words in its `class`, `id` and
`type`, and by its shape (facts: EPI_CMS "Everything the editor can put into a body", EXTRACTION_TRAPS).
"""

from __future__ import annotations

import re
from typing import Any, Literal

from borderscraper.items import Block, Image, Link, RelatedStory, Video
from borderscraper.pages.body import Body
from borderscraper.pages.cards import shown_by
from borderscraper.pages.dom import SILENT, Element, ancestors, classes, name_test, raw_text, remove
from borderscraper.pages.headings import FURNITURE, RELATED
from borderscraper.pages.links import Links
from borderscraper.pages.pictures import image_key, image_urls, is_icon
from borderscraper.pages.roles import INLINE, MEDIA, TYPES, is_hidden, verdict
from borderscraper.pages.shapes import (
    Mark,
    has_part,
    in_noscript,
    is_labelled_ad,
    is_leaf,
    is_picture_with_words,
    mark_of,
    nearest,
    right_line,
)
from borderscraper.pages.signatures import author_words, settle_bylines
from borderscraper.pages.story_boxes import box_label, has_story, is_called_related, is_story_box, letters, story_cards
from borderscraper.pages.videos import find_video, is_video, line_below, video_of
from borderscraper.text.bylines import looks_like_byline
from borderscraper.text.captions import LONG_CAPTION, credit_of, is_auto_caption, is_credit_line, is_file_name
from borderscraper.text.clean import clean, fold
from borderscraper.text.dates import parse_date

TextKind = Literal["paragraph", "note", "quote", "question", "answer"]

_HEADINGS = {f"h{n}": n for n in range(1, 7)}

_LIVE = name_test(r"(?<![a-z])(?:live-?zone|live-?blog|live-?item|live-?content|list-?live|timeline-live)(?![a-z])")
_CLOCK = re.compile(
    r"\D{0,12}\d{1,2}\s*(?:[:h]|giờ)\s*\d{0,2}\D{0,12}(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)?\D{0,12}|.{0,30}\d{1,2}/\d{1,2}/\d{4}.{0,12}"
)
_NO_PHOTO = name_test(r"(?<![a-z])(?:icons?|avatar|avt|logo|emoji|isauthor|image-fallback|photo-imgs)(?![a-z])")
#: How a line that points to another story begins.
_POINTER = re.compile(
    r"^(?:[>»*•→►▶●■◆▪◦○+-]+|(?:xem|doc|tim hieu) them\b|(?:tin|bai|bai viet|tin bai) lien quan\b|moi (?:ban )?doc\b|tham khao(?: them)?\b)"
)
_CAPTION_OPENER = re.compile(
    r"(?:quang canh|toan canh|khung canh|mot goc|hinh anh|anh|trong anh|cac dai bieu|dai bieu|cac dong chi lanh dao)\b"
    r"|.{0,90}\b(?:phat bieu|trao (?:qua|tang|bang|giay|hoa|co|nha|huy|kinh phi)\w*|tang (?:qua|hoa)|chup anh|cung (?:cac )?dai bieu|tham hoi|kiem tra)\b"
)
#: What happened is told; a caption says what is seen.
_TOLD = re.compile(r"\b(?:da|se|tung|cho biet|theo do)\b")
_QUOTATION_MARKS = "\"'“”„‟‘’‚‛«»‹›❝❞〝〞 "
_FRAME = re.compile(r"(?<![a-z-])border\s*:\s*(?!0|none)\w", re.I)


class BodyReader:
    """Reads one body container. Use `read_body`."""

    def __init__(self, links: Links, title: str | None) -> None:
        self.links = links
        self.title = title
        self.body = Body()
        self.marks: list[Mark] = []  # one a block
        self.buffer: list[str] = []
        self.buffer_links: list[tuple[str, str]] = []
        self.image_keys: dict[str, int] = {}
        self.elements: dict[int, Element] = {}  # the `img` of each picture
        self.shell: list[Element] = []  # the body container and what is around it
        self.open_images: list[int] = []  # pictures without caption since the last words
        self.unprinted: set[int] = set()  # pictures whose caption stands in an attribute only, so far
        self.late_captions: list[tuple[int, list[int]]] = []  # block that may be their caption
        self.caption_after = False  # this page prints captions in the paragraph after the picture
        self.time: str | None = None
        self.speaker: str | None = None
        self.has_text = False

    def read(self, container: Element, authors: list[str]) -> Body:
        """The body that `container` holds; see `read_body`."""
        self.shell = [container, *ancestors(container)]
        self.walk(container, "paragraph")
        self.flush("paragraph")
        return self.finish(authors)

    # -- the walk

    def walk(self, element: Element, kind: TextKind, depth: int = 0) -> None:
        if element.text:
            self.buffer.append(element.text)
        for child in element:
            tag = child.tag
            if tag == "br":
                self.buffer.append("\n")
            elif tag in INLINE:
                self._inline(child, kind, depth)
            elif tag in SILENT:
                self._silent(child, kind)
            else:
                self.flush(kind)
                if depth < 150:
                    self._block(child, tag, kind, depth + 1)
                else:
                    self._text(clean(raw_text(child)), kind)
                self.flush(kind)
            if child.tail:
                self.buffer.append(child.tail)

    def _inline(self, child: Element, kind: TextKind, depth: int) -> None:
        tag = child.tag
        if tag == "img":
            self.flush(kind)
            self._image(child)
            return
        if self.open_images and tag == "span" and verdict(classes(child)) == "caption":
            self.flush(kind)
            if self._give_caption(clean(raw_text(child)), False):
                return
        if len(child) == 0:
            if tag == "a":
                self._link(child)
            elif child.text and not is_hidden(child):
                self.buffer.append(child.text)
            return
        names = classes(child)
        said = verdict(names) if names else None
        if said in ("hidden", "drop") or is_hidden(child):
            return
        if any(d.tag not in INLINE and d.tag not in ("br", *SILENT) or d.tag in MEDIA for d in child.iterdescendants()):
            if (
                tag == "a"
                and self.links.story(child.get("href"))
                and next(child.iterdescendants("img"), None) is not None
            ):
                self.flush(kind)
                self._related(child, None)
            elif depth < 150:
                self.walk(child, kind, depth + 1)
            return
        if tag == "a":
            self._link(child)
        else:
            self.buffer.append(raw_text(child))
            for a in child.iter("a"):
                self._note_link(a)

    def _link(self, a: Element) -> None:
        self.buffer.append(raw_text(a))
        self._note_link(a)

    def _note_link(self, a: Element) -> None:
        href = a.get("href")
        if not href:
            return
        url = self.links.resolve(href)
        text = clean(raw_text(a))
        if url and text:
            self.buffer_links.append((text, url))
            story = self.links.story(href)
            if story:
                self.body.related.append(RelatedStory(in_body=True, url=story, title=text))

    def _silent(self, child: Element, kind: TextKind) -> None:
        if child.tag in ("iframe", "embed", "object"):
            source = child.get("data-src") or child.get("src") or child.get("data") or ""
            if is_video(source) or child.get("data-video-src"):
                self.flush(kind)
                self._video(source if is_video(source) else "", None, None)

    def flush(self, kind: TextKind) -> None:
        """Words that stood directly in a container become paragraphs; two line breaks part them."""
        if not self.buffer:
            return
        raw = "".join(self.buffer)
        self.buffer = []
        links, self.buffer_links = self.buffer_links, []
        if not raw.strip():
            return
        parts = re.split(r"\n[^\S\n]*\n", raw) if "\n" in raw else [raw]
        for part in parts:
            text = clean(part)
            if text:
                self._text(text, kind, links=[link for link in links if link[0] in text] if links else links)

    # -- block elements

    def _block(self, el: Element, tag: str, kind: TextKind, depth: int) -> None:
        if tag == "p":
            self._paragraph(el, kind, depth)
            return
        names = classes(el)
        said = TYPES.get((el.get("type") or "").lower()) or (verdict(names) if names else None)
        if tag == "figcaption" and said != "hidden":
            said = "caption"
            self._join_group(any_place=True)  # outside its figures: it belongs to all of them
        if is_hidden(el) or said == "hidden" or tag in ("nav", "footer"):
            if tag == "ul" and is_called_related(el):
                self._related(el, None)  # the page's script shows it below the summary
            return
        if tag in _HEADINGS and said != "caption":
            self._heading(el, _HEADINGS[tag], kind, depth)
            return
        if said == "drop":
            if not self._is_most_of_body(el):
                return
            said = None
        if tag in ("ul", "ol"):
            self._list(el, tag, kind, depth)
        elif tag == "table":
            self._table(el, kind, depth, said)
        elif tag == "figure" or said == "figure":
            self._figure(el, kind, depth, said)
        elif tag == "blockquote":
            self._quote(el, depth)
        elif tag == "video":
            source, poster, _ = video_of(el)
            self._video(source, None, poster)
        elif tag == "hr":
            return
        elif tag == "picture":
            img = el.find(".//img")
            if img is not None:
                self._image(img)
        elif said is not None and tag != "section":
            self._said(el, said, kind, depth, names)
        elif said in ("related", "author", "caption"):
            self._said(el, said, kind, depth, names)
        elif is_story_box(el, self.links):
            label = box_label(el, self.links)
            self._related(el, label if label and FURNITURE.fullmatch(fold(label)) else None)
        else:
            if names and _LIVE(names):
                self.body.live = True
                self.walk(el, kind, depth)
                self.flush(kind)
                self.time = None
            elif self.body.live and "time" in names and _CLOCK.fullmatch(clean(raw_text(el))):
                self.time = parse_date(clean(raw_text(el))).iso or self.time
            elif tag == "div" and kind == "paragraph" and _is_drawn_box(el) and not self._is_most_of_body(el):
                self.walk(el, "note", depth)
                self.flush("note")
            elif tag in ("div", "center") and len(el) and is_leaf(el):
                self._paragraph(el, kind, depth)  # editors of some CMSs type paragraphs as div
            elif tag in ("div", "center") and is_picture_with_words(el):
                self._media_paragraph(el, kind, depth, said)
            elif is_labelled_ad(el):
                return
            else:
                self.walk(el, kind, depth)

    def _said(self, el: Element, said: str, kind: TextKind, depth: int, names: str) -> None:
        if said == "related":
            if self._is_most_of_body(el) or kind == "note" and el.find(".//a") is None:
                self.walk(el, kind, depth)
            elif has_story(el, self.links) or not any(
                letters(raw_text(p)) > 60 for p in el.iter("p") if p.find(".//a") is None
            ):
                self._related(el, box_label(el, self.links))
            else:  # some words on the matter, in a box of the same make
                self.walk(el, "note" if kind == "paragraph" else kind, depth)
        elif said == "author":
            self._author(el, kind, depth)
        elif said in ("caption", "credit"):
            if next(el.iterdescendants("img"), None) is not None:
                self._figure(el, kind, depth, "pictures")
                return
            text = clean(raw_text(el))
            if said == "caption":
                self._join_group()
            if text and not self._give_caption(text, said == "credit"):
                self._text(text, kind)
        elif said == "note":
            self.walk(el, "note" if kind == "paragraph" else kind, depth)
        elif said == "context":
            self._context(el, depth)
        elif said == "quote":
            self._quote(el, depth)
        elif said in ("question", "answer"):
            self._dialogue(el, "question" if said == "question" else "answer", depth)
        elif said == "video":
            if not self._video_box(el):
                self.walk(el, kind, depth)
        elif said == "pictures":
            self._figure(el, kind, depth, said)
        elif said == "embed":
            self.walk(el, kind, depth)
        else:
            self.walk(el, kind, depth)

    def _is_most_of_body(self, el: Element) -> bool:
        """Whether a class name that sounds like furniture sits on the body itself: three paragraphs of words or more."""
        long = 0
        for p in el.iter("p"):
            if len(raw_text(p)) > 140 and next(p.iter("a"), None) is None:
                long += 1
                if long >= 4:
                    return True
        return False

    # -- text

    def _text(
        self,
        text: str,
        kind: TextKind,
        mark: Mark | None = None,
        links: list[tuple[str, str]] | None = None,
        level: int | None = None,
    ) -> None:
        if not text:
            return
        if len(text) < 160:
            if len(text) < 4 and not text.strip(_QUOTATION_MARKS):
                return  # the mark that a template draws beside a quote
            folded = fold(text)
            if FURNITURE.fullmatch(folded) or len(text) <= 45 and RELATED.fullmatch(folded):
                return
        mark = mark or Mark()
        if self.open_images and level is None and kind in ("paragraph", "note", "quote"):
            if self._caption_by_looks(text, mark):
                self.caption_after = True
                self._give_caption(text, False)
                return
            if len(text) <= 200:
                self.late_captions.append((len(self.body.blocks), self.open_images))
            self.open_images = []
        elif self._is_video_caption(text, mark, kind, level):
            self.body.videos[-1].caption = text
            return
        elif len(text) < 90 and is_credit_line(text) and self.body.blocks and self.body.blocks[-1].type == "image":
            self._give_caption(text, True)
            return
        made = [Link(text=words, url=url) for words, url in links] if links else None
        block = Block(
            type="heading" if level is not None and kind == "paragraph" else kind,
            text=text,
            level=level if kind == "paragraph" else None,
            links=made,
        )
        if kind in ("question", "answer"):
            block.speaker = self.speaker
        block.time = self.time
        self._add(block, mark)
        self.has_text = True
        self.open_images = []

    def _add(self, block: Block, mark: Mark | None = None) -> None:
        self.body.blocks.append(block)
        self.marks.append(mark or Mark())

    def _caption_by_looks(self, text: str, mark: Mark) -> bool:
        if len(text) > LONG_CAPTION or mark.bold and not mark.centred:
            return False
        if looks_like_byline(text) and (mark.right or text.startswith(("Theo ", "(Theo ", "Nguồn: ", "Tin, ảnh"))):
            return False
        if any(i in self.unprinted for i in self.open_images):
            return self._repeats_caption(text)
        if mark.italic or is_credit_line(text):
            return True
        if mark.centred and len(text) < 300:
            return True
        alts = {fold(self.body.images[i].alt or "") for i in self.open_images}
        return fold(text) in alts

    def _join_group(self, *, any_place: bool = False) -> None:
        """The pictures right before a caption wait for it together, where one wrapper within the body holds them."""
        group: list[int] = []
        for block in reversed(self.body.blocks):
            if block.image is None or not self._lacks_caption(block.image):
                break
            group.insert(0, block.image)
        if len(group) > 1 and not any_place and (last := self.elements.get(group[-1])) is not None:
            above = set(ancestors(last)) - set(self.shell)
            group = [i for i in group if i in self.elements and any(a in above for a in ancestors(self.elements[i]))]
        if len(group) > 1:
            self.open_images = list(dict.fromkeys((*group, *self.open_images)))

    def _is_video_caption(self, text: str, mark: Mark, kind: TextKind, level: int | None) -> bool:
        """A short line right under a video without caption, set as one or called so."""
        blocks, videos = self.body.blocks, self.body.videos
        return (
            level is None
            and kind == "paragraph"
            and bool(blocks)
            and blocks[-1].type == "video"
            and videos[-1].caption is None
            and len(text) < 200
            and (mark.italic or mark.centred or text.lower().startswith(("video:", "clip:")))
            and not looks_like_byline(text)
        )

    def _repeats_caption(self, text: str) -> bool:
        """Whether words begin as the caption that an attribute of a waiting picture gives."""
        said = [fold(self.body.images[i].caption or "").rstrip(" .") for i in self.open_images]
        return any(len(words) > 10 and fold(text).startswith(words) for words in said)

    def _give_caption(self, text: str, credit: bool) -> bool:
        """Hand a caption or credit to the pictures that wait for one (or to the last one, a credit line)."""
        images = self.body.images
        waiting = self.open_images
        if not waiting and self.body.blocks and self.body.blocks[-1].type == "image":
            waiting = [len(images) - 1]
            if images[-1].caption and not credit:
                if images[-1].caption != text:
                    images[-1].caption = f"{images[-1].caption} {text}"
                    images[-1].credit = images[-1].credit or credit_of(text)
                return True
        if not waiting and self.body.blocks and self.body.blocks[-1].type == "video":
            self.body.videos[-1].caption = self.body.videos[-1].caption or text
            return True
        if not waiting:
            return False
        for i in waiting:
            if credit:
                images[i].credit = images[i].credit or credit_of(text) or text
            else:
                self._caption_image(i, text, None)
        if not credit:
            self.open_images = []
        return True

    def _paragraph(self, el: Element, kind: TextKind, depth: int) -> None:
        if len(el) == 0:
            if el.text:
                text = clean(el.text)
                if text:
                    names = classes(el)
                    said = verdict(names) if names else None
                    if said is None and not el.get("style") and not el.get("align"):
                        self._text(text, kind)
                    else:
                        self._styled(el, text, kind, said, depth)
            return
        if is_hidden(el):
            return
        names = classes(el)
        said = verdict(names) if names else None
        if said in ("hidden", "drop"):
            return
        media = blocks = anchors = False
        for d in el.iterdescendants():
            tag = d.tag
            if tag in MEDIA:
                media = True
            elif tag == "a":
                anchors = True
            elif tag not in INLINE and tag != "br" and tag not in SILENT:
                blocks = True
        if media or blocks:
            self._media_paragraph(el, kind, depth, said)
            return
        text = clean(raw_text(el))
        if not text:
            return
        if said is not None and not anchors or said in ("author", "caption", "credit"):
            self._styled(el, text, kind, said, depth)
            return
        links: list[tuple[str, str]] = []
        if anchors:
            stories = []
            for a in el.iter("a"):
                words = clean(raw_text(a))
                url = self.links.resolve(a.get("href") or "")
                if words and url:
                    links.append((words, url))
                    story = self.links.story(a.get("href"))
                    if story:
                        stories.append((words, story))
            if stories and self._is_pointer(text, [words for words, _ in stories]):
                for words, story in stories:
                    self.body.related.append(RelatedStory(box=None, in_body=True, url=story, title=words))
                return
            for words, story in stories:
                self.body.related.append(RelatedStory(in_body=True, url=story, title=words))
        mark = mark_of(el)
        level = 3 if mark.bold and len(text) <= 220 and kind == "paragraph" else None
        if level and (self.open_images and (mark.italic or mark.centred)):
            level = None
        self._text(text, kind, mark, links, level)

    def _styled(self, el: Element, text: str, kind: TextKind, said: str | None, depth: int) -> None:
        if said == "author":
            self._byline(text, el)
            return
        if said == "caption":
            self._join_group()
        if said in ("caption", "credit") and self._give_caption(text, said == "credit"):
            return
        if said not in ("drop", "hidden"):
            self._text(text, kind, mark_of(el))

    def _is_pointer(self, text: str, stories: list[str]) -> bool:
        """Whether a line only points to other stories: nothing but their titles, or a lead-in such as ">>> Xem thêm"."""
        rest = text
        for words in stories:
            rest = rest.replace(words, "", 1)
        rest = rest.strip(" .:;>»*-–|•→►▶●■◆▪◦○+“”\"'")
        if not rest:
            return len(text) > 25 or text[0] in "•→►▶●■◆▪◦○»>"
        return len(rest) <= 30 and bool(_POINTER.match(fold(text)))

    def _media_paragraph(self, el: Element, kind: TextKind, depth: int, said: str | None) -> None:
        before_blocks, before_images = len(self.body.blocks), len(self.body.images)
        self.walk(el, kind, depth)
        self.flush(kind)
        if len(self.body.images) == before_images:
            return
        # words beside a picture in one paragraph are its caption, when they are short or set as one
        texts = [i for i in range(before_blocks, len(self.body.blocks)) if self.body.blocks[i].type == kind]
        if len(texts) == 1:
            i = texts[0]
            text = self.body.blocks[i].text or ""
            follows = any(b.type == "image" for b in self.body.blocks[before_blocks:i])
            mark = mark_of(el)
            emphasised = (
                next(el.iterdescendants("em"), None) is not None or next(el.iterdescendants("i"), None) is not None
            )
            if (
                follows
                and len(text) <= LONG_CAPTION
                and (mark.italic or mark.centred or emphasised or len(text) <= 180)
            ):
                del self.body.blocks[i], self.marks[i]
                self.late_captions = [late for late in self.late_captions if late[0] != i]
                self.open_images = [n for n in range(before_images, len(self.body.images)) if self._lacks_caption(n)]
                self._give_caption(text, False)

    def _heading(self, el: Element, level: int, kind: TextKind, depth: int) -> None:
        if next(el.iterdescendants("img"), None) is not None:
            self.walk(el, kind, depth)
            return
        text = clean(raw_text(el))
        if not text:
            return
        stories = [a for a in el.iter("a") if self.links.story(a.get("href"))]
        if stories and len(clean("".join(raw_text(a) for a in stories))) >= 0.8 * len(text):
            for a in stories:
                self._add_story(self.links.story(a.get("href")) or "", clean(raw_text(a)), None)
            return
        if (
            self.open_images
            and (next(el.iterdescendants("em"), None) is not None or next(el.iterdescendants("i"), None) is not None)
            and len(text) < LONG_CAPTION
        ):
            self._give_caption(text, False)
            return
        for a in el.iter("a"):
            self._note_link(a)
        links, self.buffer_links = self.buffer_links, []
        self._text(text, kind, Mark(bold=True), links, level)

    def _list(self, el: Element, tag: str, kind: TextKind, depth: int) -> None:
        if is_story_box(el, self.links):
            self._related(el, box_label(el, self.links))
            return
        if len(el) == 1 and len(raw_text(el)) <= 80 and (line := right_line(el)) is not None:
            self._paragraph(line, kind, depth)  # a signature typed as a list
            return
        items: list[str] = []
        for li in el.iter("li"):
            if next(li.iterdescendants("li"), None) is not None or is_hidden(li):
                own = clean(
                    (li.text or "") + "".join(raw_text(c) + (c.tail or "") for c in li if c.tag not in ("ul", "ol"))
                )
                if own:
                    items.append(own)
                continue
            for img in li.iter("img"):
                self._image(img)
            text = clean(raw_text(li))
            if text:
                items.append(text)
            for a in li.iter("a"):
                self._note_link(a)
        links, self.buffer_links = self.buffer_links, []
        if not items:
            if el.find("li") is None:
                self.walk(el, kind, depth)
            return
        if kind == "note":
            for item in items:
                self._text(item, kind)
            return
        made = [Link(text=words, url=url) for words, url in links] or None
        self._add(Block(type="list", items=items, ordered=tag == "ol", links=made))
        self.has_text = True
        self.open_images = []

    def _quote(self, el: Element, depth: int) -> None:
        start = len(self.body.blocks)
        said_by = None
        for node in list(el.iter("span", "p", "div", "cite", "footer", "a")):
            if node.tag == "cite" or verdict(classes(node)) == "author":
                said_by = clean(raw_text(node)) or said_by
                remove(node)
        self.walk(el, "quote", depth)
        self.flush("quote")
        if said_by:
            quotes = [b for b in self.body.blocks[start:] if b.type == "quote"]
            for quote in quotes:
                quote.attribution = said_by

    def _context(self, el: Element, depth: int) -> None:
        """The introduction of an interview: description, time, place and guests are notes."""
        self.walk(el, "note", depth)
        self.flush("note")

    def _dialogue(self, el: Element, kind: TextKind, depth: int) -> None:
        nested = [d for d in el.iterdescendants("div") if re.search(r"(?<![a-z])item(?![a-z])", classes(d))]
        if nested:  # the list of questions and answers, not one of them
            self.walk(el, "paragraph", depth)
            return
        meta = next((d for d in el.iterdescendants("div", "p") if has_part(d, "meta")), None)
        self.speaker = None
        if meta is not None:
            name = next((d for d in meta.iter() if has_part(d, "name")), None)
            when = next((d for d in meta.iter() if has_part(d, "time")), None)
            self.speaker = clean(raw_text(name)) or None if name is not None else None
            if when is not None:
                self.time = parse_date(clean(raw_text(when))).iso
            remove(meta)
        content = next((d for d in el.iterdescendants("div") if has_part(d, "content")), el)
        self.walk(content, kind, depth)
        self.flush(kind)
        self.speaker = self.time = None

    # -- pictures, videos, tables

    def _image(self, img: Element, caption: str | None = None, credit: str | None = None) -> int | None:
        names = classes(img)
        if names and _NO_PHOTO(names):
            return None
        for side in ("width", "height"):
            size = img.get(side) or ""
            if size.isdigit() and int(size) < 40:
                return None
        urls = image_urls(img)
        if not urls or is_icon(urls[0]):
            return None
        if urls[0].partition("?")[0].lower().endswith(".svg") and not img.get("alt"):
            return None  # a drawn rule or ornament
        url = self.links.resolve(urls[0])
        if not url.startswith("http"):
            return None
        key = image_key(url)
        if key in self.image_keys:
            index = self.image_keys[key]
            image = self.body.images[index]
            if caption and not image.caption:
                image.caption, image.credit = caption, credit or credit_of(caption)
            if len(urls) > 1 and not image._renditions:  # the first was a small copy, for a strip to click on
                image.url, image._renditions = url, self._others(url, urls)
            return index
        alt = clean(img.get("alt") or "") or None
        if caption is None:
            said = clean(img.get("cms-photo-caption") or img.get("data-desc") or "")
            if said and not self._no_caption(said):
                caption = said
                self.unprinted.add(len(self.body.images))
        index = len(self.body.images)
        self.image_keys[key] = index
        image = Image(
            url=url,
            alt=alt,
            caption=caption,
            credit=credit or (credit_of(caption) if caption else None),
            lead=not self.has_text,
            position=index,
        )
        if len(urls) > 1:
            image._renditions = self._others(url, urls)
        self.body.images.append(image)
        self.elements[index] = img
        self._add(Block(type="image", image=index))
        if self._lacks_caption(index):
            self.open_images = [*self.open_images, index]
        return index

    def _others(self, url: str, urls: list[str]) -> tuple[str, ...]:
        """The other renditions of a picture, as absolute URLs."""
        return tuple(u for u in map(self.links.resolve, urls[1:]) if u.startswith("http") and u != url)

    def _lacks_caption(self, index: int) -> bool:
        """Whether a picture's caption may still come: it has none, or one that is not printed."""
        return not self.body.images[index].caption or index in self.unprinted

    def _caption_image(self, index: int, caption: str, credit: str | None) -> None:
        image = self.body.images[index]
        image.caption = caption
        image.credit = credit or image.credit or credit_of(caption)
        self.unprinted.discard(index)

    def _no_caption(self, text: str) -> bool:
        return (
            is_file_name(text)
            or is_auto_caption(text, self.title or "")
            or (self.title is not None and fold(text) == fold(self.title))
        )

    def _figure(self, el: Element, kind: TextKind, depth: int, said: str | None) -> None:
        imgs = [img for img in el.iter("img") if not in_noscript(img, el)]
        if said == "video" or next(el.iter("video", "iframe"), None) is not None:
            if self._video_box(el):
                return
        if not imgs:
            if el.tag == "figure" and el.find(".//table") is not None:
                self._captioned_table(el, kind, depth)
            elif el.tag == "figure" and next(el.iter("iframe"), None) is not None:
                return  # a chart or map, and its caption
            elif said == "pictures" or el.tag != "figure" or next(el.iter("p", "blockquote"), None) is not None:
                self.walk(el, kind, depth)
            return
        if el.tag != "figure" and is_story_box(el, self.links):
            self._related(el, box_label(el, self.links))
            return
        inner = list(el.iterdescendants("figure"))
        shared = self._caption_elements(el, inner)
        outside = el.tag != "figure" and not shared and any(len(clean(raw_text(p))) > 200 for p in el.iter("p"))
        if outside:
            self.walk(el, kind, depth)
            return
        self.open_images = []
        shown: dict[int, None] = {}
        for img in imgs:
            holder = next((f for f in ancestors(img) if f in inner), None) if inner else None
            caption, credit = self._captions(self._caption_elements(holder, [])) if holder is not None else (None, None)
            if (index := self._image(img, caption, credit)) is not None:
                shown[index] = None
        caption, credit = self._captions(shared)
        for i in shown:
            if caption and self._lacks_caption(i):
                self._caption_image(i, caption, credit)
            elif credit:
                self.body.images[i].credit = self.body.images[i].credit or credit
        if not shared and el.tag == "figure" and said != "pictures":
            loose = clean(" ".join(raw_text(p) for p in el.iter("p")))
            if loose and len(loose) <= LONG_CAPTION:
                for i in filter(self._lacks_caption, shown):
                    self._caption_image(i, loose, None)
        self.open_images = [i for i in shown if self._lacks_caption(i)]

    def _captioned_table(self, el: Element, kind: TextKind, depth: int) -> None:
        captions = [c for c in el.iterdescendants("figcaption") if raw_text(c).strip()]
        words = clean(" ".join(raw_text(c) for c in captions))
        for caption in captions:
            remove(caption)
        first = len(self.body.blocks)
        self.walk(el, kind, depth)
        self.flush(kind)
        table = next((b for b in self.body.blocks[first:] if b.type == "table"), None)
        if table is not None and words:
            table.caption = table.caption or words
        elif words:
            self._text(words, kind)

    def _caption_elements(self, el: Element | None, skip: list[Element]) -> list[Element]:
        if el is None:
            return []
        found: list[Element] = []
        for d in el.iterdescendants("figcaption", "div", "p", "span", "td", "em"):
            if d.tag != "figcaption" and verdict(classes(d)) not in ("caption", "credit"):
                continue
            if (skip or found) and any(a in skip or a in found for a in ancestors(d)):
                continue
            found.append(d)
        return found

    def _captions(self, elements: list[Element]) -> tuple[str | None, str | None]:
        captions, credit = [], None
        for el in elements:
            nested = None
            if el.tag != "figcaption" and verdict(classes(el)) == "credit":
                text = clean(raw_text(el))
                if text:
                    credit = credit_of(text) or text
                continue
            for node in el.iterdescendants("div", "span", "p"):
                if verdict(classes(node)) == "credit":
                    nested = node
            if nested is not None:
                text = clean(raw_text(nested))
                credit = credit_of(text) or text or credit
            text = clean(raw_text(el))
            if text and not is_file_name(text) and not is_auto_caption(text, self.title or ""):
                captions.append(text)
        caption = " ".join(dict.fromkeys(captions)) or None
        return caption, credit or (credit_of(caption) if caption else None)

    def _table(self, el: Element, kind: TextKind, depth: int, said: str | None) -> None:
        imgs = [img for img in el.iter("img") if not in_noscript(img, el)]
        if next(el.iter("video", "iframe"), None) is not None and (
            self._video_box(el) or not imgs and len(raw_text(el)) <= LONG_CAPTION
        ):
            return
        rows = [row for row in el.iter("tr") if nearest(row, "table") is el]
        if imgs:
            words = [
                p
                for p in el.iter("p", "td")
                if len(clean(raw_text(p))) > 500 and next(p.iterdescendants("p"), None) is None
            ]
            if is_story_box(el, self.links):
                self._related(el, None)
            elif len(words) > 1 or any(len(clean(raw_text(p))) > 900 for p in words):
                self.walk(el, kind, depth)  # a table that lays the page out
            else:
                self._picture_table(el, rows, imgs)
            return
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        widest = max((len(row) for row in cells), default=0)
        if widest <= 1:
            boxed: TextKind = "note" if kind == "paragraph" and not self._is_most_of_body(el) else kind
            self.walk(el, boxed, depth)
            return
        table = [[clean(raw_text(cell)) for cell in row] for row in cells]
        table = [row for row in table if any(row)]
        caption = el.find("caption")
        if table:
            for a in el.iter("a"):
                self._note_link(a)
            self.buffer_links = []
            printed = clean(raw_text(caption)) if caption is not None else ""
            self._add(Block(type="table", rows=table, caption=printed or None))
            self.has_text = True
            self.open_images = []

    def _picture_table(self, el: Element, rows: list[Element], imgs: list[Element]) -> None:
        """The older form of a picture: everything in the table that is no picture is its caption or credit."""
        first = len(self.body.images)
        self.open_images = []
        pending: list[int] = []
        for row in rows or [el]:
            in_row = [img for img in imgs if row in ancestors(img)]
            for img in in_row:
                before = len(self.body.images)
                self._image(img)
                pending += range(before, len(self.body.images))
            cells = [cell for cell in row if cell.tag in ("td", "th")] or [row]
            texts, credit = [], None
            for cell in cells:
                source = next(
                    (d for d in cell.iterdescendants("div", "p", "span") if verdict(classes(d)) == "credit"), None
                )
                if source is not None:
                    words = clean(raw_text(source))
                    credit = credit_of(words) or words or None
                words = clean(raw_text(cell))
                if words and not is_file_name(words) and not is_auto_caption(words, self.title or ""):
                    texts.append(words)
            if len(texts) > 1 and len(texts) in (len(in_row), len(pending)):  # one caption a cell
                for i, words in zip(pending[-len(texts) :], texts, strict=False):
                    self.body.images[i].caption = words
                    self.body.images[i].credit = credit_of(words)
                pending = []
                continue
            caption = " ".join(dict.fromkeys(texts))
            target = pending or ([len(self.body.images) - 1] if len(self.body.images) > first else [])
            for i in target:
                image = self.body.images[i]
                if caption:
                    if image.caption and image.caption != caption and i not in pending and i not in self.unprinted:
                        image.caption = f"{image.caption} {caption}"
                    else:
                        image.caption = caption
                    self.unprinted.discard(i)
                    image.credit = image.credit or credit_of(image.caption)
                image.credit = credit or image.credit
            if caption:
                pending = []
        self.open_images = [i for i in range(first, len(self.body.images)) if self._lacks_caption(i)]

    def _video_box(self, el: Element) -> bool:
        """Read a container that holds a video; False when there is none in it."""
        found = find_video(el)
        if found is None:
            return False
        caption, _ = self._captions(self._caption_elements(el, []))
        if not found.source and found.vid:
            self.body.warnings.append(f"video-without-address: {found.vid}"[:120])
        self._video(found.source, caption or line_below(el), found.poster)
        return True

    def _video(self, source: str, caption: str | None, poster: str | None) -> None:
        url = self.links.resolve(source.replace("//", "https://", 1) if source.startswith("//") else source)
        if not url or any(v.url == url for v in self.body.videos):
            return
        poster_url = self.links.resolve(poster) if poster else ""
        self.body.videos.append(Video(url=url, caption=caption, poster_url=poster_url or None))
        self._add(Block(type="video", video=len(self.body.videos) - 1))
        self.open_images = []

    # -- related stories

    def _related(self, el: Element, box: str | None) -> None:
        """The stories of a box: one a URL, each with the smallest element that holds only its links."""
        for url, card in story_cards(el, self.links):
            shown = shown_by(card, self.links.base_url, self.links.paper)
            story: dict[str, Any] = shown[0] if shown else {"title": clean(raw_text(card))}
            self._add_story(url, story["title"], box, story.get("kicker"), story.get("summary"), story.get("image_url"))

    def _add_story(
        self,
        url: str,
        title: str | None,
        box: str | None,
        kicker: str | None = None,
        summary: str | None = None,
        image_url: str | None = None,
    ) -> None:
        if url:
            self.body.related.append(
                RelatedStory(
                    box=box,
                    in_body=True,
                    url=url,
                    title=title or None,
                    kicker=kicker,
                    summary=summary,
                    image_url=image_url,
                )
            )

    # -- author lines

    def _author(self, el: Element, kind: TextKind, depth: int) -> None:
        text = author_words(el)
        if not text:
            return
        if len(text) > 120 and next(el.iter("p"), None) is not None:
            self.walk(el, kind, depth)
            return
        names = [
            clean(raw_text(a)) for a in el.iter("a", "p", "span") if "name" in classes(a) or "cms-author" in classes(a)
        ]
        names = [name for name in dict.fromkeys(names) if name]
        self.body.bylines.append(", ".join(names) if names else text)

    def _byline(self, text: str, el: Element) -> None:
        if len(text) <= 120:
            self.body.bylines.append(author_words(el))
        else:
            self._text(text, "paragraph", mark_of(el))

    # -- when all is read

    def finish(self, authors: list[str]) -> Body:
        self._settle_captions()
        settle_bylines(self.body, self.marks, authors)
        for n, image in enumerate(self.body.images):
            image.position = n
        return self.body

    def _settle_captions(self) -> None:
        """Short paragraphs right after a picture without caption: captions, where the page or the words say so."""
        blocks = self.body.blocks
        chained = sum(
            index + 1 < len(blocks) and blocks[index].type == "paragraph" and blocks[index + 1].type == "image"
            for index, _ in self.late_captions
        )
        if chained >= 2:  # picture, line, picture, line, picture
            self.caption_after = True
        for index, images in reversed(self.late_captions):
            if index >= len(self.body.blocks):
                continue
            block = self.body.blocks[index]
            text = block.text or ""
            if block.type not in ("paragraph", "note", "quote") or any(self.body.images[i].caption for i in images):
                continue  # one in an attribute only: `_caption_by_looks` asked whether the words repeat it
            folded = fold(text)
            credit = credit_of(text)
            shown = text[: text.rfind(credit)] if credit else text
            sentence = shown.rstrip(" (").count(". ") <= (1 if credit else 0) and not text.endswith((":", ";", ","))
            if sentence and (
                (self.caption_after and len(text) <= 160)
                or credit is not None
                or (len(text) <= 130 and _CAPTION_OPENER.match(folded) is not None and not _TOLD.search(folded))
            ):
                for i in images:
                    self.body.images[i].caption = text
                    self.body.images[i].credit = credit
                del self.body.blocks[index], self.marks[index]


def _is_drawn_box(el: Element) -> bool:
    """Whether an editor drew a box around some words: a frame and a ground, as CKEditor's "Special Container" is."""
    style = el.get("style")
    return bool(style and "background" in style and _FRAME.search(style)) and next(el.iter(*MEDIA), None) is None


def read_body(
    container: Element, links: Links, title: str | None, authors: list[str], reader: BodyReader | None = None
) -> Body:
    """Read a body container. `authors` are the names the page's head gives: they tell an author line from a paragraph.

    The tree is changed: author spans of quotes and the like are taken out.
    """
    reader = reader or BodyReader(links, title)
    return reader.read(container, authors)
