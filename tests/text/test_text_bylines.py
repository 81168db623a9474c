"""Bylines: who is named, and which short lines are bylines at all. All names are made up."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderscraper.text.bylines import is_own_name, looks_like_byline, split_authors
from borderscraper.text.clean import clean

OWN = ("Báo Lào Cai", "baolaocai.vn", "Báo Bà Rịa - Vũng Tàu", "Tuổi Trẻ Online", "VnExpress", "Dân tộc và Phát triển")

AUTHORS = [
    # several people
    ("ĐÀO THỊ LÝ-HẢI VŨ", ["ĐÀO THỊ LÝ", "HẢI VŨ"]),
    ("THU XUÂN - ANH VŨ", ["THU XUÂN", "ANH VŨ"]),
    ("Thu Xuân -Anh Vũ", ["Thu Xuân", "Anh Vũ"]),
    ("Thu Xuân – Anh Vũ — Hải Đăng", ["Thu Xuân", "Anh Vũ", "Hải Đăng"]),
    ("Thu Xuân, Anh Vũ", ["Thu Xuân", "Anh Vũ"]),
    ("Thu Xuân; Anh Vũ", ["Thu Xuân", "Anh Vũ"]),
    ("Thu Xuân và Anh Vũ", ["Thu Xuân", "Anh Vũ"]),
    ("Thu Xuân & Anh Vũ", ["Thu Xuân", "Anh Vũ"]),
    ("Thu Xuân / Anh Vũ", ["Thu Xuân", "Anh Vũ"]),
    ("Thu Xuân | Anh Vũ", ["Thu Xuân", "Anh Vũ"]),
    ("Thu Xuân, Anh Vũ và Hải Đăng", ["Thu Xuân", "Anh Vũ", "Hải Đăng"]),
    ("Thu Xuân - Thu Xuân", ["Thu Xuân"]),
    ("THU XUÂN và 1 tác giả khác", ["THU XUÂN"]),
    ("Thu Xuân và cộng sự", ["Thu Xuân"]),
    ("B.V - T.A", ["B.V", "T.A"]),
    ("B.V-T.A", ["B.V", "T.A"]),
    ("PV - CTV", ["PV", "CTV"]),
    ("Hải Đăng-PV", ["Hải Đăng", "PV"]),
    # one person
    ("Đỗ Thị Minh-Khai", ["Đỗ Thị Minh-Khai"]),
    ("Y-Bhăm Niê", ["Y-Bhăm Niê"]),
    ("Rơ-Châm Hlan", ["Rơ-Châm Hlan"]),
    ("H'Hoa", ["H'Hoa"]),
    ("H.Y.T.", ["H.Y.T."]),
    ("T.Hải", ["T.Hải"]),
    ("THU XUÂN |", ["THU XUÂN"]),
    ("Thu Xuân./.", ["Thu Xuân"]),
    ("Thu Xuân.", ["Thu Xuân"]),
    ("THU XUÂN (thực hiện)", ["THU XUÂN"]),
    ("Thu Xuân thực hiện", ["Thu Xuân"]),
    ("Thu Xuân (tổng hợp)", ["Thu Xuân"]),
    ("Thu Xuân (ghi)", ["Thu Xuân"]),
    ("Thu Xuân (CTV huyện Si Ma Cai)", ["Thu Xuân"]),
    ("(Thu Xuân)", ["Thu Xuân"]),
    ("PV", ["PV"]),
    ("Nhóm PV", ["Nhóm PV"]),
    ("Nhóm phóng viên", ["Nhóm phóng viên"]),
    ("TRƯỜNG GIANG", ["TRƯỜNG GIANG"]),
    ("Trang Nhung, Hải Đăng", ["Trang Nhung", "Hải Đăng"]),
    ("  THU \u00a0XUÂN\u200b ", ["THU XUÂN"]),
    ("THU XUÂN 31/10/2025 16:28", ["THU XUÂN"]),
    ("THU XUÂN - 03/12/2023 16:52", ["THU XUÂN"]),
    ("Thu Xuân - Thứ hai, 05/01/2026", ["Thu Xuân"]),
    ("Thu Xuân 0912 345 678", ["Thu Xuân"]),
    ("Thu Xuân thuxuan@bao.example.vn", ["Thu Xuân"]),
    # buttons
    ("Facebook", []),
    ("Thu Xuân | Chia sẻ Facebook | Bản in | Email", ["Thu Xuân"]),
    ("Theo dõi", []),
    ("In Zalo", ["In Zalo"]),
    # labels
    ("Tin, ảnh: THU XUÂN", ["THU XUÂN"]),
    ("Tin và ảnh: Thu Xuân", ["Thu Xuân"]),
    ("Tin ảnh: Thu Xuân", ["Thu Xuân"]),
    ("Bài và ảnh: Thu Xuân - Anh Vũ", ["Thu Xuân", "Anh Vũ"]),
    ("Bài, ảnh, video: Thu Xuân", ["Thu Xuân"]),
    ("Bài: Thu Xuân", ["Thu Xuân"]),
    ("Bài: Thu Xuân - Ảnh: Anh Vũ", ["Thu Xuân"]),
    ("Bài: THU XUÂN; Ảnh: ANH VŨ; Đồ họa: HẢI ĐĂNG", ["THU XUÂN"]),
    ("Thu Xuân - Ảnh: Anh Vũ", ["Thu Xuân"]),
    ("Ảnh: Anh Vũ", ["Anh Vũ"]),  # of a photo essay
    ("Thực hiện: Thu Xuân", ["Thu Xuân"]),
    ("Nội dung: Thu Xuân | Thiết kế: Hải Đăng", ["Thu Xuân"]),
    ("Tác giả: Thu Xuân", ["Thu Xuân"]),
    ("Tác giả Thu Xuân", ["Thu Xuân"]),
    ("Nhóm tác giả: Thu Xuân, Anh Vũ", ["Thu Xuân", "Anh Vũ"]),
    ("Phóng viên: Thu Xuân", ["Thu Xuân"]),
    ("By Thu Xuân", ["Thu Xuân"]),
    ("Ảnh: Thu Xuân - Bài: Anh Vũ", ["Anh Vũ"]),
    ("Bài/ảnh: Thu Xuân", ["Thu Xuân"]),
    ("Nội dung: THU XUÂN Trình bày: HẢI ĐĂNG", ["THU XUÂN"]),
    ("Bài: Thu Xuân, Ảnh: CTV", ["Thu Xuân"]),
    ("Tác giả: PV - Nguồn: TTXVN", ["PV", "TTXVN"]),
    ("Đăng bởi: Thu Xuân", ["Thu Xuân"]),
    ("Thu Xuân t/h", ["Thu Xuân"]),
    ("“Thu Xuân”", ["Thu Xuân"]),
    ("Thu Xuân cùng nhóm phóng viên", ["Thu Xuân", "nhóm phóng viên"]),
    # agencies and outlets
    ("Theo Dân trí", ["Dân trí"]),
    ("Theo Thanh Niên, VnExpress, Tiền Phong", ["Thanh Niên", "Tiền Phong"]),
    ("Theo Cổng TTĐT Chính phủ", ["Cổng TTĐT Chính phủ"]),
    ("Nguồn: Báo Nhân Dân", ["Báo Nhân Dân"]),
    ("Thu Xuân/VOV-Tây Bắc", ["Thu Xuân"]),
    ("Thu Xuân/Báo Tin tức", ["Thu Xuân"]),
    ("Thu Xuân theo BBC", ["Thu Xuân"]),
    ("Báo Lào Cai - Thu Xuân", ["Thu Xuân"]),
    ("Theo TTXVN", ["TTXVN"]),
    ("Theo: TTXVN", ["TTXVN"]),
    ("(Theo TTXVN)", ["TTXVN"]),
    ("(Nguồn: TTXVN)", ["TTXVN"]),
    ("Nguồn TTXVN", ["TTXVN"]),
    ("Theo TTXVN/Vietnam+", ["TTXVN", "Vietnam+"]),
    ("Theo chinhphu.example.vn", ["chinhphu.example.vn"]),
    ("Theo Báo Sơn La", ["Báo Sơn La"]),
    ("Theo Báo Sơn La, TTXVN", ["Báo Sơn La", "TTXVN"]),
    ("Thu Xuân (theo TTXVN)", ["Thu Xuân", "TTXVN"]),
    ("Thu Xuân (TTXVN)", ["Thu Xuân"]),
    ("Thu Xuân/TTXVN", ["Thu Xuân"]),
    ("Thu Xuân - TTXVN", ["Thu Xuân"]),
    # ranks and posts
    ("Đại tá Đỗ Hải Đăng, Chính ủy BĐBP tỉnh", ["Đại tá Đỗ Hải Đăng"]),
    ("Thượng tá Đỗ Hải Đăng - Phó Chỉ huy trưởng", ["Thượng tá Đỗ Hải Đăng"]),
    ("Đỗ Hải Đăng - Đồn Biên phòng Pha Long", ["Đỗ Hải Đăng"]),
    ("TS. Đỗ Hải Đăng", ["TS. Đỗ Hải Đăng"]),
    ("Thiếu tá, Nhà báo Đỗ Hải Đăng", ["Nhà báo Đỗ Hải Đăng"]),
    ("ThS. Đỗ Hải Đăng - Trường Chính trị tỉnh", ["ThS. Đỗ Hải Đăng"]),
    ("Thu Xuân - Hội LHPN tỉnh", ["Thu Xuân"]),
    ("Thu Xuân (Sở Nông nghiệp và Môi trường)", ["Thu Xuân"]),
    # nobody
    ("", []),
    (" - ", []),
    ("Báo Lào Cai", []),
    ("BÁO LÀO CAI ĐIỆN TỬ", []),
    ("Báo điện tử Lào Cai", []),
    ("baolaocai.vn", []),
    ("www.baolaocai.vn", []),
    ("Theo Báo Lào Cai", []),
    ("Báo Bà Rịa - Vũng Tàu", []),
    ("TUOI TRE ONLINE", []),
    ("VnExpress", []),
    ("Dân tộc và Phát triển", []),
    ("Bút ký của Hoa Lư", ["Hoa Lư"]),
    ("Thu Xuân - Báo Lào Cai", ["Thu Xuân"]),
    ("admin", []),
    ("31/10/2025", []),
    ("x " * 400, []),
]

BYLINES = """THU XUÂN|HẢI ĐĂNG|Thu Xuân|Đỗ Hải Đăng|Phạm Thị Thu Xuân|Thu Xuân - Anh Vũ|THU XUÂN-ANH VŨ|Thu Xuân, Anh Vũ
Thu Xuân và Anh Vũ|B.V - T.A|T.H|H.Y.T.|PV|Nhóm PV|PV - CTV|Tin, ảnh: THU XUÂN|Bài, ảnh: Thu Xuân|Bài và ảnh: THU XUÂN - ANH VŨ
THU XUÂN (thực hiện)|Thu Xuân (ghi)|Thu Xuân (tổng hợp)|Mùa Xuân (CTV huyện Si Ma Cai)|Theo TTXVN|(Theo TTXVN)|Theo Báo Sơn La
Theo baosonla.example.vn|Nguồn: TTXVN|(Nguồn: TTXVN)|Tác giả: Thu Xuân|Thực hiện: Thu Xuân|THU XUÂN |Thu Xuân./.|Thu Xuân (TTXVN)
Thu Xuân/TTXVN|Đại úy Đỗ Hải Đăng|Báo Sơn La|Giàng A Sử|Vàng Thị Mai|Lò Văn Thành|Trung tá Nguyễn Minh Đức|Trường Sơn|Kim Oanh
Hồng Hạnh - Đức Toàn - Văn Thắng|NGỌC ÁNH|Quốc Khánh|Lê Na|Tùng Lâm|H’Hoa Niê|Y Bhăm - H'Mai|Nông Thị Hoà
T.Anh - H.Nam|Mai H.|NGUYỄN V.HÙNG|Thu Xuân (Theo BBC)|Ảnh: Thu Xuân - Bài: Anh Vũ|Lê Na - Phạm Hùng (thực hiện)|Thào A Dế - Thu Xuân|Rơ Mah Hlan|Bút ký của Hoa Lư|Ghi chép của THU XUÂN""".replace(
    "\n", "|"
).split("|")

NOT_BYLINES = """|Lào Cai|Hà Nội|LÀO CAI|Bình yên nơi biên giới|KẾT QUẢ BƯỚC ĐẦU|AN NINH BIÊN GIỚI|BIÊN PHÒNG|Hạnh phúc|Hạnh Phúc
Theo đó, đơn vị đã tổ chức tuần tra.|Theo kế hoạch|Theo ông Đỗ Hải Đăng, đây là việc khó|Ảnh: Thu Xuân|(Ảnh: Thu Xuân/TTXVN)
Các đại biểu dự hội nghị.|Thu Xuân phát biểu tại hội nghị|Vì sao?|Bài 2: Giữ rừng|Kỳ cuối|Nâng cao đời sống|Việt Nam - Lào|Hà Nội - Huế
Đồn Biên phòng Pha Long|Xem thêm|Tin liên quan|Bình luận|1. Thu Xuân|COVID-19|OCOP|Trường Sa|Hoàng Sa|Quang cảnh hội nghị
Ông Đỗ Hải Đăng:|“Thu Xuân”|Chia sẻ|Thu Xuân, 25 tuổi, ở xã Pha Long|Xuân Biên phòng ấm lòng dân bản|Cột mốc|TỈNH ĐOÀN|Vượt khó|HÒA BÌNH
Hải Phòng - Quảng Ninh|Tân Thanh|Nhiệm vụ|Tổ quốc|Đường dây nóng|Lai Châu và Điện Biên|Ban Chỉ huy|Nghị quyết|Tuần tra song phương
CTCK Tiên Phong - TPBS|TP.HCM|Yên Bình|Kim Sơn - Ninh Bình|(Còn nữa)|HẾT|BÀI CUỐI|ĐỒNG BÀO|Người H'Mông|H'Mông|Video: Thu Xuân|Thơ của người lính biên phòng|Bút ký của tôi""".replace(
    "\n", "|"
).split("|")


@pytest.mark.parametrize(("line", "names"), AUTHORS)
def test_split_authors(line: str, names: list[str]) -> None:
    assert split_authors(line, OWN) == names


@pytest.mark.parametrize("line", BYLINES)
def test_byline(line: str) -> None:
    assert looks_like_byline(line)


@pytest.mark.parametrize("line", NOT_BYLINES)
def test_no_byline(line: str) -> None:
    assert not looks_like_byline(line)


def test_own_name_only_when_it_is_the_papers_own() -> None:
    assert split_authors("Báo Sơn La", OWN) == ["Báo Sơn La"]
    assert is_own_name("Báo Sơn La điện tử", ["Báo Sơn La"])
    assert is_own_name("Báo và phát thanh, truyền hình Quảng Trị", ["Báo Quảng Trị"])
    assert is_own_name("Lao Cai Online", ["Báo Lào Cai"])
    assert not is_own_name("Báo Lai Châu", ["Báo Lào Cai"])
    assert not is_own_name("PV", ["Báo Lào Cai"])
    assert not is_own_name("", ["", "Báo Lào Cai"])


@given(st.text(max_size=120))
def test_only_what_is_printed(line: str) -> None:
    for name in split_authors(line):
        assert name and name in clean(line)
    looks_like_byline(line)


PIECES = st.sampled_from(
    [
        "Thu Xuân",
        "ANH VŨ",
        "Đỗ Hải Đăng",
        "PV",
        "TTXVN",
        "B.V",
        "Báo Sơn La",
        "Theo ",
        "Tin, ảnh: ",
        "Ảnh: ",
        "Bài: ",
        "(thực hiện)",
        "(TTXVN)",
        " - ",
        "-",
        ", ",
        " và ",
        "/",
        "./.",
        ";",
        "(",
        ")",
        ":",
        "31/10/2025",
    ]
)


@given(st.lists(PIECES, max_size=9).map("".join))
def test_only_what_is_printed_of_byline_pieces(line: str) -> None:
    names = split_authors(line)
    assert all(name in clean(line) for name in names)
    assert len(set(names)) == len(names)
    assert not any(name.startswith((" ", "-", ",", "/", ":")) or name.endswith((" ", "-", ",", ":")) for name in names)


def test_bylines_of_real_pages() -> None:
    root = os.environ.get("BORDERSCRAPER_REAL_PAGES")
    if not root:
        pytest.skip("BORDERSCRAPER_REAL_PAGES is not set: real pages are not tested")
    seen = 0
    for path in sorted((Path(root) / "gold").glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        if record.get("byline_raw"):
            assert split_authors(record["byline_raw"]) == record["authors"], path.name
            seen += 1
    assert seen >= 9
