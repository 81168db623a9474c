"""What an article of the newsroom consists of, apart from any markup, and how article N is made from the seed.

`Head` is what cards, feeds and sitemaps need; `Draft` is the whole article. Both are made on demand from (seed, N, the
edits so far), so a newsroom of 100,000 articles costs no memory. `epi.py` and `families.py` print a Draft as a page,
`answers.py` states it as the record it must become; neither knows the other.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

from . import words

VIETNAM = timezone(timedelta(hours=7), "+07")


def rng_for(seed: int, *parts: object) -> random.Random:
    """Random numbers that depend on nothing but these."""
    salt = ":".join(map(str, (seed, *parts))).encode()
    return random.Random(int.from_bytes(hashlib.blake2b(salt, digest_size=8).digest()))


# --- the pieces of a body -------------------------------------------------------------------------------------------


class Span(NamedTuple):
    """A run of words: `tag` is an inline mark; `href` makes it a link; `relate` is the number of a linked article."""

    text: str
    tag: str | None = None
    href: str | None = None
    relate: int | None = None
    short: bool = False  #: link the article by its short form, post-<id>.html


Text = tuple[Span, ...]


def plain(text: Text) -> str:
    return " ".join("".join(span.text for span in text).split())


@dataclass(frozen=True, slots=True)
class Pic:
    """A picture: `number` names the bytes, `alias` gives the same bytes a second URL, `bad` a broken answer."""

    number: int
    name: str
    caption: str | None = None
    credit: str | None = None
    source: str | None = None  #: the credit as printed in an element of its own after the caption
    alt: str | None = None
    alias: int = 0
    bad: str | None = None


@dataclass(frozen=True, slots=True)
class Para:
    text: Text
    prefix: str | None = None  #: the newspaper's lead prefix, printed before the words and not part of them


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int  #: 2 to 4; 3 for a bold line
    form: str = "tag"  #: tag | bold | strong


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    rows: tuple[tuple[str, ...], ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures in one of the CMS's forms; `layout` has several under one caption."""

    pics: tuple[Pic, ...]
    form: str = "figure"  #: figure | table | source | bare | next-em | desc | layout


@dataclass(frozen=True, slots=True)
class Clip:
    number: int
    form: str  #: table | figure | iframe
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    paras: tuple[str, ...]
    by: str | None = None
    pic: Pic | None = None


@dataclass(frozen=True, slots=True)
class Note:
    pieces: tuple[Piece, ...]
    css: str = "align-center"


class Turn(NamedTuple):
    kind: str  #: question | answer
    name: str | None
    time: datetime | None
    paras: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    context: tuple[tuple[str, str], ...]  #: (description | time | place, words)
    invitors: tuple[tuple[str, str], ...]  #: (name, what they are)
    note: str | None
    turns: tuple[Turn, ...]


