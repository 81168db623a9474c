"""Scores of one page's record against what a careful reader finds on it, and their means.

Words are compared after NFC and white-space folding. Body text: F1 of 4-word shingles, and whether every word is right;
`leaks` counts captions, related titles and summaries that stand in the text although the reader's text has them not.
"""

from __future__ import annotations

import collections
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import unquote, urldefrag

FIELDS = (
    "title kicker summary published_at modified_at authors section tags text_f1 text_exact leaks images captions credits "
    "related story_recall story_precision"
).split()


def norm(text: str | None) -> str:
    """NFC, Đ for its look-alike, white space folded."""
    text = unicodedata.normalize("NFC", text or "").replace("\u00d0", "\u0110").replace("\u200b", "")
    return re.sub(r"\s+", " ", text).strip()


def words(text: str | None) -> list[str]:
    return re.findall(r"\w+", norm(text).casefold())


def f1(got: Iterable[Any], want: Iterable[Any]) -> float:
    """F1 of two multisets; 1 for two empty ones."""
    a, b = collections.Counter(got), collections.Counter(want)
    return 1.0 if not a and not b else 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


def shingles(tokens: Sequence[str], size: int = 4) -> list[tuple[str, ...]]:
    return [tuple(tokens[i : i + size]) for i in range(max(1, len(tokens) - size + 1))] if tokens else []


def url_key(url: str | None) -> str:
    return re.sub(r"^https?://(www\.)?", "", unquote(urldefrag(url or "")[0]).strip()).rstrip("/")


def instant(value: str | None) -> dt.datetime | None:
    """To the minute, in UTC where an offset is given."""
    if not value:
        return None
    moment = dt.datetime.fromisoformat(value.replace("Z", "+00:00"))
    return (moment.astimezone(dt.UTC) if moment.tzinfo else moment).replace(second=0, microsecond=0)


def stands_in(needle: Sequence[str], hay: Sequence[str]) -> bool:
    n = len(needle)
    return any(hay[i : i + n] == needle for i in range(len(hay) - n + 1))


def score_article(got: dict[str, Any], gold: dict[str, Any], *, fragment: bool = False) -> dict[str, float]:
    """The scores of a record; `gold` in the form of the gold files (paragraphs, images with also_ok_urls, related …)."""
    scores: dict[str, float] = {}
    body = words(got.get("text"))
    if not fragment:
        for name in ("title", "kicker", "summary"):
            if gold.get(name) or name != "kicker" or got.get(name):
                scores[name] = float(norm(got.get(name)) == norm(gold.get(name)))
        scores["published_at"] = float(instant(gold.get("published_at")) == instant(got.get("published_at")))
        if "modified_at" in gold:
            later = gold["modified_at"] and gold.get("published_at")
            want = gold["modified_at"] if later and instant(later) < (instant(gold["modified_at"]) or later) else None
            scores["modified_at"] = float(instant(want) == instant(got.get("modified_at")))
        scores["authors"] = f1(_names(got.get("authors")), _names(gold.get("authors")))
        if gold.get("section"):
            section = [s["name"] if isinstance(s, dict) else s for s in got.get("section") or []]
            scores["section"] = float(_names(section) == _names(gold["section"]))
        if gold.get("tags") is not None:
            scores["tags"] = f1(_names(got.get("tags")), _names(gold["tags"]))
    if gold.get("paragraphs") is not None:
        want_words = words(" ".join(gold["paragraphs"]))
        scores["text_f1"] = f1(shingles(body), shingles(want_words))
        scores["text_exact"] = float(body == want_words)
        foreign = [image.get("caption") for image in gold.get("images", [])]
        foreign += [story["title"] for story in gold.get("related", []) if not story.get("inline")]
        foreign += [] if fragment else [gold.get("summary")]
        scores["leaks"] = sum(
            len(w) > 3 and stands_in(w, body) and not stands_in(w, want_words) for w in map(words, foreign)
        )
    if gold.get("images") is not None:
        scores.update(_score_images(got.get("images") or [], gold["images"]))
    if gold.get("related") is not None:
        scores["related"] = f1(
            {url_key(s["url"]) for s in got.get("related") or []}, {url_key(s["url"]) for s in gold["related"]}
        )
    return scores


def _score_images(got: list[dict[str, Any]], gold: list[dict[str, Any]]) -> dict[str, float]:
    right = [({url_key(i["url"]), *map(url_key, i.get("also_ok_urls") or [])}, i) for i in gold]
    used: set[int] = set()
    hits = []
    for image in got:
        for n, (urls, want) in enumerate(right):
            if n not in used and url_key(image.get("url")) in urls:
                used.add(n)
                hits.append((image, want))
                break
    scores = {"images": 2 * len(hits) / (len(got) + len(right)) if got or right else 1.0}
    if right:
        for name, field in (("captions", "caption"), ("credits", "credit")):
            scores[name] = sum(norm(a.get(field)) == norm(b.get(field)) for a, b in hits) / len(right)
    return scores


def score_listing(got: dict[str, Any], gold: dict[str, Any]) -> dict[str, float]:
    """Recall of the stories that must be there, precision against those that may."""
    urls = {url_key(s["url"]) for s in got.get("stories") or []}
    must = {url_key(s["url"]) for s in gold["stories"]}
    may = must | {url_key(s["url"]) for s in gold.get("stories_optional") or []}
    return {
        "story_recall": len(urls & must) / max(1, len(must)),
        "story_precision": len(urls & may) / max(1, len(urls)),
    }


def means(scores: Iterable[dict[str, float]]) -> dict[str, float]:
    """Means over the pages that have a field; leaks are a sum."""
    columns: dict[str, list[float]] = collections.defaultdict(list)
    for page in scores:
        for name, value in page.items():
            columns[name].append(value)
    return {n: sum(v) if n == "leaks" else sum(v) / len(v) for n in FIELDS if (v := columns.get(n))}


def _names(names: Iterable[str] | None) -> list[str]:
    return [norm(name).casefold() for name in names or []]
