"""The answer key: what the record of each of the newsroom's articles must be.

Made from the content model, not from any page, and without the page reader. Crawl fields (`CRAWL_FIELDS`) stay at their
defaults. Conventions, where the facts leave a choice:

- Words are NFC with plain blanks, whatever the page's spelling (U+00D0, NFD, NBSP, zero-width characters).
- `text` = blocks apart by a blank line; list items and table rows one a line, cells apart by " | ". Not in it: captions,
  attributions, speakers, times, author lines, cards, advertising, the lead prefix of a first paragraph.
- A bold-only paragraph is a heading of level 3. Everything in a note box is a `note` block, one a paragraph; so are an
  interview's context, guests (name and description apart) and note. Each paragraph of a quote is a `quote` block with the
  quote's attribution; each paragraph of a question or answer is a block with speaker and time. Live-blog words carry
  their entry's time; pictures do not.
- A picture inside a quote or note stands where the markup has it. The avatar above the body is in `images` (position 0 or
  in page order, always `lead`), not in `blocks`.
- `lead` = no words of the body stand before it; without any words in the body only the avatar leads.
- `images[].url` = data-large-src, else data-photo-original-src, else data-src, else src. A caption shared by several
  pictures stands on each. A credit in an element of its own after the caption is part of the caption, joined by a blank.
- `links` of a block: every link in its words, in order, also `a.cms-relate`.
- `related`: in page order, each URL once (the first place counts): links to articles in running text (box null, in_body),
  cards in the body (box = the heading or null), the footer's box, then the boxes below. Most-read, local, zone boxes: none.
- `summary`: without lead prefix; when the page prints none, its meta description.
- `published_at`: to the second where the markup has it, to the minute where only the printed line has it.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from borderscraper.items import Article, Block, BlockType, Image, Link, RelatedStory, Section, Video

from .content import (
    Card,
    Clip,
    Draft,
    Grid,
    Heading,
    Interview,
    Items,
    Live,
    Note,
    Para,
    Pic,
    Pictures,
    Piece,
    Quote,
    Relate,
    Text,
    plain,
)
from .images import picture_url, video_url

if TYPE_CHECKING:
    from .room import Newsroom

#: Fields that the crawl fills, or that say how a page was read: not part of an answer.
CRAWL_FIELDS = frozenset(
    {
        "schema_version",
        "topics",
        "revision",
        "content_hash",
        "first_seen_at",
        "fetched_at",
        "discovered",
        "extraction",
        "deleted_at",
    }
)
#: Fields of an image that its download fills.
STORED_FIELDS = frozenset({"path", "sha256", "bytes", "width", "height", "format", "phash", "error"})

_WORD = re.compile(r"[^\W_]+")


def comparable(article: Article | dict[str, Any]) -> dict[str, Any]:
    """A record without crawl fields, to be compared with an answer."""
    data = article.model_dump() if isinstance(article, Article) else dict(article)
    data = {key: value for key, value in data.items() if key not in CRAWL_FIELDS}
    data["images"] = [{k: v for k, v in image.items() if k not in STORED_FIELDS} for image in data.get("images") or []]
    return data


def differences(got: Article | dict[str, Any], expected: Article | dict[str, Any]) -> list[str]:
    """What is different between a record and its answer, one line a place; empty when they are equal."""
    lines: list[str] = []

    def walk(path: str, one: Any, two: Any) -> None:
        if isinstance(one, dict) and isinstance(two, dict):
            for key in sorted(one.keys() | two.keys()):
                walk(f"{path}.{key}" if path else key, one.get(key), two.get(key))
        elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
            for k, (a, b) in enumerate(zip(one, two, strict=True)):
                walk(f"{path}[{k}]", a, b)
        elif one != two:
            lines.append(f"{path}: got {_short(one)}, expected {_short(two)}")

    walk("", comparable(got), comparable(expected))
    return lines


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 300 else text[:297] + "…"


class _Key:
    """Walks a draft's pieces in page order."""

    def __init__(self, room: Newsroom, draft: Draft, day: int | None) -> None:
        self.room, self.draft, self.day = room, draft, day
        self.blocks: list[Block] = []
        self.images: list[Image] = []
        self.videos: list[Video] = []
        self.related: list[RelatedStory] = []
        self.time: str | None = None

    # --- parts

    def image(self, pic: Pic, bare: bool, in_body: bool = True) -> None:
        caption = f"{pic.caption} {pic.source}" if pic.caption and pic.source else pic.caption
        lead = not any(_has_words(block) for block in self.blocks)
        url = picture_url(self.room, pic, "m" if bare and self.room.family is None else "l")
        place = len(self.images)
        if url in {image.url for image in self.images}:
            return
        self.images.append(Image(url=url, caption=caption, credit=pic.credit, alt=pic.alt, lead=lead, position=place))
        if in_body:
            self.blocks.append(Block(type="image", image=place))

    def clip(self, piece: Clip) -> None:
        from .epi import youtube_url

        iframe = piece.form == "iframe"
        url = youtube_url(self.room, piece.number) if iframe else video_url(self.room, piece.number)
        poster = None if iframe else picture_url(self.room, self.draft.head.thumb, "l")
        self.blocks.append(Block(type="video", video=len(self.videos)))
        self.videos.append(Video(url=url, caption=piece.caption, poster_url=poster))

    def say(self, kind: BlockType, text: str, **more: Any) -> None:
        self.blocks.append(Block(type=kind, text=text, time=more.pop("time", self.time), **more))

    def links(self, text: Text) -> list[Link] | None:
        found: list[Link] = []
        for span in text:
            url = None
            if span.relate is not None:
                url = self.room.url(span.relate, self.day)
                if span.short:
                    url = f"https://{self.room.host}/post-{self.room.id_of(span.relate)}.html"
                story_id = self.room.record_id(span.relate)
                self.relate(RelatedStory(in_body=True, url=url, id=story_id, title=plain((span,))))
            elif span.href:
                url = f"https://{self.room.host}{span.href}"
            if url:
                found.append(Link(text=plain((span,)), url=url))
        return found or None

    def relate(self, story: RelatedStory) -> None:
        if story.url not in {known.url for known in self.related}:
            self.related.append(story)

    def card(self, card: Card, box: str | None, in_body: bool) -> None:
        head = self.room.head(card.n, self.day)
        self.relate(
            RelatedStory(
                box=box,
                in_body=in_body,
                url=self.room.url(card.n, self.day),
                id=self.room.record_id(card.n),
                title=head.title,
                kicker=head.kicker if card.kicker else None,
                summary=head.summary if card.summary else None,
                image_url=picture_url(self.room, head.thumb, "t") if card.thumb else None,
            )
        )

    # --- the walk

    def piece(self, piece: Piece, kind: BlockType = "paragraph") -> None:
        match piece:
            case Para():
                self.say(kind, plain(piece.text), links=self.links(piece.text))
            case Heading():
                if kind == "note":
                    self.say("note", piece.text)
                else:
                    self.say("heading", piece.text, level=piece.level)
            case Items():
                self.blocks.append(Block(type="list", items=list(piece.items), ordered=piece.ordered))
            case Grid():
                self.blocks.append(Block(type="table", rows=[list(row) for row in piece.rows]))
            case Pictures():
                for pic in piece.pics:
                    self.image(pic, piece.form in ("bare", "next-em"))
            case Clip():
                self.clip(piece)
            case Quote():
                if piece.pic:
                    self.image(piece.pic, False)
                for text in piece.paras:
                    self.say("quote", text, attribution=piece.by)
            case Note():
                for part in piece.pieces:
                    self.piece(part, "note")
            case Interview():
                self.interview(piece)
            case Live():
                for entry in piece.entries:
                    self.time = _iso(entry.time)
                    for part in entry.pieces:
                        self.piece(part)
                self.time = None
            case Relate():
                for card in piece.cards:
                    self.card(card, piece.heading, in_body=True)
            case _:  # advertising, author lines
                pass

    def interview(self, piece: Interview) -> None:
        for _, text in piece.context:
            self.say("note", text)
        for name, text in piece.invitors:
            self.say("note", name)
            self.say("note", text)
        if piece.note:
            self.say("note", piece.note)
        for turn in piece.turns:
            kind: BlockType = "question" if turn.kind == "question" else "answer"
            for text in turn.paras:
                self.say(kind, text, speaker=turn.name, time=_iso(turn.time))


