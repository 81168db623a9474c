"""Load-more answers, feeds and sitemaps."""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderscraper.newspaper import Newspaper, unknown_newspaper
from borderscraper.pages import sitemaps
from borderscraper.pages.feeds import read_feed
from borderscraper.pages.loadmore import read_load_more
from borderscraper.pages.sitemaps import month_sitemaps, read_sitemap

PAPER = Newspaper(
    name="bao",
    title="Báo Vùng biên",
    domain="bao.example.vn",
    family="epi",
    article_patterns=(r"-post(?P<id>\d+)\.html$",),
    lead_prefixes=("(BVB)",),
)
FEED = "https://bao.example.vn/rss/home.rss"
MAP = "https://bao.example.vn/sitemaps/news-2026-1.xml"
API = "https://api.bao.example.vn/api/morenews-zone-21-1.html?phrase="


# --- load more ---------------------------------------------------------------------------------------------------------------
def _content(number: int, **more: Any) -> dict[str, Any]:
    return {
        "content_id": number,
        "title": f"Tin số {number} &quot;nóng&quot;",
        "sub_title": "Biên giới:",
        "description": "(BVB) -&nbsp;Chiều 3/1, <b>Bộ đội</b> Biên phòng&#32;ra quân.",
        "date": 1704278100,
        "update_time": 1704278200,
        "avatar_url": f"https://cdn.bao.example.vn/images/{number}.jpg",
        "url": f"/tin-so-{number}-post{number}.html",
        **more,
    }


def _answer(contents: list[Any], more: Any = True, code: int = 0) -> bytes:
    data = {"data": {"contents": contents, "load_more": more}, "error_code": code, "error_message": "Success"}
    return json.dumps(data, ensure_ascii=False).encode()


def test_contents() -> None:
    listing = read_load_more(_answer([_content(5), _content(6), _content(5)]), API, PAPER)
    assert [s.url for s in listing.stories] == [
        "https://bao.example.vn/tin-so-5-post5.html",
        "https://bao.example.vn/tin-so-6-post6.html",
    ]
    assert listing.stories[0].model_dump() == {
        "url": "https://bao.example.vn/tin-so-5-post5.html",
        "title": 'Tin số 5 "nóng"',
        "kicker": "Biên giới",
        "summary": "Chiều 3/1, Bộ đội Biên phòng ra quân.",
        "image_url": "https://cdn.bao.example.vn/images/5.jpg",
        "published_at": "2024-01-03T17:35:00+07:00",
    }
    assert listing.load_more is not None
    assert listing.load_more.url == "https://api.bao.example.vn/api/morenews-zone-21-2.html?phrase="
    assert (listing.load_more.zone, listing.load_more.page) == ("21", 2)
    assert listing.warnings == []


def test_the_end() -> None:
    assert read_load_more(_answer([_content(5)], more=False), API, PAPER).load_more is None
    empty = read_load_more(_answer([]), API, PAPER)
    assert (empty.stories, empty.load_more, empty.warnings) == ([], None, [])


def test_older_form_with_cards() -> None:
    card = """<article class="story"><h2 class="story__heading"><a class="cms-link" href="/{0}-post{1}.html" title="Tin {1}">BIÊN GIỚI: Tin {1}</a></h2>
      <div class="story__summary">(BVB) - Tóm tắt tin thứ {1}.</div></article>"""
    markup = card.format("mua-lua", 71) + card.format("mua-ngo", 72)
    listing = read_load_more(json.dumps({"data": {"articles": markup}, "error_code": 0}).encode(), API, PAPER)
    assert [s.url for s in listing.stories] == [
        "https://bao.example.vn/mua-lua-post71.html",
        "https://bao.example.vn/mua-ngo-post72.html",
    ]
    assert listing.stories[0].summary == "Tóm tắt tin thứ 71."
    assert listing.load_more is not None and listing.load_more.page == 2
    end = read_load_more(b'{"data": {"articles": ""}, "error_code": 0}', API, PAPER)
    assert (end.stories, end.load_more, end.warnings) == ([], None, [])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<html><h1>502 Bad Gateway</h1></html>",
        b'{"data": {"contents": [',
        b"[1, 2]",
        b"null",
        b'"x"',
        b'{"data": null, "error_code": 404, "error_message": "Not found"}',
        b'{"data": {"contents": [{"title": "x"}, 5, null]}, "error_code": 0}',
        b'{"data": 7}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_broken_answers_warn(body: bytes) -> None:
    listing = read_load_more(body, API, PAPER)
    assert listing.stories == []
    assert listing.load_more is None
    assert listing.warnings and all(w.startswith("load-more: ") for w in listing.warnings)