class Entry(NamedTuple):
    time: datetime
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Live:
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A story card: what it shows of article `n`."""

    n: int
    kicker: bool = True
    summary: bool = False
    thumb: bool = True
    icon: str | None = None
    tracker: bool = False


@dataclass(frozen=True, slots=True)
class Relate:
    """A box of cards inside the body."""

    form: str  #: article-relate | related-topic | related-news
    heading: str | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Junk:
    """Something in the body that is not the article: form names it, `words` must not be found in any record."""

    form: str  #: sda | ads | script | poll | interaction | hidden | share
    words: str = ""


@dataclass(frozen=True, slots=True)
class EndAuthor:
    form: str  #: plain | p | span | info | line


Piece = Para | Heading | Items | Grid | Pictures | Clip | Quote | Note | Interview | Live | Relate | Junk | EndAuthor


@dataclass(frozen=True, slots=True)
class Box:
    """A box of cards outside the body."""

    heading: str
    css: str
    source: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class SectionDef:
    name: str
    slug: str
    zone: int
    beats: tuple[str, ...]
    parent: int | None = None
    weight: int = 1


SECTIONS: tuple[SectionDef, ...] = (
    SectionDef("Chính trị", "chinh-tri", 2, ("politics",), weight=3),
    SectionDef("Xây dựng Đảng", "xay-dung-dang", 31, ("politics",), parent=2),
    SectionDef("Kinh tế", "kinh-te", 3, ("farm", "trade"), weight=3),
    SectionDef("Nông nghiệp - Nông thôn", "nong-nghiep-nong-thon", 32, ("farm",), parent=3, weight=2),
    SectionDef("Kinh tế cửa khẩu", "kinh-te-cua-khau", 33, ("trade",), parent=3, weight=2),
    SectionDef("Quốc phòng - An ninh", "quoc-phong-an-ninh", 21, ("border", "military"), weight=3),
    SectionDef("Biên phòng", "bien-phong", 22, ("border",), parent=21, weight=3),
    SectionDef("Quân sự", "quan-su", 23, ("military",), parent=21, weight=2),
    SectionDef("Xã hội", "xa-hoi", 5, ("social",), weight=3),
    SectionDef("Giáo dục - Y tế", "giao-duc-y-te", 34, ("social",), parent=5),
    SectionDef("Văn hóa", "van-hoa", 6, ("culture",), weight=2),
    SectionDef("Du lịch", "du-lich", 35, ("culture",), parent=6, weight=2),
    SectionDef("Pháp luật", "phap-luat", 7, ("crime",), weight=3),
    SectionDef("Dân tộc - Tôn giáo", "dan-toc-ton-giao", 8, ("border", "culture"), weight=1),
    SectionDef("Đối ngoại", "doi-ngoai", 9, ("trade", "border"), weight=1),
)
BY_ZONE = {section.zone: section for section in SECTIONS}


@dataclass(frozen=True, slots=True)
class Head:
    """What a card, a feed or a sitemap says of an article."""

    n: int
    id: int
    section: SectionDef
    beat: str
    kicker: str | None
    title: str
    summary: str
    slug: str
    published: datetime
    thumb: Pic
    icon: str | None

    @property
    def path(self) -> str:
        return f"/{self.slug}-post{self.id}.html"


class Event(NamedTuple):
    """Something that happens to an article on a day of the newsroom's clock."""

    day: int
    kind: str  #: added | title | summary | text | image | related | ads | space | moved | deleted
    at: datetime


#: Edits that make a new revision; the other kinds change the page, not the record.
EDITS = frozenset({"title", "summary", "text", "image"})
COSMETIC = frozenset({"related", "ads", "space"})


@dataclass(slots=True)
class Draft:
    """A whole article at one revision."""

    head: Head
    type: str = "article"
    section: tuple[SectionDef, ...] = ()
    summary: str = ""
    sapo: bool = True  #: the page prints the summary; else only the meta description has it
    prefix: str | None = None  #: the lead prefix as printed, with its dash
    byline: str | None = None  #: as printed
    authors: tuple[str, ...] = ()
    byline_at: tuple[str, ...] = ()  #: meta | body | footer
    published: datetime | None = None
    modified: datetime | None = None
    date_form: str = "full"  #: full | time | visible | none
    tags: tuple[str, ...] = ()
    avatar: Pic | None = None
    pieces: tuple[Piece, ...] = ()
    footer_box: Box | None = None
    boxes: tuple[Box, ...] = ()
    dirt: str = ""  #: "" | nfd | eth | nbsp | zero
    short_og: bool = False
    ld: str = "full"  #: full | none | entities | control | no-author | site-author
    features: tuple[str, ...] = ()
    salt: int = 0  #: grows with every edit, also cosmetic ones
    space: bool = False  #: print with other white space


