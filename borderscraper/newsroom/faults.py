"""Faults on demand: which requests go wrong, how, and how often."""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

#: kind -> what happens
KINDS = {
    "status": "answers with `status` (default 503), with Retry-After when `retry_after` is set (seconds, or a date)",
    "reset": "the connection is reset without an answer",
    "timeout": "no answer for `seconds` (default 600)",
    "drip": "the answer comes one byte every `seconds` (default 0.2): slow-loris",
    "slow": "the answer is whole and `seconds` (default 1) late",
    "truncated": "the connection ends in the middle of the body, Content-Length says more",
    "cut": "half of the body with a Content-Length to match: a page cut without any sign of it",
    "empty": "status 200 with no body at all",
    "charset": "the body is UTF-8, the header says windows-1252",
    "garbage": "the body is random bytes",
    "mixed": "a paragraph of the UTF-8 page is in windows-1258",
    "huge": "the page is followed by 5 MB of furniture",
    "deep": "the page's body stands in 3,000 nested elements",
    "redirect-loop": "redirects to itself for ever",
    "redirect-home": "redirects to the home page",
    "challenge": "status 200 with a script challenge instead of the page",
    "empty-listing": "a list without any story",
    "theme": "every class name and id is another one",
    "down": "the whole host refuses to answer (connection reset)",
}
_DEFAULT_SECONDS = {"timeout": 600.0, "drip": 0.2, "slow": 1.0}


@dataclass(slots=True)
class Fault:
    """One rule: requests whose host and path match go wrong with `probability`, at most `count` times (None = always).

    `skip` matching requests go well before the first goes wrong.
    """

    kind: str
    path: str = ""  #: regular expression, searched in path and query
    host: str = ""  #: regular expression, searched in the host
    probability: float = 1.0
    count: int | None = None
    skip: int = 0
    status: int = 503
    retry_after: str | None = None
    seconds: float | None = None
    hits: int = 0
    #: how often each address met this rule's chance
    asked: Counter[str] = field(init=False, repr=False, default_factory=Counter)
    _path: re.Pattern[str] = field(init=False, repr=False)
    _host: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind!r}; known: {', '.join(KINDS)}")
        self._path, self._host = re.compile(self.path), re.compile(self.host)
        if self.retry_after is not None:
            self.retry_after = str(self.retry_after)
        if self.seconds is None:
            self.seconds = _DEFAULT_SECONDS.get(self.kind)


class Faults:
    """The rules in force; the first that matches decides.

    What a chance decides depends on the seed, the address and how often it was asked for, never on the order in which
    a crawler's parallel requests arrive: the same crawl meets the same faults every time.
    """

    def __init__(self, seed: int = 1) -> None:
        self.rules: list[Fault] = []
        self.seed = seed

    def add(self, kind: str, **options: Any) -> Fault:
        """Add a rule; options are the fields of `Fault`. Raises ValueError or TypeError for what is not one."""
        rule = Fault(kind, **options)
        self.rules.append(rule)
        return rule

    def load(self, rules: list[dict[str, Any]]) -> None:
        """Replace all rules by those of a JSON list."""
        known = {f.name for f in fields(Fault) if f.init}
        made = []
        for rule in rules:
            if unknown := set(rule) - known:
                raise ValueError(
                    f"unknown option of a fault: {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}"
                )
            made.append(Fault(**rule))
        self.rules = made

    def clear(self) -> None:
        self.rules = []

    def pick(self, host: str, target: str) -> Fault | None:
        for rule in self.rules:
            if rule.count is not None and rule.hits >= rule.count:
                continue
            if not rule._host.search(host) or not (rule.kind == "down" or rule._path.search(target)):
                continue
            if rule.skip > 0:
                rule.skip -= 1
                continue
            if rule.probability < 1 and self._chance(rule, host + target) >= rule.probability:
                continue
            rule.hits += 1
            return rule
        return None

    def _chance(self, rule: Fault, address: str) -> float:
        rule.asked[address] += 1
        return random.Random(f"{self.seed} {rule.kind} {address} {rule.asked[address]}").random()


_CLASS = re.compile(r'(\s(?:class|id|itemprop|data-source)=")([^"]*)(")')
_STORY = re.compile(r"<article\b.*?</article>", re.S)
_LISTED = re.compile(r'(<(?:li|div) class="(?:item|news-item|card)[^"]*">).*?(</(?:li|div)>)', re.S)

CHALLENGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Đang kiểm tra trình duyệt của bạn…</title>
<meta name="robots" content="noindex,nofollow"><script>window._cf_chl_opt={cvId:'3',cType:'managed'};</script></head>
<body><div class="main-wrapper"><h1>Đang kiểm tra trình duyệt trước khi truy cập</h1><noscript><p>Vui lòng bật JavaScript và cookie để tiếp tục.</p></noscript>
<div id="challenge-running"></div><form id="challenge-form" action="/?__cf_chl_f_tk=x" method="POST"></form>
<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script><p>Ray ID: 0000000000000000</p></div></body></html>"""


def other_theme(page: str) -> str:
    """The page with every class and id renamed, and the article's cards no longer `article` elements."""

    def rename(found: re.Match[str]) -> str:
        names = [f"t{hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()[:6]}" for name in found[2].split()]
        return found[1] + " ".join(names) + found[3]

    return _CLASS.sub(rename, page).replace("<article", "<section").replace("</article>", "</section>")


def without_stories(page: str) -> str:
    return _LISTED.sub(r"\1\2", _STORY.sub("", page))


def mixed(page: str) -> bytes:
    """The page with the marked letters of its first paragraph as one old editor would have saved them."""
    start = max(0, page.find("<p>"))
    end = page.find("</p>", start)
    return page[:start].encode() + page[start:end].encode("cp1258", "replace") + page[end:].encode()


def huge(page: str) -> str:
    line = '<div class="sidebar"><a href="/rao-vat.html">Rao vặt, nhà đất, việc làm</a></div>\n'
    return page.replace("</body>", line * (5_000_000 // len(line.encode())) + "</body>")


def deep(page: str) -> str:
    return re.sub(
        r"(<body[^>]*>)(.*)(</body>)",
        lambda m: m[1] + "<div>" * 3000 + m[2] + "</div>" * 3000 + m[3],
        page,
        count=1,
        flags=re.S,
    )


def garbage(length: int, salt: str) -> bytes:
    return random.Random(salt).randbytes(length)
