"""A small newspaper and its picture host, as data and as a request handler."""

from __future__ import annotations

import io
import random
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from borderscraper.items import Article

CDN = "cdn.baolaocai.vn"


def drawing(seed: int, size: tuple[int, int] = (120, 80), form: str = "JPEG", **options: Any) -> bytes:
    """A picture unlike those of other seeds, and the same in any size."""
    rng = random.Random(seed)
    picture = Image.new("RGB", (480, 320), (rng.randrange(256), rng.randrange(256), rng.randrange(256)))
    pen = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y, w, h = rng.randrange(400), rng.randrange(260), rng.randrange(40, 200), rng.randrange(40, 160)
        pen.ellipse([x, y, x + w, y + h], fill=(rng.randrange(256), rng.randrange(256), rng.randrange(256)))
    out = io.BytesIO()
    picture.resize(size).save(out, form, **options)
    return out.getvalue()


def article(number: int, *imgs: str) -> tuple[str, bytes]:
    """Path and page of an article whose body holds these `img` tags, each in a figure with a caption."""
    figures = "".join(
        f'<table class="picture"><tbody><tr><td class="pic">{img}</td></tr><tr><td class="caption"><p>Ảnh số {n} của bài '
        f"{number}. Ảnh: Mạnh Hà</p></td></tr></tbody></table>"
        for n, img in enumerate(imgs, 1)
    )
    page = (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Tin vùng biên số {number}</title>'
        f'<link rel="canonical" href="https://baolaocai.vn/tin-vung-bien-post{number}.html">'
        '<meta property="article:published_time" content="2026-01-02T08:00:00+0700"></head><body>'
        f'<div class="article"><h1 class="article__title cms-title">Tin vùng biên số {number}</h1>'
        '<div class="article__sapo cms-desc">Cán bộ, chiến sĩ biên phòng giúp dân gặt lúa.</div>'
        f'<div class="article__body cms-body"><p>Sáng 2/1, Đồn Biên phòng số {number} phối hợp với chính quyền xã giúp người '
        f"dân vùng cao thu hoạch lúa chạy mưa.</p>{figures}<p>Đến chiều cùng ngày, công việc đã xong.</p></div></div></body></html>"
    )
    return f"baolaocai.vn/tin-vung-bien-post{number}.html", page.encode()


@dataclass
class Site:
    """Answers by `host/path`: bytes, (status, headers, bytes), or a function that gives one."""

    pages: dict[str, Any] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    seconds: float = 0.0  #: that the picture host takes
    open: int = 0
    most_open: int = 0  #: requests of the picture host at a time
    origin: str = ""
    lock: Any = field(default_factory=threading.Lock)

    def add(self, number: int, *imgs: str) -> str:
        """An article; a bare word is a picture's path on the picture host. Returns its URL."""
        tags = (img if img.startswith("<") else f'<img src="https://{CDN}/{img}" alt="">' for img in imgs)
        name, page = article(number, *tags)
        self.pages[name] = page
        return "https://" + name

    def picture(self, path: str, answer: Any) -> None:
        self.pages[f"{CDN}/{path}"] = answer

    @property
    def pictures_asked(self) -> list[str]:
        return [name.partition("/")[2] for name in self.log if name.startswith(CDN) and not name.endswith("robots.txt")]


def handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.headers["Host"] + self.path
            cdn = name.startswith(CDN)
            with site.lock:
                site.log.append(name)
                site.open += cdn
                site.most_open = max(site.most_open, site.open)
            if cdn:
                time.sleep(site.seconds)
            page = site.pages.get(name)
            page = page() if callable(page) else page
            if page is None:
                page = (404, {"Content-Type": "text/html"}, b"<html><title>404</title></html>")
            if isinstance(page, bytes):
                kind = "image/jpeg" if cdn else "text/html; charset=utf-8"
                page = (200, {"Content-Type": kind}, page)
            status, headers, body = page
            with site.lock:
                site.open -= cdn
            self.send_response(status)
            for key, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


@dataclass
class Crawled:
    """What a crawl left."""

    items: dict[int, Article]  #: new and changed ones, by number
    stats: dict[str, Any]
    ending: Any
    error: BaseException | None

    def image(self, number: int, place: int = 0) -> Any:
        return self.items[number].images[place]


def stored(output: Path) -> dict[str, bytes]:
    """The files of the store, by path."""
    store = output / "images"
    return {str(p.relative_to(store)): p.read_bytes() for p in sorted(store.rglob("*")) if p.is_file()}
