"""Lead prefixes: the printed forms, and what must not be taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderscraper.text.prefixes import guess_lead_prefix, strip_lead_prefix

LEAD = "Sáng 9/2, đơn vị tổ chức tuần tra."

# as a spider lists it, as it is printed; the forms are those of 35 newspapers
FORMS = [
    ("(GLO)", "(GLO)- "),
    ("(Baonghean.vn)", "(Baonghean.vn) - "),
    ("(Baothanhhoa.vn)", "(Baothanhhoa.vn) - "),
    ("(BTN)", "(BTN) - "),
    ("(QNO)", "(QNO) - "),
    ("ĐNO", "ĐNO - "),
    ("(Báo Quảng Ngãi)", "(Báo Quảng Ngãi)- "),
    ("BHG", "BHG - "),
    ("BT", "BT- "),
    ("QTO", "QTO - "),
    ("LSO", "LSO- "),
    ("(BBNĐT)", "(BBNĐT) "),
    ("Báo Cà Mau ", "Báo Cà Mau "),
    ("ĐBP", "ĐBP - "),
    ("Biên phòng", "Biên phòng - "),
    ("(QK7 Online)", "(QK7 Online) – "),
    ("TPO", "TPO - "),
    ("TP", "TP - "),
    ("(NLĐO)", "(NLĐO) - "),
    ("TTO", "TTO - "),
    ("VOV.VN", "VOV.VN - "),
    ("NDO", "NDO – "),
    ("(PLVN)", "(PLVN) - "),
    ("(PLO)", "(PLO) - "),
    ("(PLO)", "(PLO)-\u00a0"),
    ("(Dân trí)", "(Dân trí) - "),
    ("(VTC News)", "(VTC News) - "),
    ("TTXVN", "TTXVN - "),
    ("GD&TĐ", "GD&TĐ - "),
    ("(Mặt trận)", "(Mặt trận) - "),
    ("(TCTA)", "(TCTA) - "),
    ("(TTĐN)", "(TTĐN) - "),
    ("(BLC)", "(BLC) - "),
    ("(ĐTCK)", "(ĐTCK) "),
    ("(Chinhphu.vn)", "(Chinhphu.vn) - "),
    ("(QBĐT)", "(QBĐT) - "),
    ("KTO", "KTO - "),
    ("BBP", "BBP - "),
    # spellings around them
    ("(GLO) -", "( GLO )— "),
    ("TTO -", "tto – "),
    ("TTO", "(TTO) - "),
    ("TTO", "TTO-"),
    ("(Dân trí)", "[Dân trí] - "),
    ("(Dân trí)", "(DÂN  TRÍ) - "),
    ("ĐBP", "\u00d0BP - "),
    ("(NLĐO)", "(NL\u00d0O) - "),
    ("Báo Cà Mau ", "Báo Cà Mau - "),
    ("(BLC)", " (BLC) - "),
    ("(BLC)", "(BLC) -- "),
    ("(BLC)", "(BLC): "),
    ("BLC", "BLC -"),
]


@pytest.mark.parametrize(("listed", "printed"), FORMS)
def test_listed_prefix_is_stripped(listed: str, printed: str) -> None:
    assert strip_lead_prefix(printed + LEAD, ["(Khác)", listed, "K"]) == (printed, LEAD)


@pytest.mark.parametrize(
    ("text", "prefixes"),
    [
        ("ĐBP Pha Long tuần tra.", ["ĐBP"]),  # a border post
        ("Biên phòng toàn dân là nền tảng.", ["Biên phòng"]),
        ("TTOnline ra mắt.", ["TTO"]),
        ("Báo Cà Mau, số ra hôm nay.", ["Báo Cà Mau "]),
        ("Sáng nay (BLC) - tuần tra.", ["(BLC)"]),
        ("Theo TTO - tuần tra.", ["TTO"]),
        ("BLC tuần tra.", ["(BLC)"]),
        ("(BLC) - ", ["(BLC)"]),  # nothing would be left
        ("(BLCT) - tuần tra.", ["(BLC)"]),
        ("tuần tra", []),
        ("tuần tra", ["", " - ", "()"]),
        ("", ["TTO"]),
    ],
)
def test_not_a_prefix(text: str, prefixes: list[str]) -> None:
    assert strip_lead_prefix(text, prefixes) == (None, text)


def test_the_longest_listed_prefix_counts() -> None:
    assert strip_lead_prefix("(QK7 Online) - " + LEAD, ["(QK7)", "(QK7 Online)"])[1] == LEAD
    assert strip_lead_prefix("TTO - TTO - " + LEAD, ["TTO"])[1] == "TTO - " + LEAD


@pytest.mark.parametrize(
    "printed",
    [
        "(BLC) - ",
        "(GLO)- ",
        "(Baonghean.vn) - ",
        "(Chinhphu.vn) ",
        "(ĐTCK) ",
        "(BBNĐT) ",
        "(Dân trí) - ",
        "(QK7 Online) – ",
        "(VTC News) - ",
        "(Báo Quảng Ngãi)- ",
        "TPO - ",
        "NDO – ",
        "LSO- ",
        "BHG - ",
        "GD&TĐ - ",
        "VOV.VN - ",
        "ĐNO - ",
        "TP - ",
    ],
)
def test_guess(printed: str) -> None:
    assert guess_lead_prefix(printed + LEAD) == printed


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        "",
        "(Ảnh) - Tuần tra trên biên giới.",
        "(Kỳ 2) - Giữ rừng.",
        "(Tiếp theo và hết) - Giữ rừng.",
        "(xem ảnh) - Giữ rừng.",
        "(Thu Xuân) đi tuần.",
        "(BLC) đi tuần.",
        "(HẾT) Giữ rừng.",
        "(WHO) Tổ chức Y tế thế giới",
        "ASEAN - Trung Quốc hợp tác.",
        "BĐBP - điểm tựa của nhân dân.",
        "COVID-19 đã qua.",
        "Việt Nam - Lào hợp tác.",
        "Lào Cai - Sáng nay trời rét.",
        "UBND tỉnh họp.",
        "TP.HCM - Đà Lạt thông xe.",
        "2024 - năm của rừng.",
        "- Sáng nay.",
        "(BLC) - ",
        "IUU - thẻ vàng.",
    ],
)
def test_no_guess(text: str) -> None:
    assert guess_lead_prefix(text) is None


def test_guess_by_the_papers_names() -> None:
    assert guess_lead_prefix("(Báo Sơn La) " + LEAD, ["Báo Sơn La", "baosonla.vn"]) == "(Báo Sơn La) "
    assert guess_lead_prefix("(baosonla.vn) " + LEAD, ["Báo Sơn La", "baosonla.vn"]) == "(baosonla.vn) "
    assert guess_lead_prefix("Baosonla.vn - " + LEAD, ["Báo Sơn La", "baosonla.vn"]) == "Baosonla.vn - "
    assert guess_lead_prefix("Báo Sơn La - người bạn của bà con.", ["Báo Sơn La"]) is None
    assert guess_lead_prefix("Báo Sơn La vừa ra mắt.", ["Báo Sơn La"]) is None
    assert guess_lead_prefix("SơnLa - " + LEAD, ["Báo Sơn La", "baosonla.vn"]) == "SơnLa - "
    assert guess_lead_prefix("Sơn La - " + LEAD, ["Báo Sơn La", "baosonla.vn"]) is None
    assert guess_lead_prefix("YênBái - " + LEAD, ["Báo Sơn La", "baosonla.vn"]) is None
    assert guess_lead_prefix("QĐND - " + LEAD, ["qdnd.vn", "qdnd"]) == "QĐND - "
    assert guess_lead_prefix("QĐND - " + LEAD, ["baosonla.vn", "baosonla"]) is None
    assert guess_lead_prefix("QĐND - đội quân của dân.", ["qdnd.vn", "qdnd"]) is None


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=4))
def test_prefix_and_rest_are_the_text(text: str, prefixes: list[str]) -> None:
    prefix, rest = strip_lead_prefix(text, prefixes)
    assert (prefix or "") + rest == text
    assert prefix is None or rest
    guess = guess_lead_prefix(text, prefixes)
    assert guess is None or (text.startswith(guess) and text != guess)


@given(st.sampled_from(FORMS), st.sampled_from([LEAD, "ĐBP Pha Long", "(Ảnh) x"]))
def test_prefix_is_stripped_once(form: tuple[str, str], lead: str) -> None:
    listed, printed = form
    assert strip_lead_prefix(printed + lead, [listed])[1] == lead
