"""Cards: what is link, title, kicker, summary, thumbnail and date."""

from __future__ import annotations

import pytest

from borderscraper.items import Story
from borderscraper.newspaper import Newspaper, unknown_newspaper
from borderscraper.pages.cards import read_card, resolve, tell_kicker
from borderscraper.pages.dom import parse_fragment

BASE = "https://bao.example.vn/kinh-te/"
PAPER = unknown_newspaper(BASE)
GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def _card(markup: str, paper: Newspaper = PAPER) -> Story | None:
    return read_card(parse_fragment(markup)[0], BASE, paper)


def _story(markup: str, paper: Newspaper = PAPER) -> Story:
    story = _card(markup, paper)
    assert story is not None
    return story


def _epi(heading: str, alt: str, title: str) -> str:
    return f"""<article class="story"><figure class="story__thumb"><a class="cms-link" href="/a-post1.html" title="{title}">
      <img src="{GIF}" data-src="https://cdn.example.vn/a.jpg" alt="{alt}"></a></figure>
      <h2 class="story__heading" data-tracking="1"><a class="cms-link" href="/a-post1.html" title="{title}">{heading}</a></h2>
      <div class="story__summary"><p>Một đoạn tóm tắt của tin này.</p></div></article>"""


def test_epi_card() -> None:
    story = _story(_epi("Giữ vững biên cương", "Giữ vững biên cương", "Giữ vững biên cương"))
    assert story.model_dump() == {
        "url": "https://bao.example.vn/a-post1.html",
        "title": "Giữ vững biên cương",
        "kicker": None,
        "summary": "Một đoạn tóm tắt của tin này.",
        "image_url": "https://cdn.example.vn/a.jpg",
        "published_at": None,
    }


@pytest.mark.parametrize(
    ("alt", "title"),
    [
        ("Giữ vững biên cương", "LỰC LƯỢNG VŨ TRANG: Giữ vững biên cương"),
        ("anh-1.jpg", "Giữ vững biên cương"),
    ],
)
def test_kicker_told_by_alt_or_link_title(alt: str, title: str) -> None:
    story = _story(_epi("LỰC LƯỢNG VŨ TRANG: Giữ vững biên cương", alt, title))
    assert (story.kicker, story.title) == ("LỰC LƯỢNG VŨ TRANG", "Giữ vững biên cương")


def test_a_colon_alone_is_no_kicker() -> None:
    whole = "Lào Cai: Giữ vững biên cương"
    story = _story(_epi(whole, whole, whole))
    assert (story.kicker, story.title) == (None, whole)


def test_kicker_element() -> None:
    story = _story(
        "<div><p class='story__sub-title'>Phóng sự:</p><h3><a href='/a-1.html'>Phóng sự: Bản xa</a></h3></div>"
    )
    assert (story.kicker, story.title) == ("Phóng sự", "Bản xa")


def test_cut_titles_are_completed() -> None:
    assert tell_kicker(
        "Lũng Ngao, Lũng Pảng - quần thể...", ["x", "Lũng Ngao, Lũng Pảng - quần thể thiên nhiên kỳ thú"]
    ) == (
        "Lũng Ngao, Lũng Pảng - quần thể thiên nhiên kỳ thú",
        None,
    )
    assert tell_kicker("Lũng Ngao, Lũng Pảng…", ["Chuyện khác hẳn"]) == ("Lũng Ngao, Lũng Pảng…", None)


def test_icons_are_no_text() -> None:
    story = _story("<li><h3><a href='/a-1.html'><i class='ic-photo'>ảnh</i> Mùa lúa <em>chín</em></a></h3></li>")
    assert story.title == "Mùa lúa chín"


def test_image_link_is_called_by_its_alt_only_without_text() -> None:
    assert (
        _story("<li><a href='/a-1.html'><img src='/a.jpg' alt='Mùa lúa chín - Ảnh 1.'></a></li>").title
        == "Mùa lúa chín"
    )
    both = "<li><a href='/a-1.html'><img src='/a.jpg' alt='Chữ trên ảnh'></a><a href='/a-1.html'>Mùa lúa chín</a></li>"
    assert _story(both).title == "Mùa lúa chín"
    assert _story("<li><a href='/a-1.html'><img src='/a.jpg' alt='dsc_1234.jpg'></a></li>").title is None


def test_other_links_of_a_card() -> None:
    story = _story(
        "<div><a class='cate' href='/kinh-te/'>Kinh tế</a><a href='/a-12345.html'><img src='/a.jpg'></a><h3><a href='/a-12345.html'>"
        "Mùa lúa chín</a></h3><p>Tóm tắt khá dài của câu chuyện về mùa lúa.</p><a href='/a-12345.html#bl' class='comments'>5 bình luận</a>"
        "<a href='/a-12345.html'>Xem thêm</a></div>"
    )
    assert (story.url, story.title) == ("https://bao.example.vn/a-12345.html", "Mùa lúa chín")
    assert story.summary == "Tóm tắt khá dài của câu chuyện về mùa lúa."


def test_known_articles_win() -> None:
    paper = Newspaper(name="b", title="B", domain="bao.example.vn", article_patterns=(r"-post(?P<id>\d+)\.html$",))
    story = _story(
        "<div><h3><a href='/chu-de/bien-gioi/'>Chủ đề biên giới</a></h3><a href='/a-post5.html'>Tin trong chủ đề</a></div>",
        paper,
    )
    assert (story.url, story.title) == ("https://bao.example.vn/a-post5.html", "Tin trong chủ đề")


