"""One story card: the link, title, kicker, summary, thumbnail and date that a listing or a related box shows.

A card is any element that shows one story: the ePi `article.story`, a list item, a table cell, a lone link. What is what
is told by the markup's roles (heading, image link, paragraph, time), never by one theme's class names alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string, url_query_cleaner

from borderscraper.items import Story
from borderscraper.newspaper import TRACKERS, Newspaper
from borderscraper.pages.dom import BLOCK, SILENT
from borderscraper.text.clean import clean
from borderscraper.text.dates import parse_date
from borderscraper.text.prefixes import guess_lead_prefix, strip_lead_prefix

Element = Any

_PICTURES = frozenset(("img", "source", "video"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: What a card's survey does not walk through, and headings.
_SPECIAL = SILENT | _PICTURES | HEADINGS | {"time", "i"}
_MAX_DEPTH = 60
_BULLETS = "•▪►▶»❯›◆■●◦· "
_BORDER = "\x1f"
_NOT_PAGES = ("javascript:", "mailto:", "tel:", "data:", "about:", "sms:", "zalo:", "skype:", "callto:", "file:", "#")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?=[/?#]|$)")
_PLAIN_PATH = re.compile(r"(?:/(?!\.\.?(?:/|$))[\w%~!$&'()*+,;=:@.-]+)+/?", re.A)
_PLAIN_URL = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?" + _PLAIN_PATH.pattern, re.A)
_TRACKED = re.compile(r"[?&](?:" + "|".join(TRACKERS) + r")=")
_ROLE = re.compile(  # the last word counts: "box-category-sapo" is a summary, "box-category-link-title" a title
    r".*(?:(?P<kicker>kicker|sub-?title|pre-?title|sur-?title|overline)"
    r"|(?P<summary>sapo|summary|desc(?!-?\d)|excerpt|(?<![a-z])lead(?![a-z])|(?<![a-z])intro(?![a-z])|(?<![a-z])brief|teaser|tom-?tat|trich)"
    r"|(?P<aside>comment|binh-?luan|share|social|category|(?<![a-z])cate?(?![a-z])|chuyen-?muc|author|tac-?gia|more(?![a-z])|xem-?them|views?(?![a-z])|luot)"
    r"|(?P<time>(?<![a-z])(?:time|date|datetime|timeago|pubdate|published?|ngay|thoi-?gian)(?![a-z]))"
    r"|(?P<title>(?<!sub)(?<!sub-)(?<!sub_)(?<!pre)(?<!pre-)(?<!sur)(?<!sur-)title|heading|headline|tieu-?de))",
    re.S,
)
_TIME_TOO = re.compile(r"(?<![a-z])(?:time|date|datetime)(?![a-z])", re.I)
_ICON = re.compile(r"(?:^|\s)(?:ic|icon|icons|fa|fas|far|fab|material-icons|glyphicon|bi|sprite)(?:[\s_-]|$)")
_DIGIT = re.compile(r"\d")
_HAS_LETTERS = re.compile(r"[^\W\d_]{2}")
#: Link texts that lead to the story without being its title.
_NO_TITLE = re.compile(
    r"(?:xem|đọc|tìm hiểu) (?:thêm|tiếp|chi tiết|ngay|toàn bộ)(?: bài(?: viết)?)?|chi tiết|tiếp theo|xem|đọc|more|read more|"
    r"(?:\d+ )?(?:bình luận|ý kiến|lượt xem|ảnh|hình ảnh|comments?)(?: ?\(\d+\))?|video|audio|podcast|photo|trực tiếp|live|mới|new|hot",
    re.I,
)
_EARLY_DASH = re.compile("[-‐‑‒–—―−]")
_MORE_WORD = re.compile("thêm|tiếp|chi tiết", re.I)
_MORE_AT_END = re.compile(r"\s*[.…\[(]*(?:xem|đọc) (?:thêm|tiếp|chi tiết)\s*[\])»›>→.]*$", re.I)
_FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp)\s*$|^(?:img|dsc|image|photo|screenshot)[-_ ]?\d+", re.I)
_CUT_ENDS = ("...", "…")
_JOINT = re.compile(r"\s*[:|–—-]+\s*$")
_AUTO_ALT = re.compile(r"\s*[-–]?\s*(?:ảnh|hình)\s*\d+\s*\.?\s*$", re.I)

_IMAGE_ATTRIBUTES = (
    "data-large-src",
    "data-src",
    "data-photo-original-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-echo",
    "data-thumb",
    "data-url",
    "lazy-src",
    "src",
)
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|pixel|spacer|transparent|placeholder|loading|lazy|grey|1x1|no-?image|default-image)[\w-]*\."
)
_STYLE_IMAGE = re.compile(r"url\(\s*['\"]?([^'\")]+)", re.I)


class _Link(NamedTuple):
    url: str
    element: Element
    rank: int  # 3 in a heading, 2 in something called a title, 1 plain, 0 summary, -1 category, comments, "more"


def _best_first(link: _Link) -> int:
    return -link.rank


@dataclass(slots=True)
class _Parts:
    links: list[_Link] = field(default_factory=list)
    headings: list[tuple[Element, str | None]] = field(default_factory=list)  # with the link around it
    images: list[tuple[Element, str | None]] = field(default_factory=list)
    times: list[Element] = field(default_factory=list)
    kickers: list[Element] = field(default_factory=list)
    summaries: list[Element] = field(default_factory=list)
    paragraphs: list[Element] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)


def read_card(card: Element, base_url: str, paper: Newspaper, *, url: str | None = None) -> Story | None:
    """The story that `card` shows, or None when it links none.

    `url` (absolute, as `resolve` gives it) says which of several linked stories is meant; otherwise it is the heading's
    link, and where several links could be, one that `paper` knows as an article.
    """
    shown = shown_by(card, base_url, paper, url=url)
    return None if shown is None else Story(**shown[0], published_at=_date(shown[1]))


def shown_by(
    card: Element, base_url: str, paper: Newspaper, *, url: str | None = None
) -> tuple[dict[str, Any], _Parts] | None:
    """What `read_card` finds but the date, by field; and the card's parts, for that."""
    parts = _Parts()
    _survey(card, base_url, parts, None, 1, 0)
    if url is None:
        url = _story_url(parts, paper)
        if url is None:
            return None
    title, alternates = _title(parts, url)
    kicker = next(filter(None, map(text_of, parts.kickers)), None) if parts.kickers else None
    title, kicker = tell_kicker(title, alternates, kicker)
    image = _thumbnail(parts, card, url, base_url)
    summary = _summary(parts, title, paper)
    return {"url": url, "title": title, "kicker": kicker, "summary": summary, "image_url": image}, parts