def test_an_error_code_stops_the_walk_but_keeps_the_stories() -> None:
    listing = read_load_more(_answer([_content(5)], code=3), API, PAPER)
    assert len(listing.stories) == 1
    assert listing.load_more is None
    assert listing.warnings == ["load-more: error 3 Success"]


def test_odd_contents() -> None:
    contents = [
        _content(5, url="", redirect_link="https://khac.example.vn/a.html"),
        _content(6, url=None, date=0, description=None, sub_title=None, avatar_url=""),
        _content(7, date="1704278100000", title=None),
    ]
    stories = read_load_more(_answer(contents), API, PAPER).stories
    assert [s.url for s in stories] == [
        "https://khac.example.vn/a.html",
        "https://bao.example.vn/post-6.html",
        "https://bao.example.vn/tin-so-7-post7.html",
    ]
    assert (stories[1].summary, stories[1].kicker, stories[1].image_url, stories[1].published_at) == (
        None,
        None,
        None,
        None,
    )
    assert (stories[2].title, stories[2].published_at) == (None, "2024-01-03T17:35:00+07:00")


# --- feeds -------------------------------------------------------------------------------------------------------------------
def _rss(items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f'{head}<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Báo</title>{items}</channel></rss>'


ITEM = """<item><title><![CDATA[Đồn Biên ph&#242;ng gi&uacute;p d&#226;n & bản]]></title><link>https://bao.example.vn/a-post1.html?utm_source=rss</link>
<description><![CDATA[<a href="https://bao.example.vn/a-post1.html"><img src="https://cdn.bao.example.vn/a.jpg" /></a></br>(BVB) - Chiều 3/1, bộ đội&nbsp;giúp dân.]]></description>
<pubDate>{0}</pubDate></item>"""


@pytest.mark.parametrize(
    ("date", "want"),
    [
        ("Sat, 25 Jul 2026 22:14:50 +0700", "2026-07-25T22:14:50+07:00"),
        ("Sat, 25 Jul 2026 20:01:31 GMT+7", "2026-07-25T20:01:31+07:00"),
        ("Fri, 24 Jul 2026 08:29:09 GMT", "2026-07-24T15:29:09+07:00"),
        ("25/07/2026 20:01", "2026-07-25T20:01:00+07:00"),
        ("sắp có", None),
        ("", None),
    ],
)
def test_rss_item(date: str, want: str | None) -> None:
    listing = read_feed(_rss(ITEM.format(date)).encode(), FEED, PAPER)
    assert listing.warnings == []
    assert [s.model_dump() for s in listing.stories] == [
        {
            "url": "https://bao.example.vn/a-post1.html",
            "title": "Đồn Biên phòng giúp dân & bản",
            "kicker": None,
            "summary": "Chiều 3/1, bộ đội giúp dân.",
            "image_url": "https://cdn.bao.example.vn/a.jpg",
            "published_at": want,
        }
    ]


def test_encodings() -> None:
    text = _rss(ITEM.format(""))
    declared = text.replace('encoding="utf-8"', 'encoding="utf-16"')
    for body in (
        codecs.BOM_UTF8 + text.encode(),
        declared.encode(),
        codecs.BOM_UTF16_LE + declared.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + declared.encode("utf-16-be"),
        b"\r\n\r\n" + text.encode(),
    ):
        assert [s.title for s in read_feed(body, FEED, PAPER).stories] == ["Đồn Biên phòng giúp dân & bản"]


def test_atom_and_media() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">Mùa &lt;b&gt;lúa&lt;/b&gt;</title><link rel="edit" href="/x"/>
      <link href="/b-post2.html"/><published>2026-01-02T03:04:05Z</published><updated>2026-02-02T03:04:05Z</updated><summary>Tóm tắt</summary></entry></feed>"""
    story = read_feed(atom.encode(), FEED, PAPER).stories[0]
    assert (story.url, story.title, story.summary) == ("https://bao.example.vn/b-post2.html", "Mùa lúa", "Tóm tắt")
    assert story.published_at == "2026-01-02T10:04:05+07:00"
    rss = _rss(
        "<item><title>T</title><guid isPermaLink='true'>https://bao.example.vn/c-post3.html</guid>"
        "<media:content url='https://cdn.bao.example.vn/c.jpg?w=1&amp;h=2' medium='image'/></item>"
        "<item><title>U</title><guid isPermaLink='false'>https://bao.example.vn/no</guid></item>"
    )
    listing = read_feed(rss.encode(), FEED, PAPER)
    assert [(s.url, s.image_url) for s in listing.stories] == [
        ("https://bao.example.vn/c-post3.html", "https://cdn.bao.example.vn/c.jpg?w=1&h=2")
    ]
    assert listing.warnings == ["feed: 1 items without a link"]


def test_unescaped_ampersands_and_truncation() -> None:
    rss = _rss("<item><title>Ăn & uống</title><link>https://bao.example.vn/viewer.aspx?macm=39&mabb=5</link></item>")
    story = read_feed(rss.encode(), FEED, PAPER).stories[0]
    assert (story.title, story.url) == ("Ăn & uống", "https://bao.example.vn/viewer.aspx?macm=39&mabb=5")
    cut = _rss(ITEM.format("") * 3)[:-300]
    assert len(read_feed(cut.encode(), FEED, PAPER).stories) >= 1


@pytest.mark.parametrize("body", [b"", b"\r\n", codecs.BOM_UTF8, b"<rss></rss>", b"0", _rss("").encode()])
def test_empty_feeds_are_normal(body: bytes) -> None:
    listing = read_feed(body, FEED, PAPER)
    assert (listing.stories, listing.warnings) == ([], [])


@pytest.mark.parametrize(
    "body", [b"<!DOCTYPE html><html><body><h1>404</h1></body></html>", b"khong phai la XML", b'{"a": "bbbbbbbbb"}']
)
def test_what_is_no_feed_warns(body: bytes) -> None:
    listing = read_feed(body, FEED, PAPER)
    assert listing.stories == []
    assert len(listing.warnings) == 1 and listing.warnings[0].startswith("feed: ")


def test_entities_are_never_expanded_or_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    bomb = "".join(f'<!ENTITY l{n} "{("&l" + str(n - 1) + ";") * 10}">' for n in range(1, 30))
    body = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol"><!ENTITY x SYSTEM "{secret.as_uri()}">{bomb}]>
      <rss><channel><item><title>A &x; &l29;</title><link>https://bao.example.vn/a-post1.html</link></item></channel></rss>"""
    stories = read_feed(body.encode(), FEED, PAPER).stories
    assert len(stories) == 1
    assert "bí mật" not in (stories[0].title or "") and len(stories[0].title or "") < 50


# --- sitemaps ----------------------------------------------------------------------------------------------------------------
NEWS = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://bao.example.vn/a-post1.html</loc><lastmod>2026-01-09T08:00:00+07:00</lastmod></url>
<url><loc> https://bao.example.vn/b-post2.html </loc><news:news><news:publication><news:name>Báo</news:name></news:publication>
<news:publication_date>2026-01-08T08:00:00+07:00</news:publication_date><news:title>Mùa lúa &amp;amp; ngô</news:title></news:news>
<image:image><image:loc>https://cdn.bao.example.vn/b.jpg</image:loc><image:title>Ảnh</image:title></image:image></url>
<url><loc>https://bao.example.vn/a-post1.html</loc></url><url><loc>https://bao.example.vn/kinh-te/</loc></url><url><lastmod>2026</lastmod></url></urlset>"""


def test_news_sitemap() -> None:
    for body in (NEWS.encode(), codecs.BOM_UTF8 + NEWS.encode(), gzip.compress(NEWS.encode())):
        page = read_sitemap(body, MAP, PAPER)
        assert page.warnings == [] and page.children == []
        first, second = page.stories
        assert (first.url, first.published_at) == (
            "https://bao.example.vn/a-post1.html",
            None,
        )  # lastmod is not publication
        assert (second.url, second.published_at) == ("https://bao.example.vn/b-post2.html", "2026-01-08T08:00:00+07:00")
        assert (second.title, second.image_url) == ("Mùa lúa & ngô", "https://cdn.bao.example.vn/b.jpg")


def test_sections_are_stories_only_for_a_stranger() -> None:
    assert len(read_sitemap(NEWS.encode(), MAP, unknown_newspaper(MAP)).stories) == 3
    assert len(read_sitemap(NEWS.encode(), MAP, PAPER).stories) == 2


def test_index() -> None:
    body = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/sitemaps/news-2026-1.xml</loc></sitemap>
      <sitemap><loc>https://bao.example.vn/sitemaps/news-2025-12.xml</loc></sitemap><sitemap/></sitemapindex>"""
    page = read_sitemap(body, "https://bao.example.vn/sitemap.xml", PAPER)
    assert page.children == [
        "https://bao.example.vn/sitemaps/news-2026-1.xml",
        "https://bao.example.vn/sitemaps/news-2025-12.xml",
    ]
    assert page.stories == [] and page.warnings == []


def test_text_sitemap() -> None:
    body = b"https://bao.example.vn/a-post1.html\r\nhttps://bao.example.vn/b-post2.html\n\n"
    assert len(read_sitemap(body, MAP, PAPER).stories) == 2


def test_odd_sitemaps(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_sitemap(b"", MAP, PAPER).warnings == []
    assert read_sitemap(b"<html><body>404 khong tim thay</body></html>", MAP, PAPER).warnings != []
    assert read_sitemap(b"\x1f\x8bkhong phai gzip", MAP, PAPER).warnings != []
    cut = gzip.compress(NEWS.encode())[:-40]
    assert "sitemap: gzip is cut short" in read_sitemap(cut, MAP, PAPER).warnings
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 5000)
    bomb = gzip.compress(b"<urlset>" + b" " * 100_000 + b"</urlset>")
    assert "sitemap: larger than 50 MB unpacked, cut" in read_sitemap(bomb, MAP, PAPER).warnings


def test_month_sitemaps() -> None:
    template = "https://bao.example.vn/sitemaps/news-{year}-{month}.xml"
    urls = month_sitemaps(template, dt.date(2025, 11, 30), dt.date(2026, 2, 1))
    assert urls == [f"https://bao.example.vn/sitemaps/news-{m}.xml" for m in ("2026-2", "2026-1", "2025-12", "2025-11")]
    assert month_sitemaps(template, dt.date(2026, 2, 1), dt.date(2026, 1, 1)) == []


# --- never an exception ------------------------------------------------------------------------------------------------------
_SEEDS = [
    _rss(ITEM.format("x")).encode(),
    NEWS.encode(),
    _answer([_content(5), _content(6)]),
    gzip.compress(NEWS.encode()),
]


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    body = bytearray(draw(st.sampled_from(_SEEDS)))
    for _ in range(draw(st.integers(1, 10))):
        at = draw(st.integers(0, max(0, len(body) - 1)))
        if draw(st.booleans()):
            body[at : at + draw(st.integers(0, 30))] = draw(st.binary(max_size=8))
        else:
            body[at:at] = draw(
                st.sampled_from(
                    [b"<![CDATA[", b"]]>", b"&", b"</item>", b"<", b'"', b"null", b"{", b"\\u0000", b"\xff\xfe"]
                )
            )
    return bytes(body)


@settings(max_examples=120, deadline=None)
@given(_mutated())
def test_mutated_sources_never_raise(body: bytes) -> None:
    for story in (
        *read_feed(body, FEED, PAPER).stories,
        *read_sitemap(body, MAP, PAPER).stories,
        *read_load_more(body, API, PAPER).stories,
    ):
        assert story.url.startswith(("http://", "https://"))
        story.model_dump_json()


# --- real ones ---------------------------------------------------------------------------------------------------------------
def _real() -> Path:
    real = os.environ.get("BORDERSCRAPER_REAL_PAGES")
    if not real:
        pytest.skip("BORDERSCRAPER_REAL_PAGES is not set: real pages are not tested")
    return Path(real) / "pages"


def test_real_feeds() -> None:
    feeds = sorted([*_real().glob("*/*.rss"), *_real().glob("*/rss*.xml")])
    assert len(feeds) >= 4
    for path in feeds:
        host = path.parent.name
        listing = read_feed(path.read_bytes(), f"https://{host}/rss", unknown_newspaper(f"https://{host}/"))
        assert listing.warnings == [] and len(listing.stories) >= 20, path
        assert all(s.title and s.summary and s.image_url and s.published_at for s in listing.stories), path


def test_real_load_more() -> None:
    path = _real() / "tinnhanhchungkhoan.vn" / "ajax_morenews-zone-4-1.json"
    url = "https://api.tinnhanhchungkhoan.vn/api/morenews-zone-4-1.html?phrase="
    listing = read_load_more(path.read_bytes(), url, unknown_newspaper("https://tinnhanhchungkhoan.vn/"))
    assert len(listing.stories) == 40 and listing.warnings == []
    assert listing.load_more is not None and listing.load_more.page == 2
    assert all(
        s.title and s.published_at and s.url.startswith("https://tinnhanhchungkhoan.vn/") for s in listing.stories
    )
