"""The newsroom itself: which articles there are, in which section, since when, and what became of them."""

from __future__ import annotations

import hashlib
import random
from array import array
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from borderscraper.items import Article
from borderscraper.newspaper import Newspaper

from . import words
from .clock import Clock, Plan, plan_day
from .content import (
    BY_ZONE,
    COSMETIC,
    EDITS,
    FEATURES,
    SECTIONS,
    VIETNAM,
    Box,
    Card,
    Draft,
    EndAuthor,
    Event,
    Head,
    Para,
    Pic,
    Pictures,
    Piece,
    Relate,
    SectionDef,
    Writer,
    apply_edit,
    choose_features,
    make_byline,
    make_tags,
    rng_for,
    write_body,
)
from .words import MASK, mix

if TYPE_CHECKING:
    from .families import Family

#: The paper that the newsroom plays unless told otherwise.
BAOLAOCAI = Newspaper(
    name="baolaocai",
    title="Báo Lào Cai",
    domain="baolaocai.vn",
    province="Lào Cai",
    province_before_2025="Lào Cai",
    family="epi",
    article_patterns=(r"-post(?P<id>\d+)\.html$", r"^/post-(?P<id>\d+)\.html$"),
    sections={section.slug: section.name for section in SECTIONS},
    lead_prefixes=("(BLC)", "(LCĐT)", "LCĐT"),
    byline_names=("Báo Lào Cai", "Báo Lào Cai điện tử", "BLC", "LCĐT"),
)

#: 6 January 2026, a Tuesday: the fixed "now" of a newsroom that is not told otherwise.
NOW = datetime(2026, 1, 6, 8, 12, tzinfo=VIETNAM)


#: See `furniture.py`.
WEIGHTS = ("light", "real")


