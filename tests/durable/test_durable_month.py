"""Thirty daily runs with additions, edits, deletions and moves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from durable_crawl import PROJECT

from borderscraper.export.check import problems
from borderscraper.export.jsonl import read_dataset

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def month(output: Path, refresh: str, rebuild_after: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("durable_month.py")), str(output), refresh, str(rebuild_after)],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        env={**os.environ, "SCRAPY_SETTINGS_MODULE": "borderscraper.settings"},
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    for day in result["days"]:
        print(day)
    assert [day["status"] for day in result["days"]] == [0] * 31
    return result


def revisions(directory: Path) -> dict[str, list[tuple[str, str | None]]]:
    """Record id -> (day fetched, content hash or None for a tombstone) of each revision."""
    assert list(problems(directory)) == []
    found = defaultdict(list)
    for record in read_dataset(directory):
        found[record["id"]].append(
            (record["fetched_at"][:10], None if record["deleted_at"] else record["content_hash"])
        )
    return found


def test_every_revision_once(tmp_path: Path) -> None:
    """Everything asked again every day: the dataset is the history of the newspaper, to the day."""
    result = month(tmp_path, "all", 0)
    start = datetime.fromisoformat(result["start"])
    found = revisions(tmp_path / "a" / "baolaocai")
    expected = {
        key: [((start + timedelta(days=day)).astimezone(UTC).date().isoformat(), content) for day, content in history]
        for key, history in result["key"].items()
    }
    assert found == expected
    kinds = [content for history in expected.values() for _, content in history]
    assert kinds.count(None) >= 25 and len(kinds) > len(expected) + 60, "little happened in this month"


def test_scheduled_days_and_a_state_rebuilt_after_day_15(tmp_path: Path) -> None:
    result = month(tmp_path, "known", 15)
    found = revisions(tmp_path / "a" / "baolaocai")

    # the rebuilt state goes on as the old one would have, to the day
    assert revisions(tmp_path / "b" / "baolaocai") == found

    # a day without news: at most two requests a section, the home page, and what is due
    sections = result["sections"]
    for quiet in (10, 20):
        day = result["days"][quiet]
        assert day["listing"] <= 2 * sections + 1, day
    assert result["days"][10]["again"] < len(result["key"]) / 2

    for key, history in result["key"].items():
        contents = [content for _, content in history]
        got = [content for _, content in found[key]]
        # in order, nothing twice, nothing invented; what was corrected again before it was asked again is skipped
        rest = iter(contents)
        assert all(content in rest for content in got), key
        # of a week at most are corrected the day they change
        added = history[0][0]
        young = [content for day, content in history if added and day - added < 7]
        assert got[: len(young)] == young, key
