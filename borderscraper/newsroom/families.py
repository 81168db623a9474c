"""Newspapers on other CMSs: our reconstruction.

Only addresses, image hosts, paging and a few prefixes of these families are known facts; their markup here is made by us
in the manner of such sites: five different themes, none of which the page reader has rules for. Articles come from the
same generator as the ePi newspaper's, with the elements that any CMS has (`ELEMENTS`), and have the same answer key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from borderscraper.newspaper import Newspaper

from . import words
from .content import (
    BY_ZONE,
    SECTIONS,
    Box,
    Card,
    Clip,
    Draft,
    EndAuthor,
    Grid,
    Head,
    Heading,
    Items,
    Junk,
    Para,
    Pic,
    Pictures,
    Piece,
    Quote,
    Relate,
    SectionDef,
)
from .epi import Printer, ink, youtube_url
from .images import picture_url
from .parts import attr, clock_line
from .words import mix

if TYPE_CHECKING:
    from .room import Newsroom
    from .server import Answer

#: What every CMS can put into an article; see `content.FEATURES`.
ELEMENTS = (
    "plain figure table next-em heading bold-heading list olist grid grid-head video-iframe quote related-news inline-relate ads "
    "script author-p no-author nfd eth nbsp zero breaks split-word same-lines dash-lines two-authors agency own-name figure hidden "
    "lead-figure author-line"
).split()


@dataclass(frozen=True)
class Family:
    """One CMS: its addresses and its theme. Templates are filled with `str.format`."""

    name: str
    article: str  #: path of an article: {slug} {id} {hex} {section} {month}
    article_re: str  #: group `id`
    section: str  #: path of a section: {slug}
    paging: str  #: what is added to a section's path for page {n} = 2, 3 …
    images: str  #: host and path before the token: "media.{host}/upload/images"
    theme: dict[str, str] = field(repr=False)
    hex_ids: bool = False
    lead_digits: str = ""  #: printed before the newsroom's number
    date: str = "meta"  #: meta: head and visible line; line: the visible line only
    per_page: int = 20
    prefixes: tuple[str, ...] = ()
    box: str = "Tin cùng chuyên mục"
    box_summary: bool = False
    box_thumb: bool = True
    sitemap: bool = True
    features: tuple[str, ...] = tuple(ELEMENTS)

    # --- addresses

    def key(self, article_id: int) -> str:
        """The number as the address shows it."""
        return f"{0xA000000 + article_id * 17:07x}" if self.hex_ids else f"{self.lead_digits}{article_id}"

    def id_of(self, key: str) -> int | None:
        if not self.hex_ids:
            digits = key.removeprefix(self.lead_digits)
            return int(digits) if digits.isdigit() else None
        number = int(key, 16) - 0xA000000
        return number // 17 if number > 0 and number % 17 == 0 else None

    def article_path(self, room: Newsroom, head: Head) -> str:
        at = head.published
        slug = head.section.slug
        return self.article.format(
            slug=head.slug, id=self.key(head.id), section=slug, month=f"{at.year}{at.month:02d}", year=at.year
        )

    def section_path(self, section: SectionDef) -> str:
        return self.section.format(slug=section.slug)

    # --- answers

    def respond(self, room: Newsroom, path: str, query: str) -> Answer | None:
        from .server import Answer, article_answer

        if path == "/":
            return Answer(body=home(room, self).encode(), kind="list")
        if found := re.search(self.article_re, path):
            article_id = self.id_of(found["id"])
            n = room.number_of(article_id) if article_id is not None else None
            return article_answer(room, n, path) if n is not None else None
        page = 1
        if "?" in self.paging:
            name = self.paging.partition("?")[2].partition("=")[0]
            asked = parse_qs(query).get(name, ["1"])[0]
            page = int(asked) if asked.isdigit() else 1
        else:
            form = re.escape(self.paging).replace(r"\{n\}", r"(\d+)")
            if found := re.search(form + "$", path):
                page, path = int(found[1]), path[: found.start()]
        for section in SECTIONS:
            if path.rstrip("/") == self.section_path(section).rstrip("/"):
                if not 1 <= page <= pages_of(room, self, section):
                    return None
                return Answer(body=section_page(room, self, section, page).encode(), kind="list")
        return None

    def article_page(self, room: Newsroom, n: int) -> str:
        return FamilyPrinter(room, room.draft(n), None, self).page()


# --- the article page -----------------------------------------------------------------------------------------------


class FamilyPrinter(Printer):
    """Prints a draft in a family's theme."""

    def __init__(self, room: Newsroom, draft: Draft, day: int | None, family: Family) -> None:
        super().__init__(room, draft, day)
        self.family, self.theme = family, family.theme

    def img(self, pic: Pic, bare: bool = False, desc: str | None = None) -> str:
        alt = attr(pic.alt) if pic.alt is not None else ""
        # an attribute that is not there and an empty one differ in the answer
        tag = self.theme["img"].format(url=picture_url(self.room, pic, "l"), alt=alt)
        return tag if pic.alt is not None else tag.replace(' alt=""', "")

    def pictures(self, piece: Pictures) -> str:
        pic = piece.pics[0]
        caption = ink(pic.caption, self.dirt) if pic.caption else ""
        form = "picture-table" if piece.form == "table" and "picture-table" in self.theme else "figure"
        if piece.form == "next-em":
            bare = self.theme["figure-bare"].format(img=self.img(pic))
            return f"{bare}\n{self.theme['next'].format(caption=caption)}" if caption else bare
        if not caption:
            return self.theme["figure-bare"].format(img=self.img(pic))
        return self.theme[form].format(img=self.img(pic), caption=caption)

    def clip(self, piece: Clip) -> str:
        frame = (
            f'<iframe src="{youtube_url(self.room, piece.number)}" width="640" height="360" allowfullscreen></iframe>'
        )
        caption = f"<figcaption>{ink(piece.caption, self.dirt)}</figcaption>" if piece.caption else ""
        return f'<figure class="{self.theme["video-class"]}">{frame}{caption}</figure>'

    def piece(self, piece: Piece) -> str:
        match piece:
            case Para() | Heading() | Items() | Grid() | Clip() | Pictures():
                return super().piece(piece)
            case Quote():
                paras = "".join(f"<p>{ink(text, self.dirt)}</p>" for text in piece.paras)
                by = f"<cite>{ink(piece.by, self.dirt)}</cite>" if piece.by else ""
                return f"<blockquote>{paras}{by}</blockquote>"
            case Relate():
                cards = "".join(
                    self.theme["relate-item"].format(url=self.story_url(c.n), title=self.title_of(c.n))
                    for c in piece.cards
                )
                return self.theme["relate"].format(heading=piece.heading, cards=cards)
            case Junk():
                said = escape(piece.words, quote=False)
                if piece.form == "script":
                    return f"<script>googletag.cmd.push(function() {{ /* {said} */ }});</script>"
                if piece.form == "hidden":
                    return f'<div style="display: none"><p>{said}</p></div>'
                return f'<div class="{self.theme["ads-class"]}"><a href="https://quangcao.example/">{said}</a></div>'
            case EndAuthor():
                name = ink(self.draft.byline or "", self.dirt)
                return self.theme["author-line" if piece.form == "line" else "author-end"].format(name=name)
        raise TypeError(f"{self.family.name} has no {type(piece).__name__}")

    def story_url(self, n: int, absolute: bool = True) -> str:
        url = self.room.url(n, self.day)
        return url if n % 2 else url.removeprefix(f"https://{self.host}")

    def title_of(self, n: int) -> str:
        return escape(self.room.head(n, self.day).title, quote=False)

    def box(self, box: Box) -> str:
        cards = "".join(card(self.room, self.family, c, self.day) for c in box.cards)
        return self.theme["box"].format(heading=box.heading, cards=cards)

    def page(self) -> str:
        d, room, theme = self.draft, self.room, self.theme
        crumbs = "".join(
            theme["crumb"].format(url=self.family.section_path(s), name=escape(s.name, quote=False)) for s in d.section
        )
        at = d.published
        assert at is not None
        date = theme["date"].format(weekday=words.WEEKDAYS[at.weekday()], at=at, iso=at.isoformat())
        byline = theme["byline"].format(name=ink(d.byline, self.dirt)) if d.byline and "meta" in d.byline_at else ""
        sapo = theme["sapo"].format(summary=attr(d.prefix or "") + ink(d.summary, self.dirt))
        body = "\n".join(self.piece(piece) for piece in d.pieces)
        tags = "".join(theme["tag"].format(url=f"/tag/{words.slugify(t)}", name=ink(t, self.dirt)) for t in d.tags)
        boxes = "".join(self.box(box) for box in d.boxes if box.cards)
        main = theme["article"].format(
            crumbs=crumbs, title=ink(d.head.title, self.dirt), date=date, byline=byline, sapo=sapo, body=body, boxes=boxes,
            tags=theme["tags"].format(tags=tags) if tags else "", comments=self.comments_(),
        )  # fmt: skip
        return shell(room, self.family, self.head_(), main, "detail", self.n)

    def comments_(self) -> str:
        said = "".join(
            f"<li><b>Bạn đọc</b><p>{words.COMMENTS[(self.n + k) % len(words.COMMENTS)]}</p></li>"
            for k in range(self.n % 3)
        )
        return f'<div class="comments"><h3>Bình luận</h3><ul>{said}</ul><textarea placeholder="Ý kiến của bạn"></textarea></div>'

    def head_(self) -> str:
        d, room = self.draft, self.room
        url, image = room.url(self.n, self.day), picture_url(room, d.head.thumb, "o")
        lines = [
            f"<title>{attr(d.head.title)}{self.theme['title-tail'].format(paper=room.paper.title)}</title>",
            f'<meta name="description" content="{attr(d.summary)}"><link rel="canonical" href="{url}">',
            f'<meta property="og:type" content="article"><meta property="og:url" content="{url}"><meta property="og:title" content="{attr(d.head.title)}">',
            f'<meta property="og:description" content="{attr(d.summary)}"><meta property="og:image" content="{image}"><meta name="author" content="{attr(room.paper.title)}">',
        ]
        if self.family.date == "meta" and d.published and d.modified:
            lines.append(
                f'<meta property="article:published_time" content="{d.published.isoformat()}"><meta property="article:modified_time" content="{d.modified.isoformat()}">'
            )
            ld: dict[str, Any] = {
                "@context": "https://schema.org", "@type": "NewsArticle", "headline": d.head.title, "datePublished": d.published.isoformat(),
                "dateModified": d.modified.isoformat(), "image": [image], "author": {"@type": "Person", "name": d.byline or room.paper.title},
                "publisher": {"@type": "Organization", "name": room.paper.title}, "mainEntityOfPage": url,
            }  # fmt: skip
            crumbs = [
                {"@type": "ListItem", "position": k + 1, "item": {"@id": room.section_url(s), "name": s.name}}
                for k, s in enumerate(d.section)
            ]
            trail = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": crumbs}
            lines += [
                f'<script type="application/ld+json">{json.dumps(block, ensure_ascii=False)}</script>'
                for block in (ld, trail)
            ]
            lines += [f'<meta property="article:tag" content="{attr(tag)}">' for tag in d.tags]
        return "\n".join(lines)


