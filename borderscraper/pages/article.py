"""An article page, read: `read_article`.

The reader needs no rules: each field has an order of witnesses (stated beside it below), taken from the page's own
evidence. A CMS family's rules come before them, field by field; where a rule misses, the reader goes on without it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import unquote, urljoin, urlsplit

from borderscraper.items import Article, ArticleType, Extraction, RelatedStory, Section
from borderscraper.newspaper import Newspaper, bare_host, url_hash
from borderscraper.pages import boxes
from borderscraper.pages.blocks import INLINE, NAMES, Body, BodyReader, is_hidden, text_of_blocks, verdict
from borderscraper.pages.dom import Element, Page, ancestors, classes, name_test, parse, raw_text
from borderscraper.pages.errors import NotAnArticle
from borderscraper.pages.families import FAMILIES, Family
from borderscraper.pages.links import NOT_A_STORY, Links
from borderscraper.pages.locate import Index, carve, find_body, find_title, flatten
from borderscraper.pages.metadata import Metadata, read_metadata
from borderscraper.text.bylines import is_own_name, looks_like_byline, split_authors
from borderscraper.text.clean import clean, count_words, fold
from borderscraper.text.dates import ParsedDate, month_of_url, parse_date
from borderscraper.text.prefixes import guess_lead_prefix, strip_lead_prefix

_HOME = frozenset(("trang chu", "home", "trang nhat", "trang chinh", "homepage", "bao dien tu"))
_CHALLENGE = re.compile(
    r"just a moment|checking your browser|dang kiem tra trinh duyet|attention required|ddos-guard|access denied|"
    r"verify you are human|xac minh ban la con nguoi|are you a robot|captcha|security check|kiem tra bao mat"
)
_CHALLENGE_MARK = re.compile(
    rb"__cf_chl|cf-browser-verification|challenge-platform|_Incapsula_|sucuri_cloudproxy|D1N=|ddos-guard|testcookie",
    re.I,
)
# An error template's title, not words that a story may hold ("Hơn 2.404 lượt người", "Không tìm thấy nạn nhân").
_SOFT_404 = re.compile(
    r"\W*(?:loi|error|http)?\W*404\s*(?:$|[-–|:!.(]|error|not found|page|trang|khong|loi)|(?:page )?not found\b"
    r"|.{0,30}\b(?:trang|bai viet|bai bao|tin bai|noi dung|duong dan|lien ket|url|page)\b.{0,30}"
    r"\b(?:not found|khong tim thay|khong duoc tim thay|khong (?:con )?ton tai|da bi (?:xoa|go)|khong the tim thay)"
    r"|.{0,12}\bkhong tim thay (?:trang|bai|noi dung|duong dan|lien ket|ket qua|du lieu)"
)
_TEMPLATE_LEAK = re.compile(r"\{\{?\s*(?:title|content|sapo|body|article|summary)\s*\}?\}", re.I)
_BINARY = (b"\xff\xd8\xff", b"%PDF", b"\x89PNG", b"GIF8", b"PK\x03\x04", b"RIFF", b"\x1f\x8b", b"wOFF", b"\0\0\0")
_ENCODED = re.compile(r"[A-Za-z0-9+/=]{400,}")
_DATE_LIKE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{1,2}\s+tháng\s+\d{1,2}|tháng\s+\w+,?\s+\d{4}", re.I
)
_SOURCE_LINE = re.compile(r"\W*(?:theo|nguồn(?: tin)?)\b", re.I)
_NO_KICKER = re.compile(
    r"luot xem|\bviews?\b|co chu|in (?:trang|bai)|chia se|cap nhat|\bnguon\b|nghe doc|trang chu|trang nhat|[/>»›|]|ban dang o"
)
_BEFORE_DATE = re.compile(
    r"(?:[-–|,•]\s*)?(?:Thứ\s+\w+|Chủ nhật|CN|T\d|ngày|lúc|đăng|cập nhật|\d{1,2}[:h]\d{2}(?::\d\d)?)[\s:,.|–-]*", re.I
)
_SUMMARY_WORDS = name_test(
    r"(?<![a-z])(?:sapo|summary|description|desc|chapeau|abstract|news-?lead|lead|intro|headnote|tomtat|tom-tat|excerpt|short-?desc\w*|dek|standfirst|home-?text)(?![a-z])"
)
_KICKER_WORDS = name_test(
    r"(?<![a-z])(?:kicker|sub-?title|pre-?title|over-?title|sup-?title|super-?title|article__sub-title|sub-?head|tit-?phu|tieu-?de-?phu)(?![a-z])"
)
_DATE_WORDS = name_test(
    r"(?<![a-z])(?:time|date|datetime|pubdate|published?\w*|ngay|meta|clock|subinfo|detail-time|post-date|date-?time|thoi-?gian)(?![a-z])"
)
_CRUMB_WORDS = name_test(
    r"(?<![a-z])(?:bread-?crumbs?\w*|brcrum\w*|crumbs?|detail-breadcrumb|navigator|path(?:-?way)?|site-?map-?path)(?![a-z])"
)
_ARROW = re.compile(r"\s[/›»>→]\s*\w")
_CATE_WORDS = name_test(
    r"(?<![a-z])(?:detail-?cate|cate|cats?|cat-?links?|category|cat-?name|chuyen-?muc|chuyenmuc|section-?name|cate-?name|parent-?cate|zone-?name)(?![a-z])"
)
_TAG_WORDS = name_test(
    r"(?<![a-z])(?:tags?|article__tag|list-?tags?|tags?-?list|tag-?\w+|\w+-tags?|keywords?|hashtags?|tukhoa|tu-khoa|detail-tab|detail-tag\w*)(?![a-z])"
)
_TAG_LABEL = re.compile(r"^(?:tags?|tu khoa|keywords?|chu de|the)\s*:?\s*$|^(?:tags?|tu khoa|keywords?|chu de)\s*:")
_TAG_PAGE = re.compile(r"/(?:tags?|tu-khoa|tukhoa|keywords?)/[^/]|-p?tags?\d+(?:\.\w+)?/?$|\.tag$")
_LEAD_WORDS = name_test(
    r"(?<![a-z])(?:avatar|lead|featured?|cover|main-?(?:image|photo|img)|thumb\w*|post-?(?:image|thumbnail)|article-?(?:image|photo)|hero|detail-?(?:img|image|photo|avatar)|news-?image)(?![a-z])"
)
_LONGFORM = name_test(
    r"(?<![a-z])(?:longform|long-form|e-?magazine|megastory|mega-story|article-longform|detail-emagazine|magazine)(?![a-z])"
)
_VIDEO_PAGE = name_test(r"(?<![a-z])(?:detail-video|video-detail|page-video|video-page)(?![a-z])")
_NEWSPAPER_WORD = re.compile(r"\b(?:bao|online|dien tu|news|tin tuc)\b")
_LETTER = re.compile(r"[^\W\d_]")
_VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảãàáậầấẩẫặằắẳẵẹẻẽèéệềếểễịỉĩìíọỏõòóộồốổỗợờớởỡụủũùúựừứửữỵỷỹỳý]")


def read_article(
    body: bytes,
    url: str,
    paper: Newspaper,
    *,
    content_type: str | None = None,
    rules: bool = True,
    fragment: bool = False,
) -> Article:
    """The record of an article page.

    `url` is where the page was found; `content_type` the HTTP header, if any. `rules=False` leaves the CMS family's rules
    out. A `fragment` is a saved body container alone: whatever it holds is read, nothing is missed.

    Raises `NotAnArticle` for a page that is none (soft 404, challenge, home page, empty, no body …), never anything else.
    """
    if not fragment:
        _refuse_bytes(body, url)
    page = parse(body, content_type)
    elements = list(page.root.iter())  # held while reading: what nobody holds, lxml makes anew each time it is touched
    if flatten(page.root, elements):
        page.warnings.append("markup: nested too deep")
        elements = list(page.root.iter())
    return _Reader(page, elements, body, url, paper, rules, fragment).read()


def _refuse_bytes(body: bytes, url: str) -> None:
    if not body or body.isspace():
        raise NotAnArticle("empty", url)
    head = body[:512]
    if head.startswith(_BINARY) or (b"<" not in body[:4096] and b"\0" in head):
        raise NotAnArticle("binary", url)
    if head[:2] not in (b"\xff\xfe", b"\xfe\xff") and head.count(b"\0") > len(head) // 8:
        raise NotAnArticle("binary", url)


def page_trouble(body: bytes, url: str) -> NotAnArticle | None:
    """Why a page that answered 200 is no page of the newspaper: empty, binary, or a challenge; None when it seems one."""
    try:
        _refuse_bytes(body, url)
    except NotAnArticle as trouble:
        return trouble
    start = body.find(b"<title")
    end = body.find(b"</title", start)
    title = body[body.find(b">", start) + 1 : end].decode("utf-8", "replace") if 0 <= start < end else ""
    return _challenge(body, title, url)


def _challenge(body: bytes, title: str, url: str) -> NotAnArticle | None:
    if len(body) < 60_000 and body.count(b"<p") < 4 and body.count(b"<a ") < 12:
        folded = fold(title)
        if _CHALLENGE.search(folded) or _CHALLENGE_MARK.search(body):
            return NotAnArticle("challenge", url, folded[:80])
    return None


class _Reader:
    """One page being read; a method a field."""

    def __init__(
        self,
        page: Page,
        elements: list[Element],
        raw: bytes,
        url: str,
        paper: Newspaper,
        rules: bool,
        fragment: bool,
    ) -> None:
        self.page, self.raw, self.url, self.paper, self.fragment = page, raw, url, paper, fragment
        self.root = page.root
        self.warnings: list[str] = list(page.warnings)
        self.sources: dict[str, str] = {}
        self.meta: Metadata = read_metadata(self.root)
        self.warnings += self.meta.warnings
        self.index = Index(self.root, elements)
        self.family: Family | None = self._family() if rules else None
        base = next((b.get("href") for b in self.root.iter("base") if b.get("href")), None)
        self.base = urljoin(url, base) if base else url
        self.links = Links(self.base, paper, known=bool(paper.verified))
        self.site_names = self._site_names()
        label = (bare_host(urlsplit(url).hostname) or "").split(".")[0]
        self.host_name = (
            (label,) if len(label) >= 6 and label.isalpha() else ()
        )  #: may open a summary: "Kinhtedothi - "
        self.site_keys = {fold(name) for name in self.site_names}
        self._region_of: list[Element] | None = None
        self._beside_summary: list[RelatedStory] = []

    # -- rules

    def _family(self) -> Family | None:
        """The newspaper's own family when its marks are on the page, else any family whose marks are."""
        order = [FAMILIES[self.paper.family]] if self.paper.family in FAMILIES else []
        order += [family for family in FAMILIES.values() if family not in order]
        for family in order:
            if any(self.index.rule(mark) for mark in family.marks):
                return family
        if order and self.paper.family in FAMILIES and not self.fragment:
            self.warnings.append(f"family-not-recognised: {self.paper.family}")
        return None

    def _by_rule(self, name: str) -> Iterator[Element]:
        """The elements that the family's rule for a field names, best first."""
        if self.family is None:
            return
        for rule in getattr(self.family, name):
            yield from self.index.rule(rule)

    def _missed(self, name: str) -> None:
        if self.family is not None and name in self.family.must and not self.fragment:
            self.warnings.append(f"rule-missed: {self.family.name}.{name}")

    def _site_names(self) -> list[str]:
        names = [*self.paper.byline_names, self.paper.title, self.paper.domain, *self.paper.aliases]
        names += filter(
            None,
            (
                self.meta.meta("og:site_name"),
                self.meta.meta("source"),
                self.meta.meta("copyright"),
                self.meta.meta("generator"),
            ),
        )
        publisher = self.meta.article.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            names.append(clean(publisher["name"]))
        host = bare_host(urlsplit(self.url).hostname)
        if host:
            names += [host, host.split(".")[0]]
        return [name for name in dict.fromkeys(names) if name]

    def _is_site(self, name: str) -> bool:
        """Whether a section or tag is the newspaper's own name, in full: "Lào Cai" is a place, "Báo Lào Cai" the newspaper."""
        return fold(name) in self.site_keys

    # -- the record

    def read(self) -> Article:
        if not self.fragment:
            trouble = _challenge(self.raw, self.meta.title or "", self.url)
            if trouble is not None:
                raise trouble
        title_element, title = self._title()
        container = self._container(title_element)
        summary, summary_prefix = self._summary(title_element, container, title)
        published, modified = self._dates(title_element, container)
        kicker = self._kicker(title_element, title)
        head_authors = self._head_authors(title_element, container)
        body = self._body(container, title_element, title, head_authors)
        section = self._section(title_element, container, title)
        tags = self._tags(container)
        self._refuse(title, body, container)
        authors = self._authors(head_authors, body, container)
        related = self._related(container, title_element, body)
        summary = self._summary_from_body(summary, body)
        self._strip_first_paragraph(body)
        text = text_of_blocks(body.blocks)
        url, key = self._identity()
        self._check_text(title, text, body)
        if summary_prefix:
            self.sources["summary_prefix"] = summary_prefix
        extraction = Extraction(
            family=self.family.name if self.family else None,
            sources=self.sources,
            warnings=list(dict.fromkeys(self.warnings)),
        )
        return Article(
            type=self._type(body, text),
            id=self.paper.record_id(key),
            url=url,
            newspaper=self.paper.name,
            newspaper_name=self.paper.title,
            province=self.paper.province,
            province_before_2025=self.paper.province_before_2025,
            section=section,
            kicker=kicker,
            title=title,
            summary=summary,
            authors=authors,
            published_at=published,
            modified_at=modified,
            tags=tags,
            language=self._language(text, title),
            text=text,
            blocks=body.blocks,
            word_count=count_words(text),
            images=body.images,
            videos=body.videos,
            related=related,
            extraction=extraction,
        )

    # -- title: rule; the h1 that the head's titles confirm, else the h1 nearest above the body; og:title, headline, <title>

    def _title(self) -> tuple[Element | None, str | None]:
        for el in self._by_rule("title"):
            text = clean(raw_text(el))
            if text and not is_hidden(el) and el.tag not in ("meta", "a") and not self.index.in_popup(el):
                self.sources["title"] = "html"
                return el, text
        self._missed("title")
        says = [self.meta.meta("og:title", "twitter:title"), self.meta.ld("headline"), self.meta.title]
        witnesses = [self._without_site(t) for t in says if t]
        el = find_title(self.index, witnesses)
        if el is not None:
            self.sources["title"] = "html" if self.family is None and not witnesses else "fallback"
            return el, clean(raw_text(el))
        for value, source in zip(says, ("meta", "json-ld", "html"), strict=True):
            if value:
                self.sources["title"] = source
                return None, self._without_site(value)
        return None, None

    def _without_site(self, title: str) -> str:
        """A head title without the newspaper's name behind a dash or bar, or before it."""
        for joint in (" | ", " - ", " – ", " — ", " » "):
            front, found, back = title.rpartition(joint)
            if not (found and front):
                continue
            said = fold(back)
            named = any(key in said for key in self.site_keys if len(key) > 3)
            if named or len(back) < 30 and _NEWSPAPER_WORD.search(said):
                return front.strip()
            front, _, back = title.partition(joint)
            own = fold(front).replace(" ", "").removesuffix("dientu")
            if len(own) > 5 and back and any(own == key.replace(" ", "") for key in self.site_keys):
                return back.strip()
        return title

    def _kicker(self, title_element: Element | None, title: str | None) -> str | None:
        """Rule; else a short element called a kicker right above the title; else a short unlinked line just before it."""
        for el in self._by_rule("kicker"):
            text = clean(raw_text(el)).rstrip(":").rstrip()
            if text:
                self.sources["kicker"] = "html"
                return text
        if title_element is None:
            return None
        at = self.index.position(title_element)
        for el in reversed(self.index.elements[max(0, at - 12) : at]):
            names = classes(el)
            if names and _KICKER_WORDS(names) and title_element not in el.iterdescendants():
                text = clean(raw_text(el)).rstrip(":").rstrip()
                if text and len(text) < 120 and text != title:
                    self.sources["kicker"] = "fallback"
                    return text
        if self.family is not None:
            return None
        before = title_element.getprevious()
        while before is not None and before.tag in ("script", "style", "br", "img", "meta"):
            before = before.getprevious()
        if before is None or before.tag not in ("p", "div", "h2", "h3", "h4", "span", "strong"):
            return None
        text = clean(raw_text(before))
        if (
            not 4 <= len(text) <= 90
            or next(before.iter("a", "img", "button", "ul", "time"), None) is not None
            or len(text.split()) < 2
            or any(c.isdigit() for c in text)
            and parse_date(text).warning != "no-date"
            or verdict(classes(before))
            or _CATE_WORDS(classes(before))
            or _CRUMB_WORDS(classes(before))
            or _DATE_WORDS(classes(before))
            or looks_like_byline(text)
            or is_own_name(text, self.site_names)
            or _NO_KICKER.search(fold(text))
        ):
            return None
        folded = fold(text)
        links = {fold(clean(a.text or "")) for a in self.root.iter("a") if a.text}
        if folded in links or folded in _HOME or folded == fold(title or "") or self.index.in_aside(before):
            return None  # a section's name
        self.sources["kicker"] = "fallback"
        return text.rstrip(":").rstrip()

    # -- body container: rule; articleBody microdata, paragraph mass

    def _container(self, title_element: Element | None) -> Element | None:
        if self.fragment:
            for el in self._by_rule("body"):
                return el
            found = find_body(self.index, title_element, self.root)
            return self.index.body if found is None else found
        empty: Element | None = None
        for el in self._by_rule("body"):
            if not self.index.in_popup(el) and (
                raw_text(el).strip()
                or el.find(".//img") is not None
                or next(el.iter("iframe", "video"), None) is not None
            ):
                self.sources["text"] = "html"
                return el
            empty = empty if empty is not None or self.index.in_popup(el) else el
        if empty is not None and next(self.index.body.iter("video"), None) is not None:
            return empty
        self._missed("body")
        el = find_body(self.index, title_element, self.root)
        if el is not None:
            self.sources["text"] = "fallback"
            if title_element is not None and el in ancestors(title_element):
                el = carve(self.index, el, title_element)
        return el

    def _between(self, first: Element | None, last: Element | None) -> list[Element]:
        """Elements after `first` and before `last` in page order."""
        elements = self.index.elements
        start = self.index.position(first) + 1 if first is not None else 0
        end = self.index.position(last) if last is not None else len(elements)
        return elements[start:end] if start < end else []

    def _region(self, title_element: Element | None, container: Element | None) -> list[Element]:
        if self._region_of is None:
            self._region_of = self._find_region(title_element, container)
        return self._region_of

    def _find_region(self, title_element: Element | None, container: Element | None) -> list[Element]:
        """The elements above the body within the smallest element that holds title and body: where byline and date stand.

        A header's visit clock lies outside (facts: PAGE_TEXT_PATTERNS 1).
        """
        if container is None:
            return []
        if title_element is None:
            top = container.getparent()
        else:
            over = set(ancestors(container))
            top = next((a for a in ancestors(title_element) if a in over), None)
        if top is None or top.tag == "html":
            return []
        titled = set(title_element.iter()) if title_element is not None else set()
        start, end = self.index.position(top) + 1, self.index.position(container)
        return [el for el in self.index.elements[start:end] if el not in titled]

    # -- summary: rule; an element called one between title and body; the one the description repeats; unnamed words between
    # title and body, or a bold opening; description

    def _summary(
        self, title_element: Element | None, container: Element | None, title: str | None
    ) -> tuple[str | None, str | None]:
        description = self.meta.meta("og:description", "description", "twitter:description") or self.meta.ld(
            "description"
        )
        el = None
        for candidate in self._by_rule("summary"):
            if clean(raw_text(candidate)) and not self.index.in_popup(candidate):
                el = candidate
                self.sources["summary"] = "html"
                break
        if el is None and not (self.fragment and title_element is None):
            el = self._summary_element(title_element, container, description)
            if el is not None:
                self.sources["summary"] = "fallback"
        if el is not None:
            text = self._summary_text(el)
            said, prefix = self._strip_prefix(text)
            for a in el.iter("a"):
                story, words = self.links.story(a.get("href")), clean(raw_text(a))
                if story and words:
                    self._beside_summary.append(RelatedStory(in_body=False, url=story, title=words))
            if description and text.endswith(description) and len(text) - len(description) < 30 and len(el):
                said, own = self._strip_prefix(description)  # without the place's stamp before the first word
                prefix = own or prefix
            if container is not None and el is not container and container in ancestors(el):
                _detach(el)
            return said, prefix
        if self.fragment or not description:
            return None, None
        self._description = description
        return None, None

    def _summary_text(self, el: Element) -> str:
        """The summary's words, without stories that are linked below them."""
        text = clean(raw_text(el))
        lists = [u for u in el.iter("ul", "ol") if any(self.links.story(a.get("href")) for a in u.iter("a"))]
        for u in lists:
            text = clean(text.replace(clean(raw_text(u)), " "))
        return text

    def _strip_prefix(self, text: str) -> tuple[str | None, str | None]:
        prefixes = (*self.paper.lead_prefixes, *self.host_name)
        prefix, rest = strip_lead_prefix(text, prefixes) if prefixes else (None, text)
        if prefix is None:
            prefix = guess_lead_prefix(text, self.site_names)
            if prefix:
                rest = text[len(prefix) :].lstrip(" -–—:\u00a0")
        return (rest or None), prefix

    def _summary_element(
        self, title_element: Element | None, container: Element | None, description: str | None
    ) -> Element | None:
        want = fold(self._strip_prefix(description)[0] or "").rstrip(" .…") if description else ""
        above = self._between(title_element, container) if title_element is not None else []
        inside = list(container.iter("p", "h2", "h3", "div", "strong", "b"))[:14] if container is not None else []
        called = None
        for el in (*above, *inside):
            if el.tag not in ("p", "h2", "h3", "h4", "div", "strong", "span", "section", "b") or el is container:
                continue
            names = classes(el)
            named = bool(names) and _SUMMARY_WORDS(names) or el.get("itemprop") == "description"
            if not named and not want or container is not None and container in el.iterdescendants():
                continue
            if el.tag in ("div", "section", "span") and not named and len(el) > 3:
                continue
            text = clean(raw_text(el))
            if len(text) < 25 or len(text) > 1500:
                continue
            if want:
                got = fold(self._strip_prefix(text)[0] or "").rstrip(" .…")
                if got == want or (len(want) > 40 and got.startswith(want)) or (len(got) > 60 and want.startswith(got)):
                    if el in inside and not self._is_set_apart(el, named) and len(got) > len(want) + 3:
                        continue  # a description cut from the first paragraph
                    return el
            if named and called is None and el in above and el.find(".//img") is None:
                called = el
        return called if called is not None else self._unnamed_summary(title_element, container)

    def _unnamed_summary(self, title_element: Element | None, container: Element | None) -> Element | None:
        """What stands between title and body, or opens the body in bold before plain paragraphs."""
        if title_element is None or container is None:
            return None
        over = {container, *ancestors(container)}
        for el in self._region(title_element, container):
            if el.tag == "img" and self.index.position(el) > self.index.position(title_element):
                if _is_bare(el, title_element):
                    break  # what follows a picture is its caption
            if el.tag not in ("p", "h2", "h3", "div", "td", "strong", "b") or self.index.position(
                el
            ) < self.index.position(title_element):
                continue
            if any(c.tag in ("div", "p", "ul", "table", "img", "h2", "td", "figure") for c in el.iterdescendants()):
                continue
            text = clean(raw_text(el))
            if not 50 <= len(text) <= 900 or next(el.iter("a"), None) is not None or " " not in text:
                continue
            if any(
                verdict(classes(a)) for a in (el, *ancestors(el)) if a not in over and classes(a) and a.tag != "body"
            ):
                continue
            if text[-1] in '.…!?”"' and not self.index.in_aside(el) and parse_date(text).value is None:
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
        if 50 <= len(text) <= 700 and text[-1] in '.…!”"' and self._is_set_apart(first, first.tag == "h2"):
            return first
        return None

    def _is_set_apart(self, el: Element, named: bool) -> bool:
        """Whether a first paragraph is printed as a summary: by its class, in bold, or as a heading."""
        if named or not (el.tag == "p" or (el.tag == "div" and _is_words(el.getnext()))):
            return True
        bold = "".join(raw_text(b) for b in el.iter("b", "strong"))
        return len(clean(bold)) > 0.9 * len(clean(raw_text(el)))

    def _summary_from_body(self, summary: str | None, body: Body) -> str | None:
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
                self.warnings.append("summary-repeated")
            return summary
        description = getattr(self, "_description", None)
        if description is None:
            return None
        text, _ = self._strip_prefix(description)
        if not text or any(fold(text) == fold(name) for name in self.site_names):
            return None
        want = fold(text).rstrip(" .…")
        if want and want in fold(" ".join(b.text for b in body.blocks if b.text)):
            return None
        if text.endswith(("...", "…")) and first is not None and fold(first.text or "").startswith(want[:40]):
            return None
        self.sources["summary"] = "meta"
        return text

    def _strip_first_paragraph(self, body: Body) -> None:
        """The lead prefix where it opens the body."""
        first = next((b for b in body.blocks if b.text), None)
        if first is not None and first.type == "paragraph" and first.text:
            rest, prefix = self._strip_prefix(first.text)
            if prefix and rest:
                first.text = rest

    # -- dates: JSON-LD, meta, <time>, a date line above the body ("Cập nhật" when it is the only one); never the first date of
    # the page, never the header's clock

    def _dates(self, title_element: Element | None, container: Element | None) -> tuple[str | None, str | None]:
        published = self._date_from(
            "published_at",
            (
                ("json-ld", self.meta.ld("datePublished")),
                (
                    "meta",
                    self.meta.meta(
                        "article:published_time",
                        "og:article:published_time",
                        "pubdate",
                        "datepublished",
                        "publishdate",
                        "article:published",
                        "dc.date.issued",
                        "date",
                        "publish-date",
                        "dc.date",
                    ),
                ),
            ),
        )
        lines: list[tuple[ParsedDate, str]] = []
        if published is None:
            lines = list(self._date_lines(title_element, container))
            for parsed, source in lines:
                if parsed.role != "updated" and parsed.value is not None:
                    published = parsed
                    self.sources["published_at"] = source
                    if parsed.precision == "day":
                        self.warnings.append("published_at-day-only")
                    break
            if published is None and lines:  # the only date of the page is printed as "Cập nhật"
                only = next((p for p, _ in lines if p.value is not None), None)
                if only is not None:
                    published, lines = only, []
                    self.sources["published_at"] = "fallback"
                    if only.precision == "day":
                        self.warnings.append("published_at-day-only")
        elif self._may_lack_time(published):
            # the day is known: a line beside the article may print the hour
            for parsed, source in self._date_lines(title_element, container):
                if parsed.precision not in ("day", None) and parsed.role != "updated" and _same_day(parsed, published):
                    published = parsed
                    self.sources["published_at"] = source
                    if "published_at-day-only" in self.warnings:
                        self.warnings.remove("published_at-day-only")
                    break
        if published is None and (month := month_of_url(self.url)):
            self.warnings.append(f"published_at-month-only: {month}")
        modified = self._date_from(
            "modified_at",
            (
                ("json-ld", self.meta.ld("dateModified")),
                (
                    "meta",
                    self.meta.meta(
                        "article:modified_time", "og:updated_time", "lastmod", "datemodified", "last-modified"
                    ),
                ),
            ),
        )
        if modified is None:
            modified = next((p for p, _ in lines if p.role == "updated" and p.value is not None), None)
            if modified is not None:
                self.sources["modified_at"] = "fallback"
        if published is None:
            self.sources.pop("modified_at", None)
            if modified is not None:
                self.warnings.append("modified_at-without-published_at")
            return None, None
        if modified is None or modified.value is None or published.value is None or modified.value <= published.value:
            self.sources.pop("modified_at", None)
            return published.iso, None
        return published.iso, modified.iso

    def _may_lack_time(self, date: ParsedDate) -> bool:
        value = date.value
        return value is not None and (date.precision == "day" or (value.hour, value.minute, value.second) == (0, 0, 0))

    def _date_from(self, name: str, values: Iterable[tuple[str, str | None]]) -> ParsedDate | None:
        for source, value in values:
            if not value:
                continue
            parsed = parse_date(value)
            if parsed.value is not None and (parsed.precision != "day" or source != "meta"):
                self.sources[name] = source
                if parsed.precision == "day" and name == "published_at":
                    self.warnings.append("published_at-day-only")
                return parsed
            if parsed.warning and parsed.value is None:
                self.warnings.append(f"{name}-unreadable: {value[:40]}")
        return None

    def _date_lines(self, title_element: Element | None, container: Element | None) -> Iterator[tuple[ParsedDate, str]]:
        for el in self._by_rule("date"):
            if el.tag == "meta" or container is None or el in container.iter() or self.index.in_aside(el):
                continue
            if self._outside(el, title_element, container):
                continue
            for value in (el.get("datetime"), el.get("content"), clean(raw_text(el))):
                if value and (parsed := parse_date(value)).value is not None:
                    yield parsed, "html"
                    break
        region = self._region(title_element, container)
        for el in region:
            if el.tag == "time" and el.get("datetime") and (parsed := parse_date(el.get("datetime"))).value is not None:
                yield parsed, "html" if self.family else "fallback"
        for pick_named in (True, False):
            for el in region:
                if len(el) > 4 or el.tag in ("script", "style", "img", "ul"):
                    continue
                named = bool(_DATE_WORDS(classes(el) or el.get("data-role", "").lower()))
                if named != pick_named:
                    continue
                text = clean(raw_text(el))
                if 8 <= len(text) <= 120 and _DATE_LIKE.search(text):
                    if self.index.in_aside(el) or _in_header(el):
                        continue  # the visit clock
                    parsed = parse_date(text)
                    if parsed.value is not None:
                        yield parsed, "fallback"

    def _outside(self, el: Element, title_element: Element | None, container: Element) -> bool:
        """Whether an element stands elsewhere than around this article: not under the ancestor that title and body share."""
        if title_element is None:
            return False
        over = set(ancestors(container))
        top = next((a for a in ancestors(title_element) if a in over), None)
        return top is not None and top.tag != "body" and top not in ancestors(el)

    # -- authors: the line after the body, the byline above it (whichever names more; a source line yields to a byline),
    # JSON-LD, meta, the name before the date

    def _head_authors(self, title_element: Element | None, container: Element | None) -> list[str]:
        names: list[str] = []
        for name in self.meta.ld_authors():
            names += split_authors(name, self.site_names)
        if not names:
            for name in ("author", "article:author", "dable:author"):
                value = self.meta.meta(name)
                if value and not value.startswith("http") and "." not in value.split(" ")[0]:
                    names += split_authors(value, self.site_names)
                    if names:
                        break
        names = [n for n in dict.fromkeys(names) if self._is_name(n)]
        if names:
            self.sources["authors"] = "json-ld"
        seen: list[str] = []
        source = "html"
        for el in self._by_rule("author"):
            if container is not None and (el is container or container in ancestors(el)):
                continue
            if self.index.in_aside(el) or (
                container is not None and title_element is not None and self._outside(el, title_element, container)
            ):
                continue
            seen = max(seen, self._names_in(el), key=len)
        if not seen and self.family is None or not seen and not names:
            source = "fallback"
            for el in self._region(title_element, container):
                said = classes(el)
                role = f"{el.get('itemprop') or ''} {el.get('rel') or ''} {el.get('data-role') or ''}".lower()
                if (said and verdict(said) == "author" or "author" in role) and len(raw_text(el)) < 300:
                    seen = max(seen, self._names_in(el), key=len)
        if not seen and not names:
            seen, source = self._names_by_date(title_element, container), "fallback"
        if seen:
            self.sources["authors"] = source
            return seen
        return names

    def _names_by_date(self, title_element: Element | None, container: Element | None) -> list[str]:
        """Who stands before the date in one short line: "HỒNG ANH 31/10/2025 16:28"."""
        for el in self._region(title_element, container):
            if el.tag not in ("p", "div", "span", "li", "td", "h4", "h5", "h6", "header") or len(el) > 6:
                continue
            text = clean(raw_text(el))
            found = _DATE_LIKE.search(text) if len(text) <= 90 else None
            if found is None or found.start() < 4:
                continue
            front = _BEFORE_DATE.sub("", text[: found.start()]).strip(" -–|,•·:/")
            if front and NAMES.fullmatch(front) and not self.index.in_aside(el) and not _in_header(el):
                links = {fold(clean(a.text or "")) for a in el.iter("a") if self.links.story(a.get("href")) is None}
                if fold(front) in links and "tac-gia" not in (next(el.iter("a")).get("href") or ""):
                    continue  # a section's name
                names = split_authors(front, self.site_names)
                if names and all(self._is_name(n) for n in names):
                    return names
        return []

    def _names_in(self, el: Element) -> list[str]:
        """The people an author element names: its `name` parts, else its links, else its text."""
        if el.tag in ("meta", "time"):
            return []
        named = [
            n
            for n in el.iter()
            if "name" in classes(n).split() or "cms-author" in classes(n).split() or n.get("itemprop") == "name"
        ]
        pieces = named or [a for a in el.iter("a") if clean(raw_text(a))]
        found: list[str] = []
        for piece in pieces or [el]:
            text = clean(raw_text(piece))
            if len(text) <= 90 and not any(c.isdigit() for c in text):
                found += split_authors(text, self.site_names)
        if not found and pieces:
            text = clean(raw_text(el))
            if len(text) <= 90:
                found = split_authors(text, self.site_names)
        folded: dict[str, str] = {}
        for name in found:
            if self._is_name(name):
                folded.setdefault(fold(name), name)
        return list(folded.values())

    def _is_name(self, name: str) -> bool:
        return (
            1 < len(name) <= 60
            and not is_own_name(name, self.site_names)
            and not re.search(r"https?:|@|\bTác giả\b|tác giả khác", name)
        )

    def _authors(self, head: list[str], body: Body, container: Element | None) -> list[str]:
        printed: list[str] = []
        for line in body.bylines:
            printed += split_authors(line, self.site_names)
        printed = [n for n in dict.fromkeys(printed) if self._is_name(n)]
        if not printed and container is not None and (self.family is None or not head):
            printed = self._names_after(container)
        if head and body.bylines and all(map(_SOURCE_LINE.match, body.bylines)) and self._signs_above(head):
            return head  # whoever signs above the text wrote it; the last line says where it was found
        if printed and len(printed) >= len(head):
            self.sources["authors"] = "html" if self.family else "fallback"
            return printed
        return head

    def _signs_above(self, head: list[str]) -> bool:
        """Whether a name that the head gives is printed above the body."""
        if self.sources.get("authors") in ("html", "fallback"):
            return True
        printed = fold(" ".join(el.text for el in self._region_of or () if el.text))
        return any(fold(name) in printed for name in head)

    def _names_after(self, container: Element) -> list[str]:
        """An author box right behind the body."""
        node = container
        for _ in range(3):
            sibling = node.getnext()
            steps = 0
            while sibling is not None and steps < 4:
                for el in sibling.iter("div", "p", "span", "a", "strong"):
                    if verdict(classes(el)) == "author" and len(raw_text(el)) < 200 and not self.index.in_aside(el):
                        return self._names_in(el)
                sibling, steps = sibling.getnext(), steps + 1
            parent = node.getparent()
            if parent is None or parent.tag == "body":
                break
            node = parent
        return []

    # -- body

    def _body(
        self, container: Element | None, title_element: Element | None, title: str | None, authors: list[str]
    ) -> Body:
        if container is None:
            return Body()
        reader = BodyReader(self.links, title)
        leads = list(self._lead_figures(container, title_element))
        for figure in leads:
            if figure.tag == "img":
                reader._image(figure)
                self._lead_caption(reader, figure.getparent(), container, title_element)
            else:
                reader._figure(figure, "paragraph", 0, "pictures" if figure.tag != "figure" else None)
                self._lead_caption(reader, figure, container, title_element)
        count = len(reader.body.images)
        reader.body.blocks, reader.marks = [], []  # what leads the body is not in it
        reader.open_images = []
        reader.has_text = False
        reader.body.related = []
        body = reader.read(container, authors)
        if not any(block.text or block.items or block.rows for block in body.blocks):
            for image in body.images[count:]:
                image.lead = False
        return body

    def _lead_caption(
        self, reader: BodyReader, holder: Element, container: Element, title_element: Element | None
    ) -> None:
        """Words beside a lead picture that nothing calls a caption."""
        if not reader.open_images or (container in holder.iter() or title_element in holder.iter()):
            return
        text = clean(raw_text(holder))
        if 5 < len(text) <= 300 and not reader._no_caption(text) and next(holder.iter("a"), None) is None:
            reader._give_caption(text, False)

    def _lead_figures(self, container: Element, title_element: Element | None) -> Iterator[Element]:
        """The lead picture where it stands outside the body: rule, else a figure between title and body."""
        found = False
        for el in self._by_rule("lead"):
            if container not in ancestors(el) and el is not container and not self.index.in_aside(el):
                if title_element is not None and self._outside(el, title_element, container):
                    continue
                if el.find(".//img") is not None or next(el.iter("video", "iframe"), None) is not None:
                    found = True
                    yield el
        if found:
            return
        taken: set[Element] = set()
        above = self.index.position(title_element)
        for el in self._region(title_element, container):
            tag = el.tag
            if tag not in ("figure", "picture", "img", "video", "div", "p", "span", "section", "ul") or el in taken:
                continue
            names = classes(el)
            if names and verdict(names) in ("drop", "author", "related", "hidden"):
                taken.update(el.iter())
                continue
            if tag == "img":
                found = self.index.position(el) > above and _is_bare(el, title_element)
            elif tag == "video":
                found = True
            elif tag in ("figure", "picture") or (
                tag in ("div", "p", "span") and names and _LEAD_WORDS(names) and len(raw_text(el)) < 400
            ):
                found = (
                    el.find(".//img") is not None
                    and not any(self.links.story(a.get("href")) for a in el.iter("a"))
                    and container not in el.iter()
                )
            else:
                found = False
            if found and not self.index.in_aside(el) and not _in_header(el):
                taken.update(el.iter())
                yield el

    # -- section: breadcrumb by rule or name; links called a category beside the title; links above it that the address or the
    # head confirms, or that stand alone there; BreadcrumbList; article:section

    def _section(self, title_element: Element | None, container: Element | None, title: str | None) -> list[Section]:
        known = {fold(n) for n, _ in self.meta.breadcrumb}
        for value in (self.meta.meta("article:section"), self.meta.ld("articleSection")):
            known.update(fold(part) for part in (value or "").split(",") if part.strip())
        candidates: list[tuple[Element, str]] = [(el, "html") for el in self._by_rule("section")]
        edge = self.index.position(container) if container is not None else len(self.index.elements)
        if not candidates:
            crumbs = {*self.index.named(_CRUMB_WORDS, 0, edge)}
            crumbs.update(el for el in self.index.typed("BreadcrumbList") if self.index.position(el) < edge)
            candidates = [(el, "fallback") for el in sorted(crumbs, key=self.index.position)]
            candidates += ((el, "fallback") for el in self._crumbs_from_home(title_element))
            if not candidates:
                at = self.index.position(title_element)
                above = [
                    el
                    for el in self.index.elements[max(0, at - 40) : at]
                    if not (self.index.in_aside(el) or self.index.in_nav(el) or _in_header(el))
                ]
                candidates = [
                    (el, "fallback")
                    for el in dict.fromkeys((*above, *self._region(title_element, container)))
                    if (n := classes(el) or (el.get("data-role") or "")) and _CATE_WORDS(n) and len(raw_text(el)) < 200
                ]
        for el, source in candidates:
            if el in self.index.at and self.index.position(el) > edge:
                continue
            steps = self._crumb_links(el, title)
            if len(steps) >= 3 and known:
                named = [s for s in steps if fold(s.name) in known]
                if named and len(named) < len(steps) and not all(fold(s.name) in known for s in steps):
                    steps = named
            if steps and len(steps) <= 5:
                self.sources["section"] = source
                return steps
        if title_element is not None:
            steps = self._unnamed_crumbs(title_element, container, known)
            if not steps and not known:
                steps = self._links_above(title_element, title)
            if steps:
                self.sources["section"] = "fallback"
                return steps
        steps = [
            Section(name=n, url=self.links.resolve(u) or None if u else None)
            for n, u in self.meta.breadcrumb
            if fold(n) not in _HOME and fold(n) != fold(title or "") and not self._is_site(n)
        ]
        if steps:
            self.sources["section"] = "json-ld"
            return steps
        value = self.meta.meta("article:section") or self.meta.ld("articleSection")
        if value and not self.fragment:
            self.sources["section"] = "meta" if self.meta.meta("article:section") else "json-ld"
            return [
                Section(name=name) for part in value.split(",")[:1] if (name := clean(part)) and fold(name) not in _HOME
            ]
        return []

    def _crumbs_from_home(self, title_element: Element | None) -> Iterator[Element]:
        """Short lines above the title that begin with a link to the front page, and whose steps are parted by arrows.

        Without arrows, or with bars, such a line is a menu.
        """
        at = self.index.position(title_element)
        for el in self.index.elements[max(0, at - 60) : max(0, at)]:
            if (
                el.tag != "a"
                or self.index.in_aside(el)
                or self.index.in_nav(el)
                or fold(clean(raw_text(el))) not in _HOME
            ):
                continue
            holder = el.getparent()
            while holder is not None and holder.tag in ("li", "span", "h2", "h3"):
                holder = holder.getparent()
            text = clean(raw_text(holder)) if holder is not None else ""
            if len(text) <= 160 and _ARROW.search(text) and 2 <= len(holder.findall(".//a")) <= 5:
                yield holder

    def _crumb_links(self, el: Element, title: str | None) -> list[Section]:
        steps: list[Section] = []
        anchors = list(el.iter("a"))
        for a in anchors:
            name = clean(raw_text(a)).strip(" /›»>|")
            href = a.get("href") or ""
            url = self.links.resolve(href)
            if not name or fold(name) in _HOME or fold(name) == fold(title or "") or len(name) > 60 or is_hidden(a):
                continue
            path = urlsplit(url).path if url else ""
            if (url and path in ("", "/")) or self.links.story(href) or (not url and href.strip() not in ("", "#")):
                continue
            if self._is_site(name):
                continue
            if not any(fold(s.name) == fold(name) for s in steps):
                steps.append(Section(name=name, url=url or None))
        items = list(el.iter("li"))
        if steps and items and next(items[-1].iter("a"), None) is None:  # the innermost step is not always linked
            name = clean(raw_text(items[-1])).strip(" /›»>|")
            if (
                1 < len(name) <= 40
                and not any(c.isdigit() for c in name)
                and not fold(title or "").startswith(fold(name).rstrip(" .…"))
                and not self._is_site(name)
                and not any(fold(s.name) == fold(name) for s in steps)
            ):
                steps.append(Section(name=name))
        if not anchors:
            for name in re.split(r"\s*[/›»>|]\s*", clean(raw_text(el))):
                if 1 < len(name) <= 40 and fold(name) not in _HOME and fold(name) != fold(title or ""):
                    steps.append(Section(name=name))
        return steps

    def _links_above(self, title_element: Element, title: str | None) -> list[Section]:
        """The last few links before the title, within one small box, where they can be sections."""
        at = self.index.position(title_element)
        for el in reversed(self.index.elements[max(0, at - 25) : at]):
            if el.tag != "a":
                continue
            if self.index.in_aside(el) or self.index.in_nav(el) or _in_header(el):
                return []
            box = el
            for parent in ancestors(el):
                if parent in ancestors(title_element) or len(clean(raw_text(parent))) > 90:
                    if parent not in ancestors(title_element) and sum(1 for _ in parent.iter("a")) > 5:
                        return []  # a menu
                    break
                box = parent
            steps = self._crumb_links(box, title)
            good = [
                s
                for s in steps
                if s.url
                and self.paper.serves(urlsplit(s.url).hostname)
                and s.name[:1].isupper()
                and len(s.name) <= 40
                and not any(c.isdigit() for c in s.name)
                and not NOT_A_STORY.search(urlsplit(s.url).path)
            ]
            return good if len(good) == len(steps) <= 4 else []
        return []

    def _unnamed_crumbs(self, title_element: Element, container: Element | None, known: set[str]) -> list[Section]:
        """Links above the title that lead to directories of the article's own address, or that the head names as sections."""
        own = unquote(urlsplit(self.url).path)
        at = self.index.position(title_element)
        steps: list[Section] = []
        for el in self.index.elements[max(0, at - 60) : at]:
            if el.tag != "a" or self.index.in_aside(el) or self.index.in_nav(el):
                continue
            name = clean(raw_text(el))
            url = self.links.resolve(el.get("href") or "")
            if not name or not url or len(name) > 40 or fold(name) in _HOME:
                continue
            path = re.sub(r"(?:\.\w{2,4})?/?$", "", unquote(urlsplit(url).path))
            if (len(path) > 2 and own.startswith(path + "/")) or fold(name) in known:
                if not any(fold(s.name) == fold(name) for s in steps):
                    steps.append(Section(name=name, url=url))
        return steps[-4:]

    # -- tags: rule; a list called tags, or labelled so, below the title; meta keywords when half of them stand in the article

    def _tags(self, container: Element | None) -> list[str]:
        for el in self._by_rule("tags"):
            holder = el
            while holder.tag in ("a", "li") and (parent := holder.getparent()) is not None:
                holder = parent  # the rule names each tag, not their list
            names = self._tag_names(holder)
            if names:
                self.sources["tags"] = "html"
                return names
        if not self.fragment or self.family is None or not self.family.tags:
            start = self.index.position(container) if container is not None else 0
            for el in self.index.named(_TAG_WORDS, start):
                if el.tag in ("div", "ul", "p", "section", "footer", "span", "h3", "h4"):
                    if self.index.in_aside(el) or self.index.in_nav(el):
                        continue
                    names = self._tag_names(el)
                    if names and len(names) <= 30:
                        self.sources["tags"] = "fallback"
                        return names
            names = self._labelled_tags(start) or self._tags_by_address(container)
            if names:
                self.sources["tags"] = "fallback"
                return names
        for name in ("news_keywords", "keywords", "article:tag", "its_tag"):
            values = self.meta.every(name)
            parts = [clean(part).lstrip("#") for value in values for part in re.split(r"[,;]", value)]
            tags = [t for t in dict.fromkeys(parts) if t and len(t) <= 60 and not self._is_site(t)]
            if tags and len(tags) <= 20 and self._are_about(tags, container):
                self.sources["tags"] = "meta"
                return tags
        return []

    def _are_about(self, tags: list[str], container: Element | None) -> bool:
        """Whether the head's keywords are the article's and not the site's: half of them stand in it."""
        whole = f"{self.meta.meta('og:title') or ''} {self.meta.title or ''} {self.meta.meta('og:description') or ''}"
        text = fold(f"{whole} {raw_text(container) if container is not None else ''}")
        return 2 * sum(fold(tag) in text for tag in tags) >= len(tags)

    def _tag_names(self, el: Element) -> list[str]:
        names: list[str] = []
        anchors = list(el.iter("a"))
        for a in anchors:
            if self.links.story(a.get("href")) or is_hidden(a):
                continue
            name = clean(raw_text(a)).lstrip("#").strip(" ,;")
            if name and len(name) <= 80 and not _TAG_LABEL.match(fold(name)):
                names.append(name)
        stories = sum(1 for a in anchors if self.links.story(a.get("href")))
        return list(dict.fromkeys(names)) if stories <= len(names) else []

    def _tags_by_address(self, container: Element | None) -> list[str]:
        """The first list behind the body of nothing but links to tag pages."""
        if container is None:
            return []
        for el in self.index.elements[self.index.span(container)[1] :]:
            if el.tag != "a" or not _TAG_PAGE.search(el.get("href") or ""):
                continue
            holder = el.getparent()
            while holder is not None and holder.tag in ("li", "h2", "h3", "h4", "span"):
                holder = holder.getparent()
            if holder is None or self.index.in_aside(el) or self.index.in_nav(el):
                continue
            whole = all(_TAG_PAGE.search(a.get("href") or "") for a in holder.iter("a"))
            names = self._tag_names(holder) if whole else []
            if names and len(names) <= 30:
                return names
        return []

    def _labelled_tags(self, start: int) -> list[str]:
        for el, own in zip(self.index.elements[start:], self.index.texts[start:], strict=True):
            if (
                not own
                or len(own) > 24
                or own.isspace()
                or el.tag not in ("li", "span", "strong", "b", "div", "h3", "h4", "h5", "label", "p", "a")
            ):
                continue
            if _TAG_LABEL.match(fold(clean(own))) and not self.index.in_aside(el):
                holder = el if next(el.iter("a"), None) is not None and el.tag != "a" else el.getparent()
                for _ in range(2):
                    if holder is None:
                        break
                    names = self._tag_names(holder)
                    if names:
                        return names if len(names) <= 30 else []
                    holder = holder.getparent()
        return []

    # -- the rest

    def _related(self, container: Element | None, title_element: Element | None, body: Body) -> list[RelatedStory]:
        found = [*self._beside_summary, *body.related]
        if container is not None:
            found += boxes.related_boxes(self.index, container, title_element, self.links)
        verified = bool(self.paper.verified)
        here = self.paper.article_key(self.url) if verified else None
        kept: dict[str, RelatedStory] = {}
        for story in found:
            target = self.paper.article_key(story.url) if verified else None
            if story.url == self.url or (here is not None and here == target):
                continue
            if story.url not in kept:
                if target:
                    story.id = self.paper.record_id(target)
                kept[story.url] = story
        return list(kept.values())

    def _identity(self) -> tuple[str, str]:
        """Canonical URL and key: the page's own canonical link where it is an article of this newspaper, else the address."""
        canonical = self.links.resolve(self.meta.canonical) if self.meta.canonical else ""
        for candidate in (canonical, self.links.resolve(self.meta.meta("og:url") or ""), self.url):
            article = self.paper.article(candidate) if candidate else None
            if article:
                return article.url, article.key
        url = canonical or self.url
        return (self.paper.canonical(url) if url else url), url_hash(url)

    def _refuse(self, title: str | None, body: Body, container: Element | None) -> None:
        if self.fragment:
            return
        text = text_of_blocks(body.blocks)
        canonical = self.meta.canonical or self.meta.meta("og:url")
        if canonical and canonical != self.url and urlsplit(self.url).path.strip("/"):
            target = urlsplit(urljoin(self.url, canonical))
            if target.path.strip("/") == "" and not target.query and len(text) < 2000:
                raise NotAnArticle("redirect-home", self.url, canonical)
        if len(text) < 1500 and "published_at" not in self.sources:
            for said in (title, self.meta.title):
                if said and _SOFT_404.match(fold(said)):
                    raise NotAnArticle("soft-404", self.url, said[:80])
        opening = f"{title or ''} {text[:500]}"
        if "{" in opening and _TEMPLATE_LEAK.search(opening):
            raise NotAnArticle("template-leak", self.url)
        if _is_encoded(text):
            raise NotAnArticle("encoded-body", self.url)
        if not title:
            raise NotAnArticle("no-title", self.url)
        if not text and not body.images and not body.videos:
            raise NotAnArticle("no-content", self.url)

    def _check_text(self, title: str | None, text: str, body: Body) -> None:
        if "\ufffd" in text or "\ufffd" in (title or ""):
            self.warnings.append("replacement-characters")
        self.warnings += body.warnings

    def _type(self, body: Body, text: str) -> ArticleType:
        kinds = [b.type for b in body.blocks]
        if "question" in kinds or "answer" in kinds:
            return "interview"
        if body.live:
            return "live"
        if not text and len(body.images) >= 2:
            return "photo"
        if not text and body.images:
            return "photo"
        if body.videos and (count_words(text) < 60 or _VIDEO_PAGE(classes(self.index.body))):
            return "video"
        if _LONGFORM(classes(self.index.body)) or any(_LONGFORM(classes(a)) for a in self.index.shell):
            return "longform"
        return "article"

    def _language(self, text: str, title: str | None) -> str | None:
        sample = (text or title or "")[:1000]
        if not sample:
            return None
        # enough of them for a sample of nothing but letters: no need to count on
        enough = math.ceil(0.08 * len(sample))
        if next(islice(_VIETNAMESE.finditer(sample), enough - 1, None), None) is not None:
            return "vi"
        letters = len(_LETTER.findall(sample))
        share = len(_VIETNAMESE.findall(sample)) / max(1, letters)
        if share >= 0.08:
            return "vi"
        stated = (self.root.get("lang") or "").split("-")[0].lower() or None
        if letters >= 80:
            self.warnings.append("language-not-vietnamese")
            return stated if stated != "vi" else None
        return stated