def resolve(href: str | None, base_url: str) -> str | None:
    """An href as an absolute http(s) URL without fragment and trackers; None for empty, script and mail links."""
    if not href:
        return None
    # nearly all links are plain: no dot segments, no fragment, no query, nothing to escape
    plain = _plain(href)
    if plain is None:
        return _resolve(href, base_url)
    if not plain:
        return href
    origin = _origin(base_url)
    return origin + href if origin else _resolve(href, base_url)


@lru_cache(maxsize=2048)  # menus and footers link the same on every page
def _plain(href: str) -> bool | None:
    """Whether a plain link is a path alone; None for one that is not plain."""
    if _PLAIN_PATH.fullmatch(href):
        return True
    return False if _PLAIN_URL.fullmatch(href) else None


@lru_cache(maxsize=1024)
def _resolve(href: str, base_url: str) -> str | None:
    href = href.strip()
    if not href or href[0] == "#" or href[:12].lower().startswith(_NOT_PAGES):
        return None
    if "\n" in href or "\t" in href or "\r" in href:
        href = re.sub(r"[\t\r\n]+", "", href)
    try:
        url = urljoin(base_url, href)
        if "#" in url:
            url = url.partition("#")[0]
        if "?" in url and _TRACKED.search(url):
            url = url_query_cleaner(url, TRACKERS, remove=True)
        if not url.isascii() or " " in url:
            url = safe_url_string(url)
        host = urlsplit(url).hostname
    except ValueError:  # "http://[abc": an address that is none
        return None
    return url if host and url.startswith(("https://", "http://")) else None


