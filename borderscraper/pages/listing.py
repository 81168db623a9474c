"""Section, tag, search and home pages: their stories in page order, and how the list goes on.

A CMS family gives selectors of its stream (`RULES`); everything else is shared. Without rules the page itself is the
evidence: which shape of address most titles lead to, what the boxes' headings say and link to, which columns are
navigation. Facts: EPI_CMS, EXTRACTION_TRAPS "Listings".
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from statistics import median
from typing import Any
from urllib.parse import unquote, urlsplit

from borderscraper.items import Listing, Story
from borderscraper.newspaper import Newspaper, bare_host
from borderscraper.pages import feeds, loadmore, sitemaps
from borderscraper.pages.addresses import HOME, MEDIA, NEVER, OTHER_HOSTS, address_of, base_of, knows_articles, site_of
from borderscraper.pages.cards import HEADINGS, is_cut, read_card, resolve, tell_kicker, text_of, title_text, words_of
from borderscraper.pages.dom import classes, parse
from borderscraper.pages.menu import read_menu as read_menu
from borderscraper.pages.paging import next_page, section_path, split_page
from borderscraper.pages.roles import verdict
from borderscraper.text.clean import clean, decode_entities

Element = Any


# --- what is known of a family -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ListingRules:
    """Selectors of one generation of a theme, as element and class names (XPath class tests cost more than the parse).

    Cards are `card` elements inside something of `streams` and nothing of `asides`.
    """

    name: str
    card: tuple[str, str]  # element, class
    streams: frozenset[str]
    asides: frozenset[str]


_EPI_ASIDES = frozenset(
    ["sub-col", "sub-column", "hot-news", "local-news", "trending", "most-read", "suggest", "many-pack"]
)
#: Generations of the family's themes, newest first (facts: EPI_CMS "Section page"; the older one from a live page of 2026).
RULES: dict[str, tuple[ListingRules, ...]] = {
    "epi": (
        ListingRules("epi-2023", ("article", "story"), frozenset(("abf-cate", "timeline")), _EPI_ASIDES),
        ListingRules(
            "epi-columns", ("article", "story"), frozenset(("main-column", "main-col", "content-col")), _EPI_ASIDES
        ),
    )
}

# --- words of boxes ------------------------------------------------------------------------------------------------------
_POPULAR = re.compile(
    r"(?:đọc|xem|quan tâm|bình luận|chia sẻ|yêu thích|truy cập) nhiều|nhiều người (?:đọc|xem)|nổi bật (?:trong )?(?:ngày|tuần|tháng|24)"
    r"|tin nóng|hot ?news|trending|most (?:read|view)|top view|xem nhất|đọc nhất"
)
#: Boxes of no section: advertising, services, other media.
_ADVERTISING = re.compile(
    r"quảng cáo|tài trợ|tự giới thiệu|thông tin (?:doanh nghiệp|sản phẩm)|rao vặt|(?:đọc )?báo in\b|đón đọc|ấn phẩm|số báo|thời tiết|liên kết"
    r"|^(?:video|clip|media|multimedia|podcast|truyền hình|phát thanh|radio|audio|tv online)|truyền hình$|lịch phát sóng"
)
#: Boxes that are no section's unless they link one: a section may be called "Bình luận", too.
_SERVICE = re.compile(
    r"bình chọn|thăm dò|bạn (?:có thể )?(?:quan tâm|thích)|có thể (?:bạn|quan tâm)|dành cho bạn|bỏ lỡ|gợi ý|tin (?:các )?địa phương|bạn cần biết|từ kh[óo][áa]?|^tags?:?$"
    r"|^chủ đề|^bình luận|ý kiến bạn đọc|^theo dõi|ứng dụng|facebook|fanpage|zalo|youtube|^tỷ giá|^giá vàng"
)
_LATEST = re.compile(
    r"^(?:các )?(?:tin|bài)?(?: tức)?(?: viết)? ?(?:mới|mới nhất|mới cập nhật|mới đăng|mới nhận|24h)$|tin mới|mới cập nhật"
)
_OUTSIDE = re.compile(
    r"(?:^|[\s_-])(?:footer|nav|navbar|navigation|menu|mainmenu|mega-?menu|breadcrumbs?|pop-?up|modal|ads?|adv|quangcao|quang-cao|adver\w*"
    r"|sponsor\w*|most-?(?:read|view)\w*|(?:tin-?)?(?:doc|xem)-?nhieu|trending|topview|comments?|social|share|weather|login|poll|vote|vote-box"
    r"|banner|(?:hot-?|news-?)?ticker\w*|marquee|hot-news|local-news|hot-tags?|list-?tags?|tags|tag-?list|pagination|paging|video\w*|podcasts?)(?=$|[\s_-])"
)
_SIDEBAR = re.compile(
    r"(?:^|[\s_-])(?:sidebar\w*|side-?bar|aside|sub-col|sub-column|right-?col(?:umn)?|col-?right|column-right|right-?bar|rightbar|right-?side"
    r"|rightside|content-right|main-right|widgets?-?area)(?=$|[\s_-])"
)
_HEADER = re.compile(r"(?:^|[\s_-])header(?=$|[\s_-])|(?:^|\s)(?:top-?bar|masthead)(?=$|\s)")
_SIDE = re.compile(
    r"(?:^|[\s_-])(?:right|sub|side|phai|cot-?phai|l?sub|subcol|col-(?:xs|sm|md|lg|xl)-[234]|w-?300|wid300|extra|minor)(?=$|[\s_-])"
)
_NOT_A_ZONE = frozenset(
    ("html", "body", "form", "main", "a", "span", "b", "i", "em", "strong", "img", "h1", "h2", "h3", "h4", "h5", "h6")
)
_HEAD_NAME = re.compile(r"title|head|caption|label|tieu-?de|name", re.I)
_HEAD_TAGS = frozenset((*HEADINGS, "legend", "dt"))
#: Elements whose own short text may call a box without any class saying so.
_PLAIN_HEADS = frozenset(["a", "span", "div", "b", "strong", "p", "td", "th", "li", "font", "u", "label", "button"])
_PLAIN_WORDS = re.compile(r"mới nhất|nhiều|quảng cáo|tin nóng", re.I)
_MORE = re.compile(r"(?:xem|đọc) (?:thêm|tất cả|tiếp|toàn bộ)|tất cả|chi tiết|\W*$|\d+$", re.I)
_NEVER_HEADS = frozenset(
    [
        "html",
        "body",
        "img",
        "input",
        "meta",
        "title",
        "script",
        "style",
        "link",
        "head",
        "table",
        "tbody",
        "tr",
        "form",
        "main",
    ]
)


#: Fewer stories than this make one look whether a rule has missed the rest.
_FEW = 4
#: Deeper nesting is a fault of the page.
_MOST_DEPTH = 100
#: A link of as many words is a title whatever else leads there.
_TITLE_WORDS = 6
#: Fewer stories of other sections side by side may have been filed there by chance.
_FEWEST_STRAYS = 3
#: Values of a page's JSON-LD that are looked at.
_MOST_METADATA = 5000
#: Headings that can stand side by side over the same stories.
_MOST_TABS = 8


@lru_cache(maxsize=8192)
def _is_head_name(name: str) -> bool:
    return bool(_HEAD_NAME.search(name))


@lru_cache(maxsize=8192)
def _is_outside_name(name: str) -> bool:
    return bool(_OUTSIDE.search(name))


@lru_cache(maxsize=8192)
def _is_sidebar_name(name: str) -> bool:
    return bool(_SIDEBAR.search(name))


@lru_cache(maxsize=8192)
def _is_header_name(name: str) -> bool:
    return bool(_HEADER.search(name))


@lru_cache(maxsize=8192)
def _is_side_name(name: str) -> bool:
    return bool(_SIDE.search(name))


@lru_cache(maxsize=4096)
def _never(target: str) -> str | None:
    """What in a path and query says that no story stands there."""
    found = NEVER.search(target)
    return found.group().lower().strip("/.?") if found else None


@dataclass
class _Occurrence:
    """One link to a candidate address, at its place in the page."""

    index: int
    element: Element
    url: str


@dataclass
class _Box:
    """A heading and the stories that stand under it."""

    heading: Element
    text: str  # casefolded
    url: str | None
    container: Element
    target: Element | None = None  # of a tab: its panel
    occurrences: list[_Occurrence] = field(default_factory=list)


# --- reading -------------------------------------------------------------------------------------------------------------
def read_listing(
    body: bytes, url: str, paper: Newspaper, *, content_type: str | None = None, rules: bool = True
) -> Listing:
    """The stories of a list page's main stream in page order, each URL once, and how the list goes on.

    On a home page every section's box counts; elsewhere most-read, other sections' and advertising boxes, side columns
    and navigation do not. Feeds, sitemaps and load-more answers served under a page's address are read as such. Never
    raises for what a page holds: `warnings` says what was odd (`no-stories`, `rule-missed: epi-2023` ...).
    """
    start = body[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"{", b"[")):
        return loadmore.read_load_more(body, url, paper)
    if re.match(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf)", start, re.S):
        return feeds.read_feed(body, url, paper)
    if re.match(rb"(?:<\?xml[^>]*>\s*)?(?:<[?!].*?>\s*)*<(?:urlset|sitemapindex)", start, re.S):
        found = sitemaps.read_sitemap(body, url, paper)
        return Listing(stories=found.stories, warnings=found.warnings)
    page = parse(body, content_type)
    root = page.root
    warnings = list(page.warnings)
    if not url:
        url = _own_address(root)
        warnings.append("no-url: the page's own address was used" if url else "no-url")
    base = base_of(root, url)
    reader = _Reader(root, url, base, paper)
    stories: list[Story] = []
    family = RULES.get(paper.family or "") if rules else None
    if family and not reader.home:
        for generation in family:
            stories = reader.by_rules(generation)
            if stories:
                break
            warnings.append(f"rule-missed: {generation.name}")
    if len(stories) < _FEW and not (family and not stories and reader.has_empty_stream(family[0])):
        without = reader.without_rules()
        if not stories or (reader.unplaced > _FEW and len(without) > len(stories) + _FEW):
            if stories:
                warnings.append("rule-missed: the page shows more stories")
            stories = without
    if not stories:
        stories = _listed_in_metadata(root, base, reader)
    if not stories:
        warnings.append("no-stories")
    more = loadmore.of_page(root, body, base) if stories and not reader.home else None
    return Listing(
        stories=stories,
        next_url=None if more else next_page(root, body, url, base),
        load_more=more,
        warnings=list(dict.fromkeys(warnings)),
    )


def _own_address(root: Element) -> str:
    """What a saved page says its address is; "" when it does not."""
    for element in root.iter("link", "meta"):
        if element.get("rel") == "canonical" or element.get("property") == "og:url":
            address = (element.get("href") or element.get("content") or "").strip()
            if resolve(address, "") == address:
                return str(address)
    return ""


def _listed_in_metadata(root: Element, base: str, reader: _Reader) -> list[Story]:
    """The stories of a JSON-LD `ItemList`, for pages whose list a script builds."""
    stories: dict[str, Story] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or "ItemList" not in (script.text or ""):
            continue
        try:
            pending = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_METADATA):
            if not pending:
                break
            value = pending.pop(0)
            if isinstance(value, list):
                pending.extend(value)
            elif isinstance(value, dict):
                inner = value.get("item")
                item: dict[str, Any] = inner if isinstance(inner, dict) else value
                address = item.get("url") or item.get("@id") or inner
                link = resolve(address, base) if isinstance(address, str) else None
                if value.get("@type") == "ListItem" and link and reader.candidate(link):
                    name = item.get("name") or item.get("headline")
                    title = clean(decode_entities(name)) or None if isinstance(name, str) else None
                    stories.setdefault(link, Story(url=link, title=title))
                pending.extend(v for v in value.values() if isinstance(v, (dict, list)))
    return list(stories.values())


class _Reader:
    """One page's links, told apart. A class, for the steps share the page's tables."""

    def __init__(self, root: Element, url: str, base: str, paper: Newspaper) -> None:
        self.root, self.url, self.base, self.paper = root, url, base, paper
        parts = urlsplit(url)
        self.path = unquote(parts.path)
        self.site = site_of(parts.hostname)
        self.host = bare_host(parts.hostname)
        self.home = bool(HOME.match(parts.path)) and not parts.query
        self.knows = knows_articles(paper)
        self.media = bool(MEDIA.match(parts.path + "/"))
        self.unplaced = 0  #: cards that the rules' selectors put nowhere
        self._hosts: dict[str, bool] = {}
        self._zones: dict[Element, bool] = {}
        self._beside: dict[Element, bool] = {}
        self._counts: Counter[Element] = Counter()
        self._all: list[_Occurrence] = []
        self._total = 0

    # -- links
    def link(self, href: str) -> str | None:
        """The absolute address of a link."""
        return resolve(href, self.base)

    def candidate(self, url: str) -> bool:
        """Whether the address alone could be a story's."""
        host, slash, target = url.partition("//")[2].partition("/")
        target = slash + target
        good = self._hosts.get(host)
        if good is None:
            bare = bare_host(host.rpartition("@")[2].partition(":")[0])
            good = site_of(bare) == self.site or self.paper.serves(bare)
            good = self._hosts[host] = good and not (bare != self.host and bool(OTHER_HOSTS.match(bare)))
        if not good or len(target) < 3:
            return False
        never = _never(target)
        if never and not (never == "su-kien" and never == _never(self.path)):
            return False
        if not self.media and MEDIA.match(target):
            return False
        if self.knows and self.paper.names_article(url):
            return True
        if any(p.search(target) for p in self.paper._deny_res):
            return False
        address = address_of(url)
        if address.words < 4 and split_page(url)[1] is not None:
            return False
        return (address.number >= 2 and (address.words >= 2 or "?" in target)) or address.words >= 5

    def by_rules(self, rules: ListingRules) -> list[Story]:
        """The stories of the cards that the selectors find."""
        tag, name = rules.card
        self.unplaced = 0
        stories: dict[str, Story] = {}
        early: dict[str, Story] = {}  # in nothing known, before the stream: the top stories under another name
        zones: dict[Element, bool | None] = {}  # True: in a stream, False: in an aside
        headed: dict[Element, bool] = {}
        boxed: set[str] = set()  # in a box of another section, which interrupts the stream
        for card in self.root.iter(tag):
            if name not in (card.get("class") or "").split():
                continue
            zone = _zone(card.getparent(), rules, zones)
            if zone is False:
                continue
            if zone is None and (stories or self._is_margin(card)):
                self.unplaced += 1
                continue
            story = read_card(card, self.base, self.paper)
            if story is None or not self._is_story(story.url):
                continue
            new = story.url not in stories
            if zone and self._in_foreign_box(card.getparent(), rules, headed):
                if new:
                    boxed.add(story.url)
            else:
                boxed.discard(story.url)
            if new:
                (stories if zone else early).setdefault(story.url, story)
        # a page of boxes alone, one a sub-section, shows them as its stories
        if len(stories) - len(boxed) >= max(_FEW, 2 * len(boxed)):
            stories = {url: story for url, story in stories.items() if url not in boxed}
        if stories:
            stories = early | {url: story for url, story in stories.items() if url not in early}
        return list(stories.values())

    def _in_foreign_box(self, element: Element | None, rules: ListingRules, known: dict[Element, bool]) -> bool:
        """Whether an element inside a stream begins with a heading that calls it another section's, or advertising."""
        chain: list[Element] = []
        verdict = False
        while element is not None and element.tag != "body":
            if element in known:
                verdict = known[element]
                break
            if rules.streams & set((element.get("class") or "").split()):
                break
            chain.append(element)
            element = element.getparent()
        for node in reversed(chain):
            verdict = known[node] = verdict or self._has_foreign_heading(node)
        return verdict

    def _has_foreign_heading(self, element: Element) -> bool:
        heading = next((e for e in element if isinstance(e.tag, str)), None)
        if heading is None or not (heading.tag in HEADINGS or _is_head_name(classes(heading))):
            return False
        text = text_of(heading).casefold()
        if not 2 <= len(text) <= 70:
            return False
        anchors = {href: None for a in heading.iter("a") if (href := a.get("href"))}
        url = self.link(next(iter(anchors))) if len(anchors) == 1 else None
        if url and self._is_story(url):
            return False
        if _POPULAR.search(text) or (_ADVERTISING.search(text) and not self._own_kind(text)):
            return True
        own = section_path(self.url)
        return bool(url) and self._other_section(url or "", own) and not self._is_under(own, url or "")

    def has_empty_stream(self, rules: ListingRules) -> bool:
        """Whether the page has the place for its stories and nothing stands in it: a section without stories.

        What stands beside it is not the section's.
        """
        found = [
            e for e in self.root.iter("div", "section", "ul") if rules.streams & set((e.get("class") or "").split())
        ]
        return bool(found) and not any(href for e in found for a in e.iter("a") if (href := a.get("href")))

    def _is_margin(self, card: Element) -> bool:
        """Whether a card's surroundings are called a menu, ticker, side column …"""
        return any(
            (name := classes(a))
            and a.tag != "body"
            and (_is_outside_name(name) or _is_sidebar_name(name) or _is_header_name(name))
            for a in card.iterancestors()
        )

    def _is_story(self, url: str) -> bool:
        return self.paper.names_article(url) if self.knows else self.candidate(url)

    def without_rules(self) -> list[Story]:
        """The stories as the page's own evidence shows them."""
        occurrences = self._occurrences()
        if not occurrences:
            return []
        for occurrence in occurrences:
            for parent in _around(occurrence.element):
                self._counts[parent] += 1
        self._all = occurrences
        self._total = len(occurrences)
        inside = [o for o in occurrences if not self.outside(o.element)]
        kept_urls = self._stories_among(inside or occurrences)
        inside = [o for o in inside if o.url in kept_urls]
        everywhere = [o for o in occurrences if o.url in kept_urls]
        if not inside:
            return []
        owners = self._owners(everywhere)
        boxes = self._boxes(everywhere, owners)
        out = self._outside_boxes(boxes, inside)
        kept = [o for o in inside if o.index not in out] or inside
        return self._read(kept, everywhere, owners, {box.container for box in boxes})

    def _occurrences(self) -> list[_Occurrence]:
        found: list[_Occurrence] = []
        verdicts: dict[str, bool] = {}
        own = self.url.partition("#")[0]
        for index, element in enumerate(self.root.iter("a")):
            href = element.get("href")
            if not href or not (url := self.link(href)) or url == own:
                continue
            good = verdicts.get(url)
            if good is None:
                good = verdicts[url] = self.candidate(url)
            if good and "sponsored" not in (element.get("rel") or ""):  # paid for, as the link itself says
                found.append(_Occurrence(index, element, url))
        return found

    def outside(self, element: Element) -> bool:
        """Whether an element stands in navigation, a side column, advertising."""
        chain: list[Element] = []
        verdict = False
        node: Element | None = element.getparent()
        while node is not None:
            known = self._zones.get(node)
            if known is not None:
                verdict = known
                break
            chain.append(node)
            node = node.getparent()
        for node in reversed(chain):
            verdict = verdict or self._is_outside(node)
            self._zones[node] = verdict
        return verdict

    def _is_outside(self, element: Element) -> bool:
        tag = element.tag
        if tag in _NOT_A_ZONE or not isinstance(tag, str):
            return False
        return self._is_called_outside(element, tag) and not self._is_the_list(element)

    def _is_the_list(self, element: Element) -> bool:
        """Whether an element holds nearly all of the page's stories, and the rest stands in margins: whatever it is called."""
        count = self._counts[element]
        if count <= 0.75 * self._total:
            return False
        return count == self._total or all(
            self._is_margin(o.element) for o in self._all if element not in o.element.iterancestors()
        )

    def _is_called_outside(self, element: Element, tag: str) -> bool:
        if tag in ("nav", "marquee"):
            return True
        if tag == "footer":
            return not any(a.tag in ("article", "li", "td") for a in element.iterancestors())
        name = classes(element)
        if name and verdict(name) == "hidden":
            return True
        if not self.home and _is_sidebar(element, name):
            return True
        if tag == "header" or (name and _is_header_name(name)):
            return sum(1 for _ in element.iter("a")) >= 4 and tag not in ("li", "article", "td")
        return bool(name) and tag not in ("article", "li", "td", "tr") and _is_outside_name(name)

    def _stories_among(self, occurrences: list[_Occurrence]) -> set[str]:
        """The addresses that are stories: known by pattern, or of the kinds that most titles lead to."""
        by_url: dict[str, list[_Occurrence]] = defaultdict(list)
        for occurrence in occurrences:
            by_url[occurrence.url].append(occurrence)
        known = {url for url in by_url if self.paper.names_article(url)} if self.knows else set()
        kinds: dict[tuple[Any, ...], list[str]] = defaultdict(list)
        words: dict[str, int] = {}
        for url, links in by_url.items():
            most = 0
            for occurrence in links:
                most = max(most, len(words_of(occurrence.element).split()))
                if most >= _TITLE_WORDS:
                    break
            words[url] = most
            kinds[address_of(url).shape].append(url)
        good: dict[tuple[Any, ...], float] = {}
        strength: dict[tuple[Any, ...], float] = {}
        for shape, urls in kinds.items():
            address = address_of(urls[0])
            titled = [words[u] for u in urls if words[u]]
            if not titled or (median(titled) < 4 and address.number < 2) or median(titled) < 3:
                continue
            strong = strength[shape] = sum(len(by_url[u]) > 1 or _in_heading(by_url[u]) for u in urls) / len(urls)
            weight = len(urls) * (1 + strong) * (1.0, 0.5, 2.0, 2.0)[address.number]
            if address.number == 0:  # no number: only long slugs under long titles
                urls[:] = [u for u in urls if words[u] >= 5 and address_of(u).words >= 5]
                weight = len(urls) * (1 + strong) * 0.7
            if urls:
                good[shape] = weight
        if not good:
            return known
        best = max(good.values())
        main = max(good, key=lambda s: good[s])
        main_number = main[3]
        accepted: set[str] = set()
        for shape, weight in good.items():
            urls = kinds[shape]
            strong = strength[shape]
            if (
                shape == main
                or (shape[3] == main_number and (strong >= 0.3 or weight >= 0.3 * best))
                or (strong >= 0.5 and shape[3] >= min(main_number, 2))
                or (weight >= 0.4 * best and strong >= 0.3)
            ):
                accepted.update(u for u in urls if words[u] >= 3 or address_of(u).words >= 3)
        if len(known) >= 3 and 2 * len(known) >= len(accepted):
            return known
        return accepted | known

    # -- boxes
    def _owners(self, occurrences: list[_Occurrence]) -> dict[Element, str | None]:
        """Element -> the one story that stands in it, or None when there are several."""
        owners: dict[Element, str | None] = {}
        for occurrence in occurrences:
            url = occurrence.url
            for node in _around(occurrence.element):
                if node not in owners:
                    owners[node] = url
                elif owners[node] is None:
                    break
                elif owners[node] != url:
                    owners[node] = None
        # an ancestor of several-stories elements is one, too (the loop stops early at the first)
        return owners

    def _boxes(self, occurrences: list[_Occurrence], owners: dict[Element, str | None]) -> list[_Box]:
        """Headings that stand over stories, with the stories under them."""
        linked = {o.element for o in occurrences}
        ids: dict[str, Element] = {}
        boxes: list[_Box] = []
        sequence = self._headings_and(linked)
        for element in sequence:
            if element in owners or element in linked:
                continue  # a card, a title
            if self.outside(element):
                continue
            container: Element | None = element.getparent()
            while container is not None and container not in owners:
                container = container.getparent()
            if container is None:
                continue
            # a plain link is a box's heading only where the box is its own
            if element.tag == "a" and self._counts[container] > 0.35 * self._total and not _calls_itself(element):
                continue
            anchors = [element] if element.tag == "a" else list(element.iter("a"))
            if len(anchors) > 1 and len({a.get("href") for a in anchors}) > 1:
                continue  # a bar of tabs: each of them counts for itself
            text = text_of(element)
            if not 2 <= len(text) <= 70 or len(text.split()) > 9 or _MORE.match(text):
                continue
            if owners[container] is not None and not _POPULAR.search(text.casefold()):
                continue  # the label of a card
            anchor = anchors[0] if anchors else next(element.iterancestors("a"), None)
            href = anchor.get("href") if anchor is not None else None
            box = _Box(element, text.casefold(), self.link(href) if href else None, container)
            fragment = _fragment(element, anchor)
            if fragment:
                if not ids:
                    ids = {e.get("id"): e for e in self.root.iter("div", "ul", "section", "ol", "table") if e.get("id")}
                box.target = ids.get(fragment)
            boxes.append(box)
        self._assign(boxes, occurrences, sequence)
        return boxes

    def _headings_and(self, linked: set[Element]) -> list[Element]:
        """In page order: the story links, and what could call a box: headings, what a class calls a title, short texts
        that call one by themselves."""
        found = []
        for element in self.root.iter("*"):
            tag = element.tag
            if tag in _HEAD_TAGS:
                found.append(element)
                continue
            if tag == "a":  # a story, or perhaps a section's name over its stories
                if element in linked or len(element.text or "") < 60:
                    found.append(element)
                continue
            if tag in _NEVER_HEADS:
                continue
            name = element.get("class")
            if name and _is_head_name(name):
                found.append(element)
            elif tag in _PLAIN_HEADS:
                text = element.text
                if text and len(text) < 60 and _PLAIN_WORDS.search(text):
                    found.append(element)
        return found

    def _assign(self, boxes: list[_Box], occurrences: list[_Occurrence], sequence: list[Element]) -> None:
        """Give each box the links that follow its heading inside its container, up to the container's next heading."""
        heads = {box.heading: box for box in boxes}
        links = {o.element: o for o in occurrences}
        targets = {box.target: box for box in boxes if box.target is not None}
        current: dict[Element, list[_Box]] = {}
        if not boxes:
            return
        for element in sequence:
            box = heads.get(element)
            if box is not None and box.target is None:
                row = current.setdefault(box.container, [])
                # headings without a story between them are tabs, or one heading in parts: all stay open
                if row and row[-1].occurrences:
                    row.clear()
                if len(row) < _MOST_TABS:
                    row.append(box)
            occurrence = links.get(element)
            if occurrence is None:
                continue
            for parent in _around(element):
                for open_box in current.get(parent, ()):
                    open_box.occurrences.append(occurrence)
                if targets and (targeted := targets.get(parent)) is not None:
                    targeted.occurrences.append(occurrence)

    def _outside_boxes(self, boxes: list[_Box], inside: list[_Occurrence]) -> set[int]:
        """Indexes of the links in boxes that are not the page's own stream."""
        total = max(1, len({o.url for o in inside}))
        allowed = {o.index for o in inside}
        own_names = {text_of(h).casefold() for h in self.root.iter("h1")}
        own = section_path(self.url)
        filed = own and 2 * sum(self._is_under(own, o.url) for o in inside) >= len(inside)  # by section, in the address
        out: set[int] = set()
        soft: set[int] = set()
        neighbours: dict[Element, list[_Box]] = defaultdict(list)
        for box in boxes:
            neighbours[box.container].append(box)
        sections: set[int] = set()  # on a home page: links under a heading that leads to a section
        for box in boxes:
            urls = {o.url for o in box.occurrences if o.index in allowed}
            if not urls:
                continue
            indexes = {o.index for o in box.occurrences}
            share = len(urls) / total
            popular = bool(_POPULAR.search(box.text))
            tabs = self._tabs(box, neighbours[box.container])
            if len(tabs) > 1:
                indexes = self._panel(box, tabs)
                if not indexes:  # which of them this one is cannot be told
                    continue
                urls = {o.url for o in box.occurrences if o.index in indexes and o.index in allowed}
                share = len(urls) / total
            if box.text in own_names:
                continue
            linked = box.url is not None and self._is_section(box.url)
            if linked:
                sections |= indexes
            if popular and (
                share <= 0.6 or self._counts[box.container] <= 0.7 * self._total or _is_tight(box, urls, inside)
            ):
                out |= indexes
            elif share > 0.6:
                continue
            elif _ADVERTISING.search(box.text) and not self._own_kind(box.text):
                out |= indexes
            elif _SERVICE.search(box.text) and not linked:
                out |= indexes
            elif self.home or share > 0.5 or not urls:
                continue
            elif filed and share <= 0.34 and not any(self._is_under(own, u) for u in urls):
                soft |= indexes  # another section's, as each of their addresses says
            elif _LATEST.search(box.text):
                if self._in_side(box.container) or share <= 0.34:
                    soft |= indexes
            elif (
                box.url and self._other_section(box.url, own) and (len(urls) > 1 or box.heading.tag in HEADINGS)
            ) or self._in_side(box.heading):
                soft |= indexes
        if self.home:
            out |= {o.index for o in inside if o.index not in sections and self._in_sidebar(o.element)}
            return out
        if filed:
            soft |= self._strays(own, inside)
        soft |= {o.index for o in inside if self._beside_the_stream(o.element)}
        left = {o.url for o in inside if o.index not in out and o.index not in soft}
        if len(left) >= 4 or len(left) >= 0.4 * total:
            out |= soft
        return out

    def _strays(self, own: str, inside: list[_Occurrence]) -> set[int]:
        """Links in boxes that nothing calls, three stories or more of other sections alone, as their addresses say."""
        shared: set[Element] = set()  # around a story of the page's own section
        foreign: list[_Occurrence] = []
        for occurrence in inside:
            if not self._is_under(own, occurrence.url):
                foreign.append(occurrence)
                continue
            for node in _around(occurrence.element):
                if node in shared:
                    break
                shared.add(node)
        groups: dict[Element, list[_Occurrence]] = defaultdict(list)
        for occurrence in foreign:
            group = occurrence.element
            for node in _around(occurrence.element):
                if node in shared:
                    break
                group = node
            groups[group].append(occurrence)
        found = [group for group in groups.values() if len({o.url for o in group}) >= _FEWEST_STRAYS]
        return {o.index for group in found for o in group}

    @staticmethod
    def _tabs(box: _Box, neighbours: list[_Box]) -> list[_Box]:
        """The headings that stand side by side with this one, itself among them."""
        if box.target is not None:
            return [box]
        first = box.occurrences[0]
        return [
            other
            for other in neighbours
            if other is box
            or (
                other.target is None
                and other.occurrences
                and other.occurrences[0] is first
                and not _nested(other.heading, box.heading)
            )
        ]

    @staticmethod
    def _panel(box: _Box, tabs: list[_Box]) -> set[int]:
        """The links of a tab's panel, where there are as many panels as tabs; else nothing."""
        around: Element = box.container
        panels: dict[Element, set[int]] = {}
        for occurrence in box.occurrences:
            panel = occurrence.element
            while (parent := panel.getparent()) is not None and parent is not around:
                panel = parent
            panels.setdefault(panel, set()).add(occurrence.index)
        if len(panels) != len(tabs) or any(len(indexes) < 2 for indexes in panels.values()):
            return set()
        return list(panels.values())[tabs.index(box)]

    def _is_section(self, url: str) -> bool:
        """Whether a box's link leads to a section of this site: a page with a path that is no story."""
        parts = urlsplit(url)
        return site_of(parts.hostname) == self.site and not HOME.match(parts.path) and not _never(parts.path)

    def _in_sidebar(self, element: Element) -> bool:
        for node in _around(element):
            if self._counts[node] * 2 > self._total:
                return False
            if _is_sidebar(node, classes(node)):
                return True
        return False

    def _own_kind(self, text: str) -> bool:
        """Whether a box is called what the page's address is about: a video section's box "Video"."""
        return self.media and bool(re.match(r"video|clip|media|podcast|truyền hình|phát thanh|radio|audio", text))

    def _other_section(self, url: str, own: str) -> bool:
        parts = urlsplit(url)
        if site_of(parts.hostname) != self.site:
            return True
        other = section_path(url)
        return bool(other) and other != own and not own.startswith(other + "/") and other not in ("", "/")

    @staticmethod
    def _is_under(section: str, url: str) -> bool:
        return unquote(urlsplit(url).path).casefold().startswith(f"{section}/")

    def _in_side(self, element: Element) -> bool:
        """Whether an element stands in something called or shaped like a side column."""
        for node in element.iterancestors("div", "td", "section", "ul"):
            if self._counts[node] * 2 > self._total:
                return False
            if _is_side(node):
                return True
        return False

    def _beside_the_stream(self, element: Element) -> bool:
        """Whether an element stands in a side column next to the one that holds most stories."""
        for node in _around(element):
            if self._counts[node] * 2 > self._total:
                return False
            known = self._beside.get(node)
            if known is None:
                siblings = (*node.itersiblings(), *node.itersiblings(preceding=True)) if _is_side(node) else ()
                known = self._beside[node] = any(self._counts[s] * 2 > self._total for s in siblings)
            if known:
                return True
        return False

    # -- stories
    def _read(
        self,
        kept: list[_Occurrence],
        everywhere: list[_Occurrence],
        owners: dict[Element, str | None],
        fences: set[Element],
    ) -> list[Story]:
        links: dict[str, list[_Occurrence]] = defaultdict(list)
        for occurrence in everywhere:
            links[occurrence.url].append(occurrence)
        stories: dict[str, Story] = {}
        cards: dict[str, Element] = {}  # the last one read
        for occurrence in kept:
            url = occurrence.url
            first = stories.get(url)
            if first is not None and (first.image_url or first.summary or first.published_at):
                continue
            card = _card(occurrence.element, url, owners, fences)
            if cards.get(url) is card:
                continue
            story = read_card(card, self.base, self.paper, url=url)
            if story is None:
                continue
            cards[url] = card
            if first is not None:  # a bare title stood above its card
                first.image_url, first.summary, first.published_at = story.image_url, story.summary, story.published_at
                first.kicker = first.kicker or story.kicker
                continue
            if story.title is None or is_cut(story.title):
                forms = [form for o in links[url] if (form := title_text(o.element))]
                story.title, kicker = tell_kicker(story.title, [f for f in forms if not is_cut(f)] or forms)
                story.kicker = story.kicker or kicker
            stories[url] = story
        return list(stories.values())


