"""Crawls side by side. A package named scrapy stands in for the real one in the children only."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from borderscraper.crawl.side_by_side import Run, crawl_all, worst

CRAWL = """
import os, signal, sys, time
from pathlib import Path
name, here = sys.argv[2], Path(os.environ["HERE"])
assert sys.argv[1] == "crawl"
def note(what):
    with open(here / "log", "a") as file:
        file.write(f"{name} {what}\\n")
def interrupted(*_):
    note("interrupted")
    print("published what was in flight")
    sys.exit(0)
signal.signal(signal.SIGINT, interrupted)
note("begun " + " ".join(sys.argv[3:]))
print(f"{name}: 1 page\\r{name}: 12 articles")
if name == "fails":
    print("no section answered", file=sys.stderr)
    sys.exit(3)
if name == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
if name == "long":
    print("x" * 3_000_000)
if name.startswith("endless"):
    time.sleep(60)
time.sleep(0.15)
note("ended")
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = tmp_path / "scrapy"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text(CRAWL)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("HERE", str(tmp_path))
    return tmp_path / "log"


def test_one_that_fails_stops_no_other(log: Path) -> None:
    seen: list[tuple[str, str]] = []
    names = ["fails", "first", "killed", "long", "last"]
    runs = crawl_all(names, ["-a", "since=7d"], 2, lambda run: seen.append((run.name, run.state)))
    assert {run.name: run.status for run in runs} == {"fails": 3, "first": 0, "killed": 137, "long": 0, "last": 0}
    assert worst(runs) == 137
    assert worst([run for run in runs if run.name != "killed"]) == 3
    assert runs[0].lines[-1] == "no section answered"
    assert "first: 12 articles" in runs[1].lines
    assert {state for name, state in seen if name == "first"} == {"running", "ok"}
    assert "last begun -a since=7d" in log.read_text()


def test_never_more_than_jobs_at_a_time(log: Path) -> None:
    crawl_all([f"paper{i}" for i in range(6)], [], 2, lambda run: None)
    running = most = 0
    for line in log.read_text().splitlines():
        running += 1 if "begun" in line else -1
        most = max(most, running)
    assert most == 2 and running == 0


def test_an_interrupt_is_handed_on_once_and_what_waits_is_not_begun(log: Path) -> None:
    # the real package for the parent, the stand-in for its children
    script = (
        "import json, os\n"
        f"os.environ['PYTHONPATH'] = {str(log.parent)!r}\n"
        "from borderscraper.crawl.side_by_side import crawl_all, worst\n"
        "runs = crawl_all(['endless1', 'endless2', 'third'], [], 2, lambda run: None)\n"
        "print(json.dumps([[r.name, r.status, list(r.lines)[-1:]] for r in runs] + [worst(runs)]))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=env, text=True)
    deadline = time.monotonic() + 30
    while not (log.exists() and log.read_text().count("begun") == 2) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.2)
    parent.send_signal(signal.SIGINT)
    out, _ = parent.communicate(timeout=30)
    *runs, status = json.loads(out)
    said = ["published what was in flight"]
    assert runs == [["endless1", 0, said], ["endless2", 0, said], ["third", None, []]]
    assert status == 130
    assert log.read_text().count("interrupted") == 2
    assert "third" not in log.read_text()


def test_what_was_never_begun_counts() -> None:
    assert worst([]) == 0
    assert worst([Run("a", status=0), Run("b")]) == 130
