"""The walk over small sites of our own: which pages are asked for, which are not, and what comes of each."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import walk_pages as w

from borderscraper.crawl.arguments import ArgumentError
from borderscraper.crawl.exit_status import ExitStatus

Crawl = Callable[..., Any]


def more_path(zone: int, page: int) -> str:
    return f"api.baolaocai.vn/api/morenews-zone-{zone}-{page}.html?phrase="


def stand(site: Any, *numbers: int, days_ago: float = 1, **extra: Any) -> None:
    for n in numbers:
        site.pages.setdefault(w.path(n), w.article(n, w.day(days_ago), **extra))


def numbers(site: Any) -> list[int]:
    """Articles asked for, in order."""
    return [int(p.rpartition("-post")[2].removesuffix(".html")) for p in site.paths("baolaocai.vn") if "-post" in p]


def ids(crawled: Any) -> list[int]:
    return sorted(int(r["id"].partition(":")[2]) for r in crawled.records)


def test_sections_from_the_menu_by_load_more_to_the_end(site: Any, crawl: Crawl) -> None:
    site.pages["/"] = w.home()
    for zone, (slug, name) in enumerate(w.MENU, 1):
        first = zone * 100
        site.pages[f"/{slug}/"] = w.section([first, first + 1], zone=zone, name=name, slug=slug, side=[777])
        site.pages[more_path(zone, 1)] = w.more([first + 2, first + 3], None, goes_on=True)
        site.pages[more_path(zone, 2)] = w.more([first + 4], None, goes_on=False)
        stand(site, *range(first, first + 5))
    stand(site, 777, 9001)

    crawled = crawl(since="all")

    expected = [z * 100 + i for z in (1, 2, 3) for i in range(5)]
    assert ids(crawled) == expected
    assert sorted(numbers(site)) == expected  # each once; neither the side column's nor the home page's stories
    assert crawled.ending.status == ExitStatus.OK
    record = next(r for r in crawled.records if r["id"] == "baolaocai:104")
    assert record["discovered"] == {"via": "section", "from": "https://baolaocai.vn/kinh-te/", "depth": 0}
    assert record["url"] == w.url(104)
    assert record["revision"] == 1 and record["content_hash"] and record["first_seen_at"]
    assert record["topics"] == [] or all(t["class"] for t in record["topics"])


@pytest.mark.slow
def test_one_section_by_slug_name_or_path(site: Any, crawl: Crawl) -> None:
    site.pages["/"] = w.home()
    site.pages["/bien-phong/"] = w.section([1], name="Biên phòng", slug="bien-phong")
    site.pages["/kinh-te/"] = w.section([2])
    stand(site, 1, 2)
    for sections in ("bien-phong", "biên phòng", "BIEN PHONG", "/bien-phong/", "https://baolaocai.vn/bien-phong"):
        crawled = crawl(sections=sections, since="all", refresh="all")
        assert crawled.ending.status == ExitStatus.OK, crawled.ending
    assert set(numbers(site)) == {1}
    site.log.clear()
    crawl(sections="Kinh tế", since="all")
    assert site.paths() == ["/kinh-te/", w.path(2)]  # known by its URL: the menu is not needed


def test_an_unknown_section_ends_the_run_and_names_the_others(site: Any, crawl: Crawl) -> None:
    site.pages["/"] = w.home()
    crawled = crawl(sections="kinh-te,khong-co")
    assert crawled.ending.status == ExitStatus.BAD_ARGUMENTS
    assert "khong-co" in crawled.ending.why and "\n" not in crawled.ending.why
    for slug, name in w.MENU:
        assert f"{slug} ({name})" in crawled.ending.why
    assert site.paths() == ["/"]


def test_wrong_arguments_and_hosts_stop_before_any_request(site: Any, crawl: Crawl) -> None:
    for arguments in ({"since": "31/31/2024"}, {"urls_file": "/none"}, {"colour": "red"}):
        assert isinstance(crawl(**arguments).error, ArgumentError)
    remote = crawl(settings={"BORDERSCRAPER_HOSTS": '{"baolaocai.vn": "http://192.0.2.7"}'})
    assert isinstance(remote.error, ArgumentError) and "loopback" in str(remote.error)
    assert site.log == []


def test_paging_stops_at_since_and_older_stories_are_not_asked_for(site: Any, crawl: Crawl) -> None:
    dates = {n: w.day(n) for n in range(1, 60)}
    site.pages["/kinh-te/"] = w.section(range(1, 11), zone=7, dates=dates)
    for page in range(1, 5):
        site.pages[more_path(7, page)] = w.more(range(10 * page + 1, 10 * page + 11), dates, goes_on=True)
    for n in dates:
        stand(site, n, days_ago=n)
    crawled = crawl(sections="kinh-te", since="25d")
    assert ids(crawled) == list(range(1, 25))
    assert sorted(numbers(site)) == list(range(1, 25))
    # the page that holds the border, and the one that is older as a whole, which ends it
    assert site.paths("api.baolaocai.vn") == [more_path(7, p).partition("/")[2].join(["/", ""]) for p in (1, 2, 3)]


@pytest.mark.slow
def test_undated_listings_stop_when_their_articles_turn_out_older(site: Any, crawl: Crawl) -> None:
    site.pages["/kinh-te/"] = w.section(range(1, 6), zone=7)
    for page in range(1, 5):
        site.pages[more_path(7, page)] = w.more(range(5 * page + 1, 5 * page + 6), None, goes_on=True)
    for n in range(1, 40):
        stand(site, n, days_ago=n)
    crawled = crawl(sections="kinh-te", since="8d")
    assert ids(crawled) == list(range(1, 8))
    assert sorted(numbers(site)) == list(range(1, 16))
    # they are remembered: the next run asks for none of them again, a run that wants them does
    site.log.clear()
    assert crawl(sections="kinh-te", since="8d", refresh="none").records == []
    assert numbers(site) == []
    assert ids(crawl(sections="kinh-te", since="13d", refresh="none")) == list(range(8, 13))


@pytest.mark.slow
@pytest.mark.parametrize(
    "answer", [b"", b"<html>busy</html>", b'{"error_code": 7, "data": null}', (404, {}, b""), (500, {}, b"")]
)
def test_a_broken_load_more_is_not_the_end_of_a_section(site: Any, crawl: Crawl, answer: Any) -> None:
    site.pages["/kinh-te/"] = w.section([1, 2], zone=7)
    site.pages[more_path(7, 1)] = (
        (200, {"Content-Type": "application/json"}, answer) if isinstance(answer, bytes) else answer
    )
    stand(site, *range(1, 7))
    assert ids(crawl(sections="kinh-te", since="all", settings={"RETRY_TIMES": 0})) == [1, 2]
    site.pages[more_path(7, 1)] = w.more([3, 4], None, goes_on=True)
    site.pages[more_path(7, 2)] = w.more([5, 6], None, goes_on=False)
    # the first page is known, yet what stands below it is not
    assert ids(crawl(sections="kinh-te", since="all")) == [3, 4, 5, 6]


def test_a_load_more_that_repeats_itself_ends(site: Any, crawl: Crawl) -> None:
    site.pages["/kinh-te/"] = w.section([1, 2], zone=7)
    for page in range(1, 50):
        site.pages[more_path(7, page)] = w.more([1, 2], None, goes_on=True)
    stand(site, 1, 2)
    assert ids(crawl(sections="kinh-te", since="all")) == [1, 2]
    assert len(site.paths("api.baolaocai.vn")) == 2


@pytest.mark.slow
def test_until_and_max_pages(site: Any, crawl: Crawl) -> None:
    dates = {n: w.day(n) for n in range(1, 30)}
    site.pages["/kinh-te/"] = w.section(range(1, 6), zone=7, dates=dates)
    for page in range(1, 5):
        site.pages[more_path(7, page)] = w.more(range(5 * page + 1, 5 * page + 6), dates, goes_on=True)
    for n in dates:
        stand(site, n, days_ago=n)
    until = f"{w.day(7.5):%Y-%m-%d}"
    limit = datetime.fromisoformat(until + "T23:59:59+07:00")
    crawled = crawl(sections="kinh-te", since="all", until=until, max_pages="3")
    assert ids(crawled) == [n for n in range(1, 16) if dates[n] <= limit]
    assert len(site.paths("api.baolaocai.vn")) == 2


def test_related_to_depth_and_only_real_articles(site: Any, crawl: Crawl) -> None:
    strange = [
        "https://tinbong247.org/tin-post50.html",
        "https://example.org/tin-post51.html",
        "https://baolaocai.vn/tu-khoa/bien-gioi-tag52.html",
        "https://baolaocai.vn/search/?q=post53",
        "https://baolaocai.vn/print.html?id=54",
        "https://baolaocai.vn/topics.html",
        "https://baolaocai.vn/kinh-te/",
    ]
    site.pages["/kinh-te/"] = w.section([1])
    site.pages[w.path(1)] = w.article(1, w.day(1), related=[2, 3], links=strange, side=[777])
    site.pages[w.path(2)] = w.article(2, w.day(400), related=[1, 4])  # older than since: taken all the same
    site.pages[w.path(3)] = w.article(3, w.day(2), related=[2])
    site.pages[w.path(4)] = w.article(4, w.day(3), related=[5])
    stand(site, 5, 777)
    crawled = crawl(sections="kinh-te")
    assert ids(crawled) == [1, 2, 3]
    assert sorted(numbers(site)) == [1, 2, 3]
    found = {r["id"]: r["discovered"] for r in crawled.records}
    assert found["baolaocai:2"] == {"via": "related", "from": w.url(1), "depth": 1}
    assert [p for p in site.paths() if "-post" not in p] == ["/kinh-te/"]


@pytest.mark.slow
@pytest.mark.parametrize(("depth", "expected"), [("0", [1]), ("2", [1, 2, 3, 4]), ("3", [1, 2, 3, 4, 5])])
def test_related_depth(site: Any, crawl: Crawl, depth: str, expected: list[int]) -> None:
    site.pages["/kinh-te/"] = w.section([1])
    for n, related in ((1, [2, 3]), (2, [1, 4]), (3, [2]), (4, [5]), (5, [])):
        site.pages[w.path(n)] = w.article(n, w.day(1), related=related)
    assert ids(crawl(sections="kinh-te", related_depth=depth)) == expected


@pytest.mark.slow
def test_related_since_narrows_related(site: Any, crawl: Crawl) -> None:
    site.pages["/kinh-te/"] = w.section([1])
    site.pages[w.path(1)] = w.article(1, w.day(1), related=[2, 3])
    stand(site, 2, days_ago=400)
    stand(site, 3, days_ago=40)
    assert ids(crawl(sections="kinh-te", related_since="90d")) == [1, 3]


@pytest.mark.slow
def test_a_related_article_that_a_section_shows_later_counts_as_its_own(site: Any, crawl: Crawl) -> None:
    """3 is read as related to 1 before the section's second page shows it; its own related 4 is followed then."""
    read: list[bool] = []

    def slow(asked: Any) -> bytes:
        end = time.monotonic() + 10
        while not read and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.1)
        return w.more([3], None, goes_on=False)

    def three(asked: Any) -> str:
        read.append(True)
        return w.article(3, w.day(1), related=[4])

    site.pages["/kinh-te/"] = w.section([1], zone=7)
    site.pages[more_path(7, 1)] = slow
    site.pages[w.path(1)] = w.article(1, w.day(1), related=[3])
    site.pages[w.path(3)] = three
    stand(site, 4)
    crawled = crawl(sections="kinh-te", since="all")
    assert ids(crawled) == [1, 3, 4]
    assert sorted(numbers(site)) == [1, 3, 4]


