"""Real pages against gold read by hand: no score may fall below the floor written beside this file.

Scored by the reviewers' own program, imported by path. When the reader gets better, raise the floor.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from borderscraper.crawl.registry import by_host
from borderscraper.newspaper import unknown_newspaper
from borderscraper.pages.article import read_article

FLOOR = json.loads((Path(__file__).parent / "floor.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def real() -> Path:
    root = os.environ.get("BORDERSCRAPER_REAL_PAGES")
    if not root:
        pytest.skip("BORDERSCRAPER_REAL_PAGES is not set: real pages are not tested")
    return Path(root)


def _scorer(real: Path) -> Any:
    spec = importlib.util.spec_from_file_location("real_pages_score", real / "eval" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _means(real: Path, rules: bool) -> dict[str, float]:
    scorer = _scorer(real)
    gold = {g["page"]: g for path in (real / "gold").glob("*.json") if (g := json.loads(path.read_text("utf-8")))}
    values: dict[str, list[float]] = defaultdict(list)
    with (real / "eval" / "manifest.tsv").open(encoding="utf-8") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            if row["kind"] == "listing" or row["file"] not in gold:
                continue
            paper = by_host(urlsplit(row["url"]).hostname or "") or unknown_newspaper(row["url"])
            fragment = row["kind"] == "fragment"
            body = (real / "pages" / row["file"]).read_bytes()
            article = read_article(body, row["url"], paper, rules=rules, fragment=fragment)
            scores, _ = scorer.score_article(article.model_dump(), gold[row["file"]], fragment)
            for name, value in scores.items():
                values[name].append(value)
    return {name: sum(v) if name == "leaks" else sum(v) / len(v) for name, v in values.items()}


@pytest.mark.parametrize("rules", [True, False], ids=["rules", "no-rules"])
def test_scores_do_not_fall(real: Path, rules: bool) -> None:
    means = _means(real, rules)
    floor = FLOOR["rules" if rules else "no-rules"]
    fallen = {
        name: (means.get(name), least)
        for name, least in floor.items()
        if (means.get(name, 0.0) > least if name == "leaks" else means.get(name, 0.0) < least - 1e-9)
    }
    assert fallen == {}