def _is_encoded(text: str) -> bool:
    """Whether a text holds a block of code without blanks, as long as `_ENCODED`."""
    place = 0
    while place + 400 <= len(text):  # a block of 400 has no blank: looking at every 400th place finds it
        blank = text.rfind(" ", place, place + 400)
        if blank < 0:
            return _ENCODED.search(text) is not None
        place = blank + 1
    return False


def _same_day(one: ParsedDate, other: ParsedDate) -> bool:
    return one.value is not None and other.value is not None and one.value.date() == other.value.date()


def _is_words(el: Element | None) -> bool:
    """A `div` that holds nothing but words: a paragraph, as some editors type it."""
    if el is None or el.tag != "div" or len(raw_text(el).strip()) < 60:
        return False
    return all(d.tag in INLINE or d.tag == "br" for d in el.iterdescendants())


def _is_bare(img: Element, title_element: Element | None) -> bool:
    """A picture between title and body that is no button, portrait or other story's thumbnail."""
    for a in list(ancestors(img))[:4]:
        if title_element is not None and title_element in a.iter():
            break
        names = classes(a)
        if a.tag in ("a", "button", "li", "nav", "header") or (
            names and (verdict(names) in ("author", "drop", "related", "hidden") or _CATE_WORDS(names))
        ):
            return False
    return not classes(img) or verdict(classes(img)) not in ("author", "drop", "hidden")


def _in_header(el: Element) -> bool:
    """Stands in the site's header or menu (an article's own `header` is none)."""
    header = False
    for a in ancestors(el):
        if a.tag in ("article", "main"):
            return False
        if "menu" in classes(a):
            return True
        header = header or a.tag == "header"
    return header


def _detach(el: Element) -> None:
    parent = el.getparent()
    if parent is None:
        return
    if el.tail and el.tail.strip():
        previous = el.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + el.tail
        else:
            parent.text = (parent.text or "") + el.tail
    parent.remove(el)