@pytest.mark.slow
def test_both_forms_of_an_address_are_one_article(site: Any, crawl: Crawl) -> None:
    short = ["https://baolaocai.vn/post-1.html", "http://www.baolaocai.vn/post-2.html?utm_source=fb#x"]
    site.pages["/kinh-te/"] = w.section([1])
    site.pages[w.path(1)] = site.pages["/post-1.html"] = w.article(1, w.day(1), links=short)
    site.pages["/post-2.html"] = w.article(2, w.day(1))
    crawled = crawl(sections="kinh-te", urls=f"https://baolaocai.vn/post-1.html,{w.url(1)}")
    assert ids(crawled) == [1, 2]
    assert {r["url"] for r in crawled.records} == {w.url(1), w.url(2)}
    assert len([p for p in site.paths() if "post" in p]) == 2


def test_moved_redirected_and_gone(site: Any, crawl: Crawl) -> None:
    def to(where: str, status: int = 301) -> tuple[int, dict[str, str], bytes]:
        return status, {"Location": where}, b""

    site.pages["/kinh-te/"] = w.section([1, 2, 3, 4, 5, 6, 7, 8, 9])
    site.pages[w.path(1)] = to("https://baolaocai.vn/post-1.html")  # the same article
    site.pages["/post-1.html"] = w.article(1, w.day(1))
    site.pages[w.path(2)] = to(w.url(20))  # moved to another number
    site.pages[w.path(20)] = w.article(20, w.day(1))
    site.pages[w.path(3)] = to("/", 302)
    site.pages["/"] = w.home()
    site.pages[w.path(4)] = to("https://tinbong247.org/x-post4.html", 302)
    site.pages[w.path(5)] = to(w.url(5))
    site.pages[w.path(6)] = (410, {}, b"gone")
    site.pages[w.path(7)] = w.article(7, w.day(1), canonical=8)  # says that it is 8
    site.pages[w.path(8)] = w.article(8, w.day(1))
    site.pages[w.path(9)] = to("https://baolaocai.vn/tu-khoa/x-tag9.html")
    site.pages["/tu-khoa/x-tag9.html"] = w.section([1])
    crawled = crawl(sections="kinh-te", since="all", settings={"LOG_ENABLED": False})
    assert ids(crawled) == [1, 8, 20]
    stats = crawled.stats
    assert stats["article/refused/redirect-home"] == 1
    assert stats["article/refused/off-site"] == 1
    assert stats["article/refused/redirected"] == 1
    assert stats["article/failed/redirect-loop"] == 1
    assert stats["article/moved"] == 2
    assert stats["article/gone/410"] == 1
    assert all(asked.host.endswith("baolaocai.vn") for asked in site.log)