#: What article N certainly has, in turn, so that even a small newsroom shows every element of the CMS.
FEATURES = [
    "plain",
    "figure",
    "table",
    "table-source",
    "table-bare",
    "next-em",
    "layout-2",
    "layout-3",
    "heading",
    "bold-heading",
    "list",
    "olist",
    "grid",
    "grid-head",
    "video-table",
    "video-figure",
    "video-iframe",
    "quote",
    "quote-pic",
    "quote-two",
    "note",
    "note-first",
    "note-pic",
    "interview",
    "live",
    "poll",
    "article-relate",
    "related-topic",
    "related-news",
    "inline-relate",
    "inline-tag",
    "file-link",
    "sda",
    "ads",
    "script",
    "author-plain",
    "author-p",
    "author-span",
    "author-info",
    "author-footer",
    "interaction",
    "photo",
    "longform",
    "video",
    "prefix-para",
    "no-date",
    "no-author",
    "no-sapo",
    "date-time",
    "date-visible",
    "ld-none",
    "ld-entities",
    "ld-control",
    "ld-site",
    "nfd",
    "eth",
    "nbsp",
    "zero",
    "hidden",
    "same-lines",
    "dash-lines",
    "two-authors",
    "agency",
    "own-name",
    "kicker",
    "breaks",
    "split-word",
    "lead-figure",
    "shared-picture",
    "twin-picture",
    "long-caption",
    "ws",
    "author-line",
    "caption-heading",
    "data-desc",
    "end-mark",
    "only-brief",
]

CREDITS = ["Viễn Khánh", "Cao Cường", "Phương Vy/TTXVN", "Ngọc Bằng", "BĐBP tỉnh", "CTV"]
Pick = Callable[[], int]


