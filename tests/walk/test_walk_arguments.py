"""Arguments and mapped hosts: what is understood, and what the one line says when it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from borderscraper.crawl.arguments import ALLOWED, ArgumentError, Options, parse_arguments
from borderscraper.crawl.hosts import is_loopback, local_origin, read_hosts
from borderscraper.crawl.lookalikes import is_lookalike
from borderscraper.spiders.baolaocai import BaolaocaiSpider

PAPER = BaolaocaiSpider.newspaper
VN = timezone(timedelta(hours=7))
NOW = datetime(2026, 1, 31, 12, tzinfo=VN)
POST = "https://baolaocai.vn/bien-gioi-post378001.html"


def options(**arguments: Any) -> Options:
    return parse_arguments(arguments, PAPER, NOW)


def test_nothing_said_means_the_last_thirty_days_of_every_section() -> None:
    got = options()
    assert got == Options(since=NOW - timedelta(days=30))
    assert got.walks_sections


def test_a_newspaper_whose_markup_was_never_seen_is_read_where_it_is_on_the_border() -> None:
    unseen = replace(PAPER, verified="urls")
    assert parse_arguments({}, unseen, NOW).sections == ("border",)
    assert not parse_arguments({}, unseen, NOW).sections_given
    assert parse_arguments({"sections": "all"}, unseen, NOW).sections is None
    assert not parse_arguments({"urls": POST}, unseen, NOW).walks_sections
    assert parse_arguments({"urls": POST, "sections": "all"}, unseen, NOW).walks_sections


@pytest.mark.parametrize(
    ("arguments", "field", "value"),
    [
        ({"since": "all"}, "since", None),
        ({"since": "ALL"}, "since", None),
        ({"since": "7d"}, "since", NOW - timedelta(days=7)),
        ({"since": "2024-01-03"}, "since", datetime(2024, 1, 3, tzinfo=VN)),
        ({"since": "03/01/2024"}, "since", datetime(2024, 1, 3, tzinfo=VN)),
        ({"since": "3/1/2024"}, "since", datetime(2024, 1, 3, tzinfo=VN)),
        ({"since": "3.1.2024"}, "since", datetime(2024, 1, 3, tzinfo=VN)),
        ({"since": "2024-01-03T08:30:00Z"}, "since", datetime(2024, 1, 3, 15, 30, tzinfo=VN)),
        ({"since": "2024-01-03 08:30"}, "since", datetime(2024, 1, 3, 8, 30, tzinfo=VN)),
        ({"since": "2024-01-01", "until": "2024-01-31"}, "until", datetime(2024, 1, 31, 23, 59, 59, tzinfo=VN)),
        ({"since": "all", "until": "31/01/2024"}, "until", datetime(2024, 1, 31, 23, 59, 59, tzinfo=VN)),
        ({"max_pages": "3"}, "max_pages", 3),
        ({"related_depth": "0"}, "related_depth", 0),
        ({"related_depth": 2}, "related_depth", 2),
        ({"related_since": "2020-01-01"}, "related_since", datetime(2020, 1, 1, tzinfo=VN)),
        ({"sections": " kinh-te , Quốc phòng - An ninh,kinh-te"}, "sections", ("kinh-te", "Quốc phòng - An ninh")),
        ({"sections": "all"}, "sections", None),
        ({"sections": ""}, "sections", None),
        ({"urls": f"{POST}, {POST}"}, "urls", (POST,)),
        ({"sitemaps": "1"}, "sitemaps", True),
        ({"feeds": "yes"}, "feeds", True),
        ({"feeds": "0"}, "feeds", False),
        ({"refresh": "all"}, "refresh", "all"),
        ({"topics": "drugs"}, "topics", frozenset({"drugs"})),
        ({"_job": "x1"}, "urls", ()),
    ],
)
def test_understood(arguments: dict[str, Any], field: str, value: Any) -> None:
    assert getattr(options(**arguments), field) == value


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"section": "kinh-te"}, ["section", *ALLOWED]),
        ({"since": "31/31/2024"}, ["since=31/31/2024", "dd/mm/yyyy", "7d", "all"]),
        ({"since": "2024-02-30"}, ["since=2024-02-30", "ISO date"]),
        ({"since": "hôm qua"}, ["hôm qua", "ISO date"]),
        ({"since": "999999d"}, ["since=999999d"]),
        ({"until": "2023"}, ["until=2023"]),
        ({"since": "2024-02-01", "until": "2024-01-01"}, ["until=2024-01-01", "before"]),
        ({"until": "2020-01-01"}, ["before since=30d"]),
        ({"max_pages": "0"}, ["max_pages=0", "from 1"]),
        ({"max_pages": "-1"}, ["max_pages=-1"]),
        ({"max_pages": "²"}, ["max_pages"]),
        ({"related_depth": "viel"}, ["related_depth=viel", "from 0"]),
        ({"sitemaps": "maybe"}, ["sitemaps=maybe", "1 or 0"]),
        ({"refresh": "some"}, ["refresh=some", "all, known or none"]),
        ({"topics": "sports"}, ["topics=sports", "border", "drugs"]),
        ({"urls": "https://baolaocai.vn/kinh-te/"}, ["https://baolaocai.vn/kinh-te/", "no article address"]),
        ({"urls": "https://tinbong247.org/a-post12.html"}, ["tinbong247.org", "baolaocai.vn"]),
        ({"urls": "http://[::1/a-post12.html"}, ["no article address"]),
        ({"urls_file": "/does/not/exist"}, ["urls_file=/does/not/exist", "No such file"]),
        ({"urls_file": "/"}, ["urls_file=/", "directory"]),
        ({"urls_file": "a\0b"}, ["urls_file"]),
    ],
)
def test_wrong_says_what_is_allowed_in_one_line(arguments: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(ArgumentError) as error:
        options(**arguments)
    said = str(error.value)
    assert "\n" not in said
    assert [w for w in words if w not in said] == []


def test_urls_file(tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_text(f"\ufeff# ours\n{POST}\n\n https://www.baolaocai.vn/post-12345.html \n", encoding="utf-8")
    assert options(urls_file=str(file)).urls == (POST, "https://www.baolaocai.vn/post-12345.html")
    assert not options(urls_file=str(file)).walks_sections
    assert options(urls_file=str(file), sections="kinh-te").walks_sections

    file.write_text(f"{POST}\nhttps://baolaocai.vn/\n", encoding="utf-8")
    with pytest.raises(ArgumentError, match="line 2"):
        options(urls_file=str(file))
    file.write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(ArgumentError, match="UTF-8"):
        options(urls_file=str(file))
    file.write_text("\n# nothing\n")
    with pytest.raises(ArgumentError, match="no URL"):
        options(urls_file=str(file))


def hosts(value: Any, **settings: Any) -> dict[str, str]:
    return read_hosts(Settings({"BORDERSCRAPER_HOSTS": value, **settings}))


def test_hosts_are_read_and_stand_for_their_subdomains() -> None:
    local = "http://127.0.0.1:8080"
    assert hosts("") == {}
    assert hosts({"BaoLaoCai.vn": local + "/"}) == {"baolaocai.vn": local}
    table = hosts(f'{{"baolaocai.vn": "{local}", "cdn.baolaocai.vn": "http://[::1]:9"}}')
    assert local_origin("baolaocai.vn", table) == local
    assert local_origin("api.baolaocai.vn", table) == local
    assert local_origin("WWW.baolaocai.vn", table) == local
    assert local_origin("cdn.baolaocai.vn", table) == "http://[::1]:9"
    assert local_origin("notbaolaocai.vn", table) is None
    assert local_origin("vn", table) is None
    assert local_origin(None, table) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("{not json", ["no JSON", "127.0.0.1"]),
        ('["http://127.0.0.1:1"]', ["list", "expected"]),
        ({"baolaocai.vn": "http://192.0.2.1:80"}, ["192.0.2.1", "loopback", "BORDERSCRAPER_HOSTS_ALLOW_REMOTE"]),
        ({"baolaocai.vn": "http://localhost.example.org"}, ["loopback"]),
        ({"baolaocai.vn": "http://127.0.0.1.example.org"}, ["loopback"]),
        ({"baolaocai.vn": "127.0.0.1:80"}, ["expected an origin"]),
        ({"baolaocai.vn": "ftp://127.0.0.1"}, ["expected an origin"]),
        ({"baolaocai.vn": "http://127.0.0.1:99999"}, ["expected an origin"]),
        ({"baolaocai.vn": "http://127.0.0.1:80/path"}, ["expected an origin"]),
        ({"https://baolaocai.vn": "http://127.0.0.1:80"}, ["host name"]),
        ({"baolaocai.vn": 8080}, ["expected an origin"]),
    ],
)
def test_hosts_that_cannot_be_used(value: Any, words: list[str]) -> None:
    with pytest.raises(ArgumentError) as error:
        hosts(value)
    assert [w for w in words if w not in str(error.value)] == []


def test_a_second_setting_allows_other_machines() -> None:
    table = hosts({"baolaocai.vn": "https://replica.example.org"}, BORDERSCRAPER_HOSTS_ALLOW_REMOTE="1")
    assert table == {"baolaocai.vn": "https://replica.example.org"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "0.0.0.0", "localhost.vn", "", "2130706433"])
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_lookalike_hosts() -> None:
    for host in (
        "tinbong247.org",
        "www.tinbong247.org",
        "m.tylebongdanews.net",
        "772234.fuegjy.asia",
        "a.kuwinok8.com",
    ):
        assert is_lookalike(host), host
    for host in ("baolaocai.vn", "api.baolaocai.vn", "vietnamplus.vn", "nottinbong247.org", None):
        assert not is_lookalike(host), host