@lru_cache(maxsize=1024)
def _origin(base_url: str) -> str | None:
    found = _ORIGIN.match(base_url)
    return found.group() if found else None


def text_of(element: Element) -> str:
    """The element's words on one line, without icons."""
    if len(element) == 0:
        return clean(element.text or "")
    parts: list[str] = []
    _gather(element, parts, 0)
    return clean("".join(parts))  # `_BORDER` is white space


def tell_kicker(title: str | None, alternates: list[str], kicker: str | None = None) -> tuple[str | None, str | None]:
    """(title, kicker) from the printed title and other forms of it (image alt, link title).

    "KICKER: title" beside an alt "title" is told apart; a printed title cut with "..." is completed from a form that
    extends it; `kicker` is what an element of its own prints.
    """
    if title is None:
        title = next(iter(alternates), None)
        if title is None:
            return None, None
    if kicker:
        kicker = _JOINT.sub("", kicker)
        if kicker and title.casefold().startswith(kicker.casefold()) and len(title) > len(kicker):
            rest = title[len(kicker) :]
            if re.match(r"\s*[:|–—-]", rest):
                title = rest.lstrip(" :|–—-")
        if kicker == title:
            kicker = None
    stem = title.rstrip(" .…").casefold() if is_cut(title) else ""
    if len(stem) >= 10:
        for form in alternates:
            if len(form) > len(stem) and form.casefold().startswith(stem) and not is_cut(form):
                title = form
                break
    if not kicker:
        lower = title.casefold()
        for form in alternates:
            if len(form) < len(title) and len(form) >= 8 and lower.endswith(form.casefold()):
                before = title[: len(title) - len(form)]
                joint = _JOINT.search(before)
                if joint and _HAS_LETTERS.search(before):
                    return form, before[: joint.start()].strip() or None
    return title, kicker or None


def is_cut(title: str) -> bool:
    """Whether a title ends in "..." because the page had no room for it."""
    return title.endswith(_CUT_ENDS)


def without_lead_prefix(text: str, paper: Newspaper) -> str:
    """A summary without the newspaper's mark: its own prefixes, else what looks like one."""
    prefix, rest = strip_lead_prefix(text, paper.lead_prefixes) if paper.lead_prefixes else (None, text)
    if (
        prefix is None
        and (text[:1] in "([" or _EARLY_DASH.search(text, 0, 14))
        and (guess := guess_lead_prefix(text, (paper.title, paper.domain)))
    ):
        rest = text[len(guess) :]
    return rest


def image_url(element: Element, base_url: str) -> str | None:
    """The real address of an `img` (or `source`, `video`), lazy loading undone; None for place-holders and icons."""
    for name in _IMAGE_ATTRIBUTES:
        value = element.get(name)
        if value and (value := value.strip()) and not value.startswith("data:"):
            found = _PLACEHOLDER.search(value.lower())
            if not found and (name == "src" or "/" in value or "." in value):
                return resolve(value, base_url)
    for name in ("data-srcset", "srcset"):
        value = element.get(name)
        if value and not value.lstrip().startswith("data:"):
            largest = max((c.split() for c in re.split(r",\s+", value) if c.strip()), key=_width, default=None)
            if largest:
                return resolve(largest[0], base_url)
    return resolve(element.get("poster") or element.get("data-poster"), base_url)


def _width(candidate: list[str]) -> float:
    try:
        return float(candidate[1][:-1]) if len(candidate) > 1 else 1.0
    except ValueError:
        return 1.0


@lru_cache(maxsize=4096)
def _role(name: str) -> str | None:
    """What a class attribute says its element is: kicker, summary, aside, time, title."""
    found = _ROLE.match(name.lower())
    return next((group for group, text in found.groupdict().items() if text), None) if found else None


