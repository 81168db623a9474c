"""Small parts that all pages of the newsroom share: story cards, addresses of tags, the clock's line."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from . import words
from .content import Card
from .images import picture_url

if TYPE_CHECKING:
    from .room import Newsroom

GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def attr(text: str) -> str:
    return escape(text, quote=True)


def tag_path(tag: str) -> str:
    slug = words.slugify(tag)
    return f"/tu-khoa/{slug}-tag{sum(map(ord, slug)) % 9000 + 100}.html"


def clock_line(at: datetime) -> str:
    return f"{words.WEEKDAYS[at.weekday()]}, {at:%d/%m/%Y} - {at:%H:%M}"


def print_card(room: Newsroom, card: Card, tag: str, day: int | None = None) -> str:
    """`article.story` as it stands in every list and box of the CMS."""
    if day is not None:
        return _card(room, card, tag, day)
    return room.memo((card, tag), lambda: _card(room, card, tag, None))


def _card(room: Newsroom, card: Card, tag: str, day: int | None) -> str:
    head = room.head(card.n, day)
    path = head.path + ("?utm_source=box&utm_medium=related" if card.tracker else "")
    href = attr(f"https://{room.host}{path}" if card.n % 2 else path)
    title = attr(head.title)
    shown = escape(f"{head.kicker}: {head.title}" if head.kicker and card.kicker else head.title, quote=False)
    thumb = ""
    if card.thumb:
        src = picture_url(room, head.thumb, "t")
        fallback = f'<noscript><img src="{src}" alt="{title}" class="image-fallback"></noscript>' if card.n % 2 else ""
        thumb = (
            f'<figure class="story__thumb"> <a class="cms-link" href="{href}" title="{title}"> '
            f'<img class="lazyload" src="{GIF}" data-src="{src}" alt="{title}">{fallback} </a> </figure>\n'
        )
    icon = f' <i class="ic-{card.icon}"></i>' if card.icon else ""
    summary = (
        f'\n<div class="story__summary story__shorten"><p>{escape(head.summary, quote=False)}</p></div>'
        if card.summary
        else ""
    )
    time = (
        f'\n<time class="time" datetime="{head.published.isoformat()}">{head.published:%d/%m/%Y %H:%M}</time>'
        if card.n % 7 == 1 and card.summary
        else ""
    )
    return (
        f'<article class="story">\n{thumb}<{tag} class="story__heading" data-tracking="{head.id}"> '
        f'<a class="cms-link" href="{href}" title="{title}"> {shown}{icon} </a> </{tag}>{summary}{time}\n</article>'
    )
