"""The exit status table, as a decision and as `scrapy crawl` keeps it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from durable_crawl import PROJECT, Run, crawl, last_report, start

from borderscraper.crawl.exit_status import MEANING, Ending, ExitStatus, Facts, as_markdown, decide, from_exception
from borderscraper.crawl.lock import LockHeld, NewspaperLock
from borderscraper.crawl.report import read_reports
from borderscraper.crawl.state import SCHEMA_VERSION, StateStore, StateTooNew, StateUnwritable
from borderscraper.export.check import problems
from borderscraper.export.jsonl import read_dataset
from borderscraper.newsroom.room import Newsroom
from borderscraper.newsroom.server import Running, start_in_thread

GOOD = {"requests": 60, "answers": {200: 60}, "read": 50, "have": dict.fromkeys(("title", "text", "published_at"), 50)}


@pytest.mark.parametrize(
    ("facts", "status", "why"),
    [
        ({}, 0, ""),
        (GOOD, 0, ""),
        ({"requests": 20, "answers": {304: 20}}, 0, ""),
        ({"requests": 3, "answers": {404: 3}}, 0, ""),  # the site is there, the article is not
        ({"reason": "start_error"}, 1, "start"),
        ({"reason": "bad-arguments", "message": "sections=x: allowed: …"}, 2, "sections=x"),
        ({"requests": 5}, 4, "5 requests and no page"),
        ({"requests": 5, "answers": {503: 5}}, 4, "5 × status 503"),
        ({"requests": 1, "robots_forbidden": 1}, 4, "robots.txt forbids"),
        ({"requests": 1, "robots_unreachable": 1}, 4, "robots.txt cannot be read"),
        ({"requests": 9, "answers": {200: 3}, "tally": {"refused/challenge": 3}}, 4, "challenge page"),
        ({"reason": "challenge"}, 4, "challenge page"),
        ({**GOOD, "tally": {"new": 20, "failed/http-500": 30}}, 4, "30 × http-500"),
        ({**GOOD, "tally": {"new": 50, "failed/http-500": 30}}, 0, ""),
        ({**GOOD, "silent": 9}, 0, ""),
        ({**GOOD, "silent": 17}, 4, "the last 17 requests failed"),
        ({**GOOD, "have": {"title": 50, "text": 50, "published_at": 44}}, 5, "published_at 0.88 < 0.90"),
        ({**GOOD, "have": {"title": 50, "text": 24, "published_at": 50}}, 5, "text 0.48 < 0.50"),
        ({**GOOD, "have": {"title": 50, "text": 24, "published_at": 50}, "floors": {"text": 0.4}}, 0, ""),
        ({"requests": 9, "answers": {200: 9}, "read": 9, "have": {}}, 0, ""),  # too few to say
        ({"requests": 30, "answers": {200: 30}, "tally": {"refused/no-content": 30}}, 5, "understood 0.00"),
        (
            {
                "requests": 3,
                "answers": {200: 3},
                "tally": {"listing/read": 4, "listing/emptied": 3, "listing/empty": 1},
            },
            5,
            "suddenly empty",
        ),
        ({**GOOD, "tally": {"listing/read": 3, "listing/emptied": 1}}, 0, ""),
        ({**GOOD, "feeds_failed": True}, 6, "feed"),
        ({**GOOD, "verdict": Ending(ExitStatus.EXPORT_FAILED, "disk full"), "signal": 15}, 6, "disk full"),
        ({**GOOD, "signal": 2, "reason": "shutdown"}, 130, "signal"),
        ({**GOOD, "signal": 15, "reason": "shutdown"}, 143, "signal"),
    ],
)
def test_verdicts(facts: dict[str, Any], status: int, why: str) -> None:
    ending = decide(Facts(**facts))
    assert ending.status == status
    assert why in ending.why and bool(ending.why) == bool(status)


def test_exceptions_have_their_statuses() -> None:
    from borderscraper.crawl.arguments import ArgumentError

    cases: list[tuple[Exception, int | None]] = [
        (ArgumentError("x"), 2),
        (LockHeld(Path("x"), {}), 3),
        (PermissionError(13, "Permission denied", "output"), 6),
        (StateUnwritable("full"), 6),
        (StateTooNew("v9"), 7),
        (RuntimeError("?"), None),
    ]
    for error, status in cases:
        ending = from_exception(error)
        assert (ending and int(ending.status)) == status


def test_the_table_is_documented() -> None:
    assert set(MEANING) == set(ExitStatus)
    assert as_markdown() in (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")


# -- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Running]:
    with start_in_thread(Newsroom(3, 40, crawl_delay=None)) as running:
        yield running


@pytest.fixture
def site(newsroom: Running) -> Iterator[Running]:
    newsroom.forget()
    yield newsroom
    newsroom.faults.rules.clear()


def one_line(errors: str, status: int, *said: str) -> None:
    """A cron mail: the last line says status and reason; nothing of a traceback."""
    last = errors.strip().splitlines()[-1]
    assert re.fullmatch(rf"scrapy crawl \S*: exit status {status}, [a-z ]+: .+", last), errors
    for words in said:
        assert words in last
    assert "Traceback" not in errors


def wait_until(run: Run, happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not happened():
        assert run.running(), run.errors
        assert time.monotonic() < end, run.errors
        time.sleep(0.01)


def test_wrong_names(tmp_path: Path) -> None:
    status, errors = crawl(None, tmp_path, name="baolaocay")
    assert status == 2
    one_line(errors, 2, "no newspaper has the name 'baolaocay'; did you mean baolaocai")
    assert len(errors.splitlines()) == 1
    assert not (tmp_path / "baolaocay").exists()


def test_another_run_holds_the_lock(tmp_path: Path) -> None:
    with NewspaperLock(tmp_path / "baolaocai"):
        status, errors = crawl(None, tmp_path, BORDERSCRAPER_HOSTS='{"baolaocai.vn": "http://127.0.0.1:9"}')
        assert status == 3
        one_line(errors, 3, f"process {os.getpid()} on {socket.gethostname()} since 20")
    assert not (tmp_path / "baolaocai" / "runs.jsonl").exists(), "it was no run"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("sections=khong-co", "kinh-te (Kinh tế)"),
        ("since=31/31/2024", "dd/mm/yyyy"),
        ("urls_file=/khong/co", "/khong/co"),
        ("khong_co=1", "sections"),
    ],
)
def test_wrong_arguments(site: Running, tmp_path: Path, argument: str, said: str) -> None:
    status, errors = crawl(site, tmp_path, "-a", argument)
    assert status == 2
    one_line(errors, 2, said)
    assert list(read_dataset(tmp_path / "baolaocai")) == []


@pytest.mark.slow
def test_new_and_nothing_new(site: Running, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    status, errors = crawl(site, tmp_path, "-a", "since=all", "-o", str(feed))
    assert (status, errors) == (0, ""), "nothing but warnings when nobody is looking"
    report = last_report(tmp_path)
    assert report["outcomes"]["new"] == report["read"] == 40
    assert report["requests"] == sum(site.counts.values()) == report["requests_by_status"]["200"]
    assert report["coverage"]["title"] == 1.0 and report["articles_per_second"] > 0
    assert report["arguments"] == {"since": "all"}
    assert [json.loads(line)["id"] for line in feed.open()] == [r["id"] for r in read_dataset(tmp_path / "baolaocai")]
    status, errors = crawl(site, tmp_path, "-a", "since=all", "-o", str(feed))
    assert (status, errors) == (0, "")
    assert len(feed.read_text().splitlines()) == 40, "-o appends only what is new"
    assert last_report(tmp_path)["outcomes"]["new"] == 0
    assert len(list(read_dataset(tmp_path / "baolaocai"))) == 40


@pytest.mark.slow
def test_an_error_in_start(site: Running, tmp_path: Path) -> None:
    status, errors = crawl(site, tmp_path, name="start-fails", SPIDER_MODULES="durable_spiders")
    assert status == 1
    assert errors.splitlines()[-1] == (
        "scrapy crawl start-fails: exit status 1, error: the spider's start() failed: RuntimeError: hỏng rồi"
    )
    status, errors = crawl(site, tmp_path, name="cannot-start", SPIDER_MODULES="durable_spiders")
    assert status == 1 and "ZeroDivisionError: một phần không" in errors.splitlines()[-1]


@pytest.mark.slow
def test_a_dead_site(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: refused
        hosts = json.dumps({"baolaocai.vn": f"http://127.0.0.1:{taken.getsockname()[1]}"})
        status, errors = crawl(None, tmp_path, BORDERSCRAPER_HOSTS=hosts, RETRY_WAIT=0.01)
    assert status == 4
    one_line(errors, 4)


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault", [{"kind": "down"}, {"kind": "status", "status": 500}, {"kind": "challenge", "path": "^/(?!robots)"}]
)
def test_a_site_that_gives_no_page(site: Running, tmp_path: Path, fault: dict[str, Any]) -> None:
    site.faults.load([fault])
    status, errors = crawl(site, tmp_path, "-a", "since=all", BORDERSCRAPER_CHALLENGES_MAX=1)
    assert status == 4
    one_line(errors, 4)
    assert list(read_dataset(tmp_path / "baolaocai")) == []


@pytest.mark.slow
def test_a_page_structure_that_is_not_understood(site: Running, tmp_path: Path) -> None:
    status, errors = crawl(site, tmp_path, "-a", "since=all", name="no-dates", SPIDER_MODULES="durable_spiders")
    assert status == 5
    one_line(errors, 5, "published_at 0.00 < 0.90")
    assert len(list(read_dataset(tmp_path / "baolaocai"))) == 40, "what was read is published all the same"


@pytest.mark.slow
def test_every_listing_is_suddenly_empty(site: Running, tmp_path: Path) -> None:
    assert crawl(site, tmp_path, "-a", "since=all")[0] == 0
    site.faults.load([{"kind": "empty-listing"}])
    status, errors = crawl(site, tmp_path)
    assert status == 5
    one_line(errors, 5, "suddenly empty")


@pytest.mark.slow
def test_a_state_of_a_newer_version(site: Running, tmp_path: Path) -> None:
    StateStore.open(tmp_path / "baolaocai" / "state.sqlite", "baolaocai").close()
    with sqlite3.connect(tmp_path / "baolaocai" / "state.sqlite") as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    status, errors = crawl(site, tmp_path)
    assert status == 7
    one_line(errors, 7, "update borderscraper")


@pytest.mark.slow
def test_an_output_that_cannot_be_written(site: Running, tmp_path: Path) -> None:
    (tmp_path / "baolaocai").write_text("a file where the directory should be")
    status, errors = crawl(site, tmp_path)
    assert status == 6
    one_line(errors, 6, "baolaocai")


@pytest.mark.slow
def test_a_feed_that_cannot_be_written(site: Running, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.mkdir()
    status, errors = crawl(site, tmp_path, "-a", "since=all", "-o", str(feed))
    assert status == 6
    assert "feed" in errors.splitlines()[-1]
    assert len(list(read_dataset(tmp_path / "baolaocai"))) == 40


@pytest.mark.slow
@pytest.mark.parametrize("limit", [40_000, 150_000])
def test_a_full_disk(site: Running, tmp_path: Path, limit: int) -> None:
    """A limit on the size of files stands for it: the state's journal, or a published file, does not fit."""
    status, errors = crawl(site, tmp_path, "-a", "since=all", file_limit=limit)
    assert status == 6, errors
    one_line(errors, 6)
    before = list(read_dataset(tmp_path / "baolaocai"))
    assert len(before) < 40
    status, errors = crawl(site, tmp_path, "-a", "since=all")
    assert status == 0, errors
    assert list(problems(tmp_path / "baolaocai")) == []
    assert len(list(read_dataset(tmp_path / "baolaocai"))) == 40