BAD = {
    "empty": b"",
    "blanks": b"  \n\n ",
    "binary": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "pdf": b"%PDF-1.7\n" + bytes(range(256)) * 40,
    "soft-404": "<html><head><title>Không tìm thấy trang</title></head><body><h1>404</h1><p>Trang bạn yêu cầu không "
    "tồn tại hoặc đã bị xóa.</p></body></html>".encode(),
    "json": b'{"error": 1}',
    "no-body": b"<!DOCTYPE html><html><head><title>x</title></head></html>",
    "truncated": w.article(1, w.day(1)).encode()[:900],
    "deep": b"<html><body>" + b"<div>" * 20_000 + b"x" + b"</div>" * 20_000,
    "nul": b"<html><body><h1>a\0b</h1>" + b"\0" * 500,
    "challenge": b"<html><head><title>Just a moment...</title></head><body><script>window.__cf_chl_opt={}</script></body></html>",
}


def test_bad_pages_are_counted_and_harm_nothing(site: Any, crawl: Crawl) -> None:
    for n, body in enumerate(BAD.values(), 100):
        kind = "application/pdf" if body[:4] == b"%PDF" else "text/html; charset=utf-8"
        site.pages[w.path(n)] = (200, {"Content-Type": kind}, body)
    site.pages["/kinh-te/"] = w.section([*range(100, 100 + len(BAD)), 1])
    stand(site, 1)
    crawled = crawl(sections="kinh-te", since="all", settings={"BORDERSCRAPER_CHALLENGES_MAX": 9})
    assert crawled.error is None
    assert 1 in ids(crawled)
    assert crawled.stats["article/requested"] == len(BAD) + 1
    refused = sum(n for k, n in crawled.stats.items() if k.startswith("article/refused/"))
    assert refused + len(crawled.records) == len(BAD) + 1
    assert not [k for k in crawled.stats if k.startswith(("article/error", "spider_exceptions"))]
    assert crawled.stats["article/refused/challenge"] == 1
    assert crawled.stats["article/refused/empty"] == 2
    assert crawled.stats["article/refused/binary"] >= 2
    assert crawled.stats["article/refused/soft-404"] >= 1
    for record in crawled.records:
        assert record["title"] and record["text"]


