from __future__ import annotations

import pytest

from borderscraper.crawl.registry import newspapers
from borderscraper.crawl.sections import is_border_section, pick_border_sections
from borderscraper.items import Section


@pytest.mark.parametrize(
    "name",
    [
        "An ninh quốc phòng",
        "Quốc phòng - An ninh",
        "QUỐC PHÒNG – AN NINH",
        "Biên phòng",
        "Vì biển, đảo, biên giới quê hương",
        "Bờ cõi biển đảo",
        "Cuộc sống vùng biên",
        "Dân tộc - Tôn giáo",
        "Dân tộc và Miền núi",
        "Pháp luật",
        "Ðối ngoại",
        "Phòng, chống diễn biến hòa bình",
        "Cửa khẩu",
    ],
)
def test_border_sections(name: str) -> None:
    assert is_border_section(Section(name=name))


@pytest.mark.parametrize(
    "name",
    [
        "Kinh tế",
        "Văn hóa",
        "Thể thao",
        "Điện Biên hôm nay",
        "Biển số đẹp",
        "Âm nhạc dân tộc",
        "An ninh mạng",
        "Công an",
        "",
    ],
)
def test_other_sections(name: str) -> None:
    assert not is_border_section(Section(name=name))


def test_the_address_speaks_where_the_name_does_not() -> None:
    assert is_border_section(Section(name="Xem thêm", url="https://baotayninh.vn/phap-luat/anqp/"))
    assert is_border_section(Section(name="", url="https://baosonla.vn/quoc-phong-an-ninh.html?page=2"))
    assert not is_border_section(Section(name="Tin tức", url="https://baodienbienphu.vn/tin-tuc/kinh-te"))


def test_the_menu_order_is_kept_and_each_address_once() -> None:
    menu = [
        Section(name="Kinh tế", url="https://x.vn/kinh-te/"),
        Section(name="Quốc phòng", url="https://x.vn/quoc-phong/"),
        Section(name="Biên giới", url="https://x.vn/bien-gioi/"),
        Section(name="Quốc phòng", url="https://x.vn/quoc-phong/"),
    ]
    assert [section.name for section in pick_border_sections(menu)] == ["Quốc phòng", "Biên giới"]
    assert pick_border_sections(menu[:1]) == []


def test_known_sections_of_the_newspapers() -> None:
    picked = {
        paper.name: [s.name for s in pick_border_sections(Section(name=n, url=u) for u, n in paper.sections.items())]
        for paper in newspapers().values()
        if paper.sections
    }
    assert picked["baocaobang"] == ["Quốc phòng - An ninh"]
    assert picked["baotayninh"] == ["An ninh - Quốc phòng", "Tin tức pháp luật", "Biển đảo"]
    assert len(picked["baodantoc"]) == 3
    assert picked["baolaocai"] == []
