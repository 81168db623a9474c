"""What each newspaper's spider states: addresses understood, provinces, references; and how newspapers are found."""

from __future__ import annotations

import csv
import datetime
import os
import re
from pathlib import Path

import pytest

from borderscraper.crawl import registry
from borderscraper.crawl.lookalikes import is_lookalike
from borderscraper.newspaper import Newspaper

HERE = Path(__file__).parent
PAPERS = registry.newspapers()


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


ARTICLES = [(row["newspaper"], row["key"], row["url"]) for row in rows("article_urls.tsv")]
NOT_ARTICLES = [(row["newspaper"], row["why"], row["url"]) for row in rows("not_articles.tsv")]


def test_every_newspaper_with_a_known_address_has_a_spider() -> None:
    assert len(PAPERS) >= 43
    assert {name for name, _, _ in ARTICLES} == set(PAPERS)


@pytest.mark.parametrize(("name", "key", "url"), ARTICLES, ids=lambda v: v[-60:])
def test_article_addresses_are_understood(name: str, key: str, url: str) -> None:
    found = PAPERS[name].article(url)
    assert found is not None
    if name == "baolaichau":  # shows no number: the key stands for the address
        assert re.fullmatch(r"[0-9a-f]{16}", key)
    assert found.key == key
    assert [p.name for p in PAPERS.values() if p.article(url)] == [name], "claimed by one newspaper only"
    again = PAPERS[name].article(found.url)
    assert again == found, "the canonical address names the same article"


@pytest.mark.parametrize(("name", "why", "url"), NOT_ARTICLES, ids=lambda v: v[-60:])
def test_other_addresses_are_not_articles(name: str, why: str, url: str) -> None:
    assert PAPERS[name].article(url) is None, why


def test_the_facts_addresses() -> None:
    """Beside the table here: every address of the collected facts, when they are at hand."""
    if not (root := os.environ.get("BORDERSCRAPER_REAL_PAGES")):
        pytest.skip("BORDERSCRAPER_REAL_PAGES is not set: real pages are not tested")
    listed = {url for _, _, url in ARTICLES}
    wrong = []
    with (Path(root) / "facts" / "NEWSPAPERS.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            urls = [row[c] for c in ("article_url_1", "article_url_2") if row[c].startswith("http")]
            claims = {url: [p.name for p in PAPERS.values() if p.article(url)] for url in urls}
            wrong += [url for url in urls if len(claims[url]) != 1 or url not in listed]
            for path in re.findall(r"(?<![\w.])/[\w/.%+-]+", row["section_paths"]):
                section = f"https://{row['domain']}{path}"
                wrong += [section for p in PAPERS.values() if p.article(section)]
    assert wrong == []


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_a_newspaper_is_stated_whole(paper: Newspaper) -> None:
    host = paper.domain.removesuffix(".baotintuc.vn")
    assert paper.name == host.split(".")[0]
    assert paper.title and paper.article_patterns and paper.deny_patterns
    assert paper.group in registry.GROUPS
    assert (paper.province is None) == (paper.group == "national") == (paper.province_before_2025 is None)
    assert paper.verified in ("markup", "urls", "one url")
    assert datetime.date.fromisoformat(paper.verified_on)
    assert paper.successor is None or paper.successor in PAPERS
    assert not any(is_lookalike(h) or h.startswith("www.") for h in paper.hosts)
    home = f"https://{paper.domain}"
    for address in (home, home + "/", *(home + "/" + path.strip("/") + "/" for path in paper.sections)):
        assert paper.article(address) is None
    for address in (*paper.sitemaps, *paper.feeds):
        assert paper.serves(address.split("/")[2]) and paper.article(address) is None


def test_hosts_belong_to_one_newspaper() -> None:
    hosts = [host for paper in PAPERS.values() for host in paper.hosts]
    assert len(hosts) == len(set(hosts))


def test_merged_newspapers_know_their_successor() -> None:
    merged = {p.name: p.successor for p in PAPERS.values() if p.successor}
    assert merged == {
        "baobinhdinh": "baogialai",
        "baobinhphuoc": "baodongnai",
        "baobinhthuan": "baolamdong",
        "baohagiang": "baotuyenquang",
        "baokiengiang": "baoangiang",
        "baolongan": "baotayninh",
        "baoquangbinh": "baoquangtri",
        "baoquangnam": "baodanang",
    }
    for name, successor in merged.items():
        assert successor and PAPERS[successor].province == PAPERS[name].province != PAPERS[name].province_before_2025


def test_a_generation_that_counts_apart_has_keys_of_its_own() -> None:
    paper = PAPERS["baodongthap"]
    new = paper.article("https://baodongthap.vn/mot-chang-duong-a48437.html")
    old = paper.article("https://baodongthap.vn/phong-su-anh/mot-chang-duong-48437.aspx")
    assert new and old and (new.key, old.key) == ("48437", "old48437")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("baogialai", "baogialai"),
        ("gialai", "baogialai"),
        ("Báo Gia Lai", "baogialai"),
        ("bao gia lai", "baogialai"),
        ("baogialai.com.vn", "baogialai"),
        ("https://www.baogialai.com.vn/phap-luat/", "baogialai"),
        ("dantocmiennui.vn", "dantocmiennui"),
        ("baocamau.com.vn", "baocamau"),
        ("QDND", "qdnd"),
    ],
)
def test_a_newspaper_is_found(text: str, name: str) -> None:
    assert registry.find(text).name == name


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("baogialia", "baogialai"),
        ("baolangsn", "baolangson"),
        ("caobang.vn", "baocaobang"),
        ("xyz", "scrapy newspapers"),
    ],
)
def test_an_unknown_newspaper_is_answered_with_the_nearest(text: str, offered: str) -> None:
    with pytest.raises(registry.Unknown, match=offered):
        registry.find(text)


