"""The commands about newspapers, as a user types them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from scrapy import cmdline
from scrapy.exceptions import UsageError
from small_newspaper import SmallNewspaper, serve

from borderscraper.commands import newspapers as command
from borderscraper.crawl import registry
from borderscraper.newsroom.answers import answer, differences
from borderscraper.newsroom.families import family_room
from borderscraper.newsroom.room import Newsroom
from borderscraper.newsroom.server import start_in_thread

ROOT = Path(__file__).parents[2]
Scrapy = Callable[..., "subprocess.CompletedProcess[str]"]
QUICK = ("-s", "DOWNLOAD_DELAY=0.01", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "RETRY_TIMES=1", "-s", "RETRY_WAIT=0.1")


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "BORDERSCRAPER_HOSTS": '{"nowhere.vn": "http://127.0.0.1:9"}', "COLUMNS": "200", **more}


def scrapy(*args: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", *args]
    return subprocess.run(command, cwd=cwd, env=environment(**env), capture_output=True, text=True, timeout=120)


# --- newspapers ---------------------------------------------------------------------------------------------------------


def test_the_documentation_is_what_the_command_prints() -> None:
    papers = list(registry.newspapers().values())
    kept = (ROOT / "docs" / "newspapers.md").read_text(encoding="utf-8")
    assert kept == command.markdown(papers), "scrapy newspapers --markdown > docs/newspapers.md"
    for known in registry.WITHOUT_SPIDER:
        assert known.title in kept


def test_a_newspaper_as_json_is_all_that_is_stated() -> None:
    paper = registry.find("baobinhdinh")
    said = json.loads(json.dumps(command.as_json(paper), ensure_ascii=False))
    assert said["domain"] == "baobinhdinh.vn" and said["successor"] == "baogialai"
    assert said["article_patterns"] == list(paper.article_patterns)


def test_picking_newspapers() -> None:
    def names(args: list[str], province: str | None = None, group: str | None = None) -> list[str]:
        return [p.name for p in command.chosen(args, province, group, registry.SPIDERS)]

    assert len(names([])) >= 43
    assert names(["qdnd", "Báo Gia Lai", "baogialai.com.vn"]) == ["qdnd", "baogialai"]
    assert names([], province="gia lai") == ["baobinhdinh", "baogialai"]
    assert names([], province="Gia Lai", group="land") == ["baogialai"]
    with pytest.raises(UsageError, match="baogialai"):
        names(["baogialia"])
    with pytest.raises(UsageError, match="Gia Lai"):
        names([], province="Gia Lia")


def test_the_table_names_each_newspaper(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    papers = list(registry.newspapers().values())
    command._print(papers)
    said = capsys.readouterr()
    assert all(f"\n{p.name} " in said.out for p in papers)
    assert f"{len(papers)} newspapers" in said.err


@pytest.mark.slow
def test_newspapers_command() -> None:
    run = scrapy("newspapers", "--province", "Lào Cai", "--json")
    assert run.returncode == 0 and [p["name"] for p in json.loads(run.stdout)] == ["baolaocai"]
    listed = scrapy("list")
    assert set(registry.newspapers()) <= set(listed.stdout.split())


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("newspapers --province LaoKai", "did you mean Lào Cai"),
        ("newspapers --group inland", "land, merge, sea, national"),
        ("newspapers baolaokai", "did you mean baolaocai"),
        ("crawlall baogialia", "did you mean baogialai"),
        ("crawlall --jobs 0", "--jobs 0"),
        ("crawlall --province LaiChu", "did you mean Lai Châu"),
        ("crawlall baogialai --group sea", "none in common"),
        ("crawlall baogialai -a since", "NAME=VALUE"),
        ("genspider gialai baogialai.com.vn", "scrapy crawl baogialai"),
        ("genspider Báo baomoi1.vn", "expected lower-case letters"),
        ("genspider baomoi1 baomoi1", "expected a host"),
    ],
)
def test_wrong_arguments_are_answered_in_a_line(
    command: str, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process: these commands need no reactor, and stop before they start another."""
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as ended:
        cmdline.execute(["scrapy", *command.split()])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


