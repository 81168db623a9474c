"""Prints the newsroom's articles and lists in the markup of the ePi CMS.

Facts: EPI_CMS.md (the vendor's theme, live pages of sister sites). Every function returns HTML; nothing here decides
what an article says.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from . import words
from .content import (
    BY_ZONE,
    SECTIONS,
    Box,
    Card,
    Clip,
    Draft,
    EndAuthor,
    Entry,
    Grid,
    Heading,
    Interview,
    Items,
    Junk,
    Live,
    Note,
    Para,
    Pic,
    Pictures,
    Piece,
    Quote,
    Relate,
    SectionDef,
    Text,
)
from .furniture import comment_form, foot, masthead, share, sidebar, style
from .images import picture_url, video_url
from .parts import GIF, attr, print_card, tag_path
from .words import mix

if TYPE_CHECKING:
    from .room import Newsroom


def ink(text: str, dirt: str = "") -> str:
    """The words as HTML text, in one of the odd spellings that newspapers' databases hold."""
    if dirt == "nfd":
        return escape(unicodedata.normalize("NFD", text), quote=False)
    if dirt == "eth":
        return escape(text.replace("Đ", "\u00d0"), quote=False)
    if dirt == "nbsp":
        parts = escape(text, quote=False).split(" ")
        return "".join(
            p + ("" if k == len(parts) - 1 else ("&nbsp;", " ", "\u00a0", " ")[k % 4]) for k, p in enumerate(parts)
        )
    if dirt == "zero":
        parts = escape(text, quote=False).split(" ")
        for k in range(1, len(parts), 3):
            middle = len(parts[k]) // 2
            mark = ("\u200b", "\ufeff", "\u00ad", "\u2060")[k % 4] if "&" not in parts[k] else ""
            parts[k] = parts[k][:middle] + mark + parts[k][middle:]
        return " ".join(parts)
    return escape(text, quote=False)


def date_line(at: datetime, salt: int) -> str:
    """The printed publication time, in the forms of the theme and of live pages."""
    day = f"{at.day:02d}/{at.month:02d}/{at.year}"
    if salt % 3 == 0:
        return f"{day} {at:%H:%M}"
    weekday = words.WEEKDAYS[at.weekday()]
    return f"{weekday}, ngày {day}{chr(10) + '    ' if salt % 3 == 1 else ' '}- {at:%H:%M}"


