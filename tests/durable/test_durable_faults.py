"""A bad day of the network, the server or the site, then a good one: the dataset is the answer key all the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from durable_crawl import crawl, last_report

from borderscraper.export.check import problems
from borderscraper.export.jsonl import read_dataset
from borderscraper.newsroom.answers import differences
from borderscraper.newsroom.room import Newsroom
from borderscraper.newsroom.server import Running, start_in_thread

pytestmark = pytest.mark.slow
ARTICLES = "post\\d+"


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Running]:
    with start_in_thread(Newsroom(5, 30, crawl_delay=None)) as running:
        yield running


@pytest.fixture
def site(newsroom: Running) -> Iterator[Running]:
    newsroom.forget()
    yield newsroom
    newsroom.faults.rules.clear()


@pytest.mark.parametrize(
    ("fault", "statuses", "failed"),
    [
        # the network is lost after some articles, and comes back after this run
        ({"kind": "down", "skip": 25}, {4}, None),
        # (a reset on a kept connection is tried once more by Twisted itself: up to four times in all)
        ({"kind": "reset", "path": ARTICLES, "probability": 0.7}, {0, 4}, "failed"),
        ({"kind": "status", "status": 500, "path": ARTICLES, "probability": 0.5}, {0, 4}, "failed"),
        ({"kind": "status", "status": 502, "path": ARTICLES}, {4}, "failed"),
        # Retry-After is waited for, within the run
        ({"kind": "status", "status": 503, "retry_after": "1", "path": ARTICLES, "count": 2}, {0}, None),
        ({"kind": "status", "status": 429, "retry_after": "1", "path": ARTICLES, "count": 2}, {0}, None),
        # or left for the next run
        ({"kind": "status", "status": 429, "retry_after": "86400", "path": ARTICLES, "count": 3}, {0}, "failed"),
        # a slow answer is given up after DOWNLOAD_TIMEOUT and tried again
        ({"kind": "drip", "path": ARTICLES, "seconds": 0.2, "count": 6}, {0}, None),
        ({"kind": "timeout", "path": ARTICLES, "seconds": 5, "count": 6}, {0}, None),
        ({"kind": "truncated", "path": "post\\d*[05]\\D"}, {0}, "failed"),
        ({"kind": "empty", "path": ARTICLES, "count": 3}, {0}, "refused"),
        ({"kind": "garbage", "path": ARTICLES, "count": 3}, {0}, "refused"),
        # (eight articles at a time, five redirects each: more than none of them would meet)
        ({"kind": "redirect-loop", "path": ARTICLES, "count": 60}, {0, 4}, "failed"),
        ({"kind": "redirect-home", "path": ARTICLES, "count": 3}, {0}, "refused"),
        ({"kind": "challenge", "path": ARTICLES, "skip": 5}, {4}, "refused"),
        ({"kind": "charset"}, {0}, None),
    ],
    ids=lambda value: "-".join(str(v) for v in value.values()) if isinstance(value, dict) else None,
)
def test_a_bad_day_and_a_good_one(
    site: Running, tmp_path: Path, fault: dict[str, Any], statuses: set[int], failed: str | None
) -> None:
    directory = tmp_path / "baolaocai"
    expected = {answer.id: answer for answer in site.room.answers()}
    site.faults.load([fault])
    status, errors = crawl(site, tmp_path, "-a", "since=all", DOWNLOAD_TIMEOUT=1, RETRY_WAIT_MAX=0.2)
    assert status in statuses, errors
    assert "Traceback" not in errors
    report = last_report(tmp_path)
    if failed:
        assert sum(report[failed].values()) > 0, report
    for record in read_dataset(directory):
        assert differences(record, expected[record["id"]]) == [], "nothing but whole articles is published"

    site.faults.rules.clear()
    later = (site.room.now + timedelta(days=4)).isoformat()
    status, errors = crawl(site, tmp_path, "-a", "since=all", BORDERSCRAPER_NOW=later)
    assert status == 0, errors
    assert list(problems(directory)) == []
    records = list(read_dataset(directory))
    assert sorted(record["id"] for record in records) == sorted(expected)
    for record in records:
        assert differences(record, expected[record["id"]]) == []


def test_one_listing_is_suddenly_empty(site: Running, tmp_path: Path) -> None:
    assert crawl(site, tmp_path, "-a", "since=all")[0] == 0
    site.faults.load([{"kind": "empty-listing", "path": "^/kinh-te/$"}])
    status, errors = crawl(site, tmp_path, "-a", "since=all")
    assert status == 0 and "suddenly shows no stories" in errors
    assert last_report(tmp_path)["listing"]["emptied"] == 1


def test_removed_moved_and_corrected(site: Running, tmp_path: Path) -> None:
    room = Newsroom(6, 30, crawl_delay=None)
    with start_in_thread(room) as running:
        assert crawl(running, tmp_path, "-a", "since=all")[0] == 0
        removed, moved, corrected, retouched = room.alive()[:4]
        for n, kind in ((removed, "deleted"), (moved, "moved"), (corrected, "title"), (retouched, "ads")):
            room.edit(n, kind)
        later = (room.now + timedelta(hours=4)).isoformat()
        feed = tmp_path / "feed.jsonl"
        assert crawl(running, tmp_path, "-a", "refresh=all", "-O", str(feed), BORDERSCRAPER_NOW=later)[0] == 0
        ids = {n: room.answer(n).id for n in (moved, corrected, retouched)}
        removed_id = f"baolaocai:{room.id_of(removed)}"
    done = last_report(tmp_path)["outcomes"]
    assert (done["new"], done["changed"], done["deleted"]) == (0, 1, 1)
    latest = {record["id"]: record for record in read_dataset(tmp_path / "baolaocai")}
    assert latest[removed_id]["deleted_at"] and latest[removed_id]["revision"] == 2
    assert latest[removed_id]["newspaper_name"] == "Báo Lào Cai" and latest[removed_id]["title"] is None
    assert [latest[ids[n]]["revision"] for n in (moved, corrected, retouched)] == [1, 2, 1]
    assert feed.read_text().count("\n") == 2, "the feed shows the correction and the tombstone"
    assert list(problems(tmp_path / "baolaocai")) == []
