"""A very small newspaper of our own on loopback, in markup that no rule knows. Its words are ours."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECTIONS = {"quoc-phong-an-ninh": "Quốc phòng - An ninh", "kinh-te": "Kinh tế", "van-hoa": "Văn hóa"}
TITLES = [
    ("tuan-tra-song-phuong-tren-tuyen-bien-gioi", "Tuần tra song phương trên tuyến biên giới"),
    ("don-bien-phong-giup-dan-gat-lua-chay-lu", "Đồn Biên phòng giúp dân gặt lúa chạy lũ"),
    ("bat-giu-vu-van-chuyen-phao-no-trai-phep", "Bắt giữ vụ vận chuyển pháo nổ trái phép"),
    ("nguoi-co-uy-tin-o-ban-vung-cao-gop-suc-giu-moc", "Người có uy tín ở bản vùng cao góp sức giữ mốc"),
    ("khanh-thanh-diem-truong-moi-o-xa-bien-gioi", "Khánh thành điểm trường mới ở xã biên giới"),
    ("hang-hoa-thong-quan-qua-cua-khau-tang-manh", "Hàng hóa thông quan qua cửa khẩu tăng mạnh"),
    ("le-hoi-xuong-dong-dau-xuan-cua-nguoi-tay", "Lễ hội xuống đồng đầu xuân của người Tày"),
    ("cap-phat-thuoc-mien-phi-cho-ba-con-vung-bien", "Cấp phát thuốc miễn phí cho bà con vùng biên"),
]
SENTENCES = [
    "Sáng sớm, tổ công tác lên đường khi sương còn phủ kín sườn núi và con suối dưới chân mốc vẫn chưa cạn nước.",
    "Đồng chí Nguyễn Văn Bình, Đồn trưởng, cho biết đơn vị đã phối hợp với chính quyền xã đến từng hộ để nắm tình hình.",
    "Trong ba ngày, hai bên cùng kiểm tra mười hai cột mốc, phát quang đường tuần tra và trao đổi tình hình khu vực.",
    "Bà con trong bản mang theo ngô, rau rừng và chè xanh để góp bữa cơm chung với cán bộ, chiến sĩ.",
    "Theo kế hoạch, đợt ra quân tiếp theo sẽ được tổ chức vào cuối tháng, ngay sau khi đường vào bản thông xe trở lại.",
    "Già làng Lò A Páo nói rằng giữ được mốc là giữ được ruộng, giữ được ruộng thì con cháu mới yên tâm đi học.",
]
FIRST = 10001
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000a49444154789c6300010000050001"
    "0d0a2db40000000049454e44ae426082"
)


@dataclass
class SmallNewspaper:
    """`host` as its pages name it; `dates=False` leaves every trace of a publication time out; `shell` serves a script shell."""

    host: str = "baovidu.vn"
    dates: bool = True
    shell: bool = False
    moved_to: str | None = None
    dead: bool = False  #: answers 503 to everything but robots.txt
    slow: float = 0.0  #: seconds before each answer
    robots: str = "User-agent: *\nDisallow: /tim-kiem\nSitemap: https://baovidu.vn/sitemap-news.xml\n"
    origin: str = ""
    asked: list[str] = field(default_factory=list)

    def url(self, number: int) -> str:
        section = list(SECTIONS)[number % len(SECTIONS)]
        return f"https://{self.host}/{section}/{TITLES[number][0]}-{FIRST + number}.html"

    def body(self, number: int) -> list[str]:
        at = number % len(SENTENCES)
        turned = SENTENCES[at:] + SENTENCES[:at]
        return [" ".join(turned[i : i + 2]) for i in (0, 2, 4)]

    def summary(self, number: int) -> str:
        return f"{TITLES[number][1]}: việc làm thiết thực của quân và dân nơi biên cương trong những ngày đầu năm."

    def page(self, path: str) -> tuple[int, str, bytes]:
        time.sleep(self.slow)
        if path == "/robots.txt":
            return 200, "text/plain", self.robots.encode()
        if self.dead:
            return 503, "text/html; charset=utf-8", b""
        if self.shell and not path.endswith(".html"):
            shell = '<html><head><title>Báo Ví Dụ</title><script src="/app.js"></script></head><body><div id="app"></div></body></html>'
            return 200, "text/html; charset=utf-8", shell.encode()
        if path == "/":
            return self._html("Báo Ví Dụ", self._list(range(len(TITLES)), "h3"))
        slug = path.strip("/")
        if slug in SECTIONS:
            at = list(SECTIONS).index(slug)
            return self._html(
                SECTIONS[slug], self._list([n for n in range(len(TITLES)) if n % len(SECTIONS) == at], "h2")
            )
        for number in range(len(TITLES)):
            if self.url(number).endswith(path):
                return self._html(TITLES[number][1], self._article(number), number)
        if path.endswith(".png"):
            return 200, "image/png", PIXEL
        return 404, "text/html; charset=utf-8", "<html><body><p>Không tìm thấy trang</p></body></html>".encode()

    def _html(self, title: str, main: str, number: int | None = None) -> tuple[int, str, bytes]:
        menu = "".join(f'<li><a href="/{slug}">{name}</a></li>' for slug, name in SECTIONS.items())
        head = f'<title>{title}</title><meta property="og:site_name" content="Báo Ví Dụ">'
        if number is not None:
            head += f'<meta name="description" content="{self.summary(number)}"><link rel="canonical" href="{self.url(number)}"><meta property="og:title" content="{title}">'
            if self.dates:
                head += f'<meta property="article:published_time" content="2026-01-{number + 1:02}T08:30:00+07:00">'
        else:
            head += '<link rel="alternate" type="application/rss+xml" href="/tin-moi.rss">'
        page = (
            f"<!doctype html><html lang=vi><head><meta charset=utf-8>{head}</head><body>"
            f'<header><a href="/">Trang chủ</a><nav class="thanh-menu"><ul>{menu}</ul></nav></header>'
            f'<main>{main}</main><footer><p>Tòa soạn: số 1, đường Ví Dụ</p><a href="/lien-he">Liên hệ</a></footer></body></html>'
        )
        return 200, "text/html; charset=utf-8", page.encode()

    def _list(self, numbers: range | list[int], heading: str) -> str:
        def card(n: int) -> str:
            link, title = self.url(n), TITLES[n][1]
            return (
                f'<li class="tin"><a href="{link}"><img src="/anh/{n}.png" alt=""></a><{heading}><a href="{link}">{title}</a>'
                f"</{heading}><p>{self.summary(n)}</p></li>"
            )

        return f'<ul class="danh-sach">{"".join(map(card, numbers))}</ul>'

    def _article(self, number: int) -> str:
        date = f'<p class="ngay-dang">{number + 1:02}/01/2026 08:30</p>' if self.dates else ""
        text = "".join(f"<p>{p}</p>" for p in self.body(number))
        opening = '<span class="location">Hà Giang</span>' if number == 2 else "(BVD) - "
        return (
            f'<article><h1>{TITLES[number][1]}</h1>{date}<p class="mo-ta"><strong>{opening}{self.summary(number)}</strong></p>'
            f'<div class="noi-dung">{text}<figure><img src="/anh/{number}.png" width=640 height=400>'
            f"<figcaption>Tổ công tác trên đường lên mốc. Ảnh: Văn Minh</figcaption></figure></div></article>"
        )


@contextlib.contextmanager
def serve(paper: SmallNewspaper) -> Iterator[str]:
    """The BORDERSCRAPER_HOSTS setting under which `paper` answers."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            paper.asked.append(self.path)
            host = (self.headers.get("Host") or "").removeprefix("www.")
            if paper.moved_to and host == paper.host and self.path != "/robots.txt":
                self.send_response(301)
                self.send_header("Location", f"https://{paper.moved_to}{self.path}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            status, kind, body = paper.page(self.path.partition("?")[0])
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        paper.origin = f"http://127.0.0.1:{server.server_port}"
        hosts = {paper.host: paper.origin} | ({paper.moved_to: paper.origin} if paper.moved_to else {})
        yield json.dumps(hosts)
        server.shutdown()