class Printer:
    """Prints one draft."""

    def __init__(self, room: Newsroom, draft: Draft, day: int | None) -> None:
        self.room, self.draft, self.day = room, draft, day
        self.host, self.n, self.dirt = room.host, draft.head.n, draft.dirt

    # --- pictures

    def img(self, pic: Pic, bare: bool = False, desc: str | None = None) -> str:
        large, medium = picture_url(self.room, pic, "l"), picture_url(self.room, pic, "m")
        alt = f' alt="{attr(pic.alt)}"' if pic.alt is not None else ""
        said = f' data-desc="{attr(desc)}"' if desc else ""
        if bare:
            return f'<img src="{GIF}" data-image-id="{pic.number}" class="lazyload cms-photo" data-src="{medium}"{alt} width="640" height="427">'
        if pic.number % 7 == 3:  # the older attribute
            return f'<img class="lazyload cms-photo" src="{GIF}" data-src="{medium}" data-photo-original-src="{large}"{alt}{said}>'
        noscript = (
            f'<noscript><img class="image-fallback" src="{medium}"{alt}></noscript>' if pic.number % 4 == 1 else ""
        )
        return (
            f'<img src="{GIF}" id="{pic.number}"{alt} data-width="960" data-height="640" data-image-id="{pic.number}" '
            f'class="lazyload cms-photo" data-large-src="{large}" data-src="{medium}" width="960" height="640"{said}>{noscript}'
        )

    def pictures(self, piece: Pictures) -> str:
        pic = piece.pics[0]
        caption = ink(pic.caption, self.dirt) if pic.caption else ""
        salt = pic.number
        if piece.form == "layout":
            inner = " ".join(f"<figure> {self.img(p)} </figure>" for p in piece.pics)
            return f'<div class="layout-image-{len(piece.pics)}"> {inner} <figcaption>{caption}</figcaption>\n</div>'
        if piece.form in ("bare", "next-em"):
            table = f'<table class="picture" align="center"> \n <tbody> \n  <tr> \n   <td>{self.img(pic, bare=True)}</td> \n  </tr> \n </tbody> \n</table>'
            if piece.form == "next-em":
                style = ' style="text-align: center;"' if salt % 2 else ""
                return f"{table} \n<p{style}><em>{caption}</em></p>" if caption else table
            row = f' \n  <tr> \n   <td class="caption">{caption}</td> \n  </tr>' if caption else ""
            return table.replace(" \n </tbody>", row + " \n </tbody>")
        if piece.form == "desc":  # an old article: the caption only in an attribute
            return f'<table class="picture"><tbody><tr><td class="pic">{self.img(pic, desc=pic.caption)}</td></tr></tbody></table>'
        if piece.form in ("table", "source"):
            css = (
                "picture",
                "picture align-left outset-left",
                "picture full-width",
                "align-center",
                "picture max-width",
            )[salt % 5]
            cell = ('<td class="pic">', '<td class="img">', "<td>")[salt % 3]
            align = ' align="center"' if salt % 2 else ""
            if not caption:
                row = ""
            elif pic.source:
                row = f'<tr><td class="caption"><p>{caption}</p><div class="source">{ink(pic.source, self.dirt)}</div></td></tr>'
            elif salt % 2:
                row = f'<tr><td class="caption"><p>{caption}</p></td></tr>'
            else:
                row = f'<tr><td class="caption">{caption}</td></tr>'
            return f'<table class="{css}"{align}><tbody><tr>{cell}{self.img(pic)}</td></tr>{row}</tbody></table>'
        css = ("", ' class="picture"', ' class="align-center"')[salt % 3]
        below = f" <figcaption>{caption}</figcaption>" if caption else ("", " <figcaption></figcaption>")[salt % 2]
        return f"<figure{css}> {self.img(pic)}{below}\n</figure>"

    def clip(self, piece: Clip) -> str:
        media, poster = video_url(self.room, piece.number), picture_url(self.room, self.draft.head.thumb, "l")
        caption = ink(piece.caption, self.dirt) if piece.caption else ""
        video = f'<video class="cms-video" controls poster="{poster}"><source src="{media}" type="video/mp4"></video>'
        if piece.form == "table":
            row = f'<tr><td class="caption">{caption}</td></tr>' if caption else ""
            return f'<table class="video" align="center"><tbody><tr><td>{video}</td></tr>{row}</tbody></table>'
        below = f"<figcaption>{caption}</figcaption>" if caption else ""
        if piece.form == "iframe":
            frame = f'<iframe src="{youtube_url(self.room, piece.number)}" width="640" height="360" frameborder="0" allowfullscreen></iframe>'
            return f'<figure class="video">{frame}{below}</figure>'
        return f'<figure class="video cms-video">{video}{below}</figure>'

    # --- words

    def inline(self, text: Text) -> str:
        out = []
        for span in text:
            said = ink(span.text, self.dirt)
            if span.relate is not None:
                url = (
                    self.story_url(span.relate)
                    if not span.short
                    else f"https://{self.host}/post-{self.room.id_of(span.relate)}.html"
                )
                out.append(f'<a href="{url}" target="_blank" class="cms-relate">{said}</a>')
            elif span.tag == "file":
                out.append(f'<a href="{span.href}" data-file-id="{self.n + 77}">{said}</a>')
            elif span.href:
                out.append(f'<a href="https://{self.host}{span.href}" target="_blank" class="cms-relate">{said}</a>')
            elif span.tag == "br":
                out.append("<br>")
            elif span.tag:
                out.append(f"<{span.tag}>{said}</{span.tag}>")
            else:
                out.append(said)
        return "".join(out)

    def para(self, piece: Para) -> str:
        prefix = attr(piece.prefix) if piece.prefix else ""
        style = ' style="text-align: justify;"' if self.draft.space else ""
        return f"<p{style}>{prefix}{self.inline(piece.text)}</p>"

    def piece(self, piece: Piece) -> str:
        match piece:
            case Para():
                return self.para(piece)
            case Pictures():
                return self.pictures(piece)
            case Heading():
                said = ink(piece.text, self.dirt)
                if piece.form == "bold":
                    return f"<p><strong>{said}</strong></p>"
                return (
                    f"<strong>{said}</strong>" if piece.form == "strong" else f"<h{piece.level}>{said}</h{piece.level}>"
                )
            case Items():
                tag = "ol" if piece.ordered else "ul"
                return (
                    f"<{tag}>\n" + "\n".join(f"<li>{ink(item, self.dirt)}</li>" for item in piece.items) + f"\n</{tag}>"
                )
            case Grid():
                return self.grid(piece)
            case Clip():
                return self.clip(piece)
            case Quote():
                return self.quote(piece)
            case Note():
                inner = "\n".join(self.piece(p) for p in piece.pieces)
                return f'<div class="notebox {piece.css} cms-note"> {inner}\n</div>'
            case Interview():
                return self.interview(piece)
            case Live():
                return (
                    '<div class="live-zone">'
                    + "\n".join(self.entry(k, e) for k, e in enumerate(piece.entries))
                    + "</div>"
                )
            case Relate():
                return self.relate(piece)
            case Junk():
                return self.junk(piece)
            case EndAuthor():
                return self.end_author(piece.form)

    def grid(self, piece: Grid) -> str:
        def row(cells: Sequence[str], tag: str) -> str:
            return "<tr>" + "".join(f"<{tag}>{ink(cell, self.dirt)}</{tag}>" for cell in cells) + "</tr>"

        if piece.head:
            body = "".join(row(cells, "td") for cells in piece.rows[1:])
            return f'<table class="table" border="1"><thead>{row(piece.rows[0], "th")}</thead><tbody>{body}</tbody></table>'
        cells = "".join(
            "<tr>" + "".join(f"<td><p>{ink(cell, self.dirt)}</p></td>" for cell in row_) + "</tr>"
            for row_ in piece.rows
        )
        return f'<table border="1"><tbody>{cells}</tbody></table>'

    def quote(self, piece: Quote) -> str:
        pic = self.pictures(Pictures((piece.pic,), "table")) if piece.pic else ""
        paras = "".join(f"<p>{ink(text, self.dirt)}</p>" for text in piece.paras)
        by = f'<span class="author">{ink(piece.by, self.dirt)}</span>' if piece.by else ""
        return f'<blockquote class="quote cms-quote">{pic}{paras}{by}</blockquote>'

    def interview(self, piece: Interview) -> str:
        context = "".join(f'<div class="{css}">{ink(text, self.dirt)}</div>' for css, text in piece.context)
        guests = "".join(
            f'<div class="visitor"><div class="info"><div class="name">{ink(name, self.dirt)}</div>'
            f'<div class="text">{ink(text, self.dirt)}</div></div></div>'
            for name, text in piece.invitors
        )
        note = f'<div class="itv-note"><p>{ink(piece.note, self.dirt)}</p></div>' if piece.note else ""
        items = []
        for turn in piece.turns:
            css = "question" if turn.kind == "question" else "anwser"
            name = f'<span class="name">{ink(turn.name, self.dirt)}</span>' if turn.name else ""
            time = f'<span class="time">{turn.time:%H:%M} {turn.time:%d/%m/%Y}</span>' if turn.time else ""
            paras = "".join(f"<p>{ink(text, self.dirt)}</p>" for text in turn.paras)
            items.append(
                f'<div class="item {css}"><div class="meta">{name}{time}</div><div class="content">{paras}</div></div>'
            )
        form = (
            '<div class="itv-interaction"><form><input name="name" placeholder="Họ và tên"><textarea placeholder="Nội dung câu hỏi">'
            "</textarea><button>Gửi câu hỏi</button></form></div>"
        )
        return (
            f'<div class="interview-zone"><div class="itv-context">{context}</div><div class="itv-invitors">{guests}</div>{note}'
            f'<div class="itv-question-answer">{"".join(items)}</div>{form}</div>'
        )

    def entry(self, k: int, entry: Entry) -> str:
        inner = "\n".join(self.piece(p) for p in entry.pieces)
        stamp = f'<div class="time" data-time="{int(entry.time.timestamp())}">{entry.time:%d/%m/%Y %H:%M}</div>'
        return f'<div class="live-item" id="live-{k + 1}">{stamp}<div class="content">{inner}</div></div>'

    def relate(self, piece: Relate) -> str:
        cards = "\n".join(self.card(card, "h2") for card in piece.cards)
        if piece.heading is None:
            return f'<div class="{piece.form} " data-source="related-news" align="">{cards}</div>'
        head = f'<h3 class="box-heading"><span class="title">{piece.heading}</span></h3>'
        return (
            f'<div class="{piece.form}">{head}<div class="box-content" data-source="related-news">{cards}</div></div>'
        )

    def junk(self, piece: Junk) -> str:
        said = escape(piece.words, quote=False)
        match piece.form:
            case "sda":
                return f'<div class="sda_middle"> <div id="sdaWeb_SdaArticleMiddle" class="rennab fyi" data-platform="1">{said}</div>\n</div>'
            case "ads":
                return f'<div class="ads_middle">\n <div id="adsWeb_AdsArticleMiddle" class="banner fyi"><a href="https://quangcao.example/">{said}</a></div>\n</div>'
            case "script":
                return f'<script>window.ads = window.ads || []; ads.push("{said}");</script>'
            case "poll":
                answers = "".join(
                    f'<label><input type="radio" name="poll"> {a}</label>' for a in words.POLL_ANSWERS[:4]
                )
                return f'<div class="poll-box"><p class="question">{words.POLLS[self.n % 2]}</p>{answers}<button>Biểu quyết</button><button>Xem kết quả</button></div>'
            case "interaction":
                return '<div class="itv-interaction"><form><p>Gửi ý kiến của bạn về bài viết</p><textarea>Nhập nội dung</textarea><button>Gửi đi</button></form></div>'
            case _:
                return f'<div style="display:none" class="hidden"><p>{said}</p></div>'

    def end_author(self, form: str) -> str:
        name = ink(self.draft.byline or "", self.dirt)
        if form == "line":  # typed by hand, as a last paragraph
            return f'<p style="text-align: right;"><strong>{name}</strong></p>'
        inner = {
            "plain": name,
            "p": f'<p class="name">{name}</p>',
            "span": f'<span class="name">{name}</span>',
            "info": f'<div class="author"><div class="info"><span class="name">{name}</span></div></div>',
        }[form]
        return f'<div class="article__author">{inner}</div>'

    # --- cards and boxes

    def story_url(self, n: int, absolute: bool = True) -> str:
        path = self.room.head(n, self.day).path
        return f"https://{self.host}{path}" if absolute else path

    def card(self, card: Card, tag: str) -> str:
        return print_card(self.room, card, tag, self.day)

    def box(self, box: Box) -> str:
        cards = "\n".join(self.card(card, "h2") for card in box.cards)
        section = self.draft.head.section
        title = (
            f'<a class="title" href="/{section.slug}/" title="{attr(section.name)}"> {box.heading} </a>'
            if self.n % 2
            else f'<span class="title">{box.heading}</span>'
        )
        return f'<div class="{box.css}"><h3 class="box-heading"> {title} </h3><div class="box-content content-list" data-source="{box.source}">\n{cards}\n</div></div>'

    # --- the page

    def meta(self) -> str:
        d, room = self.draft, self.room
        url, title = room.url(self.n, self.day), d.head.title
        double = d.ld == "entities"
        said = attr(unicodedata.normalize("NFD", d.summary) if self.dirt == "nfd" else d.summary)
        shown = said.replace("&", "&amp;") if double and "&" in said else said
        image = picture_url(room, d.avatar or d.head.thumb, "o")
        og_url = f"https://{room.host}/post-{d.head.id}.html" if d.short_og else url
        lines = [
            f"<title>{attr(title)}</title>",
            f'<meta name="description" content="{shown}"/>',
            f'<meta name="author" content="{attr(room.paper.title)}"/>',
            f'<link rel="canonical" href="{url}"/>',
            f'<meta property="og:site_name" content="{attr(room.paper.title)} điện tử"/><meta property="og:type" content="article"/>',
            f'<meta property="og:url" content="{og_url}"/><meta property="og:image" content="{image}"/>',
            f'<meta property="og:title" content="{attr(ink_attr(title, self.dirt))}"/><meta property="og:description" content="{shown}"/>',
            f'<meta property="article:section" content="{attr(",".join(s.name for s in d.section))}"/>',
        ]
        if d.tags:
            lines.append(
                f'<meta property="article:tag" content="{attr(",".join(t for t in d.tags if "," not in t))}"/>'
            )
        if d.date_form == "full" and d.published and d.modified:
            zone = "+0700" if self.n % 5 == 0 else "+07:00"
            for name, at in (("published", d.published), ("modified", d.modified)):
                lines.append(f'<meta property="article:{name}_time" content="{at:%Y-%m-%dT%H:%M:%S}{zone}"/>')
        config = f'domainApi: "https://api.{room.host}", objectId: {d.head.id}, pageType: "article", adsZone: {d.head.section.zone}, allowAds: true'
        lines.append(f"<script>var cmsConfig = {{ {config} }};</script>")
        lines.append(self.json_ld(url, image))
        return "\n".join(lines)

    def json_ld(self, url: str, image: str) -> str:
        d, room = self.draft, self.room
        blocks = site_ld(room)
        crumbs = [
            {"@type": "ListItem", "position": k + 1, "item": {"@id": room.section_url(s), "name": s.name}}
            for k, s in enumerate(d.section)
        ]
        blocks.append(
            json.dumps(
                {"@context": "http://schema.org", "@type": "BreadcrumbList", "itemListElement": crumbs},
                ensure_ascii=False,
            )
        )
        if d.ld != "none":
            title, summary = d.head.title, d.summary
            if d.ld == "entities":
                title, summary = _entities(title), _entities(summary).replace("&", "&amp;")
            article: dict[str, object] = {
                "@context": "http://schema.org",
                "@type": "NewsArticle",
                "mainEntityOfPage": {"@type": "WebPage", "@id": url},
                "headline": title,
                "description": summary,
                "image": {"@type": "ImageObject", "url": image, "width": 1200, "height": 675},
                "publisher": {"@type": "Organization", "name": room.paper.title},
            }
            if d.date_form == "full" and d.published and d.modified and d.ld != "no-date":
                article["datePublished"] = d.published.isoformat()
                article["dateModified"] = d.modified.isoformat()
            if d.ld == "site" or not d.byline:
                article["author"] = {"@type": "Organization", "name": room.paper.title}
            elif d.ld != "no-date":
                article["author"] = {"@type": "Person", "name": d.byline}
            text = json.dumps(article, ensure_ascii=False)
            if d.ld == "control":
                # a line break and a tab typed into a string: not JSON, and seen
                text = text.replace('"description": "', '"description": "\n\t', 1)
            blocks.append(text)
        return "".join(
            f'<script type="application/ld+json">{block.replace("</", "<" + chr(92) + "/")}</script>'
            for block in blocks
        )

    def header(self) -> str:
        """Title, meta line, summary and lead picture, in the order of one theme or the other."""
        d = self.draft
        title_tag = "div" if self.n % 9 == 4 else "h1"
        css = "article__header cms-title" if self.n % 11 == 7 else "article__title cms-title "
        kicker = (
            f'<div class="article__sub-title">{ink(d.head.kicker, self.dirt)}{":" if self.n % 2 else ""}</div>'
            if d.head.kicker
            else ""
        )
        title = f'<{title_tag} class="{css}"> {ink(d.head.title, self.dirt)} </{title_tag}>'
        byline = ""
        if "meta" in d.byline_at and d.byline:
            name = ink(d.byline, self.dirt)
            byline = (
                f'<span class="author"><i class="ic-pen"></i> {name}</span>',
                f'<p class="author"><span>Tác giả</span> <a href="/author-search.html?q={attr(d.byline)}" class="cms-author">{name}</a></p>',
                f'<div class="wrap-author"><div class="author"> <span class="thumb"> </span> {name} </div></div>',
                f'<a class="cms-author" href="/tac-gia/{words.slugify(d.byline)}.html">{name}</a>',
            )[self.n % 4]
        time = ""
        if d.published and d.date_form != "none":
            printed = date_line(d.published, self.n)
            if d.date_form == "visible":
                time = f'<time class="time">{printed}</time>'
            else:
                stamp = f"{d.published:%Y-%m-%dT%H:%M:%S}" + ("+0700" if self.n % 2 else "+07:00")
                time = f'<time class="time" datetime="{stamp}" data-time="{int(d.published.timestamp())}" data-friendly="false">{printed}</time>'
                if d.date_form == "full":
                    time += f'<meta class="cms-date" itemprop="datePublished" content="{stamp}">'
        share = '<iframe src="about:blank" width="120" height="65"></iframe>'
        meta = f'<div class="article__meta">{byline}{time}{share}</div>'
        sapo = ""
        if d.sapo:
            prefix = (d.prefix or "").replace("\u00a0", "&nbsp;")
            inner = prefix + ink(d.summary, self.dirt)
            sapo = f'<div class="article__sapo cms-desc">{f"<p>{inner}</p>" if self.n % 2 else inner}</div>'
        tts = (
            '<div class="audio tts-player"><button class="play-button"></button><span class="duration">00:00 / 03:21</span>'
            '<div class="voice-board"><ul><li><div class="voice-name">Nam miền Bắc</div></li><li><div class="voice-name">Nữ miền Nam</div></li></ul></div></div>'
        )
        avatar = ""
        if d.avatar:
            caption = d.avatar.caption or d.head.title
            shown = (
                f"<figcaption>{ink(d.avatar.caption, self.dirt)}</figcaption>"
                if d.avatar.caption and self.n % 3
                else ""
            )
            avatar = (
                f'<figure class="article__avatar "> <img class="cms-photo" src="{picture_url(self.room, d.avatar, "l")}" '
                f'alt="{attr(d.avatar.alt or "")}" cms-photo-caption="{attr(caption)}"/> {shown} </figure>'
            )
        if self.n % 6 == 5:
            return avatar + kicker + title + meta + tts + sapo
        return kicker + title + meta + sapo + tts + avatar

    def body(self) -> str:
        d = self.draft
        joint = "\n<p>&nbsp;</p>\n\n   <!-- đoạn -->" if d.space else "\n"
        pieces = [self.piece(piece) for piece in d.pieces]
        inner = joint.join(pieces)
        if d.type == "longform":
            half = len(pieces) // 2
            inner = (
                f'<div class="zce-section wide"><div class="container-wide">{joint.join(pieces[:half])}</div></div>'
                f'<div class="zce-section narrow"><div class="container-text">{joint.join(pieces[half:])}</div></div>'
            )
        css = "article__body cms-body " if self.n % 8 == 3 else "article__body zce-content-body cms-body"
        return f'<div class="{css}" itemprop="articleBody">\n{inner}\n</div>'

    def footer(self) -> str:
        d = self.draft
        box = self.box(d.footer_box) if d.footer_box else ""
        byline = (
            f'<div class="article__author"><span class="name">{ink(d.byline, self.dirt)}</span></div>'
            if "footer" in d.byline_at and d.byline
            else ""
        )
        return f'<div class="article-footer">{byline}{box}</div>' if byline or box else ""

    def tags(self) -> str:
        if not self.draft.tags:
            return ""
        mark = "#" if self.n % 2 else ""
        links = "".join(
            f'<a href="{tag_path(tag)}" title="{attr(tag)}">{mark}{ink(tag, self.dirt)}</a>\n'
            for tag in self.draft.tags
        )
        head = (
            '<h3 class="box-heading"><a class="title" href="#">từ khóa :</a></h3>'
            if self.n % 3
            else '<h3 class="box-heading"> Từ khóa </h3>'
        )
        return f'<div class="article__tag">{head}<div class="box-content">{links}</div></div>'

    def comments(self) -> str:
        said = "".join(
            f'<div class="comment-item"><span class="name">Bạn đọc {k + 1}</span><p>{words.COMMENTS[(self.n + k) % len(words.COMMENTS)]}</p><a>Thích</a> <a>Trả lời</a></div>'
            for k in range(self.n % 3)
        )
        return (
            f'<div class="box-comment"><h3 class="box-heading"><a class="title" href="#">Ý kiến bạn đọc</a></h3><div class="box-content"><div class="wrap-comment" id="comment{self.draft.head.id}">'
            f"{said}{comment_form(self.room)}</div></div></div>"
        )

    def page(self) -> str:
        d = self.draft
        css = {"article": "normal"}.get(d.type, d.type)
        boxes = [self.box(box) for box in d.boxes]
        bars = [share(self.room, self.room.url(self.n, self.day), d.head.id, place) for place in ("top", "bottom")]
        col = f'<div class="col"><div class="main-col">{boxes[-1]}</div>{sidebar(self.room, self.n, self.day)}</div>'
        return (
            f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">\n{self.meta()}\n{style(self.room)}</head>\n'
            f'<body class="detail-{css}">{masthead(self.room)}<div class="site-body"><div class="container detail">\n'
            f'{breadcrumbs(d.section, self.n)}<div class="col"><div class="main-col"><div class="article">\n{self.header()}\n{bars[0]}{self.body()}\n'
            f"{self.footer()}{self.tags()}{bars[1]}{self.comments()}</div></div></div>\n{''.join(boxes[:-1])}{col}</div></div>\n{foot(self.room)}</body></html>"
        )