class Newsroom:
    """A provincial newspaper of `articles` articles, wholly determined by `seed` (and `now`, `days`, `plan`).

    Articles are numbered 0 … `total` - 1; article N's words, pictures, links and answer are computed when asked for.
    `days` is the span before `now` in which most articles were published, by default 40 or as many as let a desk publish
    sixty a day; the oldest sixth reaches back three years more.
    `weight` is how much stands around the articles and lists of the ePi newspaper: little, or what live pages carry; the
    articles and their answers are the same.
    """

    def __init__(
        self,
        seed: int = 1,
        articles: int = 300,
        paper: Newspaper = BAOLAOCAI,
        host: str | None = None,
        *,
        now: datetime = NOW,
        days: float | None = None,
        plan: Plan | None = None,
        bad_images: bool = False,
        crawl_delay: float | None = 0.05,
        load_more_form: str = "json",
        page_size: int = 15,
        family: Family | None = None,
        weight: str = "light",
    ) -> None:
        if not 1 <= articles <= 1_000_000:
            raise ValueError(f"articles must be 1 to 1,000,000, not {articles}")
        if load_more_form not in ("json", "html"):
            raise ValueError(f"load_more_form must be json or html, not {load_more_form!r}")
        if weight not in WEIGHTS:
            raise ValueError(f"weight must be {' or '.join(WEIGHTS)}, not {weight!r}")
        if family and weight != "light":
            raise ValueError(f"only the ePi newspaper has pages of weight {weight}, not the family {family.name}")
        self.seed, self.articles, self.paper, self.host = seed, articles, paper, host or paper.domain
        self.days = days if days is not None else max(40.0, articles / 60)
        self.plan, self.bad_images = plan or Plan(), bad_images
        self.crawl_delay, self.load_more_form, self.page_size = crawl_delay, load_more_form, page_size
        self.family, self.weight = family, weight
        self.image_base = "https://" + (family.images if family else "cdn.{host}/images").format(host=self.host)
        self.clock = Clock(now.astimezone(VIETNAM).replace(microsecond=0))
        self.version = 0  #: grows whenever a page may have changed
        self.deleted: set[int] = set()
        self._old = articles // 6
        self._ages: array[int] = array("q")
        self._zones: array[int] = array("l")
        for n in range(articles):
            self._ages.append(self._age(n))
            self._zones.append(self._zone(n))
        self._extra: dict[int, datetime] = {}
        self._base_streams = self._sort(range(articles))
        self._place = self._places()
        self.streams: dict[int, list[int]] = {}
        self._restream()
        self._head = lru_cache(maxsize=20_000)(self._make_head)
        self._drafts = lru_cache(maxsize=256)(self._make_draft)
        self._memo: dict[Hashable, str] = {}

    # --- index

    def _age(self, n: int) -> int:
        """Seconds before the clock's start at which a base article was published."""
        share = (n + 0.5) / self.articles
        chance = mix(self.seed, n, 1) / MASK
        if n < self._old:
            days = self.days + 3 * 365 * (1 - (n + 0.5) / self._old) ** 2 + chance
        else:
            days = (
                self.days * (1 - (share - self._old / self.articles) / (1 - self._old / self.articles))
                + chance * 0.6
                - 0.3
            )
        age = max(int(days * 86400), 600 + int(chance * 7200))
        # nobody publishes at night: what falls between 23:00 and 5:00 appears six hours earlier
        hour = (self.clock.start - timedelta(seconds=age)).hour
        return age + (21600 if hour < 5 or hour == 23 else 0)

    def _zone(self, n: int) -> int:
        ballot = [section.zone for section in SECTIONS for _ in range(section.weight)]
        return ballot[mix(self.seed, n, 2) % len(ballot)]

    def published(self, n: int) -> datetime:
        if n < self.articles:
            return self.clock.start - timedelta(seconds=self._ages[n])
        return self._extra[n]

    def zone(self, n: int) -> int:
        return self._zones[n] if n < self.articles else self._zone(n)

    @property
    def total(self) -> int:
        """Articles ever published, the deleted ones among them."""
        return self.articles + len(self._extra)

    def _lines(self, zone: int) -> Iterator[int]:
        """The section itself and the section above it: an article stands in both streams."""
        yield zone
        parent = BY_ZONE[zone].parent
        if parent is not None:
            yield parent

    def _sort(self, numbers: range) -> dict[int, list[int]]:
        streams: dict[int, list[int]] = {section.zone: [] for section in SECTIONS}
        ordered = sorted(numbers, key=lambda n: (self._ages[n], -n))
        for n in ordered:
            for zone in self._lines(self._zones[n]):
                streams[zone].append(n)
        streams[0] = ordered
        return streams

    def _places(self) -> array[int]:
        """Where each base article stands in its own section's stream."""
        places: array[int] = array("l", [0]) * self.articles
        for zone, stream in self._base_streams.items():
            for place, n in enumerate(stream):
                if self._zones[n] == zone:
                    places[n] = place
        return places

    def _restream(self) -> None:
        """The streams as of now: newest first, without what was deleted. Zone 0 is the whole newspaper."""
        if not self._extra and not self.deleted:
            self.streams = self._base_streams
            return
        added = sorted(self._extra, key=lambda n: (self._extra[n], n), reverse=True)
        self.streams = {}
        for zone, stream in self._base_streams.items():
            fresh = [n for n in added if zone == 0 or zone in self._lines(self.zone(n))]
            self.streams[zone] = [n for n in (*fresh, *stream) if n not in self.deleted]

    # --- identity

    def id_of(self, n: int) -> int:
        """The CMS's number: neither contiguous nor monotone."""
        if n < self._old:
            return 351_246 + 3 * (n ^ 22) + mix(self.seed, n, 3) % 3
        return 896_415 + 3 * (n ^ 22) + mix(self.seed, n, 3) % 3

    def record_id(self, n: int) -> str:
        """The published `id`."""
        number = self.id_of(n)
        return self.paper.record_id(self.family.key(number) if self.family else str(number))

    def number_of(self, article_id: int) -> int | None:
        """The article with this CMS number, also a deleted one; None when there never was one."""
        for base in (896_415, 351_246):
            if article_id >= base:
                n = ((article_id - base) // 3) ^ 22
                if 0 <= n < self.total and self.id_of(n) == article_id:
                    return n
        return None

    # --- content

    def events(self, n: int, day: int | None = None) -> tuple[Event, ...]:
        """What happened to the article up to and including `day` (default: now)."""
        day = self.clock.day if day is None else day
        return tuple(event for event in self.clock.events.get(n, ()) if event.day <= day)

    def head(self, n: int, day: int | None = None) -> Head:
        return self._head(n, tuple(event for event in self.events(n, day) if event.kind not in COSMETIC))

    def _cast(self, n: int, published: datetime) -> words.Cast:
        key = mix(self.seed, n, 6)
        return words.Cast(key, published.day, published.month, self.paper.province, random.Random(key))

    def _beat(self, n: int) -> words.Beat:
        names = BY_ZONE[self.zone(n)].beats
        return words.BEATS[names[mix(self.seed, n, 4) % len(names)]]

    def _make_head(self, n: int, events: tuple[Event, ...]) -> Head:
        published = self.published(n)
        cast, beat = self._cast(n, published), self._beat(n)
        rng = cast.rng
        title, summary = (template.format_map(cast) for template in beat.headline(rng))
        own = self.own_feature(n)
        if n % 23 == 7:
            title = f"[Ảnh] {title}" if own == "photo" else title.replace(" ở ", " & ")
        has_kicker = own == "kicker" or (self.family is None and mix(self.seed, n, 7) % 4 == 0)
        kicker = rng.choice(beat.kickers).format_map(cast) if has_kicker and beat.kickers else None
        slug = words.slugify(title)
        thumb = Pic(((n + 1) << 12) | 1024, f"thumb-{n}.jpg")
        icon = own if own in ("photo", "video", "interview", "live") else None
        for event in events:
            if event.kind == "title":
                other = rng_for(self.seed, n, "title", event.day)
                title = f"{other.choice(beat.titles).format_map(cast)} ({event.at.day}/{event.at.month})"
            elif event.kind == "summary":
                other = rng_for(self.seed, n, "summary", event.day)
                summary = (
                    f"{other.choice(beat.summaries).format_map(cast)} Cập nhật ngày {event.at.day}/{event.at.month}."
                )
            elif event.kind == "moved":
                slug = words.slugify(title)[:80].strip("-") + f"-{event.day}"
        return Head(
            n, self.id_of(n), BY_ZONE[self.zone(n)], beat.name, kicker, title, summary, slug, published, thumb, icon
        )

    def own_feature(self, n: int) -> str:
        """The one that article N has by its turn in the table."""
        table = self.family.features if self.family else FEATURES
        return table[n % len(table)]

    def features(self, n: int) -> tuple[str, ...]:
        return _features(self.seed, n, self.family.features if self.family else None)

    def draft(self, n: int, day: int | None = None) -> Draft:
        """The whole article as it stands on `day` (default: now). It is shared: do not change it."""
        return self._drafts(n, self.events(n, day))

    def _make_draft(self, n: int, events: tuple[Event, ...]) -> Draft:
        day = events[-1].day if events else 0
        head = self.head(n, day)
        features = self.features(n)
        rng = rng_for(self.seed, n, "draft")
        beat, published = self._beat(n), head.published
        taken, links = {n}, rng_for(self.seed, n, "links")

        def pick() -> int:
            # also of deleted articles: links inside a text outlive their targets
            for _ in range(40):
                other = links.randrange(self.articles)
                if other not in taken:
                    break
            taken.add(other)
            return other

        w = Writer(rng, beat, self._cast(n, published), head, pick)
        draft = Draft(head, features=features)
        section = head.section
        draft.section = (BY_ZONE[section.parent], section) if section.parent is not None else (section,)
        draft.summary = head.summary
        draft.published = published.replace(second=mix(self.seed, n, 5) % 60)
        tag = words.slugify(beat.tags[0].format_map(w.cast))
        draft.type, pieces = write_body(
            w, features, draft.published, f"/tu-khoa/{tag}-tag{mix(1, len(tag)) % 9000}.html"
        )

        draft.sapo = "no-sapo" not in features
        if draft.sapo and "prefix-para" not in features:
            own = self.family.prefixes if self.family else ("(BLC) - ", "LCĐT - ", "(LCĐT) - ", "(BLC)-\u00a0")
            draft.prefix = rng.choice((None, None, None, *own)) or None
        draft.byline, draft.authors = make_byline(rng, features, self.paper.title)
        places = [p for p in ("author-plain", "author-p", "author-span", "author-info") if p in features]
        if draft.byline and "author-line" in features:
            pieces.append(EndAuthor("line"))
            draft.byline_at = ("body",)
        elif draft.byline and places:
            pieces.append(EndAuthor(places[0][7:]))
            draft.byline_at = ("body",) if rng.random() < 0.6 else ("meta", "body")
        elif draft.byline and "author-footer" in features:
            draft.byline_at = ("footer",) if rng.random() < 0.5 else ("meta", "footer")
        elif draft.byline:
            draft.byline_at = ("meta",)
        draft.date_form = next((f[5:] for f in ("date-time", "date-visible") if f in features), "full")
        if self.family:
            draft.date_form = "full" if self.family.date == "meta" else "visible"
        if "no-date" in features:
            draft.date_form = "none"
        elif draft.date_form == "visible":
            draft.published = draft.published.replace(second=0)
        draft.modified = draft.published + timedelta(seconds=rng.choice((0, 0, -228, -3402, 1800, 7321)))
        draft.tags = make_tags(rng, beat, w.cast)
        if self.family is None and draft.type != "video" and "lead-figure" not in features and rng.random() < 0.4:
            draft.avatar = w.pic(caption=rng.random() < 0.8)
            if draft.avatar.caption is None:
                draft.avatar = replace(draft.avatar, alt=head.title)
        draft.dirt = next((f for f in ("nfd", "eth", "nbsp", "zero") if f in features), "")
        if not draft.dirt and rng.random() < 0.2:
            draft.dirt = rng.choice(("nfd", "eth", "nbsp", "zero"))
        draft.space = "ws" in features
        draft.short_og = rng.random() < 0.3
        draft.ld = next((f[3:] for f in ("ld-none", "ld-entities", "ld-control", "ld-site") if f in features), "full")
        if draft.date_form in ("visible", "none", "time"):
            draft.ld = "none" if rng.random() < 0.5 else "no-date"
        if self.family:  # lists of plain links inside the text, and one form of address
            pieces = [_plain_links(piece) for piece in pieces]
        draft.pieces = tuple(pieces)
        if self.bad_images:
            self._spoil(draft)
        salt = next((event.day for event in reversed(events) if event.kind == "related"), 0)
        self._boxes(draft, rng_for(self.seed, n, "boxes", salt))
        for event in events:
            if event.kind in EDITS or event.kind in COSMETIC:
                apply_edit(
                    draft,
                    event,
                    Writer(rng_for(self.seed, n, event.kind, event.day), beat, self._cast(n, published), head, pick),
                )
            if event.kind in EDITS and draft.date_form == "full":
                draft.modified = event.at
        return draft

    def _spoil(self, draft: Draft) -> None:
        """A tenth of the articles gets a picture that the CDN does not serve properly, each kind in turn."""
        from .images import BAD

        n = draft.head.n
        if n % 10:
            return
        kind = BAD[(n // 10) % len(BAD)]
        number = ((n + 1) << 12) | 3072
        pic = Pic(
            number,
            f"loi-{kind}-{n}.{'png' if kind == 'extension' else 'jpg'}",
            f"Ảnh thử {kind}.",
            None,
            None,
            None,
            bad=kind,
        )
        pieces = list(draft.pieces)
        pieces.insert(min(1, len(pieces)), Pictures((pic,), "figure"))
        draft.pieces = tuple(pieces)

    def _boxes(self, draft: Draft, rng: random.Random) -> None:
        """The boxes around the article: of the section, of recommendations, and the one in the footer."""
        n, zone = draft.head.n, draft.head.section.zone
        stream = self._base_streams[zone]
        place = self._place[n] + 1 if n < self.articles else 0
        start = place + rng.randrange(0, 3)
        near = [m for m in stream[start : start + 8] if m not in self.deleted and m != n][: rng.randrange(4, 9)]
        tracker = rng.random() < 0.1
        same = tuple(Card(m, summary=True, tracker=tracker) for m in near)
        others: list[Card] = []
        if rng.random() > 0.3:  # on many pages the box is filled by a script: empty
            # now and then one that the box below shows as well
            chosen = [*near[: rng.choice((0, 0, 0, 1))], *(rng.randrange(self.articles) for _ in range(6))]
            for m in dict.fromkeys(chosen):
                shows_kicker = rng.random() < 0.8
                if m != n and m not in self.deleted:
                    others.append(Card(m, kicker=shows_kicker, icon=self.head(m).icon))
        if self.family:
            summary, thumb = self.family.box_summary, self.family.box_thumb
            draft.boxes = (Box(self.family.box, "", "", tuple(Card(m, summary=summary, thumb=thumb) for m in near)),)
            return
        headings = ("Tin cùng chuyên mục", "Cùng chuyên mục", "TIN CÙNG CHUYÊN MỤC")
        draft.boxes = (
            Box("Có thể bạn quan tâm", rng.choice(("suggest", "many-pack")), f"recommendation-{zone}", tuple(others)),
            Box(rng.choice(headings), rng.choice(("timeline", "basic-box-5", "basic-box-9")), f"zone-{zone}", same),
        )
        if rng.random() < 0.15 and self.articles > 30:
            cards = tuple(Card(rng.randrange(self.articles), thumb=False) for _ in range(3))
            cards = tuple(card for card in dict.fromkeys(cards) if card.n != n and card.n not in self.deleted)
            draft.footer_box = Box("Tin liên quan", "related-news", "related-news", cards)

    # --- what happened

    @property
    def now(self) -> datetime:
        return self.clock.now

    def advance(self, days: int = 1) -> list[tuple[int, Event]]:
        """Let days pass, each with the plan's additions, edits, deletions and moves; returns (article, event) of all."""
        all_events: list[tuple[int, Event]] = []
        for _ in range(days):
            self.clock.day += 1
            happened = plan_day(self.seed, self.clock, self.plan, self.articles, self.total, self.deleted)
            for n, event in happened:
                if event.kind == "added":
                    self._extra[n] = event.at
                elif event.kind == "deleted":
                    self.deleted.add(n)
                self.clock.record(n, event)
            all_events += happened
        self._changed()
        return all_events

    def edit(self, n: int, kind: str) -> Event:
        """One event out of plan, at the clock's present time: an edit, a cosmetic edit, `moved` or `deleted`."""
        if kind not in EDITS | COSMETIC | {"moved", "deleted"}:
            raise ValueError(f"unknown kind of event: {kind!r}")
        if not 0 <= n < self.total:
            raise ValueError(f"there is no article number {n}")
        event = Event(self.clock.day, kind, self.clock.now - timedelta(minutes=1))
        if kind == "deleted":
            self.deleted.add(n)
        self.clock.record(n, event)
        self._changed()
        return event

    def memo(self, key: Hashable, make: Callable[[], str]) -> str:
        """A printed part that many pages share, kept until the newspaper changes."""
        found = self._memo.get(key)
        if found is None:
            if len(self._memo) > 6000:
                self._memo.clear()
            found = self._memo[key] = make()
        return found

    def _changed(self) -> None:
        self.version += 1
        self._memo.clear()
        self._restream()
        self._drafts.cache_clear()

    def alive(self) -> list[int]:
        """The articles that can be read now, newest first."""
        return self.streams[0]

    def paths(self, n: int) -> list[str]:
        """Every path under which the article was ever published, the present one last."""
        days = sorted({0, *(event.day for event in self.events(n))})
        return list(dict.fromkeys(self.head(n, day).path for day in days))

    def url(self, n: int, day: int | None = None) -> str:
        head = self.head(n, day)
        path = self.family.article_path(self, head) if self.family else head.path
        return f"https://{self.host}{path}"

    def section_url(self, section: SectionDef) -> str:
        path = self.family.section_path(section) if self.family else f"/{section.slug}/"
        return f"https://{self.host}{path}"

    def etag(self, n: int) -> str:
        """Changes with everything that changes the page, also with cosmetic edits."""
        salt = f"{self.seed}:{n}:{self.events(n)}"
        return '"' + hashlib.sha1(salt.encode(), usedforsecurity=False).hexdigest()[:20] + '"'

    def last_modified(self, n: int) -> datetime:
        events = self.events(n)
        return max([self.published(n), *(event.at for event in events)])

    # --- the answer key

    def answer(self, n: int, day: int | None = None) -> Article:
        """What the record of article `n` must be (see `answers.py` for the conventions)."""
        from .answers import answer

        return answer(self, n, day)

    def answers(self) -> Iterator[Article]:
        """The answers of all articles that can be read now, newest first."""
        return (self.answer(n) for n in self.alive())

    def history(self, n: int) -> list[tuple[int, Article | None]]:
        """The article's revisions as (day, record); None = deleted. Cosmetic edits and moves make no revision."""
        first = next((event.day for event in self.events(n) if event.kind == "added"), 0)
        days: list[tuple[int, Article | None]] = [(first, self.answer(n, first))]
        for event in self.events(n):
            if event.kind == "deleted":
                days.append((event.day, None))
            elif event.kind in EDITS:
                days = [entry for entry in days if entry[0] != event.day] + [(event.day, self.answer(n, event.day))]
        return days

    def related_graph(self) -> dict[str, list[str]]:
        """Record id -> ids of the articles that its page relates it to."""
        return {article.id: [story.id for story in article.related if story.id] for article in self.answers()}

    def month(self, year: int, month: int) -> list[int]:
        """The readable articles published in a month, newest first."""
        stream = self.streams[0]
        return [n for n in stream if (at := self.published(n)).year == year and at.month == month]

    def months(self) -> list[tuple[int, int]]:
        """(year, month) of every month with an article, newest first."""
        return sorted({(at.year, at.month) for at in map(self.published, self.streams[0])}, reverse=True)

    def since(self, moment: datetime) -> list[int]:
        """The readable articles published at or after a moment, newest first."""
        stream = self.streams[0]
        return stream[: bisect_left(stream, -moment.timestamp(), key=lambda n: -self.published(n).timestamp())]


def _plain_links(piece: Piece) -> Piece:
    if isinstance(piece, Relate):
        return replace(piece, cards=tuple(Card(card.n, thumb=False) for card in piece.cards))
    if isinstance(piece, Para):
        return replace(piece, text=tuple(span._replace(short=False) for span in piece.text))
    return piece


@lru_cache(maxsize=50_000)
def _features(seed: int, n: int, table: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(choose_features(rng_for(seed, n, "features"), n, table))