def shell(room: Newsroom, family: Family, head: str, main: str, css: str, salt: int) -> str:
    theme = family.theme
    menu = "".join(
        theme["menu-item"].format(url=family.section_path(s), name=escape(s.name, quote=False)) for s in SECTIONS
    )
    side = "".join(
        theme["side-item"].format(url=room.url(n), title=escape(room.head(n).title, quote=False))
        for n in dict.fromkeys(room.streams[0][mix(room.seed, salt % 64, k) % len(room.streams[0])] for k in range(5))
    )
    return theme["shell"].format(
        head=f'<meta charset="utf-8">{head}', css=css, main=main, menu=theme["menu"].format(items=menu), clock=clock_line(room.now),
        side=theme["side"].format(items=side), paper=room.paper.title, province=room.paper.province or "",
    )  # fmt: skip


def card(room: Newsroom, family: Family, card_: Card, day: int | None = None) -> str:
    head = room.head(card_.n, day)
    title, url = escape(head.title, quote=False), room.url(card_.n, day)
    thumb = (
        family.theme["thumb"].format(url=url, title=attr(head.title), src=picture_url(room, head.thumb, "t"))
        if card_.thumb
        else ""
    )
    summary = family.theme["card-summary"].format(summary=escape(head.summary, quote=False)) if card_.summary else ""
    return family.theme["card"].format(thumb=thumb, url=url, title=title, plain=attr(head.title), summary=summary)


