"""An article page, read: `read_article`.

The reader needs no rules: each field has an order of witnesses (stated beside it below), taken from the page's own
evidence. A CMS family's rules come before them, field by field; where a rule misses, the reader goes on without it.
"""

from __future__ import annotations

import math
import re
from itertools import islice
from urllib.parse import urljoin, urlsplit

from borderscraper.items import Article, ArticleType, Extraction, RelatedStory
from borderscraper.newspaper import Newspaper, url_hash
from borderscraper.pages import boxes
from borderscraper.pages.body import Body, text_of_blocks
from borderscraper.pages.dom import Element, classes, name_test, parse
from borderscraper.pages.errors import NotAnArticle
from borderscraper.pages.fields.authors import authors_above, read_authors
from borderscraper.pages.fields.body import find_container, read_content
from borderscraper.pages.fields.dates import read_dates
from borderscraper.pages.fields.section import read_section
from borderscraper.pages.fields.summary import read_summary, strip_first_paragraph, summary_beside
from borderscraper.pages.fields.tags import read_tags
from borderscraper.pages.fields.title import read_kicker, read_title
from borderscraper.pages.fields.view import View
from borderscraper.pages.locate import flatten
from borderscraper.text.clean import count_words, fold

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
_LONGFORM = name_test(
    r"(?<![a-z])(?:longform|long-form|e-?magazine|megastory|mega-story|article-longform|detail-emagazine|magazine)(?![a-z])"
)
_VIDEO_PAGE = name_test(r"(?<![a-z])(?:detail-video|video-detail|page-video|video-page)(?![a-z])")
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
    return _read(View(page, elements, body, url, paper, rules, fragment))


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


def _read(view: View) -> Article:
    if not view.fragment:
        trouble = _challenge(view.raw, view.meta.title or "", view.url)
        if trouble is not None:
            raise trouble
    title_element, title = read_title(view)
    if title_element is not None:
        view.index.is_about(title_element)
    container = find_container(view, title_element)
    summary, summary_prefix = read_summary(view, title_element, container)
    published, modified = read_dates(view, title_element, container)
    kicker = read_kicker(view, title_element, title)
    head_authors = authors_above(view, title_element, container)
    body = read_content(view, container, title_element, title, head_authors)
    section = read_section(view, title_element, container, title)
    tags = read_tags(view, container)
    _refuse(view, title, body)
    authors = read_authors(view, head_authors, body, container)
    related = _related(view, container, title_element, body)
    summary = summary_beside(view, summary, body)
    strip_first_paragraph(view, body)
    text = text_of_blocks(body.blocks)
    url, key = _identity(view)
    _check_text(view, title, text, body)
    if summary_prefix:
        view.sources["summary_prefix"] = summary_prefix
    extraction = Extraction(
        family=view.family.name if view.family else None,
        sources=view.sources,
        warnings=list(dict.fromkeys(view.warnings)),
    )
    return Article(
        type=_type(view, body, text),
        id=view.paper.record_id(key),
        url=url,
        newspaper=view.paper.name,
        newspaper_name=view.paper.title,
        province=view.paper.province,
        province_before_2025=view.paper.province_before_2025,
        section=section,
        kicker=kicker,
        title=title,
        summary=summary,
        authors=authors,
        published_at=published,
        modified_at=modified,
        tags=tags,
        language=_language(view, text, title),
        text=text,
        blocks=body.blocks,
        word_count=count_words(text),
        images=body.images,
        videos=body.videos,
        related=related,
        extraction=extraction,
    )


def _related(view: View, container: Element | None, title_element: Element | None, body: Body) -> list[RelatedStory]:
    found = [*view.beside_summary, *body.related]
    if container is not None:
        found += boxes.related_boxes(view.index, container, title_element, view.links)
    verified = bool(view.paper.verified)
    here = view.paper.article_key(view.url) if verified else None
    kept: dict[str, RelatedStory] = {}
    for story in found:
        target = view.paper.article_key(story.url) if verified else None
        if story.url == view.url or (here is not None and here == target):
            continue
        if story.url not in kept:
            if target:
                story.id = view.paper.record_id(target)
            kept[story.url] = story
    return list(kept.values())


def _identity(view: View) -> tuple[str, str]:
    """Canonical URL and key: the page's own canonical link where it is an article of this newspaper, else the address."""
    canonical = view.links.resolve(view.meta.canonical) if view.meta.canonical else ""
    for candidate in (canonical, view.links.resolve(view.meta.meta("og:url") or ""), view.url):
        article = view.paper.article(candidate) if candidate else None
        if article:
            return article.url, article.key
    url = canonical or view.url
    return (view.paper.canonical(url) if url else url), url_hash(url)


def _refuse(view: View, title: str | None, body: Body) -> None:
    if view.fragment:
        return
    text = text_of_blocks(body.blocks)
    canonical = view.meta.canonical or view.meta.meta("og:url")
    if canonical and canonical != view.url and urlsplit(view.url).path.strip("/"):
        target = urlsplit(urljoin(view.url, canonical))
        if target.path.strip("/") == "" and not target.query and len(text) < 2000:
            raise NotAnArticle("redirect-home", view.url, canonical)
    if len(text) < 1500 and "published_at" not in view.sources:
        for said in (title, view.meta.title):
            if said and _SOFT_404.match(fold(said)):
                raise NotAnArticle("soft-404", view.url, said[:80])
    opening = f"{title or ''} {text[:500]}"
    if "{" in opening and _TEMPLATE_LEAK.search(opening):
        raise NotAnArticle("template-leak", view.url)
    if _is_encoded(text):
        raise NotAnArticle("encoded-body", view.url)
    if not title:
        raise NotAnArticle("no-title", view.url)
    if not text and not body.images and not body.videos:
        raise NotAnArticle("no-content", view.url)


def _check_text(view: View, title: str | None, text: str, body: Body) -> None:
    if "\ufffd" in text or "\ufffd" in (title or ""):
        view.warnings.append("replacement-characters")
    view.warnings += body.warnings


def _type(view: View, body: Body, text: str) -> ArticleType:
    kinds = [b.type for b in body.blocks]
    if "question" in kinds or "answer" in kinds:
        return "interview"
    if body.live:
        return "live"
    if not text and len(body.images) >= 2:
        return "photo"
    if not text and body.images:
        return "photo"
    if body.videos and (count_words(text) < 60 or _VIDEO_PAGE(classes(view.index.body))):
        return "video"
    if _LONGFORM(classes(view.index.body)) or any(_LONGFORM(classes(a)) for a in view.index.shell):
        return "longform"
    return "article"


def _language(view: View, text: str, title: str | None) -> str | None:
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
    stated = (view.root.get("lang") or "").split("-")[0].lower() or None
    if letters >= 80:
        view.warnings.append("language-not-vietnamese")
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
