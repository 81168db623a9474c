"""Article patterns read off links: what the addresses of a newspaper's stories have in common."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from borderscraper.spiders import families

#: Of the links looked at, a form needs this share, and this many, to count.
LEAST_SHARE = 0.1
LEAST = 3

_MONTH = re.compile(r"/(?:19|20)\d{2}(?:0[1-9]|1[0-2])/[^/]+-(?:\d{5,}|[0-9a-f]{7})/?$")
_TAIL = re.compile(r"(?P<lead>[-/](?:[a-z]{1,5})?)(?P<number>\d{3,})(?P<end>\.[a-z]{2,5}|/?)$", re.I)
_TOKEN = re.compile(r"-(?=[A-Za-z]*\d)[A-Za-z0-9]{8,12}(?P<end>\.[a-z]{2,5})$")
_FOLDER = re.compile(r"/\d{4,}/[^/]*[a-z][^/]*-[^/]+/?$")
_QUERY = re.compile(r"(?:^|&)(?P<name>\w*(?:id|ma|bb|news|article|p)\w*)=\d{3,}(?:&|$)", re.I)


@dataclass(frozen=True)
class Form:
    """A form of article addresses."""

    name: str  #: short, for the generation's group
    pattern: str
    links: int = 0  #: how many have it
    query: tuple[str, ...] = ()  #: query parameters that are the address


def infer(urls: Iterable[str]) -> list[Form]:
    """The forms of these stories' addresses, most frequent first. Links without a known form count as slugs.

    The first form's number is the `id`; further forms count apart (`id_<name>`), for whether they share one series of
    numbers cannot be told from addresses.
    """
    found: dict[tuple[str, str, tuple[str, ...]], set[str]] = defaultdict(set)
    for url in urls:
        if form := _form(url):
            found[form.name, form.pattern, form.query].add(url)
    total = sum(map(len, found.values()))
    ranked = sorted(found.items(), key=lambda item: -len(item[1]))
    forms: list[Form] = []
    for (name, pattern, query), links in ranked:
        if forms and (len(links) < LEAST or len(links) < LEAST_SHARE * total):
            continue
        if forms:
            pattern = pattern.replace("(?P<id>", f"(?P<id_{name}>")
        forms.append(Form(name, pattern, len(links), query))
    return forms


def _form(url: str) -> Form | None:
    parts = urlsplit(url)
    path = parts.path
    if _MONTH.search(path):
        return Form("month", families.YYYYMM[0])
    if tail := _TAIL.search(path):
        lead, digits, end = tail["lead"], len(tail["number"]), tail["end"]
        extension = end[1:] if end.startswith(".") else ""
        name = re.sub(r"\W", "", lead) or extension or "n"
        if lead == "-" and extension:
            # eight digits or fewer are a counter, more a time stamp
            return Form(name, families.numbered(extension) if digits < 9 else rf"-(?P<id>\d{{9,}})\.{extension}$")
        least = "{9,}" if digits >= 9 else "+" if len(lead) > 1 else "{4,}"
        return Form(name, rf"{lead}(?P<id>\d{least})" + (rf"\.{extension}$" if extension else "/?$"))
    if token := _TOKEN.search(path):
        return Form("token", rf"-(?P<id>(?=[A-Za-z]*\d)[A-Za-z0-9]{{8,12}})\{token['end']}$")
    if _FOLDER.search(path):
        return Form("folder", r"/(?P<id>\d{4,})/[^/]+/?$")
    if asked := _QUERY.search(parts.query):
        names = tuple(sorted(pair.partition("=")[0] for pair in parts.query.split("&")))
        return Form("query", rf"\?(?:.*&)?{re.escape(asked['name'])}=(?P<id>\d+)", query=names)
    depth = path.strip("/").count("/")
    if path.rstrip("/").rpartition("/")[2].count("-") >= 5:
        stem = r"[^/.-]+(?:-[^/.-]+){5,}" + (re.escape(m[0]) if (m := re.search(r"\.[a-z]{2,5}$", path)) else "/?")
        return Form("slug", "^/" + "[^/]+/" * depth + stem + "$")
    return None
