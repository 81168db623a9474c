"""Lead prefixes: the newspaper's mark before the first words of a summary, "(Dân trí) - ", "TTO - ", "LSO- "."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from borderscraper.text.bylines import own_key
from borderscraper.text.clean import clean, fold

_DASHES = "-‐‑‒–—―−"
_DASH = f"[{_DASHES}]"
_BRACKETED = re.compile(r"[(\[]\s*(.*?)\s*[)\]]")


def strip_lead_prefix(text: str, prefixes: Iterable[str]) -> tuple[str | None, str]:
    """The lead prefix as printed, with its dash and blank, and the rest of `text`; (None, `text`) without one.

    `prefixes` are the newspaper's own: "(BLC)", "TTO", "Báo Cà Mau ". Only the very start of the text counts, upper or
    lower case. A prefix in brackets may be followed by a dash, or by nothing; one without brackets needs its dash
    ("ĐBP - " is Báo Điện Biên Phủ, "ĐBP" alone a border post), unless its entry ends in a blank, as "Báo Cà Mau " does.
    A text that is nothing but a prefix is left as it is. `text` should be clean; what is returned is a suffix of it.
    """
    pattern = _pattern(tuple(prefixes))
    found = pattern.match(text) if pattern else None
    if found is None:
        return None, text
    return found[0], text[found.end() :]


@lru_cache(maxsize=256)
def _pattern(prefixes: tuple[str, ...]) -> re.Pattern[str] | None:
    forms = {_form(prefix) for prefix in prefixes if clean(prefix).strip(f"()[] {_DASHES}")}
    if not forms:
        return None
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"\s*(?:{'|'.join(longest_first)})(?=\S)", re.I)


def _form(prefix: str) -> str:
    no_dash_needed = prefix[-1:].isspace() and clean(prefix)[-1] not in _DASHES
    prefix = clean(prefix).rstrip(f"{_DASHES} ")
    inner = _BRACKETED.fullmatch(prefix)
    name = inner[1] if inner else prefix
    words = r"\s+".join(_letters(word) for word in name.split())
    if inner:
        return rf"[(\[]\s*{words}\s*[)\]]\s*+(?:[{_DASHES}:.]{{1,2}}\s*+)?+"
    if no_dash_needed:
        return rf"{words}(?:\s*{_DASH}\s*|\s+)"
    # "TTO" is listed bare but may be printed in brackets
    return rf"(?:{words}\s*{_DASH}{{1,2}}\s*|[(\[]\s*{words}\s*[)\]]\s*+(?:[{_DASHES}:.]{{1,2}}\s*+)?+)"


def _letters(word: str) -> str:
    # Đ typed as U+00D0 in text that was not cleaned
    return "".join("[ĐÐ]" if letter in "Đđ" else re.escape(letter) for letter in word)


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


# A mark in brackets with a dash; a domain or capitals in brackets with or without one; capitals and a dash with a blank.
_GUESS = re.compile(
    rf"\(\s*(?P<inner>[^\W\d_][^()]{{1,23}}?)\s*\)\s*{_DASH}\s*(?=\S)"
    rf"|\(\s*(?P<domain>[\w.-]{{2,30}}\.(?:com\.vn|org\.vn|vn|com|net))\s*\)\s*(?:{_DASH}\s*)?(?=\S)"
    rf"|\(\s*(?P<capitals>[^\W\d_](?:[^\W\d_]|[&.]){{1,6}})\s*\)\s+(?=[^\W\d_])"
    rf"|(?P<code>[^\W\d_](?:[^\W\d_]|[&.]){{1,6}})\s*{_DASH}\s+(?=\S)"
    rf"|(?P<site>[A-Z]{{2,5}}\.VN)\s*{_DASH}\s*(?=\S)"
)
#: The newspaper's name in one word, as it signs with it: "YênBái - "; "Yên Bái - " may be a sentence.
_JOINED = re.compile(rf"(?P<name>[^\W\d_]{{4,24}})\s*{_DASH}\s+(?=\S)")
# Capitals before a dash that are words of a sentence: an institution or thing that the text is about.
_NOT_CODES = _words(
    """ASEAN UBND HĐND MTTQ BĐBP BCH CSGT CAND QĐND UNESCO EVN GDP THPT THCS ODA FDI CNN BBC AFP WHO FIFA UEFA SEA
    COVID OCOP VFF V.LEAGUE NATO WTO IMF IUU HIV AIDS AI ATM ĐBQH TAND VKSND HCM TPHCM TP.HCM TPP"""
)
# First words in brackets that are no newspaper's mark
_NOT_MARKS = _words("""kỳ bài phần số tiếp hết ảnh video clip tổng cập tin theo nguồn xem kì tập chương""")


def guess_lead_prefix(text: str, names: Iterable[str] = ()) -> str | None:
    """The lead prefix, with its dash and blank, of a newspaper that nobody described; None when in doubt.

    `names`: the newspaper's title, domain or short name; one of them in brackets counts without a dash, too. Taken
    without names: a short mark in brackets and a dash "(BLC) - ", a domain or capitals in brackets "(ĐTCK) ",
    capitals and a spaced dash "TPO - ". Never more than the very start.
    """
    known = [name for name in names if name]
    if known:
        # a domain may stand without brackets; "Báo Lào Cai - người bạn …" may be a sentence
        found, _ = strip_lead_prefix(text, [name if "." in name else f"({name})" for name in known])
        if found:
            return found
    if (
        (joined := _JOINED.match(text))
        and not joined["name"].isupper()
        and joined["name"][1:] != joined["name"][1:].lower()
    ):
        return joined[0] if own_key(joined["name"]) in map(own_key, known) else None
    match = _GUESS.match(text)
    if match is None:
        return None
    if (code := match["code"]) and (code.upper() != code or code.strip(".") in _NOT_CODES):
        # the newspaper may bear an institution's name: "QĐND - Mỗi năm, …"
        own = code.upper() == code and text[match.end()].isupper() and fold(code) in map(fold, known)
        return match[0] if own else None
    if capitals := match["capitals"]:
        known_word = capitals in _NOT_CODES or capitals.casefold() in _NOT_MARKS
        return None if known_word or capitals.upper() != capitals or not text[match.end()].isupper() else match[0]
    if inner := match["inner"]:
        words = inner.split()
        if len(words) > 4 or not (words[0][0].isupper() or "." in inner) or words[0].casefold() in _NOT_MARKS:
            return None
    return match[0]
