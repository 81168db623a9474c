"""Cleaning: one Unicode form and one kind of blank; every letter stays, nothing is added."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from borderscraper.text.clean import clean, count_words, decode_entities, fold, join_inline, odd_characters, words


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", ""),
        ("Đồn Biên phòng", "Đồn Biên phòng"),
        (unicodedata.normalize("NFD", "Đồn Biên phòng Tả Gia Khâu ấp ở"), "Đồn Biên phòng Tả Gia Khâu ấp ở"),
        ("e\u0323\u0302 e\u0302\u0323", "ệ ệ"),  # marks in either order
        ("a\u0341 a\u0340", "á à"),  # the deprecated Vietnamese tone marks
        ("\u00d0ồn Biên phòng, B\u00d0BP, \u0189BP, \u00f0ường", "Đồn Biên phòng, BĐBP, ĐBP, đường"),
        ("mốc\u00a047/7\u00a0(2)", "mốc 47/7 (2)"),
        ("a\u2003b\u2009c\u202fd\u3000e\u2028f\u2029g\u1680h\u0085i", "a b c d e f g h i"),
        ("  hai\t\tdòng \r\n một  ", "hai dòng một"),
        ("bi\u00adên\u200b phò\u200dng\ufeff\u2060", "biên phòng"),
        ("\u202aĐồn\u202c \u200fA\u200e", "Đồn A"),
        ("a\x00b\x07c\x1bd\x7f", "abcd"),
        ("\ue9a1 Chia sẻ \uf0b7 một", "Chia sẻ một"),  # icon fonts, Word's bullet
        ("a\u200b\u0301", "á"),  # what stood between a letter and its mark is gone
        ("Hu\ufffd", "Hu\ufffd"),
        ("a\ud800b", "a\ufffdb"),
        ("Thanh Hoá, Thanh Hóa", "Thanh Hoá, Thanh Hóa"),  # tone placement is the author's
        ("“41hộ/185 khẩu” – 1.682…", "“41hộ/185 khẩu” – 1.682…"),
        ("👨\u200d👩\u200d👧 x", "👨👩👧 x"),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_invisible_characters_are_those_of_unicode() -> None:
    """Of every assigned character: controls, formats and private use vanish, blanks become one, all else stays."""
    wrong = []
    for code in range(sys.maxunicode + 1):
        char, category = chr(code), unicodedata.category(chr(code))
        if category == "Cn":
            continue
        got = clean(f"a{char}b")
        if char.isspace():
            expected = "a b"
        elif category in ("Cc", "Cf", "Co"):
            expected = "ab"
        elif category == "Cs":
            expected = "a\ufffdb"
        elif char in "\u00d0\u0189\u00f0":
            expected = "ađb" if char == "\u00f0" else "aĐb"
        else:
            expected = unicodedata.normalize("NFC", f"a{char}b")
        if got != expected:
            wrong.append(hex(code))
    assert not wrong


LOOK_ALIKES = str.maketrans("\u00d0\u0189\u00f0", "ĐĐđ")
VIETNAMESE = st.text(
    st.sampled_from(
        "aăâeêioôơuưyđĐÐðnghtc \u00a0\u200b\u00ad\t\n.,\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b1/-“”👍"
    ),
    max_size=80,
)
ANY = st.one_of(st.text(max_size=80), VIETNAMESE)


def letters(s: str) -> Counter[str]:
    plain = unicodedata.normalize("NFC", s).translate(LOOK_ALIKES)
    return Counter(char for char in plain if char.isalnum())


@given(ANY)
@example("a\u200b\u0301")
@example("\u0344 \u2126")
def test_clean_again_changes_nothing(s: str) -> None:
    assert clean(clean(s)) == clean(s)


@given(ANY)
def test_clean_gives_one_normal_line(s: str) -> None:
    out = clean(s)
    assert unicodedata.is_normalized("NFC", out)
    assert out == out.strip() and "  " not in out
    assert not any(char.isspace() and char != " " for char in out)
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Co") for char in out)


@given(ANY)
def test_clean_keeps_every_letter_and_adds_none(s: str) -> None:
    bare = "".join(char for char in s if unicodedata.category(char) not in ("Cc", "Cf", "Co") or char.isspace())
    assert letters(clean(s)) == letters(bare)
    normal = set(unicodedata.normalize("NFC", bare).translate(LOOK_ALIKES)) | {" "}
    assert set(clean(s)) <= normal


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("h&#7897;i ngh&#x1ECB;", "hội nghị"),
        ("&ecirc;&nbsp;&Agrave;", "ê\u00a0À"),
        ("&amp;#7871; &amp;amp;#7871; &amp;amp;amp;nbsp;", "ế ế \u00a0"),
        ("&#150; &#147;a&#148; &#133;", "– “a” …"),  # Windows-1252, as browsers read them
        ("AT&T, R&D, GD&TĐ, a & b", "AT&T, R&D, GD&TĐ, a & b"),
        ("?a=1&copy=2&lt=3&reg", "?a=1&copy=2&lt=3&reg"),
        ("a&nbsp b", "a\u00a0 b"),
        ("&khong; &#; &#x; &", "&khong; &#; &#x; &"),
        ("&#0; &#xD800; &#99999999;", "\ufffd \ufffd &#99999999;"),
        ("&lt;b&gt; &quot;x&quot; &apos;y&apos;", "<b> \"x\" 'y'"),
        ("&amp;lt;", "<"),
        ("không có", "không có"),
    ],
)
def test_decode_entities(raw: str, expected: str) -> None:
    assert decode_entities(raw) == expected


def test_deeply_escaped_entities_take_no_time() -> None:
    assert decode_entities("&" + "amp;" * 200_000 + "lt;" + "&#38;" * 3) == "<&&&"


ENTITIES = st.lists(
    st.sampled_from(
        ["&", "amp;", "#", "7871;", "x1ECB;", "nbsp", ";", "lt;", "a", " ", "ế", "&#38;", "&amp;", "&#x26;"]
    ),
    max_size=14,
).map("".join)


@given(st.one_of(ENTITIES, st.text(max_size=40)))
def test_decoding_ends(s: str) -> None:
    once = decode_entities(s)
    assert decode_entities(once) == once
    assert len(once) <= len(s)
    if "&" not in s:
        assert once == s


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thanh Hoá", "thanh hóa"),
        ("ma tuý", "MA TÚY"),
        ("Tỉnh uỷ", "tinh uy"),
        ("\u00d0ắk Lắk", "Dak  Lak"),
        ("Đắk Lắk\u00a0", "đăk lăk"),
        (unicodedata.normalize("NFD", "Quốc phòng"), "QUỐC PHÒNG"),
    ],
)
def test_fold(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(ANY)
def test_fold_is_a_key(s: str) -> None:
    assert fold(fold(s)) == fold(s) == fold(clean(s))


def test_words() -> None:
    assert words("Đồn Biên phòng\u00a0A Pa Chải: 1.734 hộ, 19,5kg.") == [
        "Đồn",
        "Biên",
        "phòng",
        "A",
        "Pa",
        "Chải",
        "1",
        "734",
        "hộ",
        "19",
        "5kg",
    ]
    assert words(" - ") == []


def test_inline_pieces_are_neither_glued_nor_split() -> None:
    assert join_inline(["Đ", "ồn ", "Biên", " phòng"]) == "Đồn Biên phòng"
    assert join_inline(["Dòng một", "\n", "dòng hai"]) == "Dòng một dòng hai"
    assert join_inline(["a", "\u0301"]) == "á"
    assert join_inline([]) == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hu\ufffd\ufffd", "replacement-character"),
        ("ÄÆ°á»ng biÃªn".encode("latin-1", "ignore").decode("latin-1") + " áº¿", "mojibake"),
        ("Đồn Biên phòng kiểm tra".encode().decode("cp1252", "replace").replace("\ufffd", ""), "mojibake"),
        ("ViÖt Nam céng hßa x· héi chñ nghÜa: tØnh Lµo Cai, ®ån Biªn phßng", "legacy-encoding"),
        ("coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, tænh Laøo Cai", "legacy-encoding"),
        ("ông Hu?nh và bà Nguy?n", "question-marks"),
        ("a\x81\x8d", "control-characters"),
        ("QmFuZyBi" * 40, "encoded-text"),
        ("Xem thêm {title} tại đây", "template-leak"),
    ],
)
def test_odd_characters_are_flagged(text: str, code: str) -> None:
    assert [warning.split(":")[0] for warning in odd_characters(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Đồn Biên phòng Tả Gia Khâu: 41hộ/185 khẩu, “mốc 47/7 (2)”…",
        "NGÃ… ba biên giới, “BÃ”, NGÃ – RẼ, ‘HÃY’",
        "Người H’Mông, M'Nông ở Sê Rê Pốk; cà phê, ïa",
        "Vì sao? Ai?Ở đâu? https://bao.example.vn/tin?id=5&a=b?c",
        "Nhiệt độ 19°C, 1,5 m² » « 5 µm, © 2026 ®",
        "Ông Müller và bà Françoise đến từ Đức, señor Nuñez",
        "Sự kiện \u00d0ắk Lắk",
    ],
)
def test_good_text_is_not_flagged(text: str) -> None:
    assert odd_characters(text) == []


@given(ANY)
def test_odd_characters_never_fails(s: str) -> None:
    assert all(":" in warning for warning in odd_characters(s))


def test_the_code_page_changes_no_key() -> None:
    """Every character alone and between Vietnamese letters: the key by bytes is the key by Unicode's own tables."""
    wrong = []
    for code in (*range(0x3400), *range(0xD800, 0x10000)):  # the rest has nothing of the code page
        s = f"à{chr(code)}b"
        cleaned = clean(s)
        marks = unicodedata.normalize("NFD", cleaned.casefold())
        bare = "".join(c for c in marks if not "\u0300" <= c <= "\u036f").replace("đ", "d")
        if fold(s) != " ".join(unicodedata.normalize("NFC", bare).split()) or count_words(cleaned) != len(
            words(cleaned)
        ):
            wrong.append(hex(code))
    assert not wrong


@given(st.text(alphabet=st.sampled_from("aZđĐÐếẾ0_.,;–“…  \n\u0301\u200bß")))
def test_words_are_counted_as_they_are_listed(s: str) -> None:
    assert count_words(clean(s)) == len(words(s))