def ink_attr(text: str, dirt: str) -> str:
    return unicodedata.normalize("NFD", text) if dirt == "nfd" else text


def _entities(text: str) -> str:
    """Marked letters as numeric entities, as one old export wrote them."""
    return "".join(f"&#{ord(c)};" if ord(c) > 127 else c for c in text)


def youtube_url(room: Newsroom, number: int) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    code = mix(room.seed, number, 99)
    return "https://www.youtube.com/embed/" + "".join(letters[(code >> (6 * k)) % 64] for k in range(10)) + "A"


def breadcrumbs(section: Sequence[SectionDef], n: int) -> str:
    def link(s: SectionDef, last: bool) -> str:
        active = ' class="active"' if last else ""
        return f'<a{active} href="/{s.slug}/" title="{attr(s.name)}">{escape(s.name, quote=False)}</a>'

    if n % 3 == 0:  # as live pages have it
        inner = "".join(f'<h2 class="main"> {link(s, k == len(section) - 1)} </h2>' for k, s in enumerate(section))
        home = '<a class="home" href="/" title="Trang chủ">Trang chủ</a>' if n % 2 else ""
        return f'<div class="breadcrumb breadcrumb-detail">{home}{inner}</div>'
    if len(section) == 1:
        return f'<div class="breadcrumbs"><h2 class="main">{link(section[0], True)}</h2></div>'
    return f'<div class="breadcrumbs"><h2 class="main">{link(section[0], False)}</h2><h1 class="main">{link(section[1], True)}</h1></div>'