class Writer:
    """Writes one article's body from its cast; every choice comes from its own random numbers."""

    def __init__(self, rng: random.Random, beat: words.Beat, cast: words.Cast, head: Head, pick: Pick) -> None:
        self.rng, self.beat, self.cast, self.head, self.pick = rng, beat, cast, head, pick
        cast.rng = rng
        self._sentences = rng.sample([*beat.sentences, *words.GENERIC], len(beat.sentences) + len(words.GENERIC))
        self._spare = [s for b in words.BEATS.values() if b is not beat for s in b.sentences]
        self._captions = rng.sample(list(beat.captions), len(beat.captions))
        self._headings = rng.sample(list(beat.headings), len(beat.headings))
        self._pics = 0

    def say(self, template: str) -> str:
        return template.format_map(self.cast)

    def sentence(self) -> str:
        return self.say(self._sentences.pop() if self._sentences else self.rng.choice(self._spare))

    def words(self, count: int) -> str:
        return " ".join(self.sentence() for _ in range(count))

    def heading(self) -> str:
        return (
            self._headings.pop()
            if self._headings
            else f"Phần {self.rng.randrange(2, 9)}: {self.cast['commune']} hôm nay"
        )

    def caption(self) -> str:
        template = self._captions.pop() if self._captions else self.rng.choice(self.beat.captions)
        return self.say(template)

    def para(self, extras: Sequence[str] = ()) -> Para:
        """A paragraph of one to three sentences, some with inline marks."""
        rng = self.rng
        spans: list[Span] = []
        for _ in range(rng.choice((1, 2, 2, 3))):
            if spans:
                spans.append(Span("\n" if "breaks" in extras else " ", "br" if "breaks" in extras else None))
            spans.extend(self.marked(self.sentence(), extras))
        return Para(tuple(spans))

    def marked(self, sentence: str, extras: Sequence[str] = ()) -> list[Span]:
        rng = self.rng
        if "split-word" in extras and len(sentence) > 20:  # a mark that ends inside a word must not split it
            cut = sentence.index(" ") + 3
            return [Span(sentence[:cut], "strong"), Span(sentence[cut:])]
        if rng.random() > 0.12:
            return [Span(sentence)]
        parts = sentence.split(" ")
        if len(parts) < 6:
            return [Span(sentence)]
        start = rng.randrange(1, len(parts) - 4)
        stop = start + rng.randrange(1, 4)
        inside = rng.random() < 0.5  # whether the blank stands inside the mark or after it
        middle = " ".join(parts[start:stop])
        tag = rng.choice(("strong", "em", "b", "i", "u", "span", "ins"))
        return [
            Span(" ".join(parts[:start]) + " "),
            Span(middle + (" " if inside else ""), tag),
            Span(("" if inside else " ") + " ".join(parts[stop:])),
        ]

    def pic(self, caption: bool = True, shared: bool = False, **more: Any) -> Pic:
        rng = self.rng
        number = rng.randrange(200) if shared else ((self.head.n + 1) << 12) | (self._pics + 1)
        stem = f"{self.beat.name[:2]}{self._pics + 1}-{rng.randrange(1000, 9999)}"
        self._pics += 1
        words_ = self.caption() if caption else None
        if shared:
            # one picture of the archive has one name, so that its URL is the same in every article
            name = f"tu-lieu-{number}.jpg"
        elif rng.random() < 0.25:
            name = words.slugify(words_ or self.head.title)[:60].strip("-") + f"-{number % 9000 + 1000}.jpg"
        else:
            name = stem + rng.choice((".jpg",) * 12 + (".png", ".jpg.webp", ".jpg.webp"))
        alt: str | None = name if rng.random() < 0.7 else (self.caption().rstrip(".") + "..jpg")
        credit, form = None, rng.random()
        if words_ and form < 0.2:
            credit = rng.choice(CREDITS)
            words_ = f"{words_.rstrip('.')}. Ảnh: {credit}"
        elif words_ and form < 0.35:
            credit = rng.choice(CREDITS)
            words_ = f"{words_.rstrip('.')}. (Ảnh: {credit})"
        return Pic(number, name, words_, credit, None, alt, **more)

    def bare_pic(self) -> Pic:
        return replace(self.pic(), alt=None)

    def source_pic(self) -> Pic:
        pic = self.pic()
        while pic.credit:
            pic = self.pic()
        credit = self.rng.choice(CREDITS)
        return replace(pic, credit=credit, source=f"Ảnh: {credit}")

    def cards(self, count: int, **look: Any) -> tuple[Card, ...]:
        return tuple(Card(self.pick(), **look) for _ in range(count))

    def grid(self, head: bool) -> Grid:
        rng, c = self.rng, self.cast
        villages = words.PLACES.get(c["province"], words.PLACES["Lào Cai"]).villages
        rows = [
            (f"Thôn {v}", c["tens"], c["hundreds"], c["pct"]) for v in rng.sample(list(villages), rng.randrange(3, 6))
        ]
        if rng.random() < 0.4:
            rows[-1] = (*rows[-1][:3], "")
        title = [("Thôn", "Số hộ", "Số khẩu", "Tỷ lệ (%)")]
        return Grid(tuple(title + rows), head)

    def interview(self, published: datetime) -> Interview:
        rng, cast = self.rng, self.cast
        guest, reporter = f"Ông {cast['cadre']}", "Phóng viên"
        at, turns = published - timedelta(hours=3), []
        timed = rng.random() < 0.6
        for template in rng.sample(words.QUESTIONS, rng.randrange(3, 6)):
            at += timedelta(minutes=rng.randrange(3, 9))
            when = at.replace(second=0) if timed else None
            turns.append(Turn("question", reporter, when, (self.say(template),)))
            paras = tuple(self.words(2) for _ in range(rng.choice((1, 1, 2))))
            turns.append(Turn("answer", guest, when, paras))
        start = f"{at.hour:02d} giờ 00, ngày {at.day}/{at.month}/{at.year}"
        context = (
            ("description", f"Tòa soạn tổ chức giao lưu trực tuyến về công tác ở cơ sở với lãnh đạo xã {cast['commune']}."),
            ("time", f"Thời gian: {start}"),
            ("place", f"Địa điểm: Trụ sở UBND xã {cast['commune']}"),
        )  # fmt: skip
        invitors = (
            (guest, f"{cast['local']} xã {cast['commune']}"),
            (f"Bà {cast['woman']}", f"đại diện {rng.choice(words.OFFICES)}"),
        )
        note = "Bạn đọc gửi câu hỏi trước 9 giờ cùng ngày để được trả lời trực tiếp." if rng.random() < 0.6 else None
        return Interview(context, invitors, note, tuple(turns))

    def live(self, published: datetime) -> Live:
        entries = []
        at = published - timedelta(hours=2)
        for k in range(self.rng.randrange(4, 7)):
            at += timedelta(minutes=self.rng.randrange(7, 25))
            pieces: list[Piece] = [self.para()]
            if k == 1:
                pieces.insert(0, Heading(self.heading(), 3, "tag"))
            if k == 2:
                pieces.append(Pictures((self.pic(),), "figure"))
            entries.append(Entry(at.replace(second=0), tuple(pieces)))
        return Live(tuple(reversed(entries)))


