"""Topics of border reporting: 13 classes, each found by its key phrases (`topics.tsv`).

A phrase is searched without case and marks, on word boundaries and across a comma, dash or bracket, so "ma tuý", "Ma
Túy" and "MA TÚY" are one; then its marks are compared, so "hồi đảm" is not "hội đàm". A text without any marks (a tag
typed "ma tuy", a slug) is taken by its letters alone. Of overlapping phrases the longest counts: "xuất, nhập cảnh trái
phép" is a crime, not traffic at a gate.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import TypedDict

from borderscraper.text.clean import clean, fold

Topic = TypedDict("Topic", {"class": str, "phrases": list[str]})

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _read_phrases() -> dict[str, tuple[str, ...]]:
    lines = files("borderscraper.text").joinpath("topics.tsv").read_text("utf-8").splitlines()[1:]
    pairs = [line.split("\t") for line in lines]
    return {topic: tuple(clean(phrase) for _, phrase in group) for topic, group in groupby(pairs, lambda pair: pair[0])}


#: class -> its phrases, both in the order of the list
PHRASES = _read_phrases()
#: The names that select classes: `border` is all of them.
CLASSES = tuple(PHRASES)


def _key_tables() -> tuple[object, bytes]:
    """An encoding of Vietnamese lower case in one byte a letter, and the table that takes its marks off.

    A key made so has the length of its text, so a match shows where its words stand; and it is made by C code.
    """
    letters = {char: char for char in map(chr, range(128))}
    letters["đ"] = letters["ð"] = "d"
    for vowel in "aăâeêioôơuưy":
        for tone in ("", *_TONES):
            letter = unicodedata.normalize("NFC", vowel + tone)
            letters[letter] = unicodedata.normalize("NFD", vowel)[0]
    for mark in "\u00a0\u2007\u202f–—‑‐“”‘’«»":
        letters[mark] = " "
    for char in letters:
        if not letters[char].isalnum():
            letters[char] = "." if char in "\n\r.!?;:" else " "  # "." ends a phrase
    table = list(letters)
    fold_table = "".join(letters.values()).encode().ljust(256, b".")
    return codecs.charmap_build("".join(table).ljust(256, "\ufffe")), fold_table


_LETTERS, _FOLD = _key_tables()


def _key(lowered: str) -> bytes:
    """The folded key of a text in lower case, of the same length; what is not Vietnamese ends a phrase."""
    return codecs.charmap_encode(lowered, "replace", _LETTERS)[0].translate(_FOLD)  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def _spelling(phrase: str) -> tuple[str, ...]:
    """The words of a phrase with each tone behind its word: old and new tone placement ("túy", "tuý") agree."""
    spelled = []
    for word in re.findall(r"\w+", phrase.replace("ð", "đ")):
        letters = unicodedata.normalize("NFD", word)
        tone = "".join(char for char in letters if char in _TONES)
        spelled.append("".join(char for char in letters if char not in _TONES) + tone)
    return tuple(spelled)


def _compile() -> tuple[re.Pattern[bytes], dict[bytes, list[tuple[str, str]]]]:
    """One expression for all phrases; and key -> (class, phrase)s."""
    known: dict[bytes, list[tuple[str, str]]] = {}
    for topic, phrases in PHRASES.items():
        for phrase in phrases:
            known.setdefault(b" ".join(_key(phrase.lower()).split()), []).append((topic, phrase))
    # the blank or "." before a phrase is part of the match: to look for it first is twice as fast as a look-behind
    return re.compile(b"[ .]" + _trie(list(known)) + b"(?![a-z0-9])"), known


def _trie(keys: list[bytes]) -> bytes:
    """An expression for any of the keys, the longest first, which tries each letter once."""
    branches = []
    for first, group in groupby(sorted(filter(None, keys)), key=lambda key: key[:1]):
        branches.append((b" +" if first == b" " else first) + _trie([key[1:] for key in group]))
    if not branches:
        return b""
    return b"(?:" + b"|".join(branches) + b")" + (b"?" if b"" in keys else b"")


_PATTERN, _KNOWN = _compile()


def count_topics(texts: Iterable[str]) -> Counter[tuple[str, str]]:
    """How often each phrase stands in the texts: (class, phrase) -> count."""
    counts: Counter[tuple[str, str]] = Counter()
    marked: list[str] = []
    plain: list[str] = []
    for text in texts:
        if text:
            (plain if text.isascii() else marked).append(text)
    for group, exact in ((marked, True), (plain, False)):
        lowered = unicodedata.normalize("NFC", "\n" + "\n".join(group)).lower()
        key = _key(lowered)
        at = 0
        while found := _PATTERN.search(key, at):
            at = found.end()
            candidates = _KNOWN[b" ".join(found[0][1:].split())]
            if exact:
                spelling = _spelling(lowered[found.start() + 1 : found.end()])
                candidates = [(topic, phrase) for topic, phrase in candidates if _spelling(phrase.lower()) == spelling]
                if not candidates:
                    at = found.start() + 1
            counts.update(candidates)
    return counts


def find_topics(
    title: str | None,
    summary: str | None,
    text: str | None,
    section_names: Iterable[str] = (),
    tags: Iterable[str] = (),
) -> list[Topic]:
    """The classes of which a phrase stands in an article, in the order of the list, with their phrases found, each once."""
    counts = count_topics([title or "", summary or "", text or "", *section_names, *tags])
    topics: list[Topic] = []
    for topic, phrases in PHRASES.items():
        if here := [phrase for phrase in phrases if (topic, phrase) in counts]:
            topics.append({"class": topic, "phrases": here})
    return topics


def wanted_classes(names: str) -> frozenset[str]:
    """The classes that a `topics=` argument asks for: `border` (all), or class names with commas between.

    Raises ValueError for another name, with those allowed.
    """
    wanted: set[str] = set()
    for name in filter(None, (fold(part) for part in names.split(","))):
        if name == "border":
            wanted.update(CLASSES)
        elif name in PHRASES:
            wanted.add(name)
        else:
            raise ValueError(f"unknown topic {name!r}; allowed: border, {', '.join(CLASSES)}")
    if not wanted:
        raise ValueError(f"no topic named; allowed: border, {', '.join(CLASSES)}")
    return frozenset(wanted)
