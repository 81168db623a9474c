"""Sitemaps: lists of addresses, indexes of other sitemaps, news sitemaps, plain text; gzipped or not."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass, field

from borderscraper.items import Story
from borderscraper.newspaper import Newspaper
from borderscraper.pages.cards import resolve
from borderscraper.pages.feeds import local_name, parse_xml
from borderscraper.text.clean import clean, decode_entities
from borderscraper.text.dates import parse_date

#: The protocol's limit for one file, unpacked (sitemaps.org: 50 MB).
MAX_BYTES = 50 * 1024 * 1024


@dataclass
class SitemapPage:
    """What a sitemap lists: `stories` in its order, each URL once; `children` are other sitemaps."""

    stories: list[Story] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_sitemap(body: bytes, url: str, paper: Newspaper) -> SitemapPage:
    """The addresses of a sitemap. Where the newspaper's article patterns are known, only articles are stories.

    `lastmod` is when the file's entry changed, not when the story was published: only `news:publication_date` counts.
    An empty answer is normal (a month without stories). Never raises: `warnings` says what was odd.
    """
    page = SitemapPage()
    if body[:2] == b"\x1f\x8b":
        body = _unpacked(body, page)
    if len(body.strip()) <= 13:
        return page
    start = body[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    if start[:7].lower() in (b"http://", b"https:/"):
        _add(page, [(line, None, None, None) for line in body.decode("utf-8-sig", "replace").split()], url, paper)
        return page
    root = parse_xml(body)
    name = local_name(root) if root is not None else ""
    if root is None or name not in ("urlset", "sitemapindex"):
        what = f"the document is <{name[:30]}>" if name else "not XML"
        page.warnings.append(f"sitemap: {what}, expected <urlset> or <sitemapindex>")
        return page
    rows: list[tuple[str, str | None, str | None, str | None]] = []
    for entry in root:
        kind = local_name(entry)
        location = title = published = image = None
        for element in entry.iter("{*}loc", "{*}title", "{*}publication_date"):
            inner = local_name(element)
            text = "".join(element.itertext()).strip()
            if inner == "loc" and element.getparent() is entry:
                location = location or text
            elif inner == "loc":
                image = image or text
            elif inner == "publication_date":
                published = published or text
            elif "news" in str(element.tag).lower():
                title = title or text
        if not location:
            continue
        if kind == "sitemap":
            found = resolve(location, url)
            if found and found not in page.children and found != url:
                page.children.append(found)
        elif kind == "url":
            rows.append((location, title, published, image))
    _add(page, rows, url, paper)
    return page


def _add(
    page: SitemapPage, rows: list[tuple[str, str | None, str | None, str | None]], base: str, paper: Newspaper
) -> None:
    knows = bool(paper.article_patterns)
    seen: set[str] = set()
    for location, title, published, image in rows:
        link = resolve(location, base)
        if link is None or link in seen or (knows and paper.serves(_host(link)) and not paper.names_article(link)):
            continue
        seen.add(link)
        page.stories.append(
            Story(
                url=link,
                title=clean(decode_entities(title)) or None if title else None,
                image_url=resolve(image, base),
                published_at=parse_date(published).iso if published else None,
            )
        )


def _host(url: str) -> str:
    return url.split("/", 3)[2].partition(":")[0]


def _unpacked(body: bytes, page: SitemapPage) -> bytes:
    unpack = zlib.decompressobj(wbits=31)
    try:
        data = unpack.decompress(body, MAX_BYTES)
    except zlib.error as error:
        page.warnings.append(f"sitemap: broken gzip ({error})")
        return b""
    if unpack.unconsumed_tail:
        page.warnings.append("sitemap: larger than 50 MB unpacked, cut")
    elif not unpack.eof:
        page.warnings.append("sitemap: gzip is cut short")
    return data


def month_sitemaps(template: str, since: dt.date, until: dt.date) -> list[str]:
    """Monthly sitemaps from `until` back to `since`, newest first.

    `template` holds `{year}` and `{month}`; ePi does not pad the month: `…/sitemaps/news-{year}-{month}.xml` (EPI_CMS).
    A format such as `{month:02d}` pads it.
    """
    first, month = (since.year, since.month), (until.year, until.month)
    urls = []
    while month >= first:
        urls.append(template.format(year=month[0], month=month[1]))
        month = (month[0], month[1] - 1) if month[1] > 1 else (month[0] - 1, 12)
    return urls