def test_lone_link_and_no_link() -> None:
    assert _story("<a href='/a-1.html' title='x'>Mùa lúa chín</a>").title == "Mùa lúa chín"
    assert _card("<div><p>Không có liên kết</p></div>") is None
    assert _card("<div><a href='javascript:;'>Mở</a><a href='#'>Lên</a><a href=''>Trang này</a></div>") is None


@pytest.mark.parametrize(
    ("image", "want"),
    [
        (f"<img src='{GIF}' data-src='/b.jpg'>", "https://bao.example.vn/b.jpg"),
        ("<img src='/images/blank.gif' data-original='/c.jpg'>", "https://bao.example.vn/c.jpg"),
        ("<img data-src='/s.jpg' data-large-src='/l.jpg'>", "https://bao.example.vn/l.jpg"),
        ("<img srcset='/1.jpg 300w, /2.jpg 800w'>", "https://bao.example.vn/2.jpg"),
        ("<picture><source srcset='/p.webp'><img></picture>", "https://bao.example.vn/p.webp"),
        (f"<img src='{GIF}'><noscript><img src='/n.jpg'></noscript>", "https://bao.example.vn/n.jpg"),
        ("<div style=\"background-image: url('/bg.jpg')\"></div>", "https://bao.example.vn/bg.jpg"),
        ("<video poster='/v.jpg'></video>", "https://bao.example.vn/v.jpg"),
        (f"<img src='{GIF}'>", None),
        ("<img class='icon' src='/play.png'>", None),
    ],
)
def test_thumbnails(image: str, want: str | None) -> None:
    story = _story(f"<div><a href='/a-1.html'>{image}</a><h3><a href='/a-1.html'>Mùa lúa chín</a></h3></div>")
    assert story.image_url == want


@pytest.mark.parametrize(
    ("time", "want"),
    [
        ("<time datetime='2026-09-07T17:52:44+0700'>x</time>", "2026-09-07T17:52:44+07:00"),
        ("<time>07/09/2026 17:52</time>", "2026-09-07T17:52:00+07:00"),
        ("<span class='time-ago' title='3/5/2026 3:34:00 PM'>05/03/2026 15:34</span>", "2026-03-05T15:34:00+07:00"),
        ("<span class='date'>2 giờ trước</span>", None),
        ("<p class='time_cate'>15:34 - 05/03/2026</p>", "2026-03-05T15:34:00+07:00"),
    ],
)
def test_dates(time: str, want: str | None) -> None:
    assert _story(f"<div><h3><a href='/a-1.html'>Mùa lúa chín</a></h3>{time}</div>").published_at == want


def test_summary_loses_the_lead_prefix() -> None:
    paper = Newspaper(name="b", title="B", domain="bao.example.vn", lead_prefixes=("(BLC)",))
    story = _story(
        "<div><h3><a href='/a-1.html'>Mùa lúa chín</a></h3><p class='sapo'>(BLC) - Chiều 3/1, lúa đã chín.</p></div>",
        paper,
    )
    assert story.summary == "Chiều 3/1, lúa đã chín."


@pytest.mark.parametrize(
    ("card", "holder"), [("article-lead", ""), ("card", "desc"), ("vnn-title", "desc"), ("item", "box-lead")]
)
def test_what_holds_the_title_is_no_summary(card: str, holder: str) -> None:
    story = _story(
        f"<article class='{card}'><a href='/a-1.html'><img src='/b.jpg'></a><div class='{holder}'><h2><a href='/a-1.html'>Mùa lúa chín</a></h2>"
        "<p>Chiều 3/1, cánh đồng dưới chân đèo đã vàng rực.</p><div class='meta'><span class='time'>2 giờ trước</span> 7</div></div></article>"
    )
    assert (story.title, story.summary) == ("Mùa lúa chín", "Chiều 3/1, cánh đồng dưới chân đèo đã vàng rực.")


@pytest.mark.parametrize(
    ("href", "want"),
    [
        ("/a.html", "https://bao.example.vn/a.html"),
        ("b.html", "https://bao.example.vn/kinh-te/b.html"),
        ("../c.html", "https://bao.example.vn/c.html"),
        ("//cdn.example.vn/d.html", "https://cdn.example.vn/d.html"),
        ("?page=2", "https://bao.example.vn/kinh-te/?page=2"),
        (" https://bao.example.vn/e.html#comment ", "https://bao.example.vn/e.html"),
        ("/f.html?utm_source=zalo&gidzl=1&id=5", "https://bao.example.vn/f.html?id=5"),
        ("/Cao+Bằng-p21.html", "https://bao.example.vn/Cao+B%E1%BA%B1ng-p21.html"),
        ("/cho%E2%80%88nganh.html", "https://bao.example.vn/cho%E2%80%88nganh.html"),
        ("/a/./b/../g.html", "https://bao.example.vn/a/g.html"),
        ("", None),
        ("#", None),
        ("javascript:;", None),
        ("JavaScript:void(0)", None),
        ("mailto:a@b.vn", None),
        ("tel:0912", None),
        ("http://[bad/", None),
        (None, None),
    ],
)
def test_resolve(href: str | None, want: str | None) -> None:
    assert resolve(href, BASE) == want
