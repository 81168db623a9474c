"""Topics: the phrases of the 13 classes, found in any spelling, and not in words that only look alike."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderscraper.text.clean import fold
from borderscraper.text.topics import CLASSES, PHRASES, count_topics, find_topics, wanted_classes

ALL = [(topic, phrase) for topic, phrases in PHRASES.items() for phrase in phrases]


def classes(text: str) -> list[str]:
    return [topic["class"] for topic in find_topics(None, None, text)]


def phrases(text: str) -> list[str]:
    return [phrase for topic in find_topics(None, None, text) for phrase in topic["phrases"]]


def test_the_list() -> None:
    assert len(CLASSES) == 13 and len(ALL) == len(set(ALL)) > 70


@pytest.mark.parametrize(("topic", "phrase"), ALL)
def test_every_phrase_in_every_spelling(topic: str, phrase: str) -> None:
    expected = [{"class": topic, "phrases": [phrase]}]
    for spelled in (
        phrase,
        phrase.upper(),
        f"Sáng 9/2, “{phrase.capitalize()}”.",
        unicodedata.normalize("NFD", phrase),
        phrase.replace(",", " -").replace(" ", "\u00a0"),
        phrase.replace("đ", "\u00f0").replace("Đ", "\u00d0"),
        fold(phrase),  # a tag typed without marks
    ):
        assert find_topics(None, None, spelled) == expected, spelled
    assert find_topics(phrase, None, None) == find_topics(None, phrase, "") == expected
    assert find_topics(None, None, None, [phrase]) == find_topics("", "", "", (), [phrase]) == expected
    assert (topic, phrase) not in count_topics([f"x{phrase} và {phrase}x1"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bắt vụ ma tuý tổng hợp", ["ma túy tổng hợp"]),  # new tone placement
        ("xuất, nhập cảnh trái phép", ["xuất nhập cảnh trái phép"]),
        ("xuất nhập cảnh trái phép", ["xuất nhập cảnh trái phép"]),
        ("làm thủ tục xuất - nhập cảnh", ["xuất, nhập cảnh", "làm thủ tục"]),
        ("phá thành công chuyên án", ["phá thành công chuyên án"]),
        ("phá thành công chuyên án; xác lập chuyên án", ["chuyên án", "phá thành công chuyên án"]),
        ("tuần tra liên hợp chấp pháp", ["tuần tra liên hợp chấp pháp"]),
        ("ngày hội Biên phòng toàn dân", ["ngày hội biên phòng toàn dân"]),
        ("chống khai thác IUU", ["IUU"]),
        # looks alike without its marks
        ("hồi đảm", []),
        ("giao quản lý rừng", []),
        ("bản dân tộc Dao", []),
        ("nhân nạn kiến", []),
        ("tăng quả, tặng qua", []),
        ("di dổi", []),
        # not one phrase
        ("họ giao. Lưu bút", []),
        ("giao\n\nlưu", []),
        ("khai thác thông: quan trọng", []),
    ],
)
def test_phrases(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


def test_order_and_counts() -> None:
    text = "Ngư dân trên tàu cá. Tàu cá của ngư dân, tàu cá. Hội đàm."
    assert find_topics("Sạt lở", "Mưa lũ", text, ["Biên phòng"], ["IUU"]) == [
        {"class": "border_talks_joint_patrol", "phrases": ["hội đàm"]},
        {"class": "disaster_rescue", "phrases": ["mưa lũ", "sạt lở"]},
        {"class": "sea_border_iuu", "phrases": ["IUU", "tàu cá", "ngư dân"]},
    ]
    counts = count_topics([text, "ngu dan"])
    assert counts["sea_border_iuu", "tàu cá"] == 3
    assert counts["sea_border_iuu", "ngư dân"] == 3


def test_unmarked_words_in_a_marked_text_do_not_count() -> None:
    assert phrases("Ông ho ngheo nói") == []
    assert phrases("ho ngheo") == ["hộ nghèo"]


def test_wanted_classes() -> None:
    assert wanted_classes("border") == set(CLASSES)
    assert wanted_classes(" Drugs, sea_border_iuu") == {"drugs", "sea_border_iuu"}
    for bad in ("", ",", "drug", "border,x"):
        with pytest.raises(ValueError, match="allowed: border, illegal_crossing"):
            wanted_classes(bad)


@given(st.text(max_size=60), st.sampled_from(ALL), st.text(max_size=60))
def test_a_phrase_is_found_in_any_surroundings(before: str, pair: tuple[str, str], after: str) -> None:
    topic, phrase = pair
    counts = count_topics([f"{before}ế.\n{phrase}.\n{after}"])
    assert counts[topic, phrase] >= 1


@given(
    st.lists(
        st.sampled_from([phrase for _, phrase in ALL] + ["và", ",", ".", "của", "biên phòng", "trái phép"]), max_size=8
    ).map(" ".join)
)
def test_what_is_found_stands_in_the_text(text: str) -> None:
    squeezed = re.sub(r"\W+", " ", text.lower())
    for topic in find_topics(None, None, text):
        for phrase in topic["phrases"]:
            assert re.sub(r"\W+", " ", phrase.lower()) in squeezed


def test_the_list_is_that_of_the_facts() -> None:
    root = os.environ.get("BORDERSCRAPER_REAL_PAGES")
    if not root:
        pytest.skip("BORDERSCRAPER_REAL_PAGES is not set: real pages are not tested")
    rows = [row.split("\t") for row in (Path(root) / "facts" / "TOPICS.tsv").read_text("utf-8").splitlines()[1:]]
    assert tuple(row[0] for row in rows) == CLASSES
    for topic, listed, *_ in rows:
        for entry in re.split(r"[;/]", listed):
            for form in {entry.replace("(", "").replace(")", ""), re.sub(r"\([^)]*\)", "", entry)}:
                assert " ".join(form.split()) in PHRASES[topic]
    found = sum(topic in [found["class"] for found in find_topics(title, None, None)] for topic, _, title, *_ in rows)
    assert found >= 11  # two titles of drugs and smuggling say it in words that are not listed
