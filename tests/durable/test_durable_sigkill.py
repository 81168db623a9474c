"""The crawl killed with SIGKILL at random moments, over and over: the dataset is the answer key."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import psutil
import pytest
from durable_crawl import crawl, start

from borderscraper.crawl.report import read_reports
from borderscraper.export.check import problems
from borderscraper.export.jsonl import dataset_files, read_dataset
from borderscraper.newsroom.answers import differences
from borderscraper.newsroom.room import Newsroom
from borderscraper.newsroom.server import start_in_thread

SEED = 20261123


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("kills", "within", "articles", "readers"), [(25, 80, 1000, 0), (6, 160, 600, 1)])
def test_killed_at_random_moments(tmp_path: Path, kills: int, within: int, articles: int, readers: int) -> None:
    rng = random.Random(SEED)
    room = Newsroom(SEED, articles, crawl_delay=None)
    options = {"BORDERSCRAPER_PUBLISH_RECORDS": 25, "BORDERSCRAPER_READERS": readers}
    moments, left_alone = [], []
    with start_in_thread(room) as running:
        while len(moments) < kills:
            running.forget()
            run = start(running, tmp_path, "-a", "since=all", **options)
            # after so many answers and a moment: at the start, while reading, committing or publishing
            answers, pause = rng.randrange(0, within), rng.uniform(0, 0.03)
            deadline = time.monotonic() + 60
            while sum(running.counts.values()) < answers and run.running() and time.monotonic() < deadline:
                time.sleep(0.002)
            time.sleep(pause)
            assert run.running(), f"it ended by itself: {run.errors}"
            left_alone += psutil.Process(run.pid).children()
            run.send(signal.SIGKILL)
            status, _ = run.wait()
            assert status == -signal.SIGKILL
            moments.append((answers, round(pause, 3)))
        published_before_the_end = sum(1 for _ in read_dataset(tmp_path / "baolaocai"))
        status, errors = crawl(running, tmp_path, "-a", "since=all", **options)
        assert status == 0, errors
        expected = {answer.id: answer for answer in room.answers()}
    print(
        f"seed {SEED}; killed after (answers, seconds): {moments}; {published_before_the_end} records stood before the end"
    )
    directory = tmp_path / "baolaocai"
    records = list(read_dataset(directory))
    ids = [record["id"] for record in records]
    assert list(problems(directory)) == [], "torn, doubled or broken lines"
    assert set(expected) - set(ids) == set(), "lost"
    assert set(ids) - set(expected) == set(), "invented"
    assert len(ids) == len(set(ids)) == articles, "doubled"
    assert {record["revision"] for record in records} == {1}
    for record in records[::9]:
        assert differences(record, expected[record["id"]]) == []
    assert published_before_the_end > articles / (10 if readers else 4), "the kills came too early to say much"
    assert not list(directory.glob(".*.tmp"))
    runs = list(read_reports(directory / "runs.jsonl"))
    assert len({run["run"] for run in runs}) == len(runs)
    assert sum(run["exit_status"] is None for run in runs) == len(runs) - 1 > kills / 2
    assert len(dataset_files(directory)) > 20 * articles / 1000
    if readers:
        assert left_alone
        assert psutil.wait_procs(left_alone, timeout=10)[1] == [], "readers that outlive their crawl"