# --- lists ----------------------------------------------------------------------------------------------------------


def pages_of(room: Newsroom, family: Family, section: SectionDef) -> int:
    return max(1, -(-len(room.streams[section.zone]) // family.per_page))


def section_page(room: Newsroom, family: Family, section: SectionDef, page: int) -> str:
    theme, stream = family.theme, room.streams[section.zone]
    shown = stream[(page - 1) * family.per_page : page * family.per_page]
    cards = "".join(card(room, family, Card(n, summary=True)) for n in shown)
    path, last = family.section_path(section), pages_of(room, family, section)
    wanted = [p for p in range(1, last + 1) if p in (1, last) or abs(p - page) <= 2]
    links = "".join(
        theme["page-here" if p == page else "page-link"].format(
            n=p, url=path.rstrip("/") + family.paging.format(n=p) if p > 1 else path
        )
        for p in wanted
    )
    if page < last:
        links += theme["page-next"].format(url=path.rstrip("/") + family.paging.format(n=page + 1))
    above = BY_ZONE[section.parent].name if section.parent is not None else "Trang chủ"
    main = theme["list"].format(
        name=escape(section.name, quote=False),
        above=escape(above, quote=False),
        cards=cards,
        pager=theme["pager"].format(links=links) if last > 1 else "",
    )
    head = f'<title>{attr(section.name)}</title><link rel="canonical" href="https://{room.host}{path}">'
    return shell(room, family, head, main, "list", section.zone)


def home(room: Newsroom, family: Family) -> str:
    cards = "".join(card(room, family, Card(n, summary=True)) for n in room.streams[0][: family.per_page])
    main = family.theme["list"].format(name="Tin mới", above=room.paper.title, cards=cards, pager="")
    return shell(
        room,
        family,
        f'<title>{room.paper.title}</title><link rel="canonical" href="https://{room.host}/">',
        main,
        "home",
        0,
    )


# --- the themes -----------------------------------------------------------------------------------------------------

_COMMON = {
    "title-tail": "",
    "next": '<p style="text-align:center"><em>{caption}</em></p>',
    "author-line": '<p style="text-align:right"><strong>{name}</strong></p>',
    "author-end": '<p class="author"><strong>{name}</strong></p>',
    "video-class": "video",
    "ads-class": "ads-box",
    "page-here": '<span class="current">{n}</span>',
    "page-link": '<a href="{url}">{n}</a>',
    "page-next": '<a class="next" rel="next" href="{url}">Trang sau</a>',
    "pager": '<div class="pagination">{links}</div>',
    "tag": '<a href="{url}">{name}</a> ',
    "relate-item": '<li><a href="{url}">{title}</a></li>',
    "menu-item": '<li><a href="{url}">{name}</a></li>',
    "side-item": '<li><a href="{url}">{title}</a></li>',
    "card-summary": '<p class="summary">{summary}</p>',
}

ONECMS = Family(
    name="onecms",
    article="/{slug}-{id}.html",
    article_re=r"-(?P<id>10\d{6,})\.html$",
    lead_digits="10",
    section="/{slug}",
    paging="?page={n}",
    images="image.{host}/w1000",
    prefixes=("(Baonghean.vn) - ", ""),
    box="Cùng chuyên mục",
    theme={
        **_COMMON,
        "title-tail": " | {paper}",
        "shell": '<!DOCTYPE html><html lang="vi"><head>{head}</head><body class="page-{css}"><header class="c-header"><div class="c-header__date">{clock}</div><a class="c-logo" href="/" title="{paper}"><img src="/logo.svg" alt="{paper}"></a>{menu}</header><main class="l-main"><div class="l-content">{main}</div><aside class="l-sidebar">{side}</aside></main><footer class="c-footer">Cơ quan ngôn luận của Đảng bộ tỉnh {province}</footer></body></html>',
        "menu": '<nav class="c-menu"><ul>{items}</ul></nav>',
        "side": '<div class="c-box"><h3 class="c-box__title">Đọc nhiều</h3><ul>{items}</ul></div>',
        "crumb": '<li class="c-breadcrumb__item"><a href="{url}">{name}</a></li>',
        "date": '<span class="c-detail-head__time">{at:%d/%m/%Y} {at:%H:%M}</span>',
        "byline": '<span class="c-detail-head__author">{name}</span>',
        "sapo": '<h2 class="c-detail-head__sapo">{summary}</h2>',
        "article": '<div class="c-detail"><ul class="c-breadcrumb">{crumbs}</ul><div class="c-detail-head"><h1 class="c-detail-head__title">{title}</h1><div class="c-detail-head__row">{byline}{date}</div>{sapo}</div><div class="b-maincontent">{body}</div>{tags}</div>{comments}{boxes}',
        "img": '<img class="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-src="{url}" alt="{alt}">',
        "figure": '<figure class="b-figure">{img}<figcaption>{caption}</figcaption></figure>',
        "figure-bare": '<figure class="b-figure">{img}</figure>',
        "relate": '<div class="c-related-inline"><div class="c-related-inline__title">{heading}</div><ul>{cards}</ul></div>',
        "tags": '<div class="c-tags"><span>Từ khóa:</span> {tags}</div>',
        "box": '<div class="c-box c-box--samecate"><h3 class="c-box__title">{heading}</h3><div class="c-box__content">{cards}</div></div>',
        "thumb": '<div class="b-grid__img"><a href="{url}" title="{title}"><img src="{src}" alt="{title}"></a></div>',
        "card": '<div class="b-grid">{thumb}<div class="b-grid__content"><h3 class="b-grid__title"><a href="{url}">{title}</a></h3>{summary}</div></div>',
        "list": '<div class="c-list"><h1 class="c-list__title">{name}</h1>{cards}</div>{pager}',
    },
)

YYYYMM = Family(
    name="yyyymm",
    article="/{section}/{month}/{slug}-{id}/",
    article_re=r"/\d{6}/[^/]+-(?P<id>[0-9a-f]{7})/?$",
    section="/{slug}/",
    paging="/?page={n}",
    images="{host}/file/upload/photo",
    hex_ids=True,
    date="line",
    box="Tin liên quan",
    theme={
        **_COMMON,
        "shell": '<!DOCTYPE html><html><head>{head}</head><body><div id="wrapper"><div id="header"><div class="date-now">{clock}</div><a href="/"><img src="/banner.png" alt="{paper}"></a>{menu}</div><div id="main"><div class="col-left">{main}</div><div class="col-right">{side}</div></div><div id="footer">{paper} - Giấy phép xuất bản</div></div></body></html>',
        "menu": '<div class="menu"><ul>{items}</ul></div>',
        "side": '<div class="box-most"><h4>Tin đọc nhiều</h4><ul>{items}</ul></div>',
        "crumb": '<a href="{url}">{name}</a> » ',
        "date": '<div class="post-date">{at:%H:%M}, {weekday}, {at:%d/%m/%Y} (GMT+7)</div>',
        "byline": '<p class="author">{name}</p>',
        "sapo": '<div class="post-summary"><p>{summary}</p></div>',
        "article": '<div class="breadcrumb"><a href="/">Trang chủ</a> » {crumbs}</div><div class="post"><h1 class="post-title">{title}</h1>{date}{sapo}<div class="post-content" id="post-content">{body}</div>{byline}{tags}</div>{boxes}{comments}',
        "img": '<img src="{url}" alt="{alt}" />',
        "figure": '<table class="image" align="center" width="500"><tbody><tr><td>{img}</td></tr><tr><td class="caption">{caption}</td></tr></tbody></table>',
        "figure-bare": '<table class="image" align="center"><tbody><tr><td>{img}</td></tr></tbody></table>',
        "relate": '<div class="related-news"><p><strong>{heading}</strong></p><ul>{cards}</ul></div>',
        "tags": '<div class="post-tags">Tags: {tags}</div>',
        "box": '<div class="box-related"><h3>{heading}</h3><ul>{cards}</ul></div>',
        "thumb": '<a class="thumb" href="{url}" title="{title}"><img src="{src}" alt="{title}"></a>',
        "card": '<li class="item">{thumb}<h3><a href="{url}">{title}</a></h3>{summary}</li>',
        "list": '<div class="cat-title"><h1>{name}</h1></div><ul class="list-news">{cards}</ul>{pager}',
    },
)

A_NUMBER = Family(
    name="a-number",
    article="/{slug}-a{id}.html",
    article_re=r"-a(?P<id>\d+)\.html$",
    section="/{slug}/",
    paging="/trang-{n}.html",
    images="media.{host}/images/upload",
    prefixes=("(BTN) - ", "BTN - "),
    date="line",
    box="Tin cùng chuyên mục",
    box_thumb=False,
    theme={
        **_COMMON,
        "title-tail": " - {paper} Online",
        "shell": '<!DOCTYPE html><html lang="vi-VN"><head>{head}</head><body><div class="top-bar"><span class="datetime">{clock}</span></div><div class="logo"><a href="/">{paper}</a></div>{menu}<div class="container"><div class="row"><div class="col-md-8">{main}</div><div class="col-md-4 sidebar">{side}</div></div></div><footer><p>{paper}. Theo dõi {paper} trên Google News</p></footer></body></html>',
        "menu": '<ul class="nav navbar-nav">{items}</ul>',
        "side": '<div class="widget"><div class="widget-title">Xem nhiều</div><ul>{items}</ul></div>',
        "crumb": '<li><a href="{url}">{name}</a></li>',
        "date": '<div class="detail-date">{weekday}: {at:%H:%M} ngày {at:%d/%m/%Y}</div>',
        "byline": '<div class="detail-author">{name}</div>',
        "sapo": '<div class="detail-sapo"><strong>{summary}</strong></div>',
        "article": '<ol class="breadcrumb"><li><a href="/">Trang chủ</a></li>{crumbs}</ol><div class="detail"><h1 class="detail-title">{title}</h1>{date}<div class="share">Chia sẻ: <a href="#">Facebook</a> <a href="#">Zalo</a></div>{sapo}<div class="detail-content">{body}</div>{byline}{tags}</div>{boxes}{comments}',
        "img": '<img class="img-responsive" data-original="{url}" src="/images/loading.gif" alt="{alt}">',
        "figure": '<div class="image-box">{img}<p class="image-caption">{caption}</p></div>',
        "picture-table": '<table class="contentimg"><tr><td>{img}</td></tr><tr><td class="caption"><em>{caption}</em></td></tr></table>',
        "figure-bare": '<p style="text-align:center">{img}</p>',
        "relate": '<div class="box-lienquan"><div class="title">{heading}</div><ul>{cards}</ul></div>',
        "tags": '<div class="detail-tags"><b>Từ khóa:</b> {tags}</div>',
        "box": '<div class="other-news"><div class="title-box"><span>{heading}</span></div><ul>{cards}</ul></div>',
        "thumb": '<a class="img" href="{url}"><img src="{src}" alt="{title}"></a>',
        "card": '<li>{thumb}<h4 class="title"><a href="{url}" title="{plain}">{title}</a></h4>{summary}</li>',
        "list": '<div class="category"><h2 class="category-title">{name}</h2><ul class="list-news">{cards}</ul></div>{pager}',
        "card-summary": '<div class="sapo">{summary}</div>',
    },
)

MEDIA_UPLOAD = Family(
    name="media-upload",
    article="/{slug}-{id}.html",
    article_re=r"-(?P<id>3\d{6,})\.html$",
    lead_digits="3",
    section="/{slug}",
    paging="/trang-{n}",
    images="media.{host}/upload/image",
    per_page=15,
    box="Tin cùng chuyên mục",
    box_summary=True,
    theme={
        **_COMMON,
        "shell": '<!doctype html><html lang="vi"><head>{head}</head><body class="{css}"><div class="site-top"><time>{clock}</time></div><div class="site-header"><p class="site-name"><a href="/">{paper}</a></p>{menu}</div><section class="section-content"><div class="main-content">{main}</div><div class="right-content">{side}</div></section><div class="site-footer"><p>Tổng Biên tập: …</p><p>Bản quyền thuộc về {paper}</p></div></body></html>',
        "menu": '<nav class="main-nav"><ul>{items}</ul></nav>',
        "side": '<div class="box-view"><h2 class="box-title">Tin nổi bật</h2><ul>{items}</ul></div>',
        "crumb": '<a class="cate" href="{url}">{name}</a>',
        "date": '<time datetime="{iso}">{weekday}, ngày {at:%d/%m/%Y} {at:%H:%M} [GMT+7]</time>',
        "byline": '<div class="author-info"><span class="name">{name}</span></div>',
        "sapo": '<div class="article-sapo"><p>{summary}</p></div>',
        "article": '<div class="breadcrumbs">{crumbs}</div><article class="article-detail"><h1 class="article-title">{title}</h1><div class="article-info">{date}</div>{sapo}<div class="article-body content-detail" itemprop="articleBody">{body}</div>{byline}{tags}</article>{boxes}{comments}',
        "img": '<img src="{url}" alt="{alt}" loading="lazy">',
        "figure": '<figure class="image">{img}<figcaption><em>{caption}</em></figcaption></figure>',
        "figure-bare": '<figure class="image">{img}</figure>',
        "relate": '<div class="article-related"><h4>{heading}</h4><ul>{cards}</ul></div>',
        "tags": '<div class="article-tags"><label>Từ khóa</label>{tags}</div>',
        "box": '<section class="box-category"><h3 class="box-title">{heading}</h3><div class="box-body">{cards}</div></section>',
        "thumb": '<a class="thumb" href="{url}"><img src="{src}" alt="{title}"></a>',
        "card": '<div class="article-item">{thumb}<p class="title"><a href="{url}">{title}</a></p>{summary}</div>',
        "list": '<div class="category-head"><h1>{name}</h1></div><div class="category-body">{cards}</div>{pager}',
        "card-summary": '<div class="sapo">{summary}</div>',
    },
)

UNKNOWN = Family(
    name="unknown",
    article="/{section}/{slug}-{id}.html",
    article_re=r"-(?P<id>\d{6,})\.html$",
    section="/muc/{slug}",
    paging="?trang={n}",
    images="anh.{host}/kho",
    box="Bài cùng chuyên mục",
    sitemap=False,
    theme={
        **_COMMON,
        "shell": '<!DOCTYPE html><html lang="vi"><head>{head}</head><body><div class="x-a1"><div class="x-t0">{clock}</div><div class="x-l0"><a href="/">{paper}</a></div>{menu}</div><main class="x-m0"><div class="x-m1">{main}</div><aside class="x-m2">{side}</aside></main><footer class="x-f0"><p>Tòa soạn {paper}</p></footer></body></html>',
        "menu": '<nav class="x-n0"><ul>{items}</ul></nav>',
        "side": '<section class="x-s0"><h2>Đọc nhiều nhất</h2><ol>{items}</ol></section>',
        "crumb": '<a href="{url}">{name}</a>',
        "date": '<time datetime="{iso}">{at:%H:%M} | {at:%d/%m/%Y}</time>',
        "byline": '<address rel="author">{name}</address>',
        "sapo": '<p class="x-p1"><strong>{summary}</strong></p>',
        "article": '<nav class="x-b0" aria-label="breadcrumb">{crumbs}</nav><article class="x-c0"><h1>{title}</h1><div class="x-c1">{byline} {date}</div>{sapo}<div class="x-c2">{body}</div>{tags}</article>{boxes}{comments}',
        "img": '<img src="{url}" alt="{alt}">',
        "figure": "<figure>{img}<figcaption>{caption}</figcaption></figure>",
        "figure-bare": "<figure>{img}</figure>",
        "relate": '<div class="x-r0"><h4>{heading}</h4><ul>{cards}</ul></div>',
        "tags": '<p class="x-k0">Từ khóa: {tags}</p>',
        "tag": '<a href="{url}" rel="tag">{name}</a> ',
        "box": '<section class="x-o0"><h2>{heading}</h2>{cards}</section>',
        "thumb": '<a href="{url}"><img src="{src}" alt="{title}"></a>',
        "card": '<div class="x-d0">{thumb}<h3><a href="{url}">{title}</a></h3>{summary}</div>',
        "card-summary": "<p>{summary}</p>",
        "list": '<section class="x-e0"><h1>{name}</h1>{cards}</section>{pager}',
        "page-next": '<a href="{url}">Trang sau »</a>',
        "pager": '<nav class="x-g0">{links}</nav>',
    },
)


def _paper(name: str, title: str, domain: str, province: str, family: Family, byline: Sequence[str] = ()) -> Newspaper:
    prefixes = tuple(dict.fromkeys(p.strip(" -") for p in family.prefixes if p))
    return Newspaper(
        name=name, title=title, domain=domain, province=province, province_before_2025=province, family=family.name,
        article_patterns=(family.article_re,), lead_prefixes=prefixes, byline_names=(title, *byline),
    )  # fmt: skip


#: name -> (family, paper): one newspaper of each family
FAMILIES: dict[str, tuple[Family, Newspaper]] = {
    family.name: (family, paper)
    for family, paper in (
        (ONECMS, _paper("baonghean", "Báo Nghệ An", "baonghean.vn", "Nghệ An", ONECMS, ["Baonghean.vn"])),
        (YYYYMM, _paper("baodaklak", "Báo Đắk Lắk", "baodaklak.vn", "Đắk Lắk", YYYYMM)),
        (A_NUMBER, _paper("baotayninh", "Báo Tây Ninh", "baotayninh.vn", "Tây Ninh", A_NUMBER)),
        (MEDIA_UPLOAD, _paper("baoquangninh", "Báo Quảng Ninh", "baoquangninh.vn", "Quảng Ninh", MEDIA_UPLOAD)),
        (UNKNOWN, _paper("baobiengioi", "Báo Vùng Cao", "baobiengioi.example", "Lào Cai", UNKNOWN)),
    )
}


def family_room(name: str, seed: int = 1, articles: int = 120, **options: Any) -> Newsroom:
    """A newsroom that plays the newspaper of a family. Raises ValueError for an unknown family, naming the known ones."""
    from .room import Newsroom

    if name not in FAMILIES:
        raise ValueError(f"unknown family {name!r}; known: {', '.join(FAMILIES)}")
    family, paper = FAMILIES[name]
    return Newsroom(seed, articles, paper, family=family, **options)
