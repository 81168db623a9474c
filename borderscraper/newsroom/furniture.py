"""What stands around the articles and lists of the ePi newspaper: head, menu, side column, footer.

In two weights: "light", here, is what a test needs; "real" (`furniture_real.py`) weighs what live pages do.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from . import furniture_real as real
from .content import SECTIONS, Card
from .parts import attr, clock_line, print_card
from .words import mix

if TYPE_CHECKING:
    from .room import Newsroom


def style(room: Newsroom) -> str:
    return PARTS[room.weight].head(room)


def masthead(room: Newsroom) -> str:
    return room.memo("masthead", lambda: PARTS[room.weight].masthead(room))


def share(room: Newsroom, url: str, article_id: int, place: str) -> str:
    """The bar above ("top") or below ("bottom") an article."""
    return PARTS[room.weight].share(room, url, article_id, place)


def comment_form(room: Newsroom) -> str:
    return PARTS[room.weight].comment_form()


def sidebar(room: Newsroom, salt: int, day: int | None) -> str:
    """The side column: the same cards as the main stream, and not related to the page."""
    salt %= 64  # so many different side columns are enough
    if day is not None:
        return PARTS[room.weight].sidebar(room, salt, day)
    return room.memo(("sidebar", salt), lambda: PARTS[room.weight].sidebar(room, salt, None))


def foot(room: Newsroom) -> str:
    return room.memo("foot", lambda: PARTS[room.weight].foot(room))


# --- light ------------------------------------------------------------------------------------------------------------


def _head(room: Newsroom) -> str:
    return f'<link rel="stylesheet" href="https://cdn.{room.host}/assets/main.css">'


def _masthead(room: Newsroom) -> str:
    items = "".join(
        f'<li><a href="/{s.slug}/" title="{attr(s.name)}">{escape(s.name, quote=False)}</a>'
        + "".join(
            f'<a class="sub" href="/{c.slug}/" title="{attr(c.name)}">{escape(c.name, quote=False)}</a>'
            for c in SECTIONS
            if c.parent == s.zone
        )
        + "</li>"
        for s in SECTIONS
        if s.parent is None
    )
    more = '<li><a href="/topics.html">Chủ đề</a></li><li><a href="/bao-in.html">Báo in</a></li>'
    return (
        f'<header class="site-header"><h1 class="logo"><a href="/">{room.paper.title} điện tử</a></h1><span class="clock">{clock_line(room.now)}</span>'
        f'<form action="/search/"><input name="q"></form><ul class="menu">{items}{more}</ul></header>\n'
    )


def _sidebar(room: Newsroom, salt: int, day: int | None) -> str:
    stream = room.streams[0]
    picks = [stream[mix(room.seed, salt, k) % len(stream)] for k in range(7)]
    cards = [print_card(room, Card(n, thumb=k % 2 == 0), "h5", day) for k, n in enumerate(dict.fromkeys(picks))]
    zone = SECTIONS[salt % len(SECTIONS)]
    return (
        f'<div class="sub-col sidebar-right"><div class="hot-news"><h3 class="box-heading"><a class="title" href="#">đọc nhiều</a></h3><div class="box-content" data-source="mostread-news">{"".join(cards[:3])}</div></div>'
        f'<div class="local-news"><h3 class="box-heading"><a class="title" href="#">tin địa phương</a></h3><div class="box-content">{"".join(cards[3:5])}</div></div>'
        f'<div class="trending"><h3 class="box-heading"><span class="title">Tin nổi bật</span></h3><div class="box-content">{"".join(cards[5:6])}</div></div>'
        f'<div class="box-default" data-source="zone-box-{zone.zone}"><h3 class="box-heading"><a class="title" href="/{zone.slug}/">{escape(zone.name, quote=False)}</a></h3><div class="box-content">{"".join(cards[6:])}</div></div>'
        '<div class="banner"><a href="https://quangcao.example/">Quảng cáo</a></div><div class="weather">Hôm nay, 18°C</div></div>'
    )


def _share(room: Newsroom, url: str, article_id: int, place: str) -> str:
    return ""


def _comment_form() -> str:
    return '<textarea placeholder="Ý kiến của bạn sẽ được biên tập trước khi đăng."></textarea><button>gửi bình luận</button>'


def _foot(room: Newsroom) -> str:
    return (
        '<div class="social"><a class="fb" href="#">fb</a><a class="yt" href="#">yt</a><a class="zl" href="#">zl</a><a class="tw" href="#">tw</a></div>\n'
        f'<footer class="site-footer"><p>Cơ quan chủ quản: Tỉnh ủy {room.paper.province or ""}</p><p>Hotline: 0214 0000 000. Mail tòa soạn. Đọc báo in</p>'
        "<p>Đây là tòa soạn thử nghiệm: mọi tin bài đều là hư cấu.</p></footer>"
    )


class Parts(NamedTuple):
    """The functions that print one weight of furniture."""

    head: Callable[[Newsroom], str]
    masthead: Callable[[Newsroom], str]
    share: Callable[[Newsroom, str, int, str], str]
    comment_form: Callable[[], str]
    sidebar: Callable[[Newsroom, int, int | None], str]
    foot: Callable[[Newsroom], str]


#: weight -> what prints it
PARTS = {
    "light": Parts(_head, _masthead, _share, _comment_form, _sidebar, _foot),
    "real": Parts(real.head, real.masthead, real.share, real.comment_form, real.sidebar, real.foot),
}
