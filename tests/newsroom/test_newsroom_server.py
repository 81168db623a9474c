"""The newsroom on loopback: its hosts, lists, validators, faults and log."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import socket
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
import pytest

from borderscraper.newsroom import Newsroom
from borderscraper.newsroom.content import SECTIONS
from borderscraper.newsroom.epi import first_page
from borderscraper.newsroom.faults import KINDS, Faults
from borderscraper.newsroom.server import ODD, Running, hosts_of, odd_urls, respond, start_in_thread

HOST = "baolaocai.vn"


class Got(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    def __init__(self, running: Running) -> None:
        self.running, self.port = running, urlsplit(running.origin).port

    def ask(
        self,
        path: str,
        host: str = HOST,
        method: str = "GET",
        body: bytes | None = None,
        timeout: float = 10,
        **headers: str,
    ) -> Got:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Host": host, **named})
            response = connection.getresponse()
            return Got(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def control(self, name: str, data: Any) -> Got:
        return self.ask(f"/__newsroom/{name}", method="POST", body=json.dumps(data).encode())


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with start_in_thread(Newsroom(seed=8, articles=200)) as running:
        yield running


@pytest.fixture
def web(running: Running) -> Iterator[Client]:
    running.faults.clear()
    running.forget()
    yield Client(running)
    running.faults.clear()


def stories(page: str) -> list[str]:
    """Paths of the story cards of the main stream, in order."""
    tree = lxml.html.fromstring(page)
    cards = tree.cssselect(".abf-cate article.story, .timeline article.story")
    return [urlsplit(card.cssselect(".story__heading a")[0].get("href")).path for card in cards]


def test_it_plays_all_hosts_of_the_newspaper(web: Client) -> None:
    room = web.running.room
    assert set(web.running.hosts) == set(hosts_of(room)) == {HOST, f"www.{HOST}", f"api.{HOST}", f"cdn.{HOST}"}
    assert set(web.running.hosts.values()) == {web.running.origin}
    assert web.ask("/", host=f"{HOST}:8080").status == 200
    assert web.ask("/", host=f"www.{HOST}").status == 200


def test_articles_answer_under_both_forms_of_their_address(web: Client) -> None:
    room = web.running.room
    head = room.head(4)
    long, short = web.ask(head.path), web.ask(f"/post-{head.id}.html")
    assert (long.status, short.status) == (200, 200) and long.body == short.body
    assert lxml.html.fromstring(long.text).cssselect("link[rel=canonical]")[0].get("href") == room.url(4)
    other = web.ask(f"/ten-khac-post{head.id}.html")
    assert (other.status, other.headers["location"]) == (301, room.url(4))


def test_validators_and_head(web: Client) -> None:
    path = web.running.room.head(4).path
    got = web.ask(path)
    assert web.ask(path, If_None_Match=got.headers["etag"]).status == 304
    assert web.ask(path, If_None_Match='"other"').status == 200
    assert web.ask(path, If_Modified_Since=got.headers["last-modified"]).status == 304
    assert web.ask(path, If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT").status == 200
    assert web.ask(path, If_Modified_Since="nonsense").status == 200
    head = web.ask(path, method="HEAD")
    assert head.status == 200 and head.body == b"" and head.headers["content-length"] == str(len(got.body))
    assert web.ask(path, method="POST", body=b"").status == 405


def test_gzip_when_accepted(web: Client) -> None:
    path = web.running.room.head(5).path
    plain, packed = web.ask(path), web.ask(path, Accept_Encoding="gzip, br")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip" and gzip.decompress(packed.body) == plain.body


def test_robots_of_each_host(web: Client) -> None:
    main = web.ask("/robots.txt").text
    assert "Crawl-delay: 0.05" in main and "Disallow: /api/" in main and f"Sitemap: https://{HOST}/sitemap.xml" in main
    api = web.ask("/robots.txt", host=f"api.{HOST}")
    assert (api.status, api.body) == (200, b"")
    assert "Crawl-delay" not in respond(Newsroom(articles=20, crawl_delay=None), "", "/robots.txt").body.decode()


def test_the_menu_leads_to_every_section(web: Client) -> None:
    menu = lxml.html.fromstring(web.ask("/").text).cssselect("ul.menu a")
    hrefs = {a.get("href") for a in menu}
    assert {f"/{section.slug}/" for section in SECTIONS} <= hrefs
    assert web.ask("/kinh-te").headers["location"] == f"https://{HOST}/kinh-te/"


@pytest.mark.parametrize("form", ["json", "html"])
def test_a_section_and_its_load_more_list_every_article_in_order(form: str) -> None:
    room = Newsroom(seed=8, articles=400, load_more_form=form)
    section = next(s for s in SECTIONS if s.slug == "quoc-phong-an-ninh")
    page = respond(room, "", f"/{section.slug}/").body.decode()
    button = lxml.html.fromstring(page).cssselect("button.control__loadmore")[0]
    assert (button.get("data-zone"), button.get("data-page")) == (str(section.zone), "1")
    seen = stories(page)
    assert len(seen) == first_page(room) == 22
    for number in range(1, 100):
        data = json.loads(respond(room, "api", f"/api/morenews-zone-{section.zone}-{number}.html").body)["data"]
        if form == "json":
            batch = [content["url"] for content in data["contents"]]
        else:
            batch = [
                urlsplit(href).path
                for href in re.findall(
                    r'<h2 class="story__heading"[^>]*> <a class="cms-link" href="([^"]+)"', data["articles"]
                )
            ]
        assert len(set(batch) & set(seen)) == 2  # as a list shifts under the reader
        seen += [path for path in batch if path not in seen]
        if not data["load_more"]:
            break
    assert seen == [room.head(n).path for n in room.streams[section.zone]]
    past = json.loads(respond(room, "api", f"/api/morenews-zone-{section.zone}-99.html").body)["data"]
    assert not past.get("contents") and not past.get("articles") and not past["load_more"]


def test_load_more_contents_have_the_fields_of_the_live_answer(web: Client) -> None:
    got = web.ask("/api/morenews-zone-21-1.html?phrase=", host=f"api.{HOST}")
    assert got.headers["content-type"].startswith("application/json")
    data = json.loads(got.body)
    assert data["error_code"] == 0 and data["error_message"] == "Success" and data["server_time"] > 1e9
    content = data["data"]["contents"][0]
    needed = "content_id title sub_title description date update_time avatar_url avatar_description url redirect_link content_type display_type zone"
    assert set(needed.split()) <= set(content)
    assert set(content["zone"]) == {"zone_id", "parent_id", "name", "url"}
    assert any("&nbsp;" in c["description"] or "&quot;" in c["description"] for n in range(1, 4) for s in SECTIONS
               for c in json.loads(respond(web.running.room, "api", f"/api/morenews-zone-{s.zone}-{n}.html").body)["data"]["contents"])  # fmt: skip
    assert web.ask("/api/other.html", host=f"api.{HOST}").status == 404


def test_sitemaps_list_every_article_once(web: Client) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = lxml.etree.fromstring(web.ask("/sitemap.xml").body).findall(".//s:loc", space)
    children = [loc.text or "" for loc in index]
    assert f"https://{HOST}/sitemaps/news-2026-1.xml" in children  # the month without a nought
    listed: list[str] = []
    for child in children:
        tree = lxml.etree.fromstring(web.ask(urlsplit(child).path).body)
        if "/news-" in child:
            listed += [loc.text or "" for loc in tree.findall(".//s:loc", space)]
    room = web.running.room
    assert sorted(listed) == sorted(room.url(n) for n in room.alive())
    assert lxml.etree.fromstring(web.ask("/sitemaps/news-1999-1.xml").body).findall(".//s:loc", space) == []
    assert web.ask("/sitemaps/other.xml").status == 404


def test_feeds_one_of_them_empty_one_missing(web: Client) -> None:
    feed = lxml.etree.fromstring(web.ask("/rss/home.rss").body)
    room = web.running.room
    assert [link.text for link in feed.findall(".//item/link")] == [room.url(n) for n in room.alive()[:50]]
    assert web.ask("/rss/kinh-te.rss").status == 200
    empty = web.ask("/rss/phap-luat.rss")
    assert (empty.status, empty.body) == (200, b"")
    assert web.ask("/rss/doi-ngoai.rss").status == 404


def test_tag_search_topic_and_print_pages(web: Client) -> None:
    room = web.running.room
    n = next(n for n in room.alive() if room.draft(n).tags)
    link = (
        lxml.html.fromstring(web.ask(room.head(n).path).text).cssselect(".article__tag .box-content a")[0].get("href")
    )
    assert room.head(n).path in stories(web.ask(link).text)
    word = room.head(n).slug.split("-")[0]
    assert stories(web.ask(f"/search/?q={word}").text)
    assert web.ask("/topics.html").status == 200
    assert "article__body" in web.ask(f"/print.html?id={room.id_of(n)}").text
    assert web.ask("/print.html?id=x").status == 404


def test_odd_addresses(web: Client) -> None:
    urls = odd_urls(web.running.room)
    assert set(urls) == set(ODD)
    got = {name: web.ask(urlsplit(url).path) for name, url in urls.items()}
    assert got["soft-404"].status == 200 and "Không tìm thấy trang" in got["soft-404"].text
    assert got["bodiless"].status == 200 and "article__body" not in got["bodiless"].text
    assert got["to-home"].headers["location"] == f"https://{HOST}/"
    assert got["gone"].status == 410
    assert got["loop"].headers["location"] == urls["loop"]
    assert got["moved"].status == 301
    assert web.ask("/khong-co-post1.html").status == 404
    assert web.ask("/khong-co/").status == 404


def test_a_browser_sees_the_newspaper_on_one_origin(web: Client) -> None:
    host = urlsplit(web.running.origin).netloc
    page = web.ask("/", host=host).text
    assert f"https://{HOST}" not in page and f"cdn.{HOST}" not in page
    tree = lxml.html.fromstring(page)
    picture = tree.cssselect("article.story img")[0].get("data-src")
    assert picture.startswith("/__cdn/images/")
    assert web.ask(picture, host=host).headers["content-type"] == "image/jpeg"
    story = tree.cssselect("article.story h2 a")[0].get("href")
    assert web.ask(story, host=host).status == 200
    assert web.ask("/__cdn/assets/main.css", host=host).headers["content-type"].startswith("text/css")
    assert json.loads(web.ask("/__api/api/morenews-zone-21-1.html", host=host).body)["data"]["contents"]


def test_the_log_tells_who_asked_for_what(web: Client) -> None:
    web.ask("/kinh-te/", User_Agent="borderscraper-test", Accept_Language="vi")
    web.ask("/khong-co")
    (first, second) = web.running.requests
    assert (first.host, first.path, first.status, first.agent) == (HOST, "/kinh-te/", 200, "borderscraper-test")
    assert first.headers["accept-language"] == "vi" and second.status == 404 and second.at >= first.at
    assert web.running.paths(status=200) == ["/kinh-te/"]
    stats = json.loads(web.ask("/__newsroom/stats").body)
    assert stats["requests"] == 2 and stats["by_status"] == {"200": 1, "404": 1} and stats["articles"] == 200
    assert [hit["path"] for hit in json.loads(web.ask("/__newsroom/log").body)] == ["/kinh-te/", "/khong-co"]


def test_the_answer_key_is_served(web: Client) -> None:
    lines = web.ask("/__newsroom/answers.jsonl").body.splitlines()
    room = web.running.room
    assert len(lines) == 200
    assert json.loads(lines[0]) == room.answer(room.alive()[0]).model_dump()
    assert json.loads(web.ask("/__newsroom/odd.json").body) == odd_urls(room)
    assert web.ask("/__newsroom/other").status == 404


# --- faults


def test_every_kind_of_fault_is_tested() -> None:
    tested = {"status", "reset", "down", "timeout", "drip", "slow", "truncated", "cut", "empty", "charset", "garbage", "redirect-loop",
              "redirect-home", "challenge", "empty-listing", "theme", "mixed", "huge", "deep"}  # fmt: skip
    assert tested == set(KINDS)


def test_status_faults_with_retry_after_a_number_of_times(web: Client) -> None:
    web.running.faults.add("status", path="^/kinh-te/", status=429, retry_after=3, count=2)
    got = [web.ask("/kinh-te/") for _ in range(3)]
    assert [g.status for g in got] == [429, 429, 200]
    assert got[0].headers["retry-after"] == "3"
    assert web.ask("/").status == 200
    assert [hit.fault for hit in web.running.requests][:3] == ["status", "status", None]


def test_skip_and_probability(web: Client) -> None:
    web.running.faults.add("status", skip=2, count=1)
    assert [web.ask("/kinh-te/").status for _ in range(4)] == [200, 200, 503, 200]
    web.running.faults.clear()
    web.running.faults.add("status", probability=0.5)
    statuses = [web.ask("/robots.txt").status for _ in range(40)]
    assert 8 < statuses.count(503) < 32


def test_chances_do_not_depend_on_the_order_of_requests() -> None:
    addresses = [f"/post{n}.html" for n in range(50)]

    def gone_wrong(order: list[str]) -> dict[str, list[bool]]:
        faults = Faults(seed=7)
        faults.add("reset", probability=0.4)
        answers: dict[str, list[bool]] = {}
        for address in order:
            answers.setdefault(address, []).append(faults.pick(HOST, address) is not None)
        return answers

    in_turn = gone_wrong(addresses * 3)
    assert gone_wrong([a for a in reversed(addresses) for _ in range(3)]) == in_turn
    assert {sum(wrong) for wrong in in_turn.values()} == {0, 1, 2, 3}


@pytest.mark.parametrize("kind", ["reset", "down"])
def test_connections_are_reset(web: Client, kind: str) -> None:
    web.running.faults.add(kind, host="^api")
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        web.ask("/api/morenews-zone-2-1.html", host=f"api.{HOST}")
    assert web.ask("/").status == 200


def test_no_answer_in_time(web: Client) -> None:
    web.running.faults.add("timeout", seconds=30, count=1)
    with pytest.raises(socket.timeout):
        web.ask("/kinh-te/", timeout=0.3)
    assert web.ask("/kinh-te/").status == 200


def test_a_dripping_answer(web: Client) -> None:
    web.running.faults.add("drip", seconds=0.001, count=1)
    got = web.ask("/robots.txt")
    assert got.body == respond(web.running.room, "", "/robots.txt").body
    web.running.faults.add("slow", seconds=0.01, count=1)
    assert web.ask("/robots.txt").status == 200


def test_a_truncated_body_says_so_and_a_cut_one_does_not(web: Client) -> None:
    path = web.running.room.head(6).path
    whole = web.ask(path).body
    web.running.faults.add("truncated", count=1)
    with pytest.raises(http.client.IncompleteRead) as caught:
        web.ask(path)
    assert whole.startswith(caught.value.partial)
    web.running.faults.add("cut", count=1)
    assert web.ask(path).body == whole[: len(whole) // 2]


def test_wrong_bodies(web: Client) -> None:
    faults, path = web.running.faults, web.running.room.head(6).path
    whole = web.ask(path)
    faults.add("empty", count=1)
    assert web.ask(path).body == b""
    faults.add("charset", count=1)
    got = web.ask(path)
    assert got.body == whole.body and "windows-1252" in got.headers["content-type"]
    faults.add("garbage", count=1)
    with pytest.raises(UnicodeDecodeError):
        web.ask(path).body.decode()
    faults.add("challenge", count=1)
    got = web.ask(path)
    assert got.status == 200 and "Đang kiểm tra trình duyệt" in got.text and "cms-body" not in got.text
    faults.add("redirect-loop", count=1)
    assert web.ask(path).headers["location"] == path
    faults.add("redirect-home", count=1)
    assert web.ask(path).headers["location"] == "/"


def test_large_deep_and_mixed_pages(web: Client) -> None:
    faults, path = web.running.faults, web.running.room.head(6).path
    whole = web.ask(path).text
    faults.add("huge", count=1)
    got = web.ask(path)
    assert len(got.body) > 5_000_000 and "article__body" in got.text
    faults.add("deep", count=1)
    assert web.ask(path).text.count("<div>") >= whole.count("<div>") + 3000
    faults.add("mixed", count=1)
    got = web.ask(path)
    with pytest.raises(UnicodeDecodeError):
        got.body.decode()
    assert got.body.decode(errors="replace").partition("<p>")[0] == whole.partition("<p>")[0]


def test_requests_under_way_together_are_counted(web: Client) -> None:
    import threading

    web.running.faults.add("slow", seconds=0.3)
    threads = [threading.Thread(target=web.ask, args=("/robots.txt",)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert web.running.at_once == {HOST: 3}
    web.running.forget()
    web.ask("/robots.txt")
    assert web.running.at_once == {HOST: 1}


def test_an_empty_listing_keeps_its_frame(web: Client) -> None:
    web.running.faults.add("empty-listing")
    page = web.ask("/kinh-te/").text
    assert stories(page) == [] and "breadcrumbs" in page and "ul" in page
    assert json.loads(web.ask("/api/morenews-zone-2-1.html", host=f"api.{HOST}").body)["data"]["contents"] == []


def test_another_theme_has_the_words_and_none_of_the_names(web: Client) -> None:
    path = web.running.room.head(6).path
    before = web.ask(path).text
    web.running.faults.add("theme", count=1)
    after = web.ask(path).text
    assert "article__title" not in after and "cms-body" not in after and "<article" not in after
    words = [lxml.html.fromstring(page).text_content() for page in (before, after)]
    assert words[0] == words[1]


def test_faults_and_clock_over_http(web: Client) -> None:
    assert web.control("faults", [{"kind": "status", "path": "^/kinh-te/", "status": 500, "count": 1}]).status == 200
    assert [web.ask("/kinh-te/").status for _ in range(2)] == [500, 200]
    rules = json.loads(web.ask("/__newsroom/faults").body)
    assert rules["rules"][0]["hits"] == 1 and set(rules["known"]) == set(KINDS)
    assert web.control("faults", []).status == 200 and web.running.faults.rules == []
    for wrong in ([{"kind": "fire"}], [{"kind": "status", "colour": "red"}], [{}]):
        got = web.control("faults", wrong)
        assert got.status == 400 and json.loads(got.body)["error"]
    assert web.control("nothing", {}).status == 404
    with start_in_thread(Newsroom(articles=40)) as other:
        client = Client(other)
        assert json.loads(client.control("advance", {"days": 2}).body)["day"] == 2
        assert other.room.clock.day == 2 and other.room.total > 40
        assert client.control("edit", {"n": 3, "kind": "title"}).status == 200
        assert client.control("edit", {"n": 3}).status == 400
        assert client.control("forget", {}).status == 200


def test_pages_follow_the_clock() -> None:
    with start_in_thread(Newsroom(seed=8, articles=60)) as running:
        web, room = Client(running), running.room
        path = room.head(10).path
        before = web.ask(path)
        room.edit(10, "text")
        after = web.ask(path, If_None_Match=before.headers["etag"])
        assert after.status == 200 and after.body != before.body
        room.edit(10, "deleted")
        assert web.ask(path).status in (404, 410)


def test_two_newspapers_on_one_port() -> None:
    import dataclasses

    from borderscraper.newsroom.room import BAOLAOCAI

    other = Newsroom(
        seed=9,
        articles=30,
        paper=dataclasses.replace(BAOLAOCAI, name="baohatinh", title="Báo Hà Tĩnh", domain="baohatinh.vn"),
    )
    with start_in_thread(Newsroom(articles=30), other) as running:
        web = Client(running)
        assert "Báo Hà Tĩnh" in web.ask("/", host="baohatinh.vn").text and "Báo Lào Cai" in web.ask("/").text
        assert len(running.hosts) == 8
        assert other.answer(3).id.startswith("baohatinh:")


def test_a_port_that_is_taken_is_an_error(running: Running) -> None:
    with pytest.raises(OSError), start_in_thread(Newsroom(articles=20), port=urlsplit(running.origin).port or 0):
        pass