def site_ld(room: Newsroom) -> list[str]:
    both = [
        {
            "@context": "http://schema.org",
            "@type": "Organization",
            "name": room.paper.title,
            "url": f"https://{room.host}",
        },
        {"@context": "https://schema.org", "@type": "WebSite", "name": room.paper.title, "url": f"https://{room.host}"},
    ]
    return [json.dumps(block, ensure_ascii=False) for block in both]


def article_page(room: Newsroom, n: int, day: int | None = None) -> str:
    return Printer(room, room.draft(n, day), day).page()


# --- lists ----------------------------------------------------------------------------------------------------------


def _shell(room: Newsroom, title: str, path: str, body: str, css: str = "cate-page", zone: int | None = None) -> str:
    config = f'domainApi: "https://api.{room.host}", objectId: {zone or 0}, pageType: "cate", adsZone: {zone or 0}'
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{attr(title)}</title><link rel="canonical" href="https://{room.host}{path}">'
        f'<script>var cmsConfig = {{ {config} }};</script>{style(room)}</head><body class="{css}">{masthead(room)}'
        f'<div class="site-body">{body}</div>\n{foot(room)}</body></html>'
    )


def list_card(room: Newsroom, n: int, tag: str = "h2", summary: bool = True) -> str:
    return print_card(room, Card(n, summary=summary, icon=room.head(n).icon), tag)


