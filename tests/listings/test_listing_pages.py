"""Whole list pages, each of another build; `fixtures/expected.json` says what a reader finds on them."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from borderscraper.items import Listing
from borderscraper.newspaper import Newspaper, unknown_newspaper
from borderscraper.pages.listing import read_listing, read_menu

FIXTURES = Path(__file__).parent / "fixtures"
PAGES: list[dict[str, Any]] = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
EPI = Newspaper(
    name="baovungbien",
    title="Báo Vùng biên",
    domain="baovungbien.vn",
    family="epi",
    article_patterns=(r"-post(?P<id>\d+)\.html$", r"^/post-(?P<id>\d+)\.html$"),
    lead_prefixes=("(BVB)",),
)


def _page(name: str) -> tuple[bytes, dict[str, Any]]:
    expected = next(p for p in PAGES if p["file"] == name + ".html")
    return (FIXTURES / expected["file"]).read_bytes(), expected


def _read(body: bytes, url: str, paper: Newspaper | None = None, **kwargs: Any) -> Listing:
    return read_listing(body, url, paper or unknown_newspaper(url), **kwargs)


@pytest.mark.parametrize("expected", PAGES, ids=lambda p: p["file"])
def test_every_build_without_rules(expected: dict[str, Any]) -> None:
    listing = _read((FIXTURES / expected["file"]).read_bytes(), expected["url"], rules=False)
    assert [s.url for s in listing.stories] == [s["url"] for s in expected["stories"]]
    assert [s.title for s in listing.stories] == [s["title"] for s in expected["stories"]]
    assert listing.next_url == expected["next_url"]
    assert (listing.load_more.url if listing.load_more else None) == expected.get("load_more")
    assert listing.warnings == []


@pytest.mark.parametrize("rules", [True, False])
def test_epi_section_whose_top_has_another_name(rules: bool) -> None:
    body, expected = _page("epi_section_highlight")
    listing = read_listing(body, expected["url"], EPI, rules=rules)
    assert [s.url for s in listing.stories] == [s["url"] for s in expected["stories"]]
    assert listing.warnings == []


@pytest.mark.parametrize("rules", [True, False])
def test_epi_section(rules: bool) -> None:
    body, expected = _page("epi_section")
    listing = read_listing(body, expected["url"], EPI, rules=rules)
    assert [s.url for s in listing.stories] == [s["url"] for s in expected["stories"]]
    by_title = {s.title: s for s in listing.stories}
    bazaar = by_title["Hội chợ thương mại biên giới Việt - Trung thu hút 500 gian hàng"]
    assert bazaar.kicker == "BIÊN GIỚI BÌNH YÊN"
    assert bazaar.summary is not None and bazaar.summary.startswith("Phóng viên ghi nhận")
    assert bazaar.published_at == "2026-03-10T08:30:00+07:00"
    assert bazaar.image_url is not None and bazaar.image_url.endswith("/anh-9.jpg")
    assert listing.load_more is not None
    assert (listing.load_more.zone, listing.load_more.page) == ("21", 1)


def test_rules_that_miss_fall_back_with_a_warning() -> None:
    body, expected = _page("epi_section")
    renamed = body.replace(b'class="story"', b'class="entry"').replace(b"story__", b"entry__")
    listing = read_listing(renamed, expected["url"], EPI)
    assert {s.url for s in listing.stories} == {s["url"] for s in expected["stories"]}
    assert "rule-missed: epi-2023" in listing.warnings


def test_known_patterns_decide() -> None:
    body, expected = _page("anumber_section")
    paper = Newspaper(
        name="x",
        title="Báo X",
        domain="baosongnuoc.vn",
        article_patterns=(r"-a(?P<id>\d+)\.html$",),
        lead_prefixes=("BSN",),
    )
    listing = read_listing(body, expected["url"], paper)
    assert [s.url for s in listing.stories] == [s["url"] for s in expected["stories"]]
    assert all(s.summary and s.summary.startswith("Phóng viên") for s in listing.stories)
    assert listing.stories[0].published_at == "2026-07-05T08:14:00+07:00"


def test_patterns_of_another_time_do_not_hide_the_page() -> None:
    """An archive's page whose addresses the newspaper's present patterns do not know."""
    body, expected = _page("home_boxes")
    paper = Newspaper(
        name="x", title="Báo X", domain="baotinh.example.vn", article_patterns=(r"-post(?P<id>\d+)\.html$",)
    )
    listing = read_listing(body, expected["url"], paper)
    assert [s.url for s in listing.stories] == [s["url"] for s in expected["stories"]]


def test_title_cut_on_one_row_is_completed_from_another() -> None:
    body, expected = _page("home_boxes")
    assert "…" not in body.decode() and "..." in body.decode()
    listing = _read(body, expected["url"])
    assert all(s.title and not s.title.endswith("...") for s in listing.stories)


def test_details_of_cards() -> None:
    body, expected = _page("wordpress_category")
    story = _read(body, expected["url"]).stories[0]
    assert story.published_at == "2026-01-11T08:15:00+07:00"
    assert story.summary is not None and story.summary.endswith("quan tâm.")  # no "Đọc tiếp"
    body, expected = _page("asp_section")
    story = _read(body, expected["url"]).stories[0]
    assert story.summary is not None and story.summary.startswith("Phóng viên ghi nhận")
    assert story.image_url == "http://www.baocu.com.vn/Images/Upload/6.jpg"
    body, expected = _page("utility_search")
    story = _read(body, expected["url"]).stories[0]
    assert story.image_url == "https://tintuc.baobien.example.vn/_img/3-600.webp"
    assert story.summary is not None and story.summary.startswith("Phóng viên ghi nhận")


def test_menu() -> None:
    names = ["Thời sự", "Chính trị", "Kinh tế", "Xã hội", "Văn hóa", "Quốc phòng - An ninh", "Pháp luật", "Du lịch"]
    for name in (
        "epi_section",
        "yyyymm_section",
        "anumber_section",
        "onecms_section",
        "asp_section",
        "wordpress_category",
    ):
        body, expected = _page(name)
        menu = read_menu(body, expected["url"], unknown_newspaper(expected["url"]))
        assert [s.name for s in menu] == names, name
        assert all(s.url and s.url.startswith("http") for s in menu)
    body, expected = _page("home_boxes")
    menu = read_menu(body, expected["url"], unknown_newspaper(expected["url"]))
    assert [(s.name, s.url) for s in menu] == [
        ("Thời sự", "https://baotinh.example.vn/thoi-su/"),
        ("Kinh tế", "https://baotinh.example.vn/kinh-te/"),
        ("Văn hóa", "https://baotinh.example.vn/van-hoa/"),
        ("Quốc phòng - An ninh", "https://baotinh.example.vn/quoc-phong/"),
    ]


def test_menu_with_sub_sections_in_order() -> None:
    html = """<header><ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/kinh-te/">Kinh tế</a>
      <ul><li><a href="/nong-nghiep/">Nông nghiệp</a></li><li><a href="kinh-te/">Kinh tế</a></li></ul></li>
      <li><a href="/tu-khoa/bien-gioi-tag12.html">biên giới</a></li><li><a href="https://khac.example.com/a/">Trang khác</a></li>
      <li><a href="/videos/">Video</a></li><li><a href="javascript:;">Thêm</a></li></ul></header><p>…</p>""".encode()
    menu = read_menu(html, "https://bao.example.vn/", unknown_newspaper("https://bao.example.vn/"))
    assert [(s.name, s.url) for s in menu] == [
        ("Kinh tế", "https://bao.example.vn/kinh-te/"),
        ("Nông nghiệp", "https://bao.example.vn/nong-nghiep/"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body><div id='__nuxt'></div><script src='/_nuxt/app.js'></script></body></html>",
        b"<script>document.cookie='a=b';location.reload()</script>",
        b"\x00\x01\x02\xff" * 100,
        b"<" * 5000,
        ("<div>" * 3000 + "<a href='/x-1234567.html'>Một tiêu đề đủ dài để là tin</a>").encode(),
        b"<a href='http://[::1'>x</a><a href='//'>y</a><a href='http://%zz/'>z</a><base href='http://[bad'>",
    ],
    ids=["empty", "shell", "challenge", "binary", "angles", "deep", "bad addresses"],
)
def test_pages_that_list_nothing(body: bytes) -> None:
    paper = unknown_newspaper("https://bao.example.vn/")
    listing = read_listing(body, "https://bao.example.vn/kinh-te/", paper)
    assert len(listing.stories) <= 1
    assert listing.stories or "no-stories" in listing.warnings
    assert listing.load_more is None
    assert read_menu(body, "https://bao.example.vn/", paper) == []


def test_feeds_and_answers_under_a_page_address() -> None:
    paper = unknown_newspaper("https://bao.example.vn/")
    rss = b"<?xml version='1.0'?><rss><channel><item><title>T</title><link>https://bao.example.vn/t-12345.html</link></item></channel></rss>"
    assert [s.url for s in read_listing(rss, "https://bao.example.vn/rss", paper).stories] == [
        "https://bao.example.vn/t-12345.html"
    ]
    sitemap = b"<urlset><url><loc>https://bao.example.vn/t-12345.html</loc></url></urlset>"
    assert len(read_listing(sitemap, "https://bao.example.vn/sitemap.xml", paper).stories) == 1
    answer = (
        b'{"data": {"contents": [{"title": "T", "url": "/t-post12345.html"}], "load_more": false}, "error_code": 0}'
    )
    assert len(read_listing(answer, "https://api.bao.example.vn/api/morenews-zone-1-1.html", paper).stories) == 1


_SOME = [(FIXTURES / p["file"]).read_bytes() for p in PAGES]
_URLS = [p["url"] for p in PAGES]


@st.composite
def _mutated(draw: st.DrawFn) -> tuple[bytes, str]:
    which = draw(st.integers(0, len(_SOME) - 1))
    body = bytearray(_SOME[which])
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(body) - 1))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            body[at] = draw(st.integers(0, 255))
        elif kind == 1:
            del body[at : at + draw(st.integers(1, 400))]
        elif kind == 2:
            body[at:at] = draw(
                st.sampled_from(
                    [
                        b"<div>",
                        b"</div>",
                        b"<a href=''>",
                        b'"',
                        b">",
                        b"</a>",
                        b"<table>",
                        b"\xff\xfe",
                        b"<!--",
                        b"&#0;",
                    ]
                )
            )
        else:
            other = _SOME[draw(st.integers(0, len(_SOME) - 1))]
            body[at:at] = other[: draw(st.integers(0, 2000))]
        if not body:
            break
    return bytes(body), _URLS[which]


def _check_mutated(case: tuple[bytes, str]) -> None:
    body, url = case
    for paper, rules in (
        (unknown_newspaper(url), False),
        (dataclasses.replace(EPI, domain=re.sub(r"^https?://(www\.)?|/.*", "", url)), True),
    ):
        listing = read_listing(body, url, paper, rules=rules)
        urls = [s.url for s in listing.stories]
        assert len(urls) == len(set(urls))
        assert all(u.startswith(("http://", "https://")) for u in urls)
        Listing.model_validate_json(listing.model_dump_json())
        read_menu(body, url, paper)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(_mutated())
def test_mutated_pages_never_raise(case: tuple[bytes, str]) -> None:
    _check_mutated(case)


@pytest.mark.slow
@settings(max_examples=1200, deadline=None, suppress_health_check=list(HealthCheck))
@given(_mutated())
def test_many_mutated_pages_never_raise(case: tuple[bytes, str]) -> None:
    _check_mutated(case)


# --- real pages --------------------------------------------------------------------------------------------------------------
def _real() -> Path:
    real = os.environ.get("BORDERSCRAPER_REAL_PAGES")
    if not real:
        pytest.skip("BORDERSCRAPER_REAL_PAGES is not set: real pages are not tested")
    return Path(real)


def _key(url: str) -> str:
    from urllib.parse import unquote

    return re.sub(r"^https?://(www\.)?", "", unquote(url.partition("#")[0])).rstrip("/")


@pytest.mark.parametrize("rules", [True, False])
def test_real_lists(rules: bool) -> None:
    real = _real()
    seen = 0
    for path in sorted((real / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold.get("kind") != "listing":
            continue
        seen += 1
        body = (real / "pages" / gold["page"]).read_bytes()
        listing = read_listing(body, gold["url"], unknown_newspaper(gold["url"]), rules=rules)
        got = [_key(s.url) for s in listing.stories]
        must = [_key(s["url"]) for s in gold["stories"]]
        may = {_key(s["url"]) for s in gold.get("stories_optional") or []}
        assert set(must) <= set(got), gold["page"]
        assert set(got) <= set(must) | may, gold["page"]
        assert [u for u in got if u in must] == must, gold["page"]
        following = (gold.get("next") or {}).get("url")
        assert listing.next_url == following, gold["page"]
    assert seen >= 4


def test_a_small_section_keeps_to_its_own_few_stories() -> None:
    cards = "".join(
        f'<article class="story"><h2 class="story__heading"><a href="/mua-lua-chin-o-ban-xa-post{n}.html">Mùa lúa chín ở bản xa</a></h2></article>'
        for n in (10001, 10002)
    )
    popular = "".join(
        f'<article class="story"><h5 class="story__heading"><a href="/tin-doc-nhieu-trong-ngay-post{n}.html">Tin đọc nhiều trong ngày</a></h5></article>'
        for n in range(20001, 20011)
    )
    html = f"""<body><div class="container category"><div class="abf-cate"><div class="left">{cards}</div></div><div class="col"><div class="main-col">
      <div class="timeline"><div class="box-content"></div></div></div><div class="sub-col"><div class="hot-news"><h3 class="box-heading">đọc nhiều</h3>
      {popular}</div></div></div></div></body>"""
    for rules in (True, False):
        listing = read_listing(html.encode(), "https://baovungbien.vn/bien-phong/", EPI, rules=rules)
        assert [s.url[-14:] for s in listing.stories] == ["post10001.html", "post10002.html"], rules
        assert listing.warnings == []


@pytest.mark.parametrize("rules", [True, False])
def test_tags_that_are_never_closed(rules: bool) -> None:
    card = '<div class="timeline"><article class="story"><h2 class="story__heading"><a href="/mua-lua-chin-vang-post{0}.html">Mùa lúa chín vàng {0}</a></h2>'
    body = "".join(card.format(n) for n in range(10000, 10800)).encode()
    listing = read_listing(body, "https://baovungbien.vn/kinh-te/", EPI, rules=rules)
    assert len(listing.stories) > 100


def test_a_saved_page_without_its_address() -> None:
    body, expected = _page("portal_section")
    told = body.replace(b"<head>", f'<head><link rel="canonical" href="{expected["url"]}">'.encode())
    listing = read_listing(told, "", unknown_newspaper(""))
    assert [s.url for s in listing.stories] == [s["url"] for s in expected["stories"]]
    assert listing.warnings == ["no-url: the page's own address was used"]
    assert read_listing(body, "", unknown_newspaper("")).warnings[0] == "no-url"


def test_a_box_of_another_section_is_told_by_its_addresses() -> None:
    """NukeViet files its stories under their sections; "Thông báo" heads a box in a column that has no telling name."""
    words = "tuan-tra-duong-bien don-bien-phong-giup-dan hoi-thao-quan-su lop-hoc-o-cot-moc ngay-hoi-bien-phong ao-am-cho-em".split()
    stories = [f"/quoc-phong/{w}-noi-bien-cuong-to-quoc-{4100 + n}.html" for n, w in enumerate(words)]
    notices = [f"/thong-bao/{w}-thong-bao-cua-tinh-{5100 + n}.html" for n, w in enumerate(words[:2])]

    def items(links: list[str]) -> str:
        return "".join(f'<li><a href="{u}">Một tin dài vừa phải về việc số {u[-9:-5]}</a></li>' for u in links)

    page = (
        f'<html><body><div class="row"><div class="col-md-18"><h1>Quốc phòng</h1><ul>{items(stories)}</ul></div><div class="col-md-6">'
        f'<div class="panel"><div class="panel-heading">Thông báo</div><ul>{items(notices)}</ul></div></div></div>'
        '<footer><p><a href="/lien-he-toa-soan-4999.html">Liên hệ với tòa soạn</a> <a href="/quoc-phong/mot-tin-o-chan-trang-nay-4998.html">Một tin ở chân trang này</a></p></footer></body></html>'
    )
    found = _read(page.encode(), "https://bao.example.vn/quoc-phong/", rules=False)
    assert [s.url.removeprefix("https://bao.example.vn") for s in found.stories] == stories


SLUGS = (
    "tuan-tra-duong-bien-dip-le don-bien-phong-giup-dan-gat lop-hoc-o-cot-moc-xa ngay-hoi-o-ban-vung-cao ao-am-cho-em-nho-den-truong "
    "cho-phien-hop-som-mua-rau duong-len-ban-da-trai-nhua nuoc-sach-ve-voi-ban-xa vuon-man-hau-vao-vu-thu-hoach nha-van-hoa-moi-ben-suoi"
).split()


def _items(path: str, first: int, count: int) -> str:
    return "".join(
        f'<li><a href="{path}{SLUGS[n]}-{first + n}.html">Một tin dài vừa phải về việc số {first + n}</a></li>'
        for n in range(count)
    )


def _numbers(page: str, url: str = "https://bao.example.vn/kinh-te/") -> list[int]:
    return [int(s.url[-9:-5]) for s in _read(f"<html><body>{page}</body></html>".encode(), url, rules=False).stories]


STREAM = f'<div class="list"><h1>Kinh tế</h1><ul>{_items("/", 4100, 9)}</ul></div>'


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="bottom"><h3>Bạn có thể quan tâm</h3><ul>{0}</ul></div>',
        '<div class="bottom"><h3>Có thể bạn thích</h3><ul>{0}</ul></div>',
        '<div class="top-line"><b>Tin nóng</b><ul>{0}</ul></div>',
        '<div class="news-ticker"><ul>{0}</ul></div>',
        "<marquee>{0}</marquee>",
    ],
)
def test_other_reading_is_not_the_section_s(beside: str) -> None:
    other = beside.format(_items("/", 5100, 4))
    assert _numbers(other + STREAM) == _numbers(STREAM + other) == list(range(4100, 4109))


def test_a_paid_link_among_the_stories() -> None:
    paid = f'<li><a rel="nofollow sponsored" href="/{SLUGS[9]}-5100.html">Một tin dài vừa phải về việc số 5100</a></li>'
    assert _numbers(STREAM.replace("<ul>", f"<ul>{paid}")) == list(range(4100, 4109))


def test_a_strip_of_other_sections_that_nothing_calls() -> None:
    """Stories filed by section, and above them some of another; but one story filed elsewhere stands in the stream."""
    guest = _items("/van-hoa/", 6100, 1)
    stream = f'<div class="list"><h1>Kinh tế</h1><ul>{_items("/kinh-te/", 4100, 9)}{guest}</ul></div>'
    strip = f'<div class="line"><ul>{_items("/chinh-tri/", 5100, 4)}</ul></div>'
    assert _numbers(strip + stream) == [*range(4100, 4109), 6100]


def test_a_bare_title_above_its_card_is_completed() -> None:
    hidden = f'<div class="top-m" style="display:none"><ul>{_items("/", 4100, 2)}</ul></div>'
    cards = "".join(
        f'<div class="item"><a href="/{SLUGS[n]}-{4100 + n}.html"><img src="/anh/{n}.jpg"></a><h3><a href="/{SLUGS[n]}-{4100 + n}.html">'
        f'Một tin dài vừa phải về việc số {4100 + n}</a></h3><p class="sapo">Tóm tắt của việc số {4100 + n}.</p><span class="time">0{n + 1}/03/2026</span></div>'
        for n in range(6)
    )
    page = f"<html><body>{hidden}<div class='list'><h1>Kinh tế</h1>{cards}</div></body></html>"
    stories = _read(page.encode(), "https://bao.example.vn/kinh-te/", rules=False).stories
    assert [(s.image_url, s.summary, s.published_at) for s in stories] == [
        (f"https://bao.example.vn/anh/{n}.jpg", f"Tóm tắt của việc số {4100 + n}.", f"2026-03-0{n + 1}T00:00:00+07:00")
        for n in range(6)
    ]


def _epi_cards(first: int, count: int) -> str:
    return "".join(
        f'<article class="story"><h2 class="story__heading"><a href="/{SLUGS[n]}-post{first + n}.html">Một tin dài vừa phải về việc số {first + n}</a></h2></article>'
        for n in range(count)
    )


@pytest.mark.parametrize("rules", [True, False])
@pytest.mark.parametrize(
    ("box", "foreign"),
    [
        ('<h3 class="box-heading"><a href="/multimedia/">Multimedia</a></h3>', True),
        ('<div class="box-title"><a href="/van-hoa/">Văn hóa</a></div>', True),
        ('<h3 class="box-heading"><span>Đọc nhiều</span></h3>', True),
        ('<h3 class="box-heading"><a href="/kinh-te/nong-nghiep/">Nông nghiệp</a></h3>', False),
        ('<h3 class="box-heading">Cùng ngày</h3>', False),
    ],
)
def test_a_box_that_interrupts_the_stream(box: str, foreign: bool, rules: bool) -> None:
    body = (
        f'<body><div class="main-col"><h1>Kinh tế</h1><div class="timeline">{_epi_cards(10100, 6)}<div class="box-mega">{box}{_epi_cards(20100, 3)}</div>'
        f"{_epi_cards(10200, 4)}</div></div></body>"
    )
    listing = read_listing(body.encode(), "https://baovungbien.vn/kinh-te/", EPI, rules=rules)
    numbers = [int(s.url.rpartition("-post")[2][:5]) for s in listing.stories]
    own, between = [*range(10100, 10106), *range(10200, 10204)], list(range(20100, 20103))
    if foreign:
        assert numbers == own
    elif rules:  # without them, a heading that leads elsewhere says less
        assert numbers == own[:6] + between + own[6:]


def test_a_section_shown_as_boxes_of_its_sub_sections() -> None:
    boxes = "".join(
        f'<div class="box"><h3 class="box-heading"><a href="/{name}/">{name}</a></h3>{_epi_cards(first, 4)}</div>'
        for name, first in (("nong-nghiep", 10100), ("cong-nghiep", 10200))
    )
    body = f'<body><div class="main-col"><div class="timeline">{_epi_cards(10000, 5)}{boxes}</div></div></body>'
    assert len(read_listing(body.encode(), "https://baovungbien.vn/kinh-te/", EPI).stories) == 13
