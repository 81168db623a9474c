"""Whole crawls of the newsroom by the real commands, held against its answer key."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from borderscraper.newsroom.answers import answer, differences
from borderscraper.newsroom.room import Newsroom
from borderscraper.newsroom.server import Running, odd_urls, start_in_thread

ROOT = Path(__file__).parents[2]


def scrapy(*words: str, output: Path | None = None, **settings: Any) -> subprocess.CompletedProcess[str]:
    given = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": 0, "BORDERSCRAPER_CONTACT": "tests@example.org", **settings}
    if output:
        given["BORDERSCRAPER_OUTPUT"] = str(output)
    flags = [part for name, value in given.items() for part in ("-s", f"{name}={value}")]
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *words, *flags],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=250,
    )


def crawl(newsroom: Running, output: Path, *arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    flags = [part for argument in arguments for part in ("-a", argument)]
    given = {
        "BORDERSCRAPER_HOSTS": json.dumps(newsroom.hosts),
        "BORDERSCRAPER_NOW": newsroom.room.now.isoformat(),
        "IMAGES_STORE": "",
        **settings,
    }
    return scrapy("crawl", "baolaocai", *flags, output=output, **given)


def records(output: Path) -> list[dict[str, Any]]:
    files = sorted((output / "baolaocai").glob("baolaocai-*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def against_the_key(output: Path, room: Newsroom) -> list[str]:
    got = records(output)
    expected = {(a := answer(room, n)).id: a for n in room.alive()}
    assert len({r["id"] for r in got}) == len(got), "twice"
    assert {r["id"] for r in got} == set(expected)
    for found in (r["discovered"] for r in got):  # a related story keeps saying so when its section shows it as well
        assert (found["via"] == "related") == (found["depth"] > 0), found
    return [f"{r['id']} {line}" for r in got for line in differences(r, expected[r["id"]])]


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Running]:
    with start_in_thread(Newsroom(seed=11, articles=320, crawl_delay=0.004)) as running:
        yield running


@pytest.mark.slow
def test_every_article_is_as_the_answer_key_says(newsroom: Running, tmp_path: Path) -> None:
    newsroom.forget()
    done = crawl(newsroom, tmp_path, "since=all")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert against_the_key(tmp_path, newsroom.room) == []
    numbers = [m[1] for path in newsroom.paths("baolaocai.vn") if (m := re.search(r"post-?(\d+)\.html", path))]
    assert len(numbers) == len(set(numbers)) == 320  # each once, whichever of its addresses was found
    never = ("/tu-khoa/", "/search/", "/print.html", "/topics.html", "/tag.html")
    assert not [path for path in newsroom.paths() if path.startswith(never)]

    # a second run on the same day: nothing new, at most two requests a section
    newsroom.forget()
    again = crawl(newsroom, tmp_path, "since=all", "refresh=none")
    assert again.returncode == 0, again.stderr
    assert len(records(tmp_path)) == 320
    assert len(newsroom.requests) <= 2 * 15 + 3


@pytest.mark.slow
def test_the_last_days_of_one_section_and_what_is_related_to_them(newsroom: Running, tmp_path: Path) -> None:
    room = newsroom.room
    done = crawl(newsroom, tmp_path, "since=10d", "sections=quoc-phong-an-ninh")
    assert done.returncode == 0, done.stderr
    got = {r["id"]: r for r in records(tmp_path)}
    key = {(a := answer(room, n)).id: a for n in room.alive()}
    own = {i for i, r in got.items() if r["discovered"]["via"] == "section"}
    assert own and all(
        key[i].published_at is None or (room.now - room.published(_number(room, i))).days <= 10 for i in own
    )
    linked = {s.id for i in own for s in key[i].related if s.id in key}
    assert set(got) == own | linked


def _number(room: Newsroom, record_id: str) -> int:
    return next(n for n in room.alive() if answer(room, n).id == record_id)


@pytest.mark.slow
def test_addresses_that_answer_oddly(newsroom: Running, tmp_path: Path) -> None:
    urls = odd_urls(newsroom.room)
    done = crawl(newsroom, tmp_path, "urls=" + ",".join(urls.values()), "related_depth=0")
    assert done.returncode == 0, done.stderr
    run = json.loads((tmp_path / "baolaocai" / "runs.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    got = records(tmp_path)
    assert "Traceback" not in done.stderr
    for name in ("soft-404", "to-home", "loop"):
        assert urls[name] in done.stderr, name  # counted, with its URL
    assert run["outcomes"]["gone"] == 1
    # what moved stands once, under the address where it is now
    assert [r["url"] for r in got if "moved" in r["url"]] == []
    assert (
        len(got) == 1
        and differences(
            got[0], next(a for n in newsroom.room.alive() if (a := answer(newsroom.room, n)).id == got[0]["id"])
        )
        == []
    )


@pytest.mark.slow
def test_wrong_arguments_give_one_clear_line(newsroom: Running, tmp_path: Path) -> None:
    for argument, words in (("sections=khong-co", "kinh-te"), ("since=31/31/2024", "dd/mm/yyyy")):
        done = crawl(newsroom, tmp_path, argument, LOG_LEVEL="INFO" if "since" in argument else "WARNING")
        assert done.returncode == 2
        lines = [line for line in done.stderr.splitlines() if "INFO" not in line]
        said = [line for line in lines if argument.partition("=")[2] in line]
        assert len(said) == 1 and words in said[0], done.stderr
        assert "Traceback" not in done.stderr
        assert records(tmp_path) == []


@pytest.mark.slow
def test_the_demo_runs_twice_and_goes_on(tmp_path: Path) -> None:
    for flags, words in ((), "answer key"), ((), "answer key"), (("--keep",), "day"):
        done = scrapy("demo", "--articles", "25", *flags, output=tmp_path)
        assert done.returncode == 0, done.stderr
        assert words in " ".join(done.stdout.split())
    assert len({r["id"] for r in records(tmp_path / "demo")}) > 25
    assert scrapy("demo", "--articles", "0", output=tmp_path).returncode != 0
    other = tmp_path / "other" / "demo"
    other.mkdir(parents=True)
    (other / "mine.txt").write_text("mine")
    refused = scrapy("demo", output=tmp_path / "other")
    assert refused.returncode != 0 and "not the demo's" in refused.stderr
    assert (other / "mine.txt").exists()


@pytest.mark.slow
def test_looking_at_one_page_is_no_run(newsroom: Running, tmp_path: Path) -> None:
    url = newsroom.room.url(3)
    hosts = json.dumps(newsroom.hosts)
    parsed = scrapy("parse", url, "--nolinks", "--nocolour", output=tmp_path, BORDERSCRAPER_HOSTS=hosts)
    assert parsed.returncode == 0 and answer(newsroom.room, 3).id in parsed.stdout, parsed.stderr
    fetched = scrapy("fetch", url, output=tmp_path, BORDERSCRAPER_HOSTS=hosts)
    assert fetched.returncode == 0 and "article__body" in fetched.stdout
    assert list(tmp_path.iterdir()) == []
