"""Captions: file names and generated lines are none; credits. All names are made up."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderscraper.text.captions import credit_of, is_auto_caption, is_credit_line, is_file_name
from borderscraper.text.clean import clean

TITLE = "Đồn Biên phòng Pha Long: Giúp dân dựng nhà, vượt khó"

# caption, credit, whether the line is nothing but a credit
CREDITS = [
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh: Thu Xuân", "Thu Xuân", False),
    ("Cán bộ đồn giúp dân dựng nhà.Ảnh: THU XUÂN", "THU XUÂN", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh: Thu Xuân.", "Thu Xuân", False),
    ("Cán bộ đồn giúp dân dựng nhàẢnh: Thu Xuân", "Thu Xuân", False),
    ("Cán bộ đồn giúp dân dựng nhà - Ảnh: T.X.", "T.X.", False),
    ("Cán bộ đồn giúp dân dựng nhà - Ảnh: T.XUÂN", "T.XUÂN", False),
    ("Cán bộ đồn giúp dân dựng nhà. (Ảnh: TR. XUÂN)", "TR. XUÂN", False),
    ("Ảnh: Vũ. Cán bộ đồn giúp dân dựng nhà.", "Vũ", False),
    ("Cán bộ đồn giúp dân dựng nhà (Ảnh: Thu Xuân/TTXVN)", "Thu Xuân/TTXVN", False),
    ("Cán bộ đồn giúp dân dựng nhà. (Ảnh: REUTERS).", "REUTERS", False),
    ("Cán bộ đồn giúp dân dựng nhà. (Nguồn: TTXVN)", "TTXVN", False),
    ("Cán bộ đồn (ảnh: Thu Xuân) giúp dân dựng nhà.", "Thu Xuân", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh: Bệnh viện cung cấp", "Bệnh viện cung cấp", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh do Công an tỉnh cung cấp.", "Công an tỉnh cung cấp", False),
    ("Cán bộ đồn giúp dân dựng nhà (ảnh do nhân vật cung cấp)", "nhân vật cung cấp", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh tư liệu.", "tư liệu", False),
    ("Cán bộ đồn giúp dân dựng nhà (Ảnh tư liệu: Thu Xuân)", "Thu Xuân", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh minh họa: Thu Xuân", "Thu Xuân", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh minh hoạ (Nguồn: Internet)", "Internet", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh: Thu Xuân. Đồ họa: Hải Đăng", "Thu Xuân", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh: Thu Xuân - Hải Đăng", "Thu Xuân - Hải Đăng", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh, video: Thu Xuân", "Thu Xuân", False),
    ("Cán bộ đồn giúp dân dựng nhà. Nguồn ảnh: Facebook", "Facebook", False),
    ("Cán bộ đồn giúp dân dựng nhà. Photo: AFP", "AFP", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh : Thu Xuân", "Thu Xuân", False),
    ("Cán bộ đồn giúp dân dựng nhà | Ảnh: Thu Xuân", "Thu Xuân", False),
    ("Bức ảnh: một gia đình. Ảnh: Thu Xuân", "Thu Xuân", False),
    ("Ảnh: Thu Xuân", "Thu Xuân", True),
    ("ẢNH: THU XUÂN", "THU XUÂN", True),
    ("Ảnh: PV", "PV", True),
    ("(Ảnh: Thu Xuân/TTXVN)", "Thu Xuân/TTXVN", True),
    ("Ảnh: T.X.", "T.X.", True),
    ("Ảnh minh họa: Internet.", "Internet", True),
    ("Nguồn: TTXVN", "TTXVN", True),
    ("Ảnh: Bộ đội Biên phòng cung cấp", "Bộ đội Biên phòng cung cấp", True),
    ("Ảnh do Công an tỉnh cung cấp", "Công an tỉnh cung cấp", True),
    ("Ảnh tư liệu", "tư liệu", True),
    ("Ảnh chụp màn hình", "chụp màn hình", True),
    ("Ảnh: chụp màn hình", "chụp màn hình", True),
    ("Ảnh cắt từ clip", "cắt từ clip", True),
    ("A\u0309nh: Thu Xuân", "Thu Xuân", True),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh Thu Xuân", "Thu Xuân", False),
    ("Cán bộ đồn giúp dân dựng nhà (Ảnh CTV)", "CTV", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh: Thu Xuân (CTV)", "Thu Xuân (CTV)", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh cắt từ video: Thu Xuân", "Thu Xuân", False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh minh họa - Nguồn: Internet", "Internet", False),
    ("Ảnh: Cán bộ đồn giúp dân dựng nhà - Ảnh: Thu Xuân", "Thu Xuân", False),
    ("Ảnh: Thu Xuân. Cán bộ đồn giúp dân dựng nhà.", "Thu Xuân", False),
    ("Trong ảnh: Cán bộ đồn giúp dân. Ảnh: Thu Xuân", "Thu Xuân", False),
    ("Đại tá Đỗ Hải Đăng (bìa trái) và cán bộ. Ảnh: Thu Xuân", "Thu Xuân", False),
    ("[Ảnh: Thu Xuân]", "Thu Xuân", True),
    ("_Ảnh: Thu Xuân_", "Thu Xuân", True),
    ("*Ảnh: Thu Xuân", "Thu Xuân", True),
    ("Ảnh: Thu Xuân - Đồ họa: Hải Đăng", "Thu Xuân", False),
    # no credit
    ("Triển lãm ảnh: “Biên cương Tổ quốc” thu hút đông người xem", None, False),
    ("Cuộc thi ảnh: Thu Xuân đoạt giải nhất", None, False),
    ("Cán bộ đồn giúp dân dựng nhà. Ảnh được chụp năm 2020", None, False),
    ("Nhà nào cũng treo cờ. Ảnh Bác Hồ", None, False),
    ("Cán bộ đồn giúp dân dựng nhà. Đồ họa: Hải Đăng", None, False),
    ("Quang cảnh hội nghị.", None, False),
    ("", None, False),
    ("Ảnh minh họa", None, False),
    ("Ảnh minh hoạ.", None, False),
    ("Trong ảnh: Cán bộ đồn giúp dân dựng nhà.", None, False),
    ("Chùm ảnh: Chợ phiên Pha Long", None, False),
    ("Ảnh: Các đại biểu dự hội nghị.", None, False),
    ("Ảnh: Quang cảnh buổi lễ", None, False),
    ("Ảnh trên: Đồn Biên phòng Pha Long", None, False),
    ("Ảnh 1: Đồn Biên phòng Pha Long", None, False),
    ("Các đại biểu xem triển lãm ảnh.", None, False),
    ("Các đại biểu chụp ảnh chung.", None, False),
    ("Ảnh:", None, False),
    ("Điện ảnh: hướng đi mới của du lịch địa phương trong năm nay và những năm tới", None, False),
    ("Tin nguồn gốc: đã rõ", None, False),
]


@pytest.mark.parametrize(("caption", "credit", "alone"), CREDITS)
def test_credit(caption: str, credit: str | None, alone: bool) -> None:
    assert credit_of(caption) == credit
    assert is_credit_line(caption) is alone


@pytest.mark.parametrize("line", ["Tin, ảnh: Thu Xuân", "Bài và ảnh: Thu Xuân", "Video: Thu Xuân", "Thu Xuân"])
def test_byline_is_no_credit_line(line: str) -> None:
    assert not is_credit_line(line)


@pytest.mark.parametrize(
    "name",
    [
        "bp1-7979.jpg",
        "luu-van18.jpg",
        "CN1e.JPG",
        "h 1.jpeg",
        "a.png?w=870",
        "a.webp#x",
        "a.jpg.avif",
        "don-bien-phong-giup-dan-4767.jpg",
        "Cán bộ đồn giúp dân dựng nhà..jpg",
        "C%C3%A1n%20b%E1%BB%99.jpg",
        "IMG_1234",
        "DSC01234",
        "z5123456789012_0a1b2c",
        "20240103_172000",
        "anh-man-hinh-2026-03-05-luc-07",
        "don-bien-phong-giup-dan",
        "5249-17172041588601249473498-1718272768539233134229",
        "0123456789abcdef0123",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "trao_qua_tet",
        "clip.mp4",
    ],
)
def test_file_name(name: str) -> None:
    assert is_file_name(name)


@pytest.mark.parametrize(
    "caption",
    [
        "",
        "Quang cảnh hội nghị.",
        "Sa Pa",
        "Pha Long",
        "COVID-19",
        "Việt Nam-Lào",
        "Khánh Hòa-Buôn Ma Thuột",
        "Sê-rê-pốc",
        "A Pa Chải",
        "Ảnh 1",
        "Mốc 47/7 (2).",
        "5.7.2024",
        "Tải tệp mau.jpg về máy để xem",
        "TP.HCM",
        "Y-Bhăm",
    ],
)
def test_no_file_name(caption: str) -> None:
    assert not is_file_name(caption)


@pytest.mark.parametrize(
    "caption",
    [
        TITLE,
        TITLE.upper(),
        TITLE + " - Ảnh 1.",
        TITLE + " - Ảnh 12",
        TITLE + " – ảnh 2.",
        TITLE + " ảnh 1",
        TITLE + " - Hình 3",
        TITLE[:40] + "... - Ảnh 1.",
        "Một bài khác hẳn - Ảnh 3.",
        "- Ảnh 1.",
        "Ảnh 2",
        "Ảnh 2.",
        "Photo 1",
    ],
)
def test_auto_caption(caption: str) -> None:
    assert is_auto_caption(caption, TITLE)


@pytest.mark.parametrize(
    "caption",
    [
        "",
        "Cán bộ đồn giúp dân dựng nhà.",
        "Cán bộ đồn giúp dân dựng nhà. Ảnh: Thu Xuân",
        "Đoàn khách chụp ảnh 1",
        "Triển lãm có 20 ảnh",
        "Đồn Biên phòng Pha Long",
        "Giải nhất cuộc thi ảnh 2024",
    ],
)
def test_no_auto_caption(caption: str) -> None:
    assert not is_auto_caption(caption, TITLE)


def test_auto_caption_without_a_title() -> None:
    assert is_auto_caption("Giúp dân - Ảnh 1.", None)
    assert not is_auto_caption("Giúp dân", None)
    assert not is_auto_caption("Giúp dân", "")


@given(st.text(max_size=80))
def test_credit_is_printed(caption: str) -> None:
    credit = credit_of(caption)
    assert credit is None or (credit and credit in clean(caption))
    is_file_name(caption)
    is_auto_caption(caption, caption)


PIECES = st.sampled_from(
    [
        "Cán bộ giúp dân",
        ". ",
        "Ảnh: ",
        "(Ảnh: ",
        ")",
        " - ",
        "Thu Xuân",
        "T.X.",
        "TTXVN",
        "/",
        "Nguồn: ",
        "Ảnh do ",
        "cung cấp",
        "minh họa",
        "Trong ảnh: ",
        ",",
        "\n",
        "Đồ họa: ",
    ]
)


@given(st.lists(PIECES, max_size=9).map("".join))
def test_credit_of_pieces_is_printed(caption: str) -> None:
    credit = credit_of(caption)
    if credit is not None:
        assert credit in clean(caption) and credit == credit.strip()
        assert "Ảnh:" not in credit
    if is_credit_line(caption):
        assert credit is not None


def test_captions_of_real_pages() -> None:
    root = os.environ.get("BORDERSCRAPER_REAL_PAGES")
    if not root:
        pytest.skip("BORDERSCRAPER_REAL_PAGES is not set: real pages are not tested")
    seen = 0
    for path in sorted((Path(root) / "gold").glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        images = record.get("images")
        for image in images if isinstance(images, list) else []:
            if image.get("caption"):
                assert credit_of(image["caption"]) == image["credit"], path.name
                assert not is_file_name(image["caption"]) and not is_auto_caption(image["caption"], record.get("title"))
                seen += 1
            alt = image.get("alt") or ""
            if alt.endswith(".jpg"):
                assert is_file_name(alt)
    assert seen >= 40
