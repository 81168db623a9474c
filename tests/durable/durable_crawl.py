"""`scrapy crawl baolaocai` in processes of their own, against a newsroom."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from borderscraper.newsroom.server import Running

PROJECT = Path(__file__).parents[2]
FAST = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "CONCURRENT_REQUESTS": 8,
    "RETRY_WAIT": 0.05,
    "RETRY_TIMES": 1,
    "IMAGES_STORE": "",
}
_TALK = threading.Lock()


@cache
def _zygote() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("durable_zygote.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        env={**os.environ, "SCRAPY_SETTINGS_MODULE": "borderscraper.settings"},
    )
    atexit.register(process.kill)
    return process


def _ask(request: dict[str, Any]) -> int:
    zygote = _zygote()
    assert zygote.stdin and zygote.stdout
    with _TALK:
        zygote.stdin.write(json.dumps(request) + "\n")
        zygote.stdin.flush()
        return int(zygote.stdout.readline())


@dataclass
class Run:
    """A crawl under way."""

    pid: int
    output: Path

    def running(self) -> bool:
        """Until it ends (a zombie has ended)."""
        try:
            state = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return False
        return state != "Z"

    def send(self, number: int) -> None:
        os.kill(self.pid, number)

    def wait(self, seconds: float = 120) -> tuple[int, str]:
        """(exit status, standard error); killed and failed when it takes longer."""
        end = time.monotonic() + seconds
        while self.running() and time.monotonic() < end:
            time.sleep(0.005)
        late = self.running()
        if late:
            self.send(signal.SIGKILL)
        status = _ask({"wait": self.pid})
        errors = self.errors
        assert not late, f"still running after {seconds} s: {errors}"
        return status, errors

    @property
    def errors(self) -> str:
        return self.output.with_suffix(".stderr").read_text()


def start(
    running: Running | None,
    output: Path,
    *arguments: str,
    name: str = "baolaocai",
    file_limit: int = 0,
    **settings: Any,
) -> Run:
    """Start a crawl; `arguments` go after the spider's name, keyword arguments are settings.

    `file_limit`: bytes beyond which no file can grow.
    """
    given = {**FAST, "BORDERSCRAPER_OUTPUT": output, **settings}
    if running is not None:
        given.setdefault("BORDERSCRAPER_HOSTS", json.dumps(running.hosts))
        given.setdefault("BORDERSCRAPER_NOW", running.room.now.isoformat())
    argv = ["crawl", *([name] if name else []), *arguments]
    for key, value in given.items():
        argv += ["-s", f"{key}={value}"]
    output.mkdir(exist_ok=True, parents=True)
    pid = _ask(
        {
            "argv": argv,
            "err": str(output.with_suffix(".stderr")),
            "out": str(output.with_suffix(".stdout")),
            "file_limit": file_limit,
        }
    )
    return Run(pid, output)


def crawl(*args: Any, **kwargs: Any) -> tuple[int, str]:
    """(exit status, standard error) of a whole crawl."""
    return start(*args, **kwargs).wait()


def last_report(output: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((output / "baolaocai" / "runs.jsonl").read_text().splitlines()[-1])
    return report
