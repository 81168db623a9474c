"""`scrapy newsroom` and `python -m borderscraper.newsroom` for a person and for scripts."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start(command: list[str], port_file: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", *command, "--port-file", str(port_file)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not port_file.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    return process


@pytest.mark.slow
@pytest.mark.parametrize("command", [["scrapy", "newsroom"], ["borderscraper.newsroom"]])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop(command: list[str], sign: signal.Signals, tmp_path: Path) -> None:
    process = start([*command, "--articles", "25", "--seed", "4"], tmp_path / "where.json")
    try:
        where = json.loads((tmp_path / "where.json").read_text())
        assert set(where["hosts"]) >= {"baolaocai.vn", "api.baolaocai.vn", "cdn.baolaocai.vn"}
        with urllib.request.urlopen(where["origin"] + "/", timeout=20) as response:
            assert "Báo Lào Cai" in response.read().decode()
        process.send_signal(sign)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0 and "Traceback" not in err
    if command[0] == "scrapy":
        assert where["origin"] in out and "BORDERSCRAPER_HOSTS" in out and "is closed" in out
    else:
        assert json.loads(out) == where


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [["--port", "99999"], ["--articles", "0"], ["--now", "gestern"], ["extra"]])
def test_wrong_options_are_one_clear_message(wrong: list[str]) -> None:
    got = subprocess.run(
        [sys.executable, "-m", "scrapy", "newsroom", *wrong], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert got.returncode != 0 and "Traceback" not in got.stderr
    assert wrong[-1] in got.stdout + got.stderr or "port" in got.stdout + got.stderr