def _link_into(para: Para, make: Callable[[str], Span]) -> Para:
    """Turn a few words in the middle of the paragraph's longest plain run into a link."""
    index, span = max(((k, s) for k, s in enumerate(para.text) if s.tag is None), key=lambda pair: len(pair[1].text))
    parts = span.text.split(" ")
    if len(parts) < 8:
        return Para((*para.text, Span(" "), make("Xem thêm tại đây"), Span(".")), para.prefix)
    start = len(parts) // 2 - 1
    new = (
        Span(" ".join(parts[:start]) + " "),
        make(" ".join(parts[start : start + 3])),
        Span(" " + " ".join(parts[start + 3 :])),
    )
    return Para((*para.text[:index], *new, *para.text[index + 1 :]), para.prefix)


def write_body(w: Writer, features: Sequence[str], published: datetime, tag_url: str) -> tuple[str, list[Piece]]:
    """The type and the pieces of a body with these features."""
    rng = w.rng
    if "photo" in features:
        essay: list[Piece] = []
        for k in range(rng.randrange(5, 10)):
            pic = w.pic()
            if "long-caption" in features or k % 3 == 0:
                pic = replace(
                    pic, caption=f"{pic.caption or ''} {w.words(2)}".strip() if not pic.credit else pic.caption
                )
            if k % 3 == 2:
                essay.append(Pictures((pic, replace(w.pic(), caption=pic.caption, credit=pic.credit)), "layout"))
            else:
                essay.append(Pictures((pic,), "figure"))
        essay.insert(2, Junk("sda"))
        return "photo", essay

    kind = "article"
    count = rng.randrange(5, 10) * (3 if "longform" in features else 1)
    if "video" in features:
        count = 2
    body: list[Piece] = [w.para([f for f in features if f in ("breaks", "split-word")]) for _ in range(count)]

    def put(*pieces: Piece, at: int | None = None) -> None:
        place = rng.randrange(1, len(body) + 1) if at is None else at
        body[place:place] = pieces

    for name in features:
        if name == "figure":
            # a page that prints captions in the next paragraph leaves no picture without one
            put(
                Pictures(
                    (w.pic(caption=bool({"next-em", "caption-heading"} & set(features)) or rng.random() < 0.85),),
                    "figure",
                )
            )
        elif name == "table":
            put(Pictures((w.pic(),), "table"))
        elif name == "table-source":
            put(Pictures((w.source_pic(),), "source"))
        elif name == "table-bare":
            put(Pictures((w.bare_pic(),), "bare"))
        elif name == "next-em":
            put(Pictures((w.bare_pic(),), "next-em"))
        elif name in ("layout-2", "layout-3"):
            first = w.pic()
            others = [replace(w.pic(), caption=first.caption, credit=first.credit) for _ in range(int(name[-1]) - 1)]
            put(Pictures((first, *others), "layout"))
        elif name == "heading":
            put(Heading(w.heading(), rng.choice((2, 2, 3, 4)), "tag"))
        elif name == "bold-heading":
            put(Heading(w.heading(), 3, "bold"))
        elif name in ("list", "olist"):
            put(Items(tuple(w.sentence() for _ in range(rng.randrange(3, 5))), name == "olist"))
        elif name in ("grid", "grid-head"):
            put(w.grid(name == "grid-head"))
        elif name in ("video-table", "video-figure", "video-iframe"):
            put(Clip(w.head.n, name[6:], w.caption() if rng.random() < 0.8 else None))
        elif name == "quote":
            put(Quote((w.say(rng.choice(w.beat.quotes)),), f"Ông {w.cast['elder']}, thôn {w.cast['village']}"))
        elif name == "quote-pic":
            put(Quote((w.say(rng.choice(w.beat.quotes)),), w.cast["officer"], w.pic()))
        elif name == "quote-two":
            put(Quote((w.say(rng.choice(w.beat.quotes)), w.sentence()), f"Bà {w.cast['woman']}"))
        elif name == "note":
            put(Note((Heading("Thông tin thêm", 3, "strong"), w.para(), w.para()), "align-right outset-right"))
        elif name == "note-first":
            put(Note((Heading(w.heading(), 3, "bold"), w.para(), w.para())), at=0)
        elif name == "note-pic":
            put(Note((Heading("Hồ sơ", 3, "strong"), Pictures((w.pic(),), "table"), w.para()), "align-left"))
        elif name == "interview":
            kind = "interview"
            del body[2:]
            body.append(w.interview(published))
        elif name == "live":
            kind = "live"
            del body[2:]
            body.append(w.live(published))
        elif name == "longform":
            kind = "longform"
            for k in range(3, len(body), 5):
                put(Heading(w.heading(), 2, "tag"), at=k)
                put(Pictures((w.pic(),), "figure"), at=min(len(body), k + 3))
        elif name == "video":
            kind = "video"
            put(Clip(w.head.n, "figure", w.caption()), at=0)
        elif name == "lead-figure":
            put(Pictures((w.pic(),), rng.choice(("figure", "table"))), at=0)
        elif name == "shared-picture":
            put(Pictures((replace(w.pic(shared=True), alt=None),), "figure"))
        elif name == "twin-picture":  # the same bytes under a second URL
            pic = w.pic(shared=True)
            put(Pictures((replace(pic, alias=1 + w.head.n % 7, name=f"anh-{w.head.n}.jpg"),), "figure"))
        elif name in ("article-relate", "related-topic", "related-news"):
            label = {"article-relate": None, "related-topic": "Tin liên quan", "related-news": "Tin liên quan"}[name]
            put(Relate(name, label, w.cards(rng.randrange(1, 4), summary=rng.random() < 0.5, thumb=rng.random() < 0.7)))
        elif name in ("sda", "ads", "script", "poll", "interaction", "hidden"):
            put(Junk(name, rng.choice(words.ADS)))
        elif name == "same-lines":
            line = f"Thời gian: 8 giờ 00, ngày {published.day}/{published.month}."
            for place in (2, 4):
                put(Para((Span(line),)), at=min(place, len(body)))
        elif name == "caption-heading":  # the heading after the picture says nearly what its caption says
            pic = w.bare_pic()
            while pic.credit:
                pic = w.bare_pic()
            put(
                Pictures((pic,), "next-em"),
                Heading(f"1. {(pic.caption or w.heading()).rstrip('.')}", 3, "bold"),
                w.para(),
            )
        elif name == "data-desc":
            put(Pictures((w.pic(),), "desc"))
        elif name == "end-mark":
            put(Para((Span(w.sentence().rstrip(".") + "./."),)), at=len(body))
        elif name == "only-brief":
            del body[2:]
        elif name == "dash-lines":
            put(*[Para((Span(f"- {w.sentence()}"),)) for _ in range(3)])
    if w.beat.closing and kind in ("article", "longform") and rng.random() < 0.4:
        body.append(Para((Span(w.say(w.beat.closing)),)))
    paras = [k for k, piece in enumerate(body) if isinstance(piece, Para) and len(piece.text) <= 5]
    for name in features:
        if not paras:
            break
        where = paras[rng.randrange(len(paras))]
        target = body[where]
        assert isinstance(target, Para)
        if name == "inline-relate":
            n, short = w.pick(), rng.random() < 0.15
            body[where] = _link_into(target, lambda text, n=n, short=short: Span(text, "a", relate=n, short=short))  # type: ignore[misc]
        elif name == "inline-tag":
            body[where] = _link_into(target, lambda text: Span(text, "a", href=tag_url))
        elif name == "file-link":
            body[where] = _link_into(target, lambda text: Span(text, "file", href=f"/uploaded/files/{w.head.id}.pdf"))
        elif name == "prefix-para" and paras[0] == 0 and isinstance(body[0], Para):
            body[0] = replace(body[0], prefix="LCĐT - ")
    return kind, body