def _survey(element: Element, base_url: str, parts: _Parts, link: str | None, rank: int, depth: int) -> None:
    """Sort an element and what stands in it into `parts`; `link` is the URL around it, `rank` the role around it."""
    tag = element.tag
    if tag in _SPECIAL:  # most are not
        if tag in _PICTURES:
            if tag != "source" or element.get("type", "image").startswith("image"):
                parts.images.append((element, link))
            return
        if tag not in HEADINGS:
            if tag == "time":
                parts.times.append(element)
            return
        rank = max(rank, 3)
        parts.headings.append((element, link))
    if depth > _MAX_DEPTH:
        return
    if rank < 3 and (name := element.get("class")):
        role = _role(name)
        if role is None:
            pass
        elif role == "title":
            rank = 2
            if tag != "a":
                parts.headings.append((element, link))
        elif role == "summary":
            if depth and (not len(element) or next(element.iter(*HEADINGS), None) is None):
                rank = 0
                parts.summaries.append(element)
            else:  # "lead", "desc" may call the card itself, or what holds its title, too
                rank = 1
        elif role == "time" and depth:
            parts.times.append(element)
            return
        elif role == "kicker" and depth and element.find(".//h1") is None:
            parts.kickers.append(element)
            return
        elif role == "aside" and depth and not len(element):
            if _TIME_TOO.search(name):  # "time_cate"
                parts.times.append(element)
                return
            rank = -1
    if tag == "a":
        url = resolve(element.get("href"), base_url)
        if url:
            parts.links.append(_Link(url, element, rank))
            link = url
    elif rank == 1:
        if tag == "p":
            parts.paragraphs.append(element)
        elif (text := element.text) and len(text) > 60:
            parts.loose.append(text)
    for child in element:
        _survey(child, base_url, parts, link, rank, depth + 1)
        if rank == 1 and link is None and (tail := child.tail) and len(tail) > 60:
            parts.loose.append(tail)


def _story_url(parts: _Parts, paper: Newspaper) -> str | None:
    links = parts.links
    if not links:
        return None
    urls = {link.url for link in links}
    if len(urls) == 1:
        return links[0].url
    known = {url for url in urls if paper.names_article(url)}
    if known:
        links = [link for link in links if link.url in known]
    return max(links, key=lambda link: (link.rank, bool(title_text(link.element)))).url


def _title(parts: _Parts, url: str) -> tuple[str | None, list[str]]:
    """The printed title and its other forms (link titles, alts of the images that link there)."""
    mine = [link for link in parts.links if link.url == url]
    best: tuple[int, str] | None = None
    for link in sorted(mine, key=_best_first) if len(mine) > 1 else mine:
        text = title_text(link.element)
        if text:
            best = (link.rank, text)
            break
    if best is None and parts.headings:
        # a heading beside an image link
        for heading, around in parts.headings:
            if around in (url, None) and heading.find(".//a[@href]") is None:
                text = text_of(heading)
                if _is_title(text):
                    best = (2, text)
                    break
    # other forms only count where they differ from what is printed, which they seldom do
    printed = best[1] if best else None
    others = {link.element.get("title"): None for link in mine}
    for image, around in parts.images:
        if around is None or around == url:
            others[image.get("alt")] = None
            others[image.get("title")] = None
    forms = [
        form
        for other in others
        if other and other != printed and (form := clean(other)) and _is_title(form) and not _FILE_NAME.search(form)
    ]
    if best is not None and best[0] > 0:
        return _without_label(best[1], forms), forms
    # only images or only a summary link there: the title is what they are called
    forms = [_AUTO_ALT.sub("", form) for form in forms]
    return (forms[0] if forms else best[1] if best else None), forms


def _without_label(title: str, forms: list[str]) -> str:
    """A printed title without what else its link prints after it: a comment count, "Video"."""
    for form in forms:
        rest = title[len(form) :]
        if (
            len(form) >= 15
            and title.startswith(form)
            and rest[:1] == " "
            and (rest.strip(" ()").isdigit() or _NO_TITLE.fullmatch(rest.strip(" ()[]")))
        ):
            return form
    return title