def test_a_newspaper_known_without_a_spider_is_named() -> None:
    for text in ("Báo Yên Bái", "baoyenbai.com.vn", "baoyenbai"):
        with pytest.raises(registry.Unknown, match=r"Báo Yên Bái .* no article address"):
            registry.find(text)


def test_provinces_by_either_name() -> None:
    def names(text: str) -> list[str]:
        return [paper.name for paper in registry.by_province(text)]

    assert names("Gia Lai") == names("gia lai") == names("tỉnh Gia Lai") == ["baobinhdinh", "baogialai"]
    assert names("Bình Định") == ["baobinhdinh"]
    assert names("Thừa Thiên Huế") == names("Huế") == ["huengaynay"]
    assert names("TP.HCM") == ["sggp"]
    with pytest.raises(registry.Unknown, match="Gia Lai"):
        names("Gia Lia")
    with pytest.raises(registry.Unknown, match="Báo Kon Tum has no spider; since July 2025 it is in Quảng Ngãi"):
        names("Kon Tum")
    with pytest.raises(registry.Unknown, match="scrapy newspapers"):
        names("")


def test_groups() -> None:
    assert {p.name for p in registry.by_group("national")} == {p.name for p in registry.by_group("nat")}
    assert sum(len(registry.by_group(group)) for group in registry.GROUPS) == len(PAPERS)
    with pytest.raises(registry.Unknown, match="land, merge, sea, national"):
        registry.by_group("inland")


def test_a_newspaper_read_at_its_successor() -> None:
    paper = PAPERS["baokiengiang"]
    moved = registry.after_move(paper, "www.baoangiang.com.vn")
    assert moved is not None
    assert (moved.name, moved.title, moved.province_before_2025) == ("baokiengiang", "Báo Kiên Giang", "Kiên Giang")
    own = moved.article("https://baoangiang.com.vn/quoc-phong-an-ninh/cong-tac-doi-ngoai-4607.html")
    theirs = moved.article("https://baoangiang.com.vn/nu-nong-dan-xuat-sac-a4607.html")
    assert own and theirs and (own.key, theirs.key) == ("4607", "baoangiang4607")
    assert registry.after_move(paper, "song-bac.vn") is None
    assert registry.after_move(PAPERS["baogialai"], "baoangiang.com.vn") is None
    for merged in PAPERS.values():
        if merged.successor:
            after = registry.after_move(merged, PAPERS[merged.successor].domain)
            assert after and after.serves(merged.domain) and after._article_res