def _has_words(block: Block) -> bool:
    return bool(block.text or block.items or block.rows)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def text_of(blocks: list[Block]) -> str:
    parts = []
    for block in blocks:
        if block.items is not None:
            parts.append("\n".join(block.items))
        elif block.rows is not None:
            parts.append("\n".join(" | ".join(row) for row in block.rows))
        elif block.text:
            parts.append(block.text)
    return "\n\n".join(parts)


def answer(room: Newsroom, n: int, day: int | None = None) -> Article:
    """The record of article `n` as its page stands on `day` (default: now), without crawl fields."""
    draft = room.draft(n, day)
    key = _Key(room, draft, day)
    if draft.avatar:
        key.image(draft.avatar, False, in_body=False)
    for piece in draft.pieces:
        key.piece(piece)
    if not any(map(_has_words, key.blocks)):
        for image in key.images[1 if draft.avatar else 0 :]:
            image.lead = False
    if draft.footer_box:
        for card in draft.footer_box.cards:
            key.card(card, draft.footer_box.heading, in_body=False)
    for box in draft.boxes:
        for card in box.cards:
            key.card(card, box.heading, in_body=False)

    paper, head = room.paper, draft.head
    text = text_of(key.blocks)
    published = draft.published if draft.date_form != "none" else None
    modified = draft.modified if draft.date_form == "full" else None
    return Article(
        type=draft.type,  # type: ignore[arg-type]
        id=room.record_id(n),
        url=room.url(n, day),
        newspaper=paper.name,
        newspaper_name=paper.title,
        province=paper.province,
        province_before_2025=paper.province_before_2025,
        section=[Section(name=s.name, url=room.section_url(s)) for s in draft.section],
        kicker=head.kicker,
        title=head.title,
        summary=draft.summary,
        authors=list(draft.authors),
        published_at=_iso(published),
        modified_at=_iso(modified) if published and modified and modified > published else None,
        tags=list(draft.tags),
        language="vi",
        text=text,
        blocks=key.blocks,
        word_count=len(_WORD.findall(text)),
        images=key.images,
        videos=key.videos,
        related=key.related,
    )