ENCODINGS = {
    "declared-wrongly": ("text/html; charset=iso-8859-1", "utf-8"),
    "bom": ("text/html", "utf-8-sig"),
    "windows-1258": ("text/html; charset=windows-1258", None),
    "utf-16": ("text/html; charset=utf-16", "utf-16"),
}


@pytest.mark.slow
def test_encodings(site: Any, crawl: Crawl) -> None:
    for n, (kind, codec) in enumerate(ENCODINGS.values(), 1):
        page = w.article(n, w.day(1))
        body = page.encode(codec) if codec else page.encode("cp1258", "replace")
        site.pages[w.path(n)] = (200, {"Content-Type": kind}, body)
    mixed = w.article(9, w.day(1)).encode().replace("trước mưa lũ".encode(), b"tr\xff\xfec m\xe0a l\x80")
    site.pages[w.path(9)] = (200, {"Content-Type": "text/html; charset=utf-8"}, mixed)
    site.pages["/kinh-te/"] = w.section([1, 2, 3, 4, 9])
    crawled = crawl(sections="kinh-te", since="all")
    by_id = {r["id"]: r for r in crawled.records}
    for n in (1, 2, 4):
        assert by_id[f"baolaocai:{n}"]["title"] == w.title(n)
    assert "giúp bà con vùng cao" in by_id["baolaocai:9"]["text"]
    assert "baolaocai:3" in by_id