def timeline(room: Newsroom, numbers: Iterable[int], button: str = "") -> str:
    cards = "\n".join(list_card(room, n) for n in numbers)
    return f'<div class="timeline"><div class="box-content content-list">\n{cards}\n</div>{button}</div>'


#: Stories above the timeline of a section page: 1 + 2 + 4.
TOP = 7


def first_page(room: Newsroom) -> int:
    """How many stories of a section its own page shows; the load-more API goes on behind them."""
    return TOP + room.page_size


def load_more_batch(room: Newsroom, zone: int, page: int) -> tuple[list[int], bool]:
    """Stories of load-more page 1, 2, …, and whether there are more. Two repeat the page before, as new stories shift a
    real list while it is paged."""
    stream = room.streams.get(zone, [])
    start = first_page(room) + (page - 1) * room.page_size
    return stream[max(0, start - 2) : start + room.page_size], start + room.page_size < len(stream)


def section_page(room: Newsroom, section: SectionDef) -> str:
    stream = room.streams[section.zone]
    shown = stream[: first_page(room)]
    top, rest = shown[:TOP], shown[TOP:]
    subs = [s for s in SECTIONS if s.parent == section.zone]
    links = "".join(f'<a href="/{s.slug}/" title="{attr(s.name)}">{escape(s.name, quote=False)}</a>' for s in subs)
    if section.parent is None:
        crumbs = f'<div class="breadcrumbs"><h1 class="main"><a class="active" href="/{section.slug}/">{escape(section.name, quote=False)}</a></h1><div class="sub">{links}</div></div>'
    else:
        crumbs = breadcrumbs((BY_ZONE[section.parent], section), 1)
    blocks = (
        f'<div class="left">{"".join(list_card(room, n, "h2") for n in top[:1])}</div>'
        f'<div class="center">{"".join(list_card(room, n, "h2", False) for n in top[1:3])}</div>'
        f'<div class="right">{"".join(list_card(room, n, "h3", False) for n in top[3:])}</div>'
    )
    button = ""
    if len(stream) > len(shown):
        button = (
            f'<button class="more-news control__loadmore" data-page="1" data-autoload="0" data-zone="{section.zone}" '
            f'data-size="{room.page_size}" data-type="zone" data-layout="category"><span>xem thêm ...</span></button>'
        )
    body = (
        f'<div class="container category">{crumbs}<div class="abf-cate">{blocks}</div>'
        f'<div class="col"><div class="main-col">{timeline(room, rest, button)}</div>{sidebar(room, section.zone * 8, None)}</div></div>'
    )
    return _shell(room, section.name, f"/{section.slug}/", body, zone=section.zone)