@pytest.mark.slow
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_publishes_what_is_finished(site: Running, tmp_path: Path, number: int, status: int) -> None:
    run = start(site, tmp_path, "-a", "since=all", DOWNLOAD_DELAY=0.05, CONCURRENT_REQUESTS_PER_DOMAIN=1)
    wait_until(run, lambda: sum(site.counts.values()) >= 35)
    run.send(number)
    ended, errors = run.wait(20)
    assert ended == status, errors
    one_line(errors, status, "stopped by signal")
    records = list(read_dataset(tmp_path / "baolaocai"))
    report = last_report(tmp_path)
    assert 0 < len(records) < 40
    assert (report["outcomes"]["new"], report["exit_status"]) == (len(records), status)
    assert report["failed"] == {} and report["waiting"]["pending"] > 0
    assert crawl(site, tmp_path, "-a", "since=all")[0] == 0
    assert list(problems(tmp_path / "baolaocai")) == []
    assert len(list(read_dataset(tmp_path / "baolaocai"))) == 40


@pytest.mark.slow
def test_a_second_signal_stops_at_once(site: Running, tmp_path: Path) -> None:
    site.faults.load([{"kind": "timeout", "path": "post\\d+", "skip": 6}])  # answers that never come
    run = start(site, tmp_path, "-a", "since=all")
    wait_until(run, lambda: site.faults.rules[0].hits > 6)
    run.send(signal.SIGTERM)
    time.sleep(0.7)
    assert run.running(), "the first one waits for what is in flight"
    run.send(signal.SIGTERM)
    ended, errors = run.wait(10)
    assert ended == 143, errors
    one_line(errors, 143, "at once")
    site.faults.rules.clear()
    assert crawl(site, tmp_path, "-a", "since=all")[0] == 0
    assert len(list(read_dataset(tmp_path / "baolaocai"))) == 40
    assert list(problems(tmp_path / "baolaocai")) == []