def title_text(element: Element) -> str | None:
    """The words of a link when they can be a title."""
    if len(element) == 0:
        text = text_of(element).lstrip(_BULLETS)
        return text if text and _is_title(text) else None
    parts: list[str] = []
    _gather(element, parts, 0)
    words = "".join(parts)
    if _BORDER in words or len(element) > 1:
        # a link around a whole card: what is a heading in it, else its first line
        for inner in element.iterdescendants():
            name = inner.get("class") if inner.tag not in HEADINGS else "title"
            if name and "title" in name.lower() and (text := text_of(inner)) and _is_title(text):
                return text
    for line in words.split(_BORDER):
        text = clean(" ".join(line.split())).lstrip(_BULLETS)
        if text and _is_title(text):
            return text
    return None


def words_of(element: Element) -> str:
    """What a link is called: its text, or its title or its image's alt when the text says less."""
    text = text_of(element)
    if len(text) < 8:
        image = next(element.iter("img"), None)
        other = element.get("title") or (image.get("alt") or image.get("title") if image is not None else "")
        text = other if other and len(other) > len(text) else text
    return text


def _is_title(text: str) -> bool:
    return bool(_HAS_LETTERS.search(text)) and not (len(text) < 40 and _NO_TITLE.fullmatch(text))


def _gather(element: Element, parts: list[str], depth: int) -> None:
    """Words without icons; where a block begins or ends stands `_BORDER`."""
    if element.text:
        parts.append(element.text)
    for child in element:
        tag = child.tag
        if tag == "br":
            parts.append("\n")
        elif isinstance(tag, str) and tag not in SILENT and depth < _MAX_DEPTH:
            name = child.get("class")
            if not (name and tag in ("i", "span", "em", "b") and _ICON.search(name.lower())):
                # "<span class=location-stamp>Lào Cai</span>Sáng 3/1": only the style keeps them apart
                border = _BORDER if tag in BLOCK else " " if name and "location" in name else ""
                parts.append(border)
                _gather(child, parts, depth + 1)
                parts.append(border)
        if child.tail:
            parts.append(child.tail)


def _summary(parts: _Parts, title: str | None, paper: Newspaper) -> str | None:
    texts = [text for text in map(text_of, parts.summaries) if text]
    if not texts and parts.paragraphs:
        texts = [text for text in map(text_of, parts.paragraphs) if len(text) >= 30]
    if not texts and parts.loose:
        texts = [text for text in map(clean, parts.loose) if len(text) >= 60]
    for text in texts:
        if _MORE_WORD.search(text, max(0, len(text) - 14)):
            text = _MORE_AT_END.sub("", text)
        if text and text != title and _is_title(text):
            return without_lead_prefix(text, paper)
    return None


def _thumbnail(parts: _Parts, card: Element, url: str, base_url: str) -> str | None:
    for image, around in parts.images:
        if around is not None and around != url:
            continue
        name = image.get("class")
        if name and _ICON.search(name.lower()):
            continue
        found = image_url(image, base_url)
        if found and not found.endswith(".svg"):
            return found
    # inside <noscript>, or a picture of the style sheet
    for image in card.iter("img") if parts.images else ():
        if image.getparent().tag == "noscript" and (found := image_url(image, base_url)):
            return found
    for element in card.iter():
        if (style := element.get("style")) and (picture := _STYLE_IMAGE.search(style)):
            return resolve(picture.group(1), base_url)
    return None


#: The machine form that cards use, read without the whole grammar of dates.
_ISO = re.compile(
    r"((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)([+-]\d\d):?(\d\d)"
)


@lru_cache(maxsize=4096)
def _iso(value: str) -> str | None:
    # the stories of a list share their days, and every visit shows most of them again
    return parse_date(value).iso


def _date(parts: _Parts) -> str | None:
    for element in parts.times:
        stamp = element.get("datetime")
        if stamp and (found := _ISO.fullmatch(stamp)):
            return f"{found[1]}{found[2]}:{found[3]}"
        for value in (stamp, element.get("data-time"), text_of(element), element.get("title")):
            if value and _DIGIT.search(value) and (iso := _iso(value)):
                return iso
    return None
