"""Fixtures and what a careful reader finds on them: how records are compared with it."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from furniture import furnish

from borderscraper.items import Article
from borderscraper.newspaper import unknown_newspaper
from borderscraper.pages.article import read_article
from borderscraper.text.dates import VIETNAM

FIXTURES = Path(__file__).parent / "fixtures"
NAMES = sorted(path.stem for path in FIXTURES.glob("*.json"))


def page(name: str) -> bytes:
    return furnish((FIXTURES / f"{name}.html").read_text(encoding="utf-8")).encode()


def expected(name: str) -> dict[str, Any]:
    return json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))


def read(name: str, *, rules: bool) -> Article:
    url = expected(name)["url"]
    return read_article(page(name), url, unknown_newspaper(url), rules=rules)


def _words(lines: list[str]) -> list[str]:
    return re.findall(r"\w+", " ".join(lines).casefold())


def _instant(value: str | None) -> str | None:
    """The same moment in Vietnam's time: a page may give another offset."""
    return datetime.fromisoformat(value).astimezone(VIETNAM).isoformat() if value else None


def found(article: Article) -> dict[str, Any]:
    """A record in the form of the expectations."""
    return {
        "type": article.type,
        "title": article.title,
        "kicker": article.kicker,
        "summary": article.summary,
        "published_at": _instant(article.published_at),
        "modified_at": _instant(article.modified_at),
        "authors": article.authors,
        "section": [section.name for section in article.section],
        "tags": article.tags,
        "paragraphs": [line for line in re.split(r"\n+", article.text) if line],
        "images": [{"url": i.url, "caption": i.caption, "credit": i.credit, "lead": i.lead} for i in article.images],
        "related": sorted({story.url for story in article.related}),
    }


def differences(article: Article, want: dict[str, Any]) -> list[str]:
    """What is different, one line a field; the body line by line."""
    got, lines = found(article), []
    for name, value in got.items():
        wanted = sorted(r["url"] for r in want["related"]) if name == "related" else want[name]
        if name == "paragraphs":
            if _words(value) != _words(wanted):
                lines += [f"body lacks: {p[:150]}" for p in wanted if p not in value]
                lines += [f"body has: {p[:150]}" for p in value if p not in wanted]
                if set(value) == set(wanted):
                    lines.append("body: order or repetition differs")
        elif name == "related" or name == "images":
            lines += [f"{name} lack: {v}" for v in wanted if v not in value]
            lines += [f"{name} have: {v}" for v in value if v not in wanted]
        elif value != wanted:
            lines.append(f"{name}: {value!r}, expected {wanted!r}")
    return lines