@pytest.mark.slow
def test_a_killed_run_is_noted_by_the_next(site: Running, tmp_path: Path) -> None:
    run = start(site, tmp_path, "-a", "since=all", DOWNLOAD_DELAY=0.05, CONCURRENT_REQUESTS_PER_DOMAIN=1)
    wait_until(run, lambda: sum(site.counts.values()) >= 30)
    run.send(signal.SIGKILL)
    assert run.wait()[0] == -9
    status, errors = crawl(site, tmp_path, "-a", "since=all")
    assert status == 0 and "ended without a report" in errors
    first, second = read_reports(tmp_path / "baolaocai" / "runs.jsonl")
    assert (first["exit_status"], first["finished_at"], second["exit_status"]) == (None, None, 0)
    assert "ended without a report" in second["notes"][0]


@pytest.mark.slow
def test_two_runs_at_the_same_time(site: Running, tmp_path: Path) -> None:
    first = start(site, tmp_path, "-a", "since=all", DOWNLOAD_DELAY=0.1, CONCURRENT_REQUESTS_PER_DOMAIN=1)
    wait_until(first, lambda: bool(site.counts))
    line = [sys.executable, "-m", "scrapy", "crawl", "baolaocai", "-s", f"BORDERSCRAPER_OUTPUT={tmp_path}"]
    second = subprocess.run(line, capture_output=True, text=True, cwd=PROJECT)
    assert second.returncode == 3
    one_line(second.stderr, 3, f"process {first.pid} ")
    first.send(signal.SIGKILL)
    first.wait()


@pytest.mark.slow
def test_a_corrupt_state_is_reported(site: Running, tmp_path: Path) -> None:
    assert crawl(site, tmp_path, "-a", "since=all")[0] == 0
    (tmp_path / "baolaocai" / "state.sqlite").write_bytes(b"rubbish" * 5000)
    status, errors = crawl(site, tmp_path, "-a", "since=all")
    assert status == 0 and "was corrupt" in errors
    report = last_report(tmp_path)
    assert report["state"] == {"corrupt": 1} and any("was corrupt" in note for note in report["notes"])
    assert len(list(read_dataset(tmp_path / "baolaocai"))) == 40
    assert list(problems(tmp_path / "baolaocai")) == []
