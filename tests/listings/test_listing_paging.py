"""Pagers: which address is the next page."""

from __future__ import annotations

import pytest

from borderscraper.pages.dom import parse
from borderscraper.pages.paging import next_page, section_path, split_page

SITE = "https://bao.example.vn"


def _next(markup: str, path: str) -> str | None:
    body = markup.encode()
    found = next_page(parse(body).root, body, SITE + path, SITE + path)
    return found.removeprefix(SITE) if found else None


@pytest.mark.parametrize(
    ("markup", "path", "want"),
    [
        ("<a href='?page=1'>1</a><a href='?page=2'>2</a>", "/kinh-te", "/kinh-te?page=2"),
        ("<a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=3'>3</a>", "/kinh-te?page=2", "/kinh-te?page=3"),
        (
            "<a href='/kinh-te/trang-2.htm'>2</a><a href='/kinh-te/trang-9.htm'>Cuối</a>",
            "/kinh-te.htm",
            "/kinh-te/trang-2.htm",
        ),
        ("<a href='/kinh-te-p2'>2</a><a href='/kinh-te-p3'>3</a>", "/kinh-te", "/kinh-te-p2"),
        ("<a href='/kinh-te-page1'>2</a><a href='/kinh-te-page2'>3</a>", "/kinh-te", "/kinh-te-page1"),
        ("<a href='/kinh-te-page1'>2</a><a href='/kinh-te-page2'>3</a>", "/kinh-te-page1", "/kinh-te-page2"),
        ("<a href='/kinh-te/page/2/'>Trang sau »</a>", "/kinh-te/", "/kinh-te/page/2/"),
        ("<a class='next' href='/kinh-te/page/3/'><i></i></a>", "/kinh-te/page/2/", "/kinh-te/page/3/"),
        ("<link rel='next' href='/kinh-te?page=2'>", "/kinh-te", "/kinh-te?page=2"),
        ("<a href='/Thoi-su/57/2.bcb'>2</a><a href='/Thoi-su/57/3.bcb'>3</a>", "/Thoi-su/57.bcb", "/Thoi-su/57/2.bcb"),
        (
            "<a href='/Thoi-su/57/2.bcb'>2</a><a href='/Thoi-su/57/3.bcb'>3</a>",
            "/Thoi-su/57/2.bcb",
            "/Thoi-su/57/3.bcb",
        ),
        # the last page, another list's pager, a page that is not the next
        ("<a href='?page=1'>1</a><a href='?page=2'>2</a>", "/kinh-te?page=2", None),
        ("<a href='/van-hoa?page=2'>2</a>", "/kinh-te", None),
        ("<a href='/kinh-te/trang-9.htm'>9</a>", "/kinh-te.htm", None),
        ("<a href='/kinh-te/trang-2.htm'>2</a>", "/", None),
        ("<a href='https://khac.example.com/kinh-te?page=2'>2</a>", "/kinh-te", None),
        ("<a href='javascript:;'>Xem thêm</a>", "/kinh-te", None),
        # a list that a script fetches
        (
            "<input id='hdZoneId' value='1021'><input id='hdPageIndex' value='1'><script>timeline.url = '/timelinelist/{0}/{1}.htm'</script>",
            "/kinh-te.htm",
            "/timelinelist/1021/2.htm",
        ),
        ("<li>một mẩu danh sách</li>", "/timelinelist/1021/2.htm", "/timelinelist/1021/3.htm"),
        (
            """<script>var page = {tagUrl: "/timelinetag/9284/{0}.htm"}</script>""",
            "/nuoc-man-tag9284.html",
            "/timelinetag/9284/2.htm",
        ),
        ("<li>một mẩu danh sách</li>", "/timelinetag/9284/2.htm", "/timelinetag/9284/3.htm"),
        ("<input id='hdZoneId' value='0'><script>u = '/timelinelist/{0}/{1}.htm'</script>", "/kinh-te.htm", None),
    ],
)
def test_next_page(markup: str, path: str, want: str | None) -> None:
    assert _next(markup, path) == want


def test_page_numbers_in_addresses() -> None:
    assert split_page("https://b.vn/kinh-te/trang-2.htm")[1] == 2
    assert split_page("https://b.vn/kinh-te/")[1] is None
    assert (
        section_path("https://b.vn/Kinh-te/trang-2.htm") == section_path("https://www.b.vn/kinh-te.htm") == "/kinh-te"
    )
