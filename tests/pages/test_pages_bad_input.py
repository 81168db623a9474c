"""Pages that answer 200 and are none, and pages whose bytes are odd: a counted refusal, or a record with a warning."""

from __future__ import annotations

import base64
import re
import zlib

import pytest
from expect import differences, expected, page

from borderscraper.items import Article
from borderscraper.newspaper import unknown_newspaper
from borderscraper.pages.article import read_article
from borderscraper.pages.errors import NotAnArticle

URL = "https://bao.example.vn/xa-hoi/mot-bai-bao-khong-co-that-123456.html"
PROSE = (
    "Sáng nay, hàng trăm người dân trong bản đã có mặt từ rất sớm để cùng bộ đội đắp lại con đập bị lũ cuốn trôi đêm trước. "
    "Trưởng bản cho biết nước rút đến đâu, bà con bắt tay vào làm đến đó, không ai chờ ai nhắc."
)


def document(title: str, body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


NO_PAGES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "blanks": (b" \r\n\t ", "empty"),
    "picture": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 40, "binary"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj" + zlib.compress(PROSE.encode()) * 20, "binary"),
    "zeros": (bytes(5000), "binary"),
    "no body": (document("Họp bàn công tác biên giới", "", '<meta property="og:title" content="Họp bàn">'), "no-content"),
    "empty container": (
        document("Họp bàn công tác biên giới", '<h1>Họp bàn công tác biên giới</h1><div class="detail-content"></div>'),
        "no-content",
    ),
    "nothing but script": (document("", "<div id=app></div><script>render()</script>"), "no-title"),
    "soft 404": (
        document("404 - Không tìm thấy trang", "<h1>Không tìm thấy trang</h1><p>Trang bạn tìm không tồn tại.</p>"),
        "soft-404",
    ),
    "deleted": (
        document("Báo điện tử", "<h1>Bài viết không tồn tại hoặc đã bị xóa</h1><p>Mời bạn quay lại trang chủ.</p>"),
        "soft-404",
    ),
    "challenge": (
        document("Just a moment...", '<div class="cf-browser-verification">Checking your browser</div>'),
        "challenge",
    ),
    "cookie challenge": (b'<html><body><script>document.cookie="D1N=abc"+"";location.reload();</script></body></html>', "challenge"),
    "captcha": (document("Xác minh bạn là con người", "<p>Vui lòng nhập mã captcha để tiếp tục.</p>"), "challenge"),
    "home page": (
        document(
            "Báo điện tử tỉnh",
            "<h1>Báo điện tử tỉnh</h1>" + "".join(f'<h3><a href="/tin-so-{n}-cua-bao-9{n}123.html">Tin số {n} của báo</a></h3>' for n in range(30)),
            '<link rel="canonical" href="https://bao.example.vn/">',
        ),
        "redirect-home",
    ),
    "encoded body": (
        document(
            "Thông xe cầu qua biên giới",
            "<h1>Thông xe cầu qua biên giới</h1><div class=content><p>" + base64.b64encode(PROSE.encode() * 5).decode() + "</p></div>",
        ),
        "encoded-body",
    ),
    "template leak": (document("{title}", f"<h1>{{title}}</h1><div class=content><p>{PROSE}</p></div>"), "template-leak"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_PAGES)
@pytest.mark.parametrize("rules", [True, False], ids=["rules", "no-rules"])
def test_no_page_is_refused_with_its_reason(name: str, rules: bool) -> None:
    body, reason = NO_PAGES[name]
    with pytest.raises(NotAnArticle) as refusal:
        read_article(body, URL, unknown_newspaper(URL), rules=rules)
    assert refusal.value.reason == reason
    assert refusal.value.url == URL and URL in str(refusal.value)


NAME = "div_paragraphs"


def _read(body: bytes, content_type: str | None = None) -> Article:
    url = expected(NAME)["url"]
    return read_article(body, url, unknown_newspaper(url), content_type=content_type)


_TEXT = page(NAME).decode()
_CP1258 = _TEXT.replace('<meta charset="utf-8">', '<meta charset="windows-1258">')


def _nfd_1258(text: str) -> bytes:
    """Windows-1258 writes most tone marks behind their vowel."""
    import unicodedata

    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            tone = {"\u0300": "", "\u0301": "", "\u0303": "", "\u0309": "", "\u0323": ""}
            parts = unicodedata.normalize("NFD", char)
            base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tone))
            marks = "".join(c for c in parts if c in tone)
            out += (base + marks).encode("cp1258", "replace")
    return bytes(out)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (_TEXT.encode("utf-8-sig"), None),
        (_TEXT.encode(), "text/html; charset=iso-8859-1"),
        (_TEXT.replace('charset="utf-8"', 'charset="windows-1252"').encode(), None),
        (_TEXT.replace('<meta charset="utf-8">', "").encode(), "text/html"),
        (_TEXT.encode("utf-16"), "text/html; charset=utf-16"),
        (b"\xfe\xff" + _TEXT.encode("utf-16-be"), None),
        (_nfd_1258(_CP1258), None),
        (_nfd_1258(_TEXT.replace('<meta charset="utf-8">', "")), "text/html; charset=windows-1258"),
        (_TEXT.replace("\n", "\r\n").encode(), None),
        (_TEXT.replace("<p", "<p\0").replace("</div>", "</div>\0").encode(), None),
        (("<?xml version='1.0' encoding='utf-8'?>" + _TEXT).encode(), None),
    ],
    ids=["bom", "header lies", "meta lies", "undeclared", "utf-16", "utf-16-be", "cp1258", "cp1258 header", "crlf", "nul", "xml"],
)  # fmt: skip
def test_encodings_and_their_lies_change_nothing(body: bytes, content_type: str | None) -> None:
    assert differences(_read(body, content_type), expected(NAME)) == []