@pytest.mark.slow
def test_an_exception_in_a_page_object_is_counted_with_its_url(site: Any, crawl: Crawl, monkeypatch: Any) -> None:
    from borderscraper.spiders import base

    real = base.read_article

    def breaks(body: bytes, url: str, paper: Any, **kw: Any) -> Any:
        if "post2." in url:
            raise RecursionError("too deep")
        return real(body, url, paper, **kw)

    monkeypatch.setattr(base, "read_article", breaks)
    site.pages["/kinh-te/"] = w.section([1, 2, 3])
    stand(site, 1, 2, 3)
    crawled = crawl(sections="kinh-te", since="all")
    assert ids(crawled) == [1, 3]
    assert crawled.stats["article/error/RecursionError"] == 1
    # it is tried again, not forgotten
    monkeypatch.setattr(base, "read_article", real)
    later = w.day(-1).isoformat()
    assert ids(crawl(sections="kinh-te", since="all", settings={"BORDERSCRAPER_NOW": later})) == [2]


@pytest.mark.slow
def test_challenge_pages_end_the_run(site: Any, crawl: Crawl) -> None:
    site.pages["/kinh-te/"] = w.section(range(1, 20))
    for n in range(1, 20):
        site.pages[w.path(n)] = (200, {"Content-Type": "text/html"}, BAD["challenge"])
    crawled = crawl(
        sections="kinh-te", since="all", settings={"BORDERSCRAPER_CHALLENGES_MAX": 1, "BORDERSCRAPER_WINDOW": 1}
    )
    assert crawled.ending.status == ExitStatus.UNREACHABLE
    assert crawled.records == []
    assert len(numbers(site)) < 5


def test_a_second_run_asks_little_and_publishes_what_is_new(site: Any, crawl: Crawl) -> None:
    dates = {n: w.day(n / 10) for n in range(1, 40)}
    site.pages["/kinh-te/"] = w.section(range(10, 20), zone=7, dates=dates)
    site.pages[more_path(7, 1)] = w.more(range(20, 30), dates, goes_on=True)
    site.pages[more_path(7, 2)] = w.more(range(30, 40), dates, goes_on=False)
    for n in range(1, 40):
        site.pages[w.path(n)] = w.article(n, dates[n])
    assert ids(crawl(sections="kinh-te")) == list(range(10, 40))
    site.log.clear()

    nothing = crawl(sections="kinh-te", refresh="none", settings={"BORDERSCRAPER_NOW": w.day(-0.5).isoformat()})
    assert nothing.records == [] and nothing.ending.status == ExitStatus.OK
    assert site.paths() == ["/kinh-te/"]
    site.log.clear()

    site.pages["/kinh-te/"] = w.section(range(8, 18), zone=7, dates=dates)
    again = crawl(sections="kinh-te", refresh="none", settings={"BORDERSCRAPER_NOW": w.day(-1).isoformat()})
    assert ids(again) == [8, 9]
    assert len(site.paths("api.baolaocai.vn")) <= 1


