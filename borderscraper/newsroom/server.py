"""Serves newsrooms on loopback: one process, one port; the Host header says which newspaper and which of its hosts.

`respond` decides what a request gets, without any network; `Running` is the server around it, with conditional requests,
gzip, faults and a log. A host that no newsroom knows (a person's browser at http://127.0.0.1:PORT/) sees the first
newsroom with its links rewritten to this origin.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import re
import socket
import struct
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from aiohttp import web

from . import epi, faults, words
from .content import SECTIONS
from .images import PictureAnswer, answer_picture, logo, picture_url
from .room import NOW, Newsroom
from .words import mix

#: Ids outside every newsroom's range whose addresses answer oddly: name -> id.
ODD = {"soft-404": 700_001, "bodiless": 700_002, "to-home": 700_003, "gone": 700_004, "loop": 700_005, "moved": 700_006}
_ODD_NAMES = {number: name for name, number in ODD.items()}

_ARTICLE = re.compile(r"^/(?:.*-post|post-)(\d+)\.html$")
_MORE = re.compile(r"^/api/morenews-zone-(\d+)-(\d+)\.html$")
_MONTH = re.compile(r"^/sitemaps/news-(\d{4})-(\d{1,2})\.xml$")
_TAG = re.compile(r"^/tu-khoa/(.+)-tag\d+\.html$")
_LINKS = re.compile(r"https://(?:([a-z]+)\.)?(%s)(?=[/\"'])")
_BY_SLUG = {section.slug: section for section in SECTIONS}
EMPTY_FEED, MISSING_FEED = "phap-luat", "doi-ngoai"

_CSS = """body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#222;background:#fafafa}a{color:#0b4f9e;text-decoration:none}
.site-header,.site-body,.site-footer,.social{max-width:1080px;margin:auto;padding:8px 16px}.menu{list-style:none;display:flex;flex-wrap:wrap;gap:12px;padding:0}
.menu .sub{display:none}.logo{color:#b00}img{max-width:100%;height:auto}.story{border-bottom:1px solid #ddd;padding:10px 0;overflow:auto}
.story__thumb{float:left;width:160px;margin:0 12px 0 0}.story__heading{font-size:1.05em;margin:0}.article{background:#fff;padding:16px}
figure{margin:12px 0}figcaption,.caption{color:#555;font-style:italic}.notebox{background:#eef5ee;padding:8px 14px}blockquote{border-left:4px solid #b00;padding-left:14px}
.col{display:flex;gap:28px}.main-col{flex:1;min-width:0}.sub-col{width:280px;font-size:.92em}.sub-col .story__thumb{width:90px}.article__meta{display:flex;gap:14px;color:#777}
.article__meta iframe,.tts-player{display:none}.article__sapo{font-weight:600;margin:12px 0}.article__sub-title,.meta .name{color:#b00;font-weight:600}.meta .time,.live-item .time{color:#777;margin-left:10px}
.breadcrumbs h1,.breadcrumbs h2,.breadcrumb h2{display:inline-block;font-size:1em;margin:0 14px 8px 0}[class*=layout-image]{display:grid;grid-template-columns:1fr 1fr;gap:8px}[class*=layout-image]>figcaption{grid-column:1/-1}
.article__tag a{margin-right:10px}.control__loadmore{padding:8px 20px;margin:14px 0}.comment-item{border-top:1px solid #eee}td,th{padding:4px 8px}"""
_LAZY = '<script>document.querySelectorAll("img[data-src],img[data-large-src],img[data-original]").forEach(i=>{i.loading="lazy";i.src=i.dataset.largeSrc||i.dataset.original||i.dataset.src});</script>'


@dataclass(slots=True)
class Answer:
    """What a request gets."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    etag: str | None = None
    modified: datetime | None = None
    location: str | None = None
    kind: str = "other"  #: article | list | api | picture | other


def odd_urls(room: Newsroom) -> dict[str, str]:
    """Addresses of the newspaper that look like articles and answer oddly."""
    return {name: f"https://{room.host}/bai-viet-{name}-post{number}.html" for name, number in ODD.items()}


def hosts_of(room: Newsroom) -> list[str]:
    parts = ("www", "api", "cdn") if room.family is None else ("www", image_part(room))
    return [room.host, *(f"{part}.{room.host}" for part in parts if part)]


def image_part(room: Newsroom) -> str:
    """The pictures' host without the newspaper's domain: "cdn", "media", or "" when it is the newspaper's own."""
    return (urlsplit(room.image_base).hostname or "").removesuffix(room.host).rstrip(".")


# --- what a request gets --------------------------------------------------------------------------------------------


def respond(room: Newsroom, part: str, path: str, query: str = "") -> Answer:
    """The answer of the newsroom's host `part` ("", www, api or cdn) for a path."""
    if part == "api":
        return _api(room, path)
    if part and part == image_part(room):
        return _cdn(room, path)
    if path == "/robots.txt":
        return _robots(room)
    if room.family is not None:
        answer = room.family.respond(room, path, query)
        if answer is not None:
            return answer
        if found := answer_picture(room.seed, room.host, unquote(path)):  # pictures on the newspaper's own host
            return _picture(path, found)
        if room.family.sitemap and path.startswith(("/sitemap", "/rss")):
            return _site(room, path, query)
        return _html(
            "<!DOCTYPE html><html><head><title>404</title></head><body><h1>Không tìm thấy trang</h1></body></html>", 404
        )
    return _site(room, path, query)


def _html(page: str, status: int = 200, kind: str = "other") -> Answer:
    return Answer(status, page.encode(), kind=kind)


def _xml(text: str) -> Answer:
    return Answer(200, ('<?xml version="1.0" encoding="UTF-8"?>\n' + text).encode(), "text/xml; charset=utf-8")


def _robots(room: Newsroom) -> Answer:
    lines = ["User-agent: *"]
    if room.crawl_delay is not None:
        lines.append(f"Crawl-delay: {room.crawl_delay:g}")
    lines += [f"Disallow: {path}" for path in ("/api/", "/search/", "/tag.html", "/print.html")]
    if room.family is None or room.family.sitemap:
        lines.append(f"Sitemap: https://{room.host}/sitemap.xml")
    return Answer(200, ("\n".join(lines) + "\n").encode(), "text/plain; charset=utf-8")


def _api(room: Newsroom, path: str) -> Answer:
    if path == "/robots.txt":  # the API's host has its own, empty one
        return Answer(200, b"", "text/plain; charset=utf-8")
    found = _MORE.match(path)
    if not found:
        return Answer(
            404, b'{"error_code": 404, "error_message": "Not found"}', "application/json; charset=utf-8", kind="api"
        )
    zone, page = int(found[1]), int(found[2])
    make = epi.load_more_json if room.load_more_form == "json" else epi.load_more_html
    return Answer(200, make(room, zone, max(1, page)).encode(), "application/json; charset=utf-8", kind="api")


def _cdn(room: Newsroom, path: str) -> Answer:
    if path == "/robots.txt":
        return Answer(200, b"User-agent: *\nAllow: /\n", "text/plain; charset=utf-8")
    if path == "/assets/main.css":
        return Answer(200, _CSS.encode(), "text/css; charset=utf-8")
    if path == "/assets/logo.png":
        return Answer(200, logo(), "image/png", kind="picture")
    if path.startswith("/videos/") and path.endswith(".mp4"):
        return Answer(200, b"\x00\x00\x00\x18ftypmp42" + bytes(64), "video/mp4")
    found = answer_picture(room.seed, room.host, unquote(path))
    if found is None:
        return _html(epi.error_page(room, 404), 404)
    return _picture(path, found)


def _picture(path: str, found: PictureAnswer) -> Answer:
    tag = f'"{mix(*path.encode()):016x}"' if found.status == 200 else None
    return Answer(found.status, found.body, found.content_type, tag, NOW, found.location, "picture")


def _site(room: Newsroom, path: str, query: str) -> Answer:
    if path == "/":
        return _html(epi.home_page(room), kind="list")
    if found := _ARTICLE.match(path):
        return _article(room, int(found[1]), path)
    slug = path.strip("/")
    if section := _BY_SLUG.get(slug):
        if not path.endswith("/"):
            return Answer(301, location=f"https://{room.host}/{slug}/")
        return _html(epi.section_page(room, section), kind="list")
    if path.startswith("/sitemap"):
        return _sitemap(room, path)
    if path.startswith("/rss/"):
        return _feed(room, path)
    if found := _TAG.match(path):
        return _tag(room, path, found[1])
    if path == "/search/":
        asked = parse_qs(query).get("q", [""])[0]
        wanted = words.slugify(asked)
        near = [n for n in room.streams[0][:1000] if wanted and wanted in words.slugify(room.head(n).title)][:15]
        return _html(epi.tag_page(room, "/search/", asked, near), kind="list")
    if path in ("/topics.html", "/bao-in.html"):
        return _html(epi.tag_page(room, path, "Chủ đề", []), kind="list")
    if path == "/print.html":
        asked_id = parse_qs(query).get("id", ["0"])[0]
        n = room.number_of(int(asked_id)) if asked_id.isdigit() else None
        if n is not None and n not in room.deleted:
            return _html(epi.print_page(room, n))
    if path.startswith("/uploaded/files/"):
        return Answer(200, b"%PDF-1.4\n%%EOF\n", "application/pdf")
    return _html(epi.error_page(room, 404), 404)


def _article(room: Newsroom, number: int, path: str) -> Answer:
    match _ODD_NAMES.get(number):
        case "soft-404":
            return _html(epi.error_page(room, 200))
        case "bodiless":
            return _html(epi.bodiless_page(room, number), kind="article")
        case "to-home":
            return Answer(302, location=f"https://{room.host}/")
        case "gone":
            return _html(epi.error_page(room, 410), 410)
        case "loop":
            return Answer(302, location=f"https://{room.host}{path}")
        case "moved":
            return Answer(301, location=room.url(room.streams[0][0]))
    n = room.number_of(number)
    if n is None:
        return _html(epi.error_page(room, 404), 404)
    return article_answer(room, n, path, short=f"/post-{number}.html")


def article_answer(room: Newsroom, n: int, path: str, short: str | None = None) -> Answer:
    """The article's page: gone when deleted, a redirect under an old address, else the page with its validators."""
    if n in room.deleted:
        status = 410 if room.id_of(n) % 2 else 404
        return _html(epi.error_page(room, status), status)
    if path != short and unquote(path) != urlsplit(room.url(n)).path:
        return Answer(301, location=room.url(n))
    page = room.family.article_page(room, n) if room.family else epi.article_page(room, n)
    answer = _html(page, kind="article")
    answer.etag, answer.modified = room.etag(n), room.last_modified(n)
    return answer


def _sitemap(room: Newsroom, path: str) -> Answer:
    base = f"https://{room.host}"
    if path == "/sitemap.xml":
        pages = ["/sitemaps/categories.xml", *(f"/sitemaps/news-{y}-{m}.xml" for y, m in room.months())]
        inner = "".join(f"<sitemap><loc>{base}{page}</loc></sitemap>\n" for page in pages)
        return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{inner}</sitemapindex>')
    if path == "/sitemaps/categories.xml":
        inner = "".join(f"<url><loc>{room.section_url(section)}</loc></url>\n" for section in SECTIONS)
    elif found := _MONTH.match(path):
        inner = "".join(
            f"<url><loc>{escape(room.url(n))}</loc><lastmod>{room.last_modified(n).isoformat()}</lastmod></url>\n"
            for n in room.month(int(found[1]), int(found[2]))
        )
    else:
        return _html(epi.error_page(room, 404), 404)
    return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{inner}</urlset>')


def _feed(room: Newsroom, path: str) -> Answer:
    slug = path.removeprefix("/rss/").removesuffix(".rss")
    section = _BY_SLUG.get(slug)
    if (section is None and slug != "home") or slug == MISSING_FEED:
        return _html(epi.error_page(room, 404), 404)
    if slug == EMPTY_FEED:
        return Answer(200, b"", "text/xml; charset=utf-8")
    items = []
    for n in room.streams[section.zone if section else 0][:50]:
        head = room.head(n)
        url = escape(room.url(n))
        words_ = f'<a href="{url}"><img src="{picture_url(room, head.thumb, "t")}"></a></br>{escape(head.summary, quote=False)}'
        items.append(
            f"<item><title>{escape(head.title, quote=False)}</title><link>{url}</link><guid>{url}</guid>"
            f"<pubDate>{format_datetime(head.published)}</pubDate><description><![CDATA[{words_}]]></description></item>"
        )
    name = section.name if section else "Trang chủ"
    head_ = f"<title>{escape(name, quote=False)} - {room.paper.title}</title><link>https://{room.host}/</link><description>RSS</description>"
    return _xml(f'<rss version="2.0"><channel>{head_}{"".join(items)}</channel></rss>')


def _tag(room: Newsroom, path: str, slug: str) -> Answer:
    near = [n for n in room.streams[0][:200] if slug in {words.slugify(tag) for tag in room.draft(n).tags}][:15]
    return _html(epi.tag_page(room, path, slug.replace("-", " "), near), kind="list")


# --- the server -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Hit:
    """One request as it was answered. `at` is seconds since the epoch."""

    host: str
    path: str
    status: int
    at: float
    method: str = "GET"
    agent: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    fault: str | None = None
    bytes: int = 0


_KEPT_HEADERS = (
    "accept",
    "accept-language",
    "accept-encoding",
    "if-none-match",
    "if-modified-since",
    "from",
    "referer",
    "cookie",
)


class Running:
    """A server at work. `origin` is its address, `hosts` maps every host it plays to that origin."""

    def __init__(self, rooms: tuple[Newsroom, ...], cache_mb: int = 48) -> None:
        self.rooms = rooms
        self.origin = ""
        self.hosts: dict[str, str] = {}
        self.faults = faults.Faults(rooms[0].seed)
        self.requests: list[Hit] = []
        self.keep_log = True
        self.started = time.time()
        self.counts: Counter[str] = Counter()
        self.at_once: Counter[str] = Counter()  #: host -> the most requests that were under way together
        self._open: Counter[str] = Counter()
        self.lock = threading.RLock()
        self._parts = {
            host: (room, host.removesuffix(room.host).rstrip(".")) for room in rooms for host in hosts_of(room)
        }
        self._cache: OrderedDict[tuple[str, str, int, bool], tuple[Answer, bytes | None]] = OrderedDict()
        self._cached, self._room_for = 0, cache_mb << 20
        self._browser = re.compile(_LINKS.pattern % "|".join(re.escape(room.host) for room in rooms))
        self._stop: Any = None

    @property
    def room(self) -> Newsroom:
        return self.rooms[0]

    def advance(self, days: int = 1) -> None:
        """Let days pass in every newsroom."""
        with self.lock:
            for room in self.rooms:
                room.advance(days)

    def stop(self) -> None:
        """Stop a server that was started in a thread."""
        if self._stop:
            self._stop()

    def warm(self) -> None:
        """Render every article page now, as far as the cache holds, so that a benchmark measures its client."""
        for room in self.rooms:
            for n in room.alive():
                self.find(room.host, urlsplit(room.url(n)).path)

    def forget(self) -> None:
        """Empty the log."""
        self.requests, self.counts, self.at_once = [], Counter(), Counter()

    def paths(self, host: str | None = None, status: int | None = None) -> list[str]:
        """Paths asked for so far, in order."""
        return [
            hit.path
            for hit in self.requests
            if (host is None or hit.host == host) and (status is None or hit.status == status)
        ]

    def find(self, host: str, target: str) -> tuple[Answer, bytes | None]:
        """The answer (and, for text, its gzip form) from the cache or made now."""
        room, part = self._parts.get(host, (self.room, ""))
        browser = host not in self._parts
        path, _, query = target.partition("?")
        if browser and (named := re.match(r"/__([a-z]+)(?=/)", path)):
            part, path = named[1], path[named.end() :]
        key = (host if not browser else "", target, room.version, browser)
        with self.lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
            answer = respond(room, part, path, query)
            if browser and answer.content_type.startswith("text/html"):
                text = self._browser.sub(lambda m: f"/__{m[1]}" if m[1] and m[1] != "www" else "", answer.body.decode())
                answer.body = text.replace("</body>", _LAZY + "</body>").encode()
            if answer.location and browser:
                answer.location = self._browser.sub("", answer.location) or "/"
            packed = None
            if answer.content_type.startswith(("text/", "application/json")) and len(answer.body) > 500:
                packed = gzip.compress(answer.body, 3, mtime=0)
            if answer.status < 500:
                self._cache[key] = (answer, packed)
                self._cached += len(answer.body) + len(packed or b"") + 300
                while self._cached > self._room_for and len(self._cache) > 1:
                    _, (old, old_packed) = self._cache.popitem(last=False)
                    self._cached -= len(old.body) + len(old_packed or b"") + 300
            return answer, packed

    # --- one request

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        host = request.headers.get("Host", "").partition(":")[0].lower()
        target = request.raw_path if request.raw_path.startswith("/") else (urlsplit(request.raw_path).path or "/")
        if target.startswith("/__newsroom/"):
            return await self._control(request, target)
        fault = self.faults.pick(host, target)
        hit = Hit(
            host,
            target,
            0,
            time.time(),
            request.method,
            request.headers.get("User-Agent", ""),
            {name: request.headers[name] for name in _KEPT_HEADERS if name in request.headers},
            fault.kind if fault else None,
        )
        self._open[host] += 1
        self.at_once[host] = max(self.at_once[host], self._open[host])
        try:
            response = await self._answer(request, host, target, fault, hit)
        finally:
            self._open[host] -= 1
        hit.status = hit.status or response.status
        self.counts[str(hit.status)] += 1
        if self.keep_log:
            self.requests.append(hit)
        return response

    async def _answer(
        self, request: web.BaseRequest, host: str, target: str, fault: faults.Fault | None, hit: Hit
    ) -> web.StreamResponse:
        if request.method not in ("GET", "HEAD"):
            return web.Response(status=405, text="GET or HEAD")
        if fault and (early := await self._early_fault(request, fault, target, hit)):
            return early
        answer, packed = self.find(host, target)
        if fault and fault.kind in _SPOILING:
            answer, packed = _changed(answer, fault, target), None
        headers = {"Content-Type": answer.content_type, "Server": "newsroom"}
        if answer.etag:
            headers["ETag"] = answer.etag
        if answer.modified:
            headers["Last-Modified"] = format_datetime(answer.modified.astimezone(UTC), usegmt=True)
        if answer.location is not None:
            headers["Location"] = answer.location
        if answer.status == 200 and _unchanged(request, answer):
            return web.Response(status=304, headers={k: v for k, v in headers.items() if k != "Content-Type"})
        body = answer.body
        if packed is not None:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in request.headers.get("Accept-Encoding", ""):
                body = packed
                headers["Content-Encoding"] = "gzip"
        hit.bytes = len(body)
        if fault and fault.kind in ("truncated", "drip"):
            return await self._broken_stream(request, fault, answer, headers, body)
        if request.method == "HEAD":
            headers["Content-Length"] = str(len(body))
            return web.Response(status=answer.status, headers=headers)
        return web.Response(status=answer.status, headers=headers, body=body)

    async def _early_fault(
        self, request: web.BaseRequest, fault: faults.Fault, target: str, hit: Hit
    ) -> web.StreamResponse | None:
        match fault.kind:
            case "status":
                headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
                return web.Response(status=fault.status, headers=headers, text="Lỗi hệ thống", content_type="text/html")
            case "reset" | "down":
                _reset(request)
                hit.status = -1
                return web.Response(status=500)
            case "timeout":
                hit.status = -1
                end = time.monotonic() + (fault.seconds or 600)
                while time.monotonic() < end and request.transport and not request.transport.is_closing():
                    await asyncio.sleep(0.05)  # whoever gave up is no longer under way
                _reset(request)
                return web.Response(status=500)
            case "slow":
                await asyncio.sleep(fault.seconds or 1)
            case "empty":
                return web.Response(status=200, body=b"", content_type="text/html")
            case "redirect-loop":
                return web.Response(status=302, headers={"Location": target})
            case "redirect-home":
                return web.Response(status=302, headers={"Location": "/"})
            case "challenge":
                return web.Response(status=200, text=faults.CHALLENGE, content_type="text/html", charset="utf-8")
        return None

    async def _broken_stream(
        self, request: web.BaseRequest, fault: faults.Fault, answer: Answer, headers: dict[str, str], body: bytes
    ) -> web.StreamResponse:
        response = web.StreamResponse(status=answer.status, headers=headers)
        if fault.kind == "truncated":
            response.content_length = len(body)
            await response.prepare(request)
            await response.write(body[: max(1, len(body) // 2)])
            if request.transport:
                request.transport.close()
            return response
        response.content_length = len(body)
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):
            for k in range(len(body)):
                await response.write(body[k : k + 1])
                await asyncio.sleep(fault.seconds or 0.2)
        return response

    async def _control(self, request: web.BaseRequest, target: str) -> web.StreamResponse:
        """`/__newsroom/…`: stats, log, answers, faults, clock."""
        parts = urlsplit(target)
        name, query = parts.path.removeprefix("/__newsroom/"), parse_qs(parts.query)
        room = self.room
        if asked := query.get("host"):
            room = self._parts.get(asked[0], (room, ""))[0]
        if request.method == "POST":
            try:
                data = json.loads(await request.read() or b"{}")
                if name == "faults":
                    self.faults.load(data if isinstance(data, list) else [data] if data else [])
                elif name == "advance":
                    self.advance(int(data.get("days", 1)))
                elif name == "edit":
                    with self.lock:
                        room.edit(int(data["n"]), data["kind"])
                elif name == "forget":
                    self.forget()
                else:
                    return web.json_response({"error": f"no such control: {name}"}, status=404)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                return web.json_response({"error": str(error)}, status=400)
            return web.json_response({"ok": True, "day": room.clock.day})
        match name:
            case "stats":
                return web.json_response(
                    {
                        "requests": sum(self.counts.values()),
                        "by_status": dict(self.counts),
                        "at_once": dict(self.at_once),
                        "by_host": dict(Counter(hit.host for hit in self.requests)),
                        "articles": len(room.alive()),
                        "day": room.clock.day,
                        "now": room.now.isoformat(),
                        "hosts": self.hosts,
                    }
                )
            case "log":
                return web.json_response([asdict(hit) for hit in self.requests])
            case "faults":
                return web.json_response({"known": faults.KINDS, "rules": [_rule(rule) for rule in self.faults.rules]})
            case "odd.json":
                return web.json_response(odd_urls(room))
            case "answers.jsonl":
                response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson; charset=utf-8"})
                await response.prepare(request)
                for n in list(room.alive()):
                    with self.lock:
                        line = room.answer(n).model_dump_json()
                    await response.write(line.encode() + b"\n")
                await response.write_eof()
                return response
        return web.json_response({"error": f"no such page: {name}"}, status=404)


_SPOILING = frozenset({"theme", "empty-listing", "charset", "garbage", "cut", "mixed", "huge", "deep"})


def _rule(rule: faults.Fault) -> dict[str, Any]:
    names = ("kind", "path", "host", "probability", "count", "skip", "status", "retry_after", "seconds", "hits")
    return {name: getattr(rule, name) for name in names}


def _reset(request: web.BaseRequest) -> None:
    if request.transport is None:
        return
    sock = request.transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()


def _changed(answer: Answer, fault: faults.Fault, target: str) -> Answer:
    """A copy of the answer spoiled as the fault says."""
    body, content_type = answer.body, answer.content_type
    html = content_type.startswith("text/html")
    if fault.kind == "garbage":
        body = faults.garbage(min(len(body), 20_000) or 500, target)
    elif fault.kind in ("mixed", "huge", "deep") and html:
        page = body.decode()
        if fault.kind == "mixed":
            body = faults.mixed(page)
        else:
            body = (faults.huge(page) if fault.kind == "huge" else faults.deep(page)).encode()
    elif fault.kind == "cut":
        body = body[: len(body) // 2]
    elif fault.kind == "charset" and html:
        content_type = "text/html; charset=windows-1252"
    elif fault.kind == "theme" and html:
        body = faults.other_theme(body.decode()).encode()
    elif fault.kind == "empty-listing":
        if html:
            body = faults.without_stories(body.decode()).encode()
        elif answer.kind == "api":
            body = b'{"data": {"contents": [], "load_more": false}, "error_code": 0}'
    return Answer(answer.status, body, content_type, None, None, answer.location, answer.kind)


def _unchanged(request: web.BaseRequest, answer: Answer) -> bool:
    known = request.headers.get("If-None-Match")
    if known is not None:
        return answer.etag is not None and answer.etag in (tag.strip().removeprefix("W/") for tag in known.split(","))
    since = request.headers.get("If-Modified-Since")
    if since and answer.modified:
        try:
            return answer.modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False
    return False


@contextlib.asynccontextmanager
async def serve(*rooms: Newsroom, port: int = 0, host: str = "127.0.0.1", cache_mb: int = 48) -> AsyncIterator[Running]:
    """Serve newsrooms in the running event loop. Raises OSError when the port is taken."""
    running = Running(rooms, cache_mb)
    runner = web.ServerRunner(web.Server(running.handle), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        real_port = runner.addresses[0][1]
        running.origin = f"http://{host}:{real_port}"
        running.hosts = {name: running.origin for room in rooms for name in hosts_of(room)}
        yield running
    finally:
        await runner.cleanup()


@contextlib.contextmanager
def start_in_thread(*rooms: Newsroom, port: int = 0, cache_mb: int = 48) -> Iterator[Running]:
    """Serve newsrooms in a thread of their own; a context manager, also for synchronous code."""
    ready: threading.Event = threading.Event()
    box: dict[str, Any] = {}

    async def main() -> None:
        try:
            async with serve(*rooms, port=port, cache_mb=cache_mb) as running:
                done = asyncio.Event()
                loop = asyncio.get_running_loop()
                running._stop = lambda: loop.call_soon_threadsafe(done.set)
                box["running"] = running
                ready.set()
                await done.wait()
        except OSError as error:
            box["error"] = error
            ready.set()

    thread = threading.Thread(target=asyncio.run, args=(main(),), name="newsroom", daemon=True)
    thread.start()
    ready.wait()
    if "error" in box:
        raise box["error"]
    running: Running = box["running"]
    try:
        yield running
    finally:
        running.stop()
        thread.join(timeout=10)
