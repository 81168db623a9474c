"""The sections that a home page's menu names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from borderscraper.items import Section
from borderscraper.newspaper import Newspaper, bare_host
from borderscraper.pages.addresses import HOME, address_of, base_of, knows_articles, site_of
from borderscraper.pages.cards import resolve, text_of, words_of
from borderscraper.pages.dom import classes, parse
from borderscraper.pages.paging import section_path, split_page

Element = Any
_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:menu\w*|mainmenu|nav\w*|navigation|navbar\w*|main-?nav\w*|mainnav|megamenu|topmenu|header)(?=$|[\s_-])"
)
_FOOTER_NAMES = re.compile(r"(?:^|[\s_-])(?:footer\w*|bottom|foot|copyright)(?=$|[\s_-])")
_NO_SECTION_PATH = re.compile(
    r"/(?:lien-he|contact|quang-cao|dang-nhap|dang-ky|login|register|rss|tim-kiem|search|gioi-thieu|toa-soan|about|sitemap|tags?|tu-khoa"
    r"|chu-de|topics?|events?|su-kien|tin-xem-nhieu|doc-nhieu|bao-in|doc-bao-in|api|user|weather|thoi-tiet|app|mobile|print)(?:[/.?-]|$)"
    r"|(?:^|/)(?:videos?|clips?|tv|media|podcasts?|truyen-hinh|phat-thanh|livetv)(?:[/.-]|$)"
    r"|/(?:author|tac-gia)/|\.(?:jpe?g|png|gif|webp|pdf|xml|rss|apk)$|^/(?:en|fr|ru|cn|zh|ja|ko|lo|km)/?$|-e\d+\.\w+$|-(?:tag|event)\d*\.",
    re.I,
)
_NO_SECTION_NAME = re.compile(
    r"^(?:trang chủ|home|liên hệ.*|quảng cáo.*|đăng nhập|đăng ký|rss|tìm kiếm|giới thiệu.*|thông tin tòa soạn|thông tin toà soạn|tòa soạn|toà soạn"
    r"|english|tiếng .*|中文|facebook|youtube|zalo|twitter|tiktok|menu|xem thêm|tất cả|thêm|mới nhất|tin mới.*|đọc báo in|báo in|fb|yt|zl|tw|»|≡)$",
    re.I,
)


def read_menu(body: bytes, url: str, paper: Newspaper) -> list[Section]:
    """The sections of the home page's menu, sub-sections among them, in menu order, each address once.

    Home, contact, search, tag and topic links are none; a page whose menu a script builds gives [].
    """
    root = parse(body).root
    base = base_of(root, url)
    site = site_of(urlsplit(url).hostname)
    knows = knows_articles(paper)
    sections: dict[str, Section] = {}
    for menu in _menus(root):
        for element in menu.iter("a"):
            target = resolve(element.get("href"), base)
            if not target:
                continue
            parts = urlsplit(target)
            if site_of(parts.hostname) != site and not paper.serves(parts.hostname):
                continue
            if bare_host(parts.hostname) != bare_host(urlsplit(url).hostname) and not paper.serves(parts.hostname):
                continue  # another edition
            if (
                split_page(target)[1] is not None
                or (HOME.match(parts.path) and not parts.query)
                or _NO_SECTION_PATH.search(parts.path)
            ):
                continue
            if (knows and paper.names_article(target)) or _looks_like_story(target, element):
                continue
            name = text_of(element) or (element.get("title") or "").strip()
            if (
                not name
                or len(name) > 60
                or len(name.split()) > 10
                or _NO_SECTION_NAME.match(name)
                or not re.search(r"[^\W\d_]{2}", name)
                or re.search(r"\d/\d", name)
            ):
                continue
            key = section_path(target) + ("?" + parts.query if parts.query else "")
            if key and key not in sections:
                sections[key] = Section(name=name, url=target)
    return list(sections.values())


def _looks_like_story(url: str, element: Element) -> bool:
    address = address_of(url)
    return (address.number >= 2 and address.words >= 3) or len(words_of(element).split()) > 8


def _menus(root: Element) -> Iterable[Element]:
    """The elements that hold the menu: by role, then by name, never in a footer."""
    chosen: list[Element] = []

    def add(elements: Iterable[Element]) -> None:
        for element in elements:
            if element in taken or any(node in taken for node in element.iterancestors()):
                continue
            if any(n.tag == "footer" or _FOOTER_NAMES.search(classes(n)) for n in (element, *element.iterancestors())):
                continue
            if element.find(".//a[@href]") is not None:
                taken.add(element)
                chosen.append(element)

    taken: set[Element] = set()
    add(root.iter("nav"))
    named = [
        e
        for e in root.iter("ul", "ol", "div", "table", "td", "header", "menu")
        if e.tag in ("header", "menu") or ((n := classes(e)) and _MENU_NAMES.search(n))
    ]
    # the innermost named lists first would split a menu; the outermost that is no wrapper of the page is the menu
    total = max(1, sum(1 for _ in root.iter("a")))
    add(e for e in named if sum(1 for _ in e.iter("a")) < 0.8 * total or total < 40)
    yield from chosen
