"""Pages of a small ePi newspaper, written for the walk's tests: home, sections, load-more answers, articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone

VN = timezone(timedelta(hours=7))
MENU = (("kinh-te", "Kinh tế"), ("quoc-phong-an-ninh", "Quốc phòng - An ninh"), ("bien-phong", "Biên phòng"))


def path(number: int) -> str:
    return f"/tin-vung-bien-so-{number}-post{number}.html"


def url(number: int) -> str:
    return "https://baolaocai.vn" + path(number)


def title(number: int) -> str:
    return f"Đồn Biên phòng số {number} giúp dân vùng cao"


def day(days_ago: float, now: datetime | None = None) -> datetime:
    moment = (now or datetime.now(VN)) - timedelta(days=days_ago)
    return moment.replace(microsecond=0)


def home(menu: Iterable[tuple[str, str]] = MENU) -> str:
    links = "".join(f'<li><a href="/{slug}/" title="{name}">{name}</a></li>' for slug, name in menu)
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Báo Lào Cai</title></head><body>'
        f'<header><nav class="menu"><ul class="menu-nav"><li><a href="/">Trang chủ</a></li>{links}'
        '<li><a href="/lien-he.html">Liên hệ</a></li></ul></nav></header>'
        f'<div class="container"><div class="timeline"><div class="box-content">{cards([9001])}</div></div></div></body></html>'
    )


def cards(numbers: Iterable[int], dates: dict[int, datetime] | None = None) -> str:
    out = []
    for n in numbers:
        when = (dates or {}).get(n)
        shown = f'<time class="time" datetime="{when.isoformat()}">{when:%d/%m/%Y %H:%M}</time>' if when else ""
        out.append(
            f'<article class="story"><figure class="story__thumb"><a class="cms-link" href="{path(n)}" title="{title(n)}">'
            f'<img alt="{title(n)}" src="https://cdn.baolaocai.vn/images/ab{n}/anh-{n}.jpg"></a></figure>'
            f'<h2 class="story__heading" data-tracking="{n}"><a class="cms-link" href="{path(n)}" title="{title(n)}">'
            f'{title(n)}</a></h2><div class="story__summary">Cán bộ, chiến sĩ giúp dân gặt lúa.</div>{shown}</article>'
        )
    return "".join(out)


def section(
    numbers: Sequence[int],
    *,
    zone: int | None = None,
    name: str = "Kinh tế",
    slug: str = "kinh-te",
    side: Sequence[int] = (),
    dates: dict[int, datetime] | None = None,
    more: str = "",
) -> str:
    button = (
        f'<button type="button" class="more-news control__loadmore" data-zone="{zone}" data-page="1" data-size="15" '
        'data-type="zone" data-layout="timeline">xem thêm</button>'
        if zone
        else ""
    )
    boxed = f'<div class="hot-news"><h3 class="box-heading">Đọc nhiều</h3><div class="box-content">{cards(side)}</div></div>'
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{name}</title></head><body>'
        '<header><div class="clock">Thứ bảy, 31/01/2026 08:12</div></header>'
        '<div class="container category"><div class="main-col"><div class="breadcrumbs"><h2 class="main">'
        f'<a href="/{slug}/" title="{name}">{name}</a></h2></div>'
        f'<div class="timeline"><div class="box-content">{cards(numbers, dates)}</div>{button}{more}</div></div>'
        f'<div class="sub-col">{boxed if side else ""}</div></div></body></html>'
    )


def more(numbers: Sequence[int], dates: dict[int, datetime] | None, *, goes_on: bool) -> bytes:
    contents = []
    for n in numbers:
        when = (dates or {}).get(n)
        content = {"content_id": n, "title": title(n), "description": "Cán bộ giúp dân.", "url": path(n)}
        if when:
            content["date"] = content["update_time"] = int(when.timestamp())
        contents.append(content)
    answer = {"data": {"contents": contents, "load_more": goes_on}, "error_code": 0, "error_message": "Success"}
    return json.dumps(answer).encode()


def article(
    number: int,
    when: datetime | None = None,
    *,
    related: Sequence[int] = (),
    links: Sequence[str] = (),
    canonical: int | None = None,
    words: str = "Chiều 3/1, cán bộ, chiến sĩ đồn biên phòng đã giúp bà con vùng cao thu hoạch lúa trước mưa lũ.",
    side: Sequence[int] = (),
) -> str:
    stamp = f'<meta property="article:published_time" content="{when.isoformat()}">' if when else ""
    stands = canonical or number
    box = (
        f'<div class="timeline"><h3 class="box-heading">Tin cùng chuyên mục</h3><div class="box-content">{cards(related)}'
        "</div></div>"
        if related
        else ""
    )
    popular = f'<div class="hot-news"><h3 class="box-heading">Đọc nhiều</h3><div class="box-content">{cards(side)}</div></div>'
    inline = "".join(f'<p>Xem <a class="cms-relate" href="{link}">bài liên quan</a> về việc này.</p>' for link in links)
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title(number)}</title>'
        f'<link rel="canonical" href="{url(stands)}"><meta property="og:title" content="{title(number)}">{stamp}</head><body>'
        '<div class="container detail"><div class="main-col"><div class="breadcrumbs"><h2 class="main"><a href="/kinh-te/">'
        f'Kinh tế</a></h2></div><div class="article"><h1 class="article__title cms-title">{title(number)}</h1>'
        '<div class="article__meta"><a class="author cms-author">Hoàng Tá</a></div>'
        '<div class="article__sapo cms-desc">Bà con vùng biên có thêm bàn tay giúp sức trong mùa gặt.</div>'
        f'<div class="article__body zce-content-body cms-body" itemprop="articleBody"><p>{words}</p>'
        f"<p>Việc làm ấy được nhân dân trong bản ghi nhận, thêm gắn bó với người lính quân hàm xanh.</p>{inline}</div></div>"
        f'{box}</div><div class="sub-col">{popular if side else ""}</div></div></body></html>'
    )