def home_page(room: Newsroom) -> str:
    stream = room.streams[0]
    hero = "".join(list_card(room, n, "h2") for n in stream[:5])
    boxes = []
    for section in SECTIONS:
        if section.parent is None:
            cards = "".join(list_card(room, n, "h3", False) for n in room.streams[section.zone][:4])
            boxes.append(
                f'<div class="zone-box" data-source="zone-box-{section.zone}"><h2 class="box-heading"><a class="title" href="/{section.slug}/" title="{attr(section.name)}">'
                f'{escape(section.name, quote=False)}</a></h2><div class="box-content">{cards}</div></div>'
            )
    body = f'<div class="container home"><div class="abf-homepage">{hero}</div>{"".join(boxes)}{sidebar(room, 0, None)}</div>'
    return _shell(room, f"{room.paper.title} điện tử", "/", body, "home-page")


def tag_page(room: Newsroom, path: str, name: str, numbers: Iterable[int]) -> str:
    body = f'<div class="container category"><div class="breadcrumbs"><h1 class="main">#{escape(name, quote=False)}</h1></div>{timeline(room, numbers)}{sidebar(room, 8, None)}</div>'
    return _shell(room, name, path, body, "tag-page")


def print_page(room: Newsroom, n: int) -> str:
    """`/print.html?id=`: the article bare; not an article address."""
    draft = room.draft(n)
    printer = Printer(room, draft, None)
    return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{attr(draft.head.title)}</title></head><body class="print-page">{printer.header()}{printer.body()}</body></html>'