def _around(element: Element) -> Iterator[Element]:
    """The element's ancestors; not all two thousand of them on a page whose tags were never closed."""
    return islice(element.iterancestors(), _MOST_DEPTH)


def _zone(element: Element | None, rules: ListingRules, zones: dict[Element, bool | None]) -> bool | None:
    """True in a stream, False in an aside (an aside anywhere around wins), None in neither."""
    chain: list[Element] = []
    while element is not None and element not in zones:
        chain.append(element)
        element = element.getparent()
    verdict = zones[element] if element is not None else None
    for node in reversed(chain):
        if verdict is not False:
            names = set((node.get("class") or "").split())
            if names & rules.asides or node.tag in ("header", "footer", "nav", "aside"):
                verdict = False
            elif names & rules.streams:
                verdict = True
        zones[node] = verdict
    return verdict


def _is_sidebar(element: Element, name: str) -> bool:
    tag = element.tag
    return tag == "aside" or (bool(name) and tag not in ("article", "li", "tr") and _is_sidebar_name(name))


def _is_side(element: Element) -> bool:
    name = classes(element)
    if name and _is_side_name(name):
        return True
    width = (element.get("width") or "").strip().removesuffix("px")
    if element.tag != "td" or not width.rstrip("%").isdecimal():
        return False
    return int(width[:-1]) <= 35 if width.endswith("%") else int(width) <= 320