def test_validators_are_sent_and_304_is_no_news(site: Any, crawl: Crawl) -> None:
    def validated(body: str, tag: str) -> Callable[[Any], Any]:
        def answer(asked: Any) -> Any:
            headers = {"ETag": tag, "Last-Modified": "Tue, 06 Jan 2026 01:12:00 GMT", "Content-Type": "text/html"}
            if asked.headers.get("If-None-Match") == tag:
                return 304, headers, b""
            return 200, headers, body.encode()

        return answer

    dates = {n: w.day(n / 10) for n in (1, 2)}
    site.pages["/kinh-te/"] = validated(w.section([1, 2], dates=dates), '"s1"')
    for n in (1, 2):
        site.pages[w.path(n)] = validated(w.article(n, dates[n]), f'"a{n}"')
    assert ids(crawl(sections="kinh-te")) == [1, 2]
    site.log.clear()
    second = crawl(sections="kinh-te", refresh="all")
    assert second.records == []
    assert second.stats["listing/unchanged"] == 1 and second.stats["article/not_modified"] == 2
    assert all(
        "If-None-Match" in a.headers and "If-Modified-Since" in a.headers for a in site.log if a.path != "/robots.txt"
    )

    site.pages[w.path(2)] = validated(
        w.article(2, dates[2], words="Nội dung đã được sửa lại sau khi đăng, thêm số liệu mới."), '"a2b"'
    )
    site.pages[w.path(1)] = (404, {}, b"")
    third = crawl(sections="kinh-te", refresh="all")
    changed = {r["id"]: r for r in third.records}
    assert changed["baolaocai:2"]["revision"] == 2 and "thêm số liệu mới" in changed["baolaocai:2"]["text"]
    assert changed["baolaocai:1"]["deleted_at"] and changed["baolaocai:1"]["revision"] == 2
    assert len(third.items) == 2


@pytest.mark.slow
def test_a_listing_that_is_suddenly_empty(site: Any, crawl: Crawl) -> None:
    site.pages["/kinh-te/"] = w.section([1, 2])
    stand(site, 1, 2)
    assert crawl(sections="kinh-te").ending.status == ExitStatus.OK
    site.pages["/kinh-te/"] = w.section([])
    emptied = crawl(sections="kinh-te", refresh="none")
    assert emptied.stats["listing/emptied"] == 1
    assert emptied.ending.status == ExitStatus.NOT_UNDERSTOOD


@pytest.mark.slow
def test_pending_articles_are_fetched_by_the_next_run(site: Any, crawl: Crawl) -> None:
    site.pages["/kinh-te/"] = w.section([1, 2])
    stand(site, 1)
    site.pages[w.path(2)] = (500, {}, b"broken")
    first = crawl(sections="kinh-te")
    assert ids(first) == [1] and first.stats["article/failed/http-500"] == 1
    assert len([n for n in numbers(site) if n == 2]) == 5  # RETRY_TIMES 4
    stand(site, 3)
    site.pages[w.path(2)] = w.article(2, w.day(1))
    site.pages["/kinh-te/"] = (500, {}, b"")
    second = crawl(sections="kinh-te", settings={"BORDERSCRAPER_NOW": w.day(-1).isoformat(), "RETRY_TIMES": 0})
    assert ids(second) == [2]


def test_sitemaps_and_feeds(site: Any, crawl: Crawl) -> None:
    now = w.day(0)
    entries = (
        "".join(f"<url><loc>{w.url(n)}</loc></url>" for n in (1, 2))
        + "<url><loc>https://example.org/x-post3.html</loc></url>"
    )
    sitemap = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    site.pages[f"/sitemaps/news-{now.year}-{now.month}.xml"] = (
        200,
        {"Content-Type": "application/xml"},
        sitemap.encode(),
    )
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><link>{w.url(4)}</link></item></channel></rss>'
    site.pages["/rss/home.rss"] = (200, {"Content-Type": "application/rss+xml"}, rss.encode())
    site.pages["/rss/kinh-te.rss"] = (200, {}, b"")
    site.pages["/kinh-te/"] = w.section([5])
    stand(site, 1, 2, 4, 5)
    crawled = crawl(sections="kinh-te", sitemaps="1", feeds="1")
    assert ids(crawled) == [1, 2, 4, 5]
    via = {r["id"].partition(":")[2]: r["discovered"]["via"] for r in crawled.records}
    assert via == {"1": "sitemap", "2": "sitemap", "4": "feed", "5": "section"}
    assert crawled.ending.status == ExitStatus.OK  # empty and missing ones are normal
    assert not [a for a in site.log if not a.host.endswith("baolaocai.vn")]