def choose_features(rng: random.Random, n: int, table: Sequence[str] | None = None) -> list[str]:
    """What article N holds: its own feature of the table in turn, and others by chance."""
    main = (table or FEATURES)[n % len(table or FEATURES)]
    chosen = [main]
    chance = {
        "figure": 0.55, "table": 0.25, "lead-figure": 0.3, "inline-relate": 0.3, "article-relate": 0.2, "sda": 0.5, "ads": 0.15,
        "heading": 0.15, "bold-heading": 0.12, "quote": 0.08, "list": 0.05, "grid": 0.04, "layout-2": 0.06, "next-em": 0.06,
        "script": 0.1, "shared-picture": 0.05, "author-span": 0.1, "author-footer": 0.06, "two-authors": 0.12,
    }  # fmt: skip
    if main not in ("photo", "video", "interview", "live", "plain"):
        chosen += [name for name, p in chance.items() if rng.random() < p and name != main]
    elif main != "plain":
        chosen += [name for name in ("inline-relate", "sda", "article-relate") if rng.random() < 0.3]
    return [name for name in chosen if table is None or name in table]


def make_tags(rng: random.Random, beat: words.Beat, cast: words.Cast) -> tuple[str, ...]:
    if rng.random() < 0.1:
        return ()
    return tuple(
        dict.fromkeys(t.format_map(cast) for t in rng.sample(list(beat.tags), rng.randrange(1, min(5, len(beat.tags)))))
    )


