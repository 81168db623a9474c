"""Vietnamese text as it should be stored: one Unicode form, one kind of blank, nothing invisible.

Every paragraph of every page passes through `clean`, so text that is clean already is only looked at (four C calls).
`fold` and `count_words` work on single bytes where a text has only the letters and signs of Vietnamese: five times as fast.
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from collections.abc import Iterable

# Letters that look like Đ and đ. Newspapers type U+00D0 for U+0110 (both occur in one article); NFKC does not map it.
_LOOK_ALIKES = (("\u00d0", "Đ"), ("\u0189", "Đ"), ("\u00f0", "đ"))

# Unicode categories Cc (but white space), Cf (zero-width, soft hyphen, BOM, direction marks) and Co (icon fonts' glyphs);
# a test compares. Surrogates cannot be stored: they become U+FFFD.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ue000-\uf8ff\ufeff\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    "\U000f0000-\U000ffffd\U00100000-\U0010fffd]+"
)
_SURROGATE = re.compile("[\ud800-\udfff]")

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|&nbsp(?![A-Za-z0-9;=])")
_AMPERSANDS = re.compile(r"&(?:(?:amp|AMP|#0{0,4}38|#[xX]0{0,4}26);)+")  # however often it was escaped
_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0300-\u036f]+")

# What Vietnamese text is made of, lower-cased, as a code page of our own, and the key of each of its characters. A code page
# must begin with NUL to be fast; U+FFFE fills it up (it stands for no character). A test compares with the slow way.
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0"
_SIGNS = "".join(chr(n) for n in range(0x21, 0x7F) if not chr(n).isupper()) + "–—“”‘’…•·«»©®°²³€™×"
_CODE_PAGE = ("\0" + _BLANKS + _LETTERS + "đð" + _SIGNS).ljust(256, "\ufffe")
_KEYS = "\ufffe" + "".join(
    " " if c in _BLANKS else "d" if c in "đð" else unicodedata.normalize("NFD", c)[0] for c in _CODE_PAGE[1:]
)
_ENCODING = codecs.charmap_build(_CODE_PAGE)

_WORD_BYTES = bytes(0x61 if c.isalnum() or c == "_" else 0x20 for c in _CODE_PAGE)


def clean(s: str) -> str:
    """One line of clean text.

    NFC; Đ for its look-alikes; every Unicode space, tab and line break one blank, runs folded, ends stripped; controls,
    zero-width characters, soft hyphens, byte order marks, direction marks and icon-font glyphs removed. Letters are
    never lost and nothing is added. Entities are left as they are: `decode_entities`.
    """
    s = s.strip()
    if not s.isprintable():  # printable = no control, format, private-use or surrogate character, no space but " "
        folded = " ".join(s.split())  # mostly it was a line break
        if not folded.isprintable():
            folded = " ".join(_SURROGATE.sub("\ufffd", _INVISIBLE.sub("", s)).split())
        s = folded
    elif "  " in s:
        s = " ".join(s.split())
    if s.isascii():
        return s
    s = unicodedata.normalize("NFC", s)
    for look_alike, letter in _LOOK_ALIKES:
        if look_alike in s:
            s = s.replace(look_alike, letter)
    return s


def decode_entities(s: str) -> str:
    """`s` with its HTML entities decoded, also those escaped twice or more ("&amp;#7871;").

    Named, decimal and hexadecimal ones; 128-159 are read as Windows-1252, as browsers do. A bare ampersand ("AT&T",
    "a&copy=1") is text: only `&nbsp` is known without its semicolon. The result has no entity left, so decoding it
    again changes nothing. White space is not touched.
    """
    for _ in range(16):  # a hostile page can nest them without end
        if "&" not in s:
            break
        decoded = _ENTITY.sub(lambda m: html.unescape(m[0]), _AMPERSANDS.sub("&", s))
        if decoded == s:
            break
        s = decoded
    return s


def fold(s: str) -> str:
    """A key for matching: no case, no marks, d for đ.

    Old and new tone placement ("hóa", "hoá") give one key. White space is folded; punctuation stays.
    """
    if not s.isascii():
        try:
            key = codecs.charmap_decode(codecs.charmap_encode(s.lower(), "strict", _ENCODING)[0], "strict", _KEYS)[0]
        except UnicodeError:  # a character that is not in the code page
            pass
        else:
            return " ".join(key.split()) if "  " in key or key[0] == " " or key[-1] == " " else key
    s = clean(s)
    if not s.isascii():
        s = _MARKS.sub("", unicodedata.normalize("NFD", s.casefold())).replace("đ", "d")
        return " ".join(unicodedata.normalize("NFC", s).split())  # a blank may have borne a mark
    return s.lower()


def words(s: str) -> list[str]:
    """The words of `s`: runs of letters, digits and underscores, in NFC, case kept."""
    return _WORD.findall(clean(s))


def count_words(s: str) -> int:
    """How many `words` a clean text has."""
    try:
        return len(codecs.charmap_encode(s.lower(), "strict", _ENCODING)[0].translate(_WORD_BYTES).split())
    except UnicodeError:
        return len(_WORD.findall(s))


def join_inline(parts: Iterable[str]) -> str:
    """Clean text of inline pieces, put together exactly as they stand.

    Text nodes are not separated by anything, so `<b>Đồ</b>n` stays one word and "Đồn <b>Biên</b>" two; for a `<br>` or
    the border of a block the caller puts "\\n" into `parts`.
    """
    return clean("".join(parts))


_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# UTF-8 read as Windows-1252: "Ä‘" is đ, "áº¿" ế, "Æ°" ư, "Ã¡" á. Ã before a quote, a dash or "…" may be a real "NGÃ…".
_MOJIBAKE = re.compile(
    f"Ã[\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00bf]|á[º»][\u0080-\u00bf{_CP1252}]|Ä[‘\u0091©¨ƒ‚\u0082\u0083]"
    f"|Æ[°¡¯\u00a0]|â€[\u0080-\u00bf{_CP1252}]|Â[\u00a0«»°·]"
)
_MOJIBAKE_LEADS = ("Ã", "áº", "á»", "Ä", "Æ", "â€", "Â")
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")  # in every Vietnamese paragraph, in no text in a legacy encoding
# TCVN3 (ABC) read as Windows-1252: "ViÖt Nam", "céng hßa": these never stand between Latin letters otherwise.
_TCVN3 = re.compile(r"[a-z][µ¸¶·¹¨¾¼½©ª«®ßÞ¬­][a-z]|[a-z][ÖÕÓÒÔÆÇÈÉÊË][a-z]")
# VNI read as Windows-1252: "Vieät", "coäng hoøa".
_VNI = re.compile(r"[aeiouy][äøûïëöåæ]|ñ[aeiouö]", re.I)
_LOST = re.compile(r"(?<![\w/?=&.:])[^\W\d_]+\?[^\W\d_]+(?![\w/?=&.:])")
_TOKEN = re.compile(r"[A-Za-z0-9+/=_-]{200,}")


def odd_characters(s: str) -> list[str]:
    """Signs that a text was decoded wrongly or is not text, as warnings `code: detail`; empty for good text.

    For reporting only: nothing is repaired by guess. Pass text before `clean`, which removes what some codes report.

    Codes: `replacement-character`, `mojibake` (UTF-8 read as Windows-1252), `legacy-encoding` (TCVN3 or VNI),
    `control-characters`, `question-marks` (letters lost: "Hu?nh"), `encoded-text` (a base64-like block, as some print
    pages serve), `template-leak` ("{title}").
    """
    found = []
    if not s.isascii():
        lost = s.count("\ufffd") + len(_SURROGATE.findall(s))
        if lost:
            found.append(f"replacement-character: {lost}")
        if any(lead in s for lead in _MOJIBAKE_LEADS) and (hits := _MOJIBAKE.findall(s)):
            found.append(f"mojibake: {len(hits)} such as {hits[0]!r}")
        elif not _VIETNAMESE.search(s):
            legacy = _TCVN3.findall(s) or _VNI.findall(s)
            if len(legacy) > 2:
                found.append(f"legacy-encoding: {len(legacy)} such as {legacy[0]!r}")
    if controls := len(re.findall("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]", s)):
        found.append(f"control-characters: {controls}")
    if "?" in s and len(hits := _LOST.findall(s)) > 1:
        found.append(f"question-marks: {len(hits)} such as {hits[0]!r}")
    if len(s) >= 200 and (token := _TOKEN.search(s)):
        found.append(f"encoded-text: {len(token[0])} characters without a blank")
    if "{" in s and (leak := re.search(r"\{\{?\s?\w+\s?\}?\}", s)):
        found.append(f"template-leak: {leak[0]}")
    return found