@pytest.mark.slow
def test_topics_filter(site: Any, crawl: Crawl) -> None:
    site.pages["/kinh-te/"] = w.section([1, 2])
    site.pages[w.path(1)] = w.article(
        1, w.day(1), words="Công an bắt quả tang hai đối tượng vận chuyển ma túy tổng hợp qua biên giới."
    )
    site.pages[w.path(2)] = w.article(
        2, w.day(1), words="Hội thi nấu ăn của phường diễn ra sôi nổi với mười hai đội tham gia tranh tài."
    ).replace("Đồn Biên phòng", "Hội thi")
    crawled = crawl(sections="kinh-te", topics="drugs", settings={})
    assert ids(crawled) == [1]
    assert [t["class"] for t in crawled.records[0]["topics"]].count("drugs") == 1
    assert ids(crawl(sections="kinh-te", refresh="none")) == [2]


def test_the_user_agent_and_languages(site: Any, crawl: Crawl) -> None:
    site.pages["/kinh-te/"] = w.section([1])
    stand(site, 1)
    crawl(sections="kinh-te", settings={"BORDERSCRAPER_CONTACT": "https://example.org/us"})
    for asked in site.log:
        assert asked.headers["User-Agent"] == "borderscraper/0.1 (+https://example.org/us)"
        assert asked.headers["Accept-Language"].startswith("vi")
        assert "Cookie" not in asked.headers


@pytest.mark.slow
def test_hosts_outside_the_mapping_are_not_contacted(site: Any, crawl: Crawl) -> None:
    site.pages["/kinh-te/"] = w.section([1], zone=7)
    stand(site, 1)
    crawled = crawl(
        sections="kinh-te",
        since="all",
        settings={"BORDERSCRAPER_HOSTS": {"baolaocai.vn": site.origin, "api.baolaocai.vn": site.origin}},
    )
    assert ids(crawled) == [1]
    crawled = crawl(sections="kinh-te", since="all", settings={"BORDERSCRAPER_HOSTS": {"example.org": site.origin}})
    assert crawled.stats["hosts/not_mapped/baolaocai.vn"] >= 1
    assert crawled.ending.status == ExitStatus.UNREACHABLE


@pytest.mark.slow
def test_nothing_is_lost_when_a_huge_page_comes(site: Any, crawl: Crawl, tmp_path: Path) -> None:
    body = w.article(1, w.day(1)).replace("</body>", "<!--" + "x" * 5_000_000 + "--></body>")
    site.pages[w.path(1)] = body
    site.pages[w.path(2)] = w.article(2, w.day(1)) + "y" * 3000
    site.pages["/kinh-te/"] = w.section([1, 2])
    crawled = crawl(sections="kinh-te")
    assert ids(crawled) == [1, 2]
    crawled = crawl(sections="kinh-te", refresh="all", settings={"DOWNLOAD_MAXSIZE": 1_000_000})
    assert crawled.stats["article/refused/too-big"] == 1


@pytest.mark.slow
def test_an_interrupted_run_does_not_lose_what_a_related_article_leads_to(site: Any, crawl: Crawl) -> None:
    """The run ends after 2, found as related to 1, was read and before its section shows it: 3 comes by the next run."""
    site.pages["/kinh-te/"] = w.section([1], zone=7)
    site.pages[more_path(7, 1)] = lambda asked: (time.sleep(1.5), w.more([2, 4], None, goes_on=False))[1]
    site.pages[w.path(1)] = w.article(1, w.day(1), related=[2, 5])
    site.pages[w.path(2)] = w.article(2, w.day(1), related=[3])
    site.pages[w.path(5)] = lambda asked: (time.sleep(1.0), w.article(5, w.day(1)))[1]
    stand(site, 3, 4)
    settings = {"BORDERSCRAPER_WINDOW": 1, "DOWNLOAD_DELAY": 0.01}
    first = crawl(sections="kinh-te", since="all", settings={**settings, "CLOSESPIDER_ITEMCOUNT": 2})
    assert ids(first) == [1, 2, 5]  # 5 was in flight
    site.pages[more_path(7, 1)] = w.more([2, 4], None, goes_on=False)
    second = crawl(sections="kinh-te", since="all", refresh="none", settings=settings)
    assert ids(second) == [3, 4]
    site.log.clear()
    assert crawl(sections="kinh-te", since="all", refresh="none", settings=settings).records == []
    assert numbers(site) == []