def make_byline(rng: random.Random, features: Iterable[str], paper_title: str) -> tuple[str | None, tuple[str, ...]]:
    if "no-author" in features:
        return None, ()
    if "own-name" in features:
        return paper_title, ()
    if "agency" in features:
        agency = rng.choice(words.AGENCIES[:2])
        return f"Theo {agency}", (agency,)
    if "two-authors" in features:
        one, two = rng.sample(words.BYLINES, 2)
        if rng.random() < 0.3:
            one, two = one.upper(), two.upper()
        return f"{one}{rng.choice((' - ', '-'))}{two}", (one, two)
    name = rng.choice(words.BYLINES)
    return name, (name,)


def apply_edit(draft: Draft, event: Event, w: Writer) -> None:
    """Change the draft as the desk would; titles and summaries are changed by the head already."""
    draft.salt += 1
    if event.kind == "space":
        draft.space = not draft.space
    elif event.kind == "ads":
        pieces = list(draft.pieces)
        pieces.insert(min(2, len(pieces)), Junk("ads", words.ADS[event.day % len(words.ADS)]))
        draft.pieces = tuple(pieces)
    elif event.kind == "text":
        pieces = list(draft.pieces)
        spot = len(pieces) - 1 if pieces and isinstance(pieces[-1], EndAuthor) else len(pieces)
        added = f"Thông tin cập nhật ngày {event.at.day}/{event.at.month}: {w.words(1)}"
        pieces.insert(spot, Para((Span(added),)))
        draft.pieces = tuple(pieces)
    elif event.kind == "image":
        pieces = list(draft.pieces)
        number = ((draft.head.n + 1) << 12) | 2048 | event.day
        pic = Pic(number, f"cap-nhat-{number}.jpg", w.caption(), None, None, f"cap-nhat-{number}.jpg")
        spots = [k for k, piece in enumerate(pieces) if isinstance(piece, Pictures) and len(piece.pics) == 1]
        if spots and event.day % 2:
            pieces[spots[-1]] = Pictures((pic,), "figure")
        else:
            pieces.insert(min(len(pieces), 2), Pictures((pic,), "figure"))
        draft.pieces = tuple(pieces)
