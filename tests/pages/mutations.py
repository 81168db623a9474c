"""Ways in which a page's bytes go wrong, and the words that a page holds."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from lxml import etree

from borderscraper.items import Article

_TAG = re.compile(rb"<[^<>]{1,400}>")
_MARKUP = re.compile(r"<[^>]*>")
_GONE = re.compile(r"[\s\x00-\x20\u00ad\u200b-\u200f\u2060\ufeff\x7f-\x9f]+")


def _cut(page: bytes, rng: Random) -> bytes:
    return page[: rng.randrange(len(page))]


def _behead(page: bytes, rng: Random) -> bytes:
    return page[rng.randrange(len(page)) :]


def _flip(page: bytes, rng: Random) -> bytes:
    data = bytearray(page)
    for _ in range(rng.randrange(1, 200)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _drop_tags(page: bytes, rng: Random) -> bytes:
    share = rng.random() * 0.3
    return _TAG.sub(lambda m: b"" if rng.random() < share else m[0], page)


def _drop_span(page: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(page))
    return page[:start] + page[start + rng.randrange(1, 5000) :]


def _nest(page: bytes, rng: Random) -> bytes:
    tag = rng.choice((b"div", b"b", b"span", b"table", b"blockquote", b"ul", b"font", b"p"))
    at = page.find(b"<p") if rng.random() < 0.7 else rng.randrange(len(page))
    return page[:at] + (b"<" + tag + b">") * rng.choice((200, 1500, 5000)) + page[at:]


def _huge_attribute(page: bytes, rng: Random) -> bytes:
    name = rng.choice((b"class", b"style", b"data-x", b"alt", b"title", b"href"))
    value = rng.choice((b"a ", b"ads-", b"box ", "Ảnh ".encode(), b"display:none;", b"&amp;")) * 40_000
    return page.replace(b"<p", b"<p " + name + b'="' + value + b'"', 1)


def _mixed_encoding(page: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(page))
    part = (
        page[at : at + 3000].decode("utf-8", "ignore").encode(rng.choice(("cp1258", "utf-16-le", "latin-1")), "ignore")
    )
    return page[:at] + part + page[at + 3000 :]


def _nuls(page: bytes, rng: Random) -> bytes:
    for _ in range(rng.randrange(1, 50)):
        at = rng.randrange(len(page))
        page = page[:at] + b"\0" * rng.randrange(1, 9) + page[at:]
    return page


def _twice(page: bytes, rng: Random) -> bytes:
    start = page.find(b"<body")
    return page[:start] + page[start:] * rng.randrange(2, 4)


def _swap(page: bytes, rng: Random) -> bytes:
    first, second = sorted(rng.randrange(len(page)) for _ in range(2))
    middle = (first + second) // 2
    return page[:first] + page[middle:second] + page[first:middle] + page[second:]


MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _cut, _behead, _flip, _drop_tags, _drop_span, _nest, _huge_attribute, _mixed_encoding, _nuls, _twice, _swap,
)  # fmt: skip


def squash(text: str) -> str:
    """Letters in a row, however they were divided: for asking whether a word stands somewhere."""
    text = unicodedata.normalize("NFC", _GONE.sub("", text))
    for look_alike, letter in zip("\u00d0\u00f0\u0189", "ĐđĐ", strict=True):
        text = text.replace(look_alike, letter)
    return text.casefold()


def page_words(page: bytes) -> list[str]:
    """The page in several readings, squashed: raw, without markup, as parsed; entities and JSON escapes decoded."""
    decoded = page.replace(b"\0", b"").decode("utf-8", "replace")
    readings = [decoded, _MARKUP.sub("", decoded), page.decode("latin-1"), page.decode("cp1258", "replace")]
    for parser_encoding in ("utf-8", None):
        parser = etree.HTMLParser(encoding=parser_encoding, huge_tree=True)
        try:
            root = etree.fromstring(page.replace(b"\0", b""), parser)
        except etree.LxmlError:
            root = None
        if root is not None:
            readings.append("".join(root.itertext()))
    out = []
    for reading in readings:
        once = html.unescape(reading)
        out.append(squash(html.unescape(once)))
        if "\\u" in once:
            out.append(squash(re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), once)))
    return out


def said(article: Article) -> Iterator[tuple[str, str]]:
    """Each word of a record that claims to be printed on the page, with its field."""
    record: dict[str, Any] = json.loads(article.model_dump_json())
    fields = {name: record[name] or "" for name in ("title", "kicker", "summary", "text")}
    fields["authors"] = " ".join(record["authors"])
    fields["tags"] = " ".join(record["tags"])
    fields["captions"] = " ".join(i["caption"] or "" for i in record["images"])
    fields["credits"] = " ".join(i["credit"] or "" for i in record["images"])
    for name, text in fields.items():
        for word in re.findall(r"\w+", text):
            yield name, word