# --- genspider ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project to write into."""
    shutil.copytree(ROOT / "borderscraper", tmp_path / "borderscraper", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    return tmp_path


@pytest.mark.slow
def test_a_spider_from_the_template_crawls(copy: Path) -> None:
    env = {"PYTHONPATH": str(copy)}
    made = scrapy("genspider", "baovidu", "https://www.baovidu.vn/", cwd=copy, **env)
    assert made.returncode == 0, made.stderr
    served = SmallNewspaper()
    with serve(served) as hosts:
        run = scrapy(
            *("crawl", "baovidu", "-a", "since=all", "-a", "sections=all"),
            *QUICK,
            cwd=copy,
            **env,
            BORDERSCRAPER_HOSTS=hosts,
        )
        assert run.returncode == 0, run.stderr
    (file,) = (copy / "output" / "baovidu").glob("baovidu-*.jsonl")
    assert len(file.read_text(encoding="utf-8").splitlines()) == 8
    family = scrapy("genspider", "-t", "family", "baobackan", "baobackan.vn", cwd=copy, **env)
    assert family.returncode == 0
    found = json.loads(scrapy("newspapers", "baobackan", "--json", cwd=copy, **env).stdout)
    assert found[0]["family"] == "epi" and found[0]["domain"] == "baobackan.vn"
    listed = scrapy("genspider", "--list", cwd=copy, **env)
    assert "newspaper" in listed.stdout and "family" in listed.stdout
    for args, status, said in [
        (("baobackan", "baobackan.org.vn"), 1, "already exists"),
        (("-t", "nothing", "baomoi1", "baomoi1.vn"), 2, "Unable to find template"),
    ]:
        wrong = scrapy("genspider", *args, cwd=copy, **env)
        assert wrong.returncode == status and said in wrong.stdout + wrong.stderr, (args, wrong)


# --- crawlall -----------------------------------------------------------------------------------------------------------

FAMILIES = ("onecms", "yyyymm", "a-number", "media-upload")


def against_the_key(output: Path, room: Newsroom) -> list[str]:
    """Where a crawl's records and the newsroom's answer key disagree."""
    files = (output / room.paper.name).glob(f"{room.paper.name}-*.jsonl")
    got = [json.loads(line) for file in files for line in file.open(encoding="utf-8")]
    key = {(a := answer(room, n)).id: a for n in room.alive()}
    assert sorted(r["id"] for r in got) == sorted(key)
    return [f"{r['id']} {line}" for r in got for line in differences(r, key[r["id"]])]


@pytest.mark.slow
def test_five_newspapers_on_five_cmss_complete_and_a_dead_sixth_is_named(tmp_path: Path) -> None:
    rooms = [Newsroom(seed=3, articles=40, crawl_delay=0.004)]
    rooms += [family_room(name, articles=40, crawl_delay=0.1 if name == "yyyymm" else 0.004) for name in FAMILIES]
    names = [room.paper.name for room in rooms]
    with start_in_thread(*rooms) as newsroom, serve(SmallNewspaper(host="baolangson.vn", dead=True)) as dead:
        run = scrapy(
            *(
                "crawlall",
                *names[:2],
                "baolangson",
                *names[2:],
                "--jobs",
                "2",
                "-a",
                "since=all",
                "-a",
                "sections=all",
                *QUICK,
            ),
            *("-s", f"BORDERSCRAPER_NOW={newsroom.room.now.isoformat()}", "-s", "IMAGES_STORE="),
            BORDERSCRAPER_HOSTS=json.dumps(newsroom.hosts | json.loads(dead)),
            BORDERSCRAPER_OUTPUT=str(tmp_path),
        )
    assert "5 of 6 complete; not: baolangson" in run.stdout, run.stdout + run.stderr
    assert run.returncode == 4, "unreachable"
    assert "503" in run.stdout
    for room in rooms:
        assert against_the_key(tmp_path, room) == []
        assert f"{room.paper.name} " in run.stdout and f"{room.paper.name} " in run.stderr


@pytest.mark.slow
def test_the_spider_that_probe_writes_crawls_an_unknown_newspaper_to_the_answer_key(tmp_path: Path) -> None:
    file = tmp_path / "probed.py"
    with start_in_thread(room := family_room("unknown", articles=60, crawl_delay=0.004)) as newsroom:
        env = {"BORDERSCRAPER_HOSTS": json.dumps(newsroom.hosts), "BORDERSCRAPER_OUTPUT": str(tmp_path)}
        flags = (*QUICK, "-s", f"BORDERSCRAPER_NOW={room.now.isoformat()}", "-s", "IMAGES_STORE=")
        probe = scrapy("probe", f"https://{room.paper.domain}/", "--write", str(file), *flags, **env)
        assert probe.returncode == 0, probe.stdout + probe.stderr
        crawl = scrapy("runspider", str(file), "-a", "since=all", "-a", "sections=all", *flags, **env)
        assert crawl.returncode == 0, crawl.stderr
    # no page says the province
    assert [line for line in against_the_key(tmp_path, room) if "province" not in line] == []


@pytest.mark.slow
def test_an_interrupt_ends_all_and_publishes(tmp_path: Path) -> None:
    served = [SmallNewspaper(host=host, slow=0.4) for host in ("baokiengiang.vn", "huengaynay.vn")]
    with serve(served[0]) as first, serve(served[1]) as second:
        env = environment(
            BORDERSCRAPER_HOSTS=json.dumps(json.loads(first) | json.loads(second)), BORDERSCRAPER_OUTPUT=str(tmp_path)
        )
        command = (
            "crawlall",
            "baokiengiang",
            "huengaynay",
            "thoidai",
            "--jobs",
            "2",
            "--json",
            "-a",
            "since=all",
            "-a",
            "sections=all",
            *QUICK,
        )
        parent = subprocess.Popen(
            [sys.executable, "-m", "scrapy", *command],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 60
        while any(len(paper.asked) < 7 for paper in served) and time.monotonic() < deadline:
            time.sleep(0.05)
        parent.send_signal(signal.SIGINT)
        out, err = parent.communicate(timeout=60)
    runs = {run["newspaper"]: run for run in map(json.loads, out.splitlines())}
    assert {name: run["status"] for name, run in runs.items()} == {
        "baokiengiang": 130,
        "huengaynay": 130,
        "thoidai": None,
    }, err
    assert parent.returncode == 130
    for name in ("baokiengiang", "huengaynay"):
        assert 0 < runs[name]["report"]["outcomes"]["new"] < 8


# --- newspapers that are not where they were ------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_crawl_follows_a_newspaper_to_its_successor_and_nowhere_else(tmp_path: Path) -> None:
    crawl = ("-a", "since=all", "-a", "sections=all", *QUICK)
    moved = SmallNewspaper(host="baokiengiang.vn", moved_to="baoangiang.com.vn")
    with serve(moved) as hosts:
        run = scrapy("crawl", "baokiengiang", *crawl, BORDERSCRAPER_HOSTS=hosts, BORDERSCRAPER_OUTPUT=str(tmp_path))
    assert run.returncode == 0, run.stderr
    assert "redirects to its successor's https://baoangiang.com.vn/" in run.stderr
    (file,) = (tmp_path / "baokiengiang").glob("baokiengiang-*.jsonl")
    records = [json.loads(line) for line in file.open(encoding="utf-8")]
    assert {r["id"] for r in records} == {f"baokiengiang:{10001 + n}" for n in range(8)}
    assert {(r["newspaper_name"], r["province"], r["province_before_2025"]) for r in records} == {
        ("Báo Kiên Giang", "An Giang", "Kiên Giang")
    }
    given_up = SmallNewspaper(host="baogialai.com.vn", moved_to="song-bac.vn")
    with serve(given_up) as hosts:
        run = scrapy("crawl", "baogialai", *crawl, BORDERSCRAPER_HOSTS=hosts, BORDERSCRAPER_OUTPUT=str(tmp_path))
    assert run.returncode == 4 and "song-bac.vn" in run.stderr
    assert given_up.asked == ["/robots.txt", "/"]


@pytest.mark.slow
def test_a_crawl_names_a_script_shell(tmp_path: Path) -> None:
    with serve(SmallNewspaper(host="baodienbienphu.vn", shell=True)) as hosts:
        run = scrapy("crawl", "baodienbienphu", *QUICK, BORDERSCRAPER_HOSTS=hosts, BORDERSCRAPER_OUTPUT=str(tmp_path))
    assert run.returncode == 5 and "script shell (#app)" in run.stderr and "Traceback" not in run.stderr