def bodiless_page(room: Newsroom, article_id: int) -> str:
    """An article whose body container is missing, as after a failed save in the CMS."""
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Bài viết đang được cập nhật</title>'
        f'<link rel="canonical" href="https://{room.host}/bai-viet-dang-duoc-cap-nhat-post{article_id}.html"></head><body class="detail-normal">{masthead(room)}'
        f'<div class="site-body"><div class="container detail"><div class="article"><h1 class="article__title cms-title">Bài viết đang được cập nhật</h1></div></div></div>{foot(room)}</body></html>'
    )


def error_page(room: Newsroom, status: int) -> str:
    body = (
        '<div class="container error"><h2>Không tìm thấy trang</h2><p>Đường dẫn bạn truy cập không tồn tại hoặc đã bị xóa.</p>'
        f'<a href="/">Về trang chủ</a><p class="code">{status}</p></div>'
    )
    return _shell(room, "Không tìm thấy trang", "/404.html", body, "error-page")


def load_more_json(room: Newsroom, zone: int, page: int) -> str:
    """The answer of the live API."""
    numbers, more = load_more_batch(room, zone, page)
    contents = []
    for n in numbers:
        head = room.head(n)
        contents.append(
            {
                "content_id": head.id,
                "title": head.title,
                "sub_title": head.kicker or "",
                "description": ("(BLC)&nbsp;" if n % 9 == 2 else "") + escape(head.summary, quote=True),
                "date": int(head.published.timestamp()),
                "update_time": int(room.last_modified(n).timestamp()),
                "avatar_url": picture_url(room, head.thumb, "t"),
                "avatar_description": "",
                "url": head.path,
                "redirect_link": "",
                "display_type": 0,
                "content_type": "",
                "zone": {"zone_id": head.section.zone, "parent_id": head.section.parent or 0, "name": head.section.name, "url": f"/{head.section.slug}/"},
            }
        )  # fmt: skip
    answer = {
        "data": {"contents": contents, "load_more": more},
        "error_code": 0,
        "error_message": "Success",
        "server_time": int(room.now.timestamp()),
    }
    return json.dumps(answer, ensure_ascii=False)


def load_more_html(room: Newsroom, zone: int, page: int) -> str:
    """The older answer: one string of cards."""
    numbers, more = load_more_batch(room, zone, page)
    cards = "\n".join(list_card(room, n) for n in numbers)
    return json.dumps({"data": {"articles": cards, "load_more": more}, "error_code": 0}, ensure_ascii=False)