def _is_tight(box: _Box, urls: set[str], inside: list[_Occurrence]) -> bool:
    """Whether a heading stands at the head of its container, other stories standing elsewhere."""
    parent = box.heading.getparent()
    near = parent is box.container or (box.heading.tag in HEADINGS and parent.getparent() is box.container)
    return near and any(o.url not in urls for o in inside)


def _calls_itself(element: Element) -> bool:
    """Whether an element would count as a box's heading if it were no link."""
    name, text = element.get("class"), element.text
    return bool(name and _is_head_name(name)) or bool(text and len(text) < 60 and _PLAIN_WORDS.search(text))


def _in_heading(occurrences: list[_Occurrence]) -> bool:
    for occurrence in occurrences:
        element = occurrence.element
        for depth, parent in enumerate(_around(element)):
            if parent.tag in HEADINGS:
                return True
            if depth == 2:
                break
        if next(element.iter(*HEADINGS), None) is not None:
            return True
    return False


def _nested(a: Element, b: Element) -> bool:
    return any(node is b for node in _around(a)) or any(node is a for node in _around(b))


def _fragment(element: Element, anchor: Element | None) -> str | None:
    """The id of the panel that a tab opens."""
    if anchor is not None:
        href = anchor.get("href") or ""
        if "#" in href and len(href.rpartition("#")[2]) > 1:
            return str(href.rpartition("#")[2])
    for node in (element, anchor, element.getparent()):
        if node is None:
            continue
        for name in ("data-target", "data-bs-target", "aria-controls", "data-tab", "data-id", "rel"):
            value = node.get(name)
            if value:
                return str(value).lstrip("#.")
    return None


def _card(element: Element, url: str, owners: dict[Element, str | None], fences: set[Element]) -> Element:
    """The largest element around a link that shows only this story."""
    card = element
    for depth, node in enumerate(_around(element)):
        if owners.get(node) != url or node in fences or node.tag in ("body", "main", "html", "form") or depth > 7:
            break
        card = node
        if node.tag in ("article", "li", "tr"):
            break
    return card
