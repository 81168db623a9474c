"""What is kept from the parser: style sheets, drawings, comments and scripts, and never a word beside them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from expect import NAMES, page
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from borderscraper.newspaper import unknown_newspaper
from borderscraper.pages.dom import SILENT, without_silent
from borderscraper.pages.links import Links

_GONE = ("style", "svg", "script")


def shape(data: bytes) -> list[tuple[object, ...]]:
    """Every element that may hold words, with its attributes and words, and JSON scripts: what a reader can see."""
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True))
    seen: list[tuple[object, ...]] = []
    for el in root.iter("*"):
        json = el.tag == "script" and "json" in (el.get("type") or "")
        drawn = any(a.tag == "svg" for a in el.iterancestors())
        if (el.tag in _GONE and not json) or drawn:
            continue
        seen.append((el.tag, sorted(el.attrib.items()), "".join((el.text or "").split())))
    return [*seen, ("words", [], "".join("".join(words(root)).split()))]


def words(el: etree._Element) -> list[str]:
    found = [el.text or ""] if el.tag not in SILENT else []
    for child in el:
        if child.tag not in _GONE:
            found += words(child)
        found.append(child.tail or "")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_pages_say_the_same_without_what_is_silent(name: str) -> None:
    assert shape(without_silent(page(name))) == shape(page(name))


@pytest.mark.parametrize(
    "silent",
    [
        "<style>p{color:red}</style>",
        "<style type='text/css'><!-- p{} --></style>",
        "<!-- lời bàn <p>không in</p> -->",
        "<!-->",
        "<!--->",
        "<!-- <script> -->",
        "<script>var a = '<p>không in</p>';</script>",
        "<script>if (a < b && c <!--d) { document.write('<div>') }</script>",
        '<svg viewBox="0 0 1 1"><title>Biểu tượng</title><path d="M0 0"/></svg>',
        "<svg><g><svg><path/></svg></g></svg>",
        "<script src=a.js></script><style></style><svg/>",
    ],
)
def test_words_beside_it_stay(silent: str) -> None:
    html = f"<html><body><p>Chữ đứng trước</p>{silent}<div>Chữ đứng sau</div>đuôi{silent}</body></html>".encode()
    trimmed = without_silent(html)
    assert shape(trimmed) == shape(html)
    assert "Chữ đứng trước".encode() in trimmed and "Chữ đứng sau".encode() in trimmed


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p><style>p{}<p>Chữ</p>",
        "<p>a</p><script>var a = 1;<p>Chữ</p>",
        "<p>a</p><script>var a = 1;</SCRIPT><p>Chữ</p><script>b()</script>",
        "<p>a</p><!-- không đóng <p>Chữ</p>",
        "<p>a</p><!-- lạ --!><p>Chữ</p><!-- đóng -->",
        "<p>a</p><svg><path/><p>Chữ</p>",
        '<script type="application/ld+json">{"a": "<style>b</style> <!-- c -->"}</script><p>Chữ</p>',
        '<script type="application/json">{"a": 1}</script><p>Chữ</p>',
        "<styled>Chữ</styled><scripted>Chữ</scripted><svgs>Chữ</svgs>",
        "<p>a < b <!- không phải lời bàn -> Chữ</p>",
    ],
)
def test_what_is_not_closed_plainly_is_left_to_the_parser(html: str) -> None:
    data = html.encode()
    assert shape(without_silent(data)) == shape(data)


_cached = cache(page)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from([name for name in NAMES if name != "very_long"]), st.floats(0, 1), st.floats(0, 1))
def test_a_cut_page_says_the_same(name: str, start: float, end: float) -> None:
    data = _cached(name)
    body = data[data.index(b"<body") :]  # a title that is cut open would swallow the page
    first, last = sorted((int(start * len(body)), int(end * len(body))))
    piece = b"<html>" + body[:first] + body[last:]
    assert shape(without_silent(piece))[-1] == shape(piece)[-1]


def test_stories_of_an_earlier_cms_are_stories_still() -> None:
    """A newspaper with its own pattern links what its former CMS published, too; sections and tags are none."""
    paper = replace(
        unknown_newspaper("https://www.sggp.org.vn/"),
        verified="two urls",
        article_patterns=(r"-post(?P<id>\d+)\.html$",),
    )
    links = Links("https://www.sggp.org.vn/giu-lua-nghe-bang-tien-luong-post700000.html", paper, known=True)
    for href in (
        "/tuyen-giao-vien-can-ca-nguoi-tre-697880.html",
        "/giao-duc/61291-don-bien-phong-chi-ma-bat-giu.html",
        "/don-bien-phong-chi-ma-bat-giu-hang-lau-post123.html",
    ):
        assert links.story(href) == f"https://www.sggp.org.vn{href}"
    for href in (
        "/giao-duc/",
        "/tag/tien-luong-cua-giao-vien-tre-12345.html",
        "/chuyen-muc/mot-chu-de-rat-dai-12345.html",
        "/tien-luong-1.html",
    ):
        assert links.story(href) is None


def test_a_query_that_differs_in_one_number_is_another_story() -> None:
    url = "http://bao.example.vn/default.aspx?TabID=87&modid=418&ItemID=96214"
    links = Links(url, unknown_newspaper(url), known=False)
    assert links.story("/default.aspx?TabID=87&modid=418&ItemID=96180")
    for href in (
        "/default.aspx?TabID=87&modid=418&ItemID=96214",
        "/default.aspx?TabID=91&modid=420&ItemID=96180",
        "/default.aspx?TabID=87&modid=418&ItemID=96214&print=1",
        "/default.aspx?TabID=87&modid=418&ItemID=x",
        "/default.aspx?TabID=87",
    ):
        assert links.story(href) is None