def test_mixed_encodings_give_a_record_with_a_warning() -> None:
    sidebar = "Thăm dò ý kiến".encode("cp1258", "replace")
    article = _read(page(NAME).replace("Thăm dò ý kiến".encode(), sidebar))
    assert any(w.startswith("encoding") for w in article.extraction.warnings)
    assert differences(article, expected(NAME)) == []


def test_bytes_that_cannot_be_decoded_in_the_body_are_said() -> None:
    article = _read(page(NAME).replace("Đổi cách làm".encode(), b"\xff\xfe\xfa c\xc3ch l\xc3\xa0m"))
    assert "replacement-characters" in article.extraction.warnings


@pytest.mark.parametrize("share", [0.98, 0.9, 0.8])
def test_a_page_cut_short_keeps_what_came(share: float) -> None:
    whole = page("very_long")
    url = expected("very_long")["url"]
    article = read_article(whole[: int(len(whole) * share)], url, unknown_newspaper(url))
    want = expected("very_long")
    assert article.title == want["title"] and article.published_at == want["published_at"]
    said = [p for p in re.split(r"\n+", article.text) if p]
    assert len(said) > 60 * share and said[:-1] == want["paragraphs"][: len(said) - 1]


def test_a_page_of_five_megabytes() -> None:
    filler = (
        '<div class="comment-item"><p>Một bình luận dài của bạn đọc, không phải lời của bài báo.</p></div>' * 50_000
    )
    big = page("vtv_baotintuc").replace(b"<footer", f'<div class="box-comment">{filler}</div><footer'.encode())
    assert len(big) > 5_000_000
    url = expected("vtv_baotintuc")["url"]
    assert differences(read_article(big, url, unknown_newspaper(url)), expected("vtv_baotintuc")) == []


@pytest.mark.parametrize("tag", ["div", "span", "b", "font"])
def test_wrappers_that_were_never_closed(tag: str) -> None:
    deep = page(NAME).replace(b'<div class="post-content">', b'<div class="post-content">' + f"<{tag}>".encode() * 1000)
    article = _read(deep)
    assert "markup: nested too deep" in article.extraction.warnings
    for paragraph in expected(NAME)["paragraphs"]:
        assert paragraph in article.text


def test_an_article_that_moved_stands_under_its_own_address() -> None:
    moved = "https://thoibao.example.vn/kinh-te/ten-moi-cua-bai-64533.html"
    body = page(NAME).replace(b"</head>", f'<link rel="canonical" href="{moved}"></head>'.encode())
    article = _read(body)
    assert article.url == moved
    assert article.id == _read(page(NAME)).id


@pytest.mark.parametrize(
    "title",
    [
        "Hơn 2.404 lượt người xuất, nhập cảnh trong dịp nghỉ lễ",
        "404 học sinh vùng cao được tặng áo ấm",
        "Không tìm thấy nạn nhân trong vụ lật thuyền",
        "Xóa tên những bản làng không tồn tại trên bản đồ",
    ],
)
def test_a_short_story_is_no_error_page(title: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div class='content'><p>Sáng nay, lực lượng chức năng đã có mặt tại xã để làm việc với chính quyền và bà con địa phương.</p></div></body></html>"
    url = "https://bao.example/mot-tin-ngan-o-xa-bien-gioi-123456.html"
    assert read_article(page.encode(), url, unknown_newspaper(url)).title == title


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 - Không tìm thấy trang",
        "Lỗi 404",
        "Trang bạn yêu cầu không tồn tại",
        "Bài viết đã bị xóa",
        "Page not found",
    ],
)
def test_an_error_template_is_no_article(title: str) -> None:
    page = f"<html><head><title>{title} | Báo Ví Dụ</title></head><body><h1>{title}</h1><div class='content'><p>Mời bạn quay lại trang chủ để đọc những tin tức mới nhất trong ngày của chúng tôi.</p></div></body></html>"
    url = "https://bao.example/mot-tin-ngan-o-xa-bien-gioi-123456.html"
    with pytest.raises(NotAnArticle) as refused:
        read_article(page.encode(), url, unknown_newspaper(url))
    assert refused.value.reason == "soft-404"


def test_control_characters_of_word_processors_stop_nothing() -> None:
    """Vertical tabs and the like stand in pasted texts; the summary is taken out of the body, which sets its words anew."""
    words = "Cán bộ, chiến sĩ đồn biên phòng cùng bà con dựng lại nhà sau lũ, ai cũng mong kịp đón Tết."
    body = (
        "<html><head><title>Dựng lại nhà sau lũ ở bản vùng biên</title>"
        '<meta name="description" content="Bản xa nhất xã đã có nhà mới trước mùa đông."></head>'
        "<body><h1>Dựng lại nhà sau lũ ở bản vùng biên</h1>"
        f'<div class="article-content">\x02<p class="sapo">Bản xa nhất xã đã có nhà mới trước mùa đông.</p>\x0b\x1f{words}\ufffe'
        f"<p>{words}\x0b{words}</p><p>{words}</p></div></body></html>"
    ).encode()
    url = "https://vungbien.example.vn/dung-lai-nha-123456.html"
    article = read_article(body, url, unknown_newspaper(url))
    assert article.summary == "Bản xa nhất xã đã có nhà mới trước mùa đông."
    assert f"{words} {words}" in article.text
    assert all(c.isprintable() or c == "\n" for c in article.text)
