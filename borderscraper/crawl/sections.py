"""Which of a newspaper's sections report on the border, told by their names: for newspapers whose menu nobody has read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from borderscraper.items import Section
from borderscraper.text.clean import fold

#: Folded words of section names: defence, security, the border and its gates, ethnic minorities and the highlands, foreign
#: affairs with the neighbours, sovereignty at sea, and the police pages that hold smuggling, drugs and trafficking.
BORDER_WORDS = (
    "quoc phong",
    "an ninh",
    "anqp",
    "qpan",
    "bien phong",
    "bien gioi",
    "bien cuong",
    "vung bien",
    "cua khau",
    "chu quyen",
    "bien dao",
    "bien va dao",
    "luc luong vu trang",
    "quan su",
    "quan doi",
    "dien bien hoa binh",
    "dan toc",
    "mien nui",
    "vung cao",
    "nguoi co uy tin",
    "doi ngoai",
    "phap luat",
    "phap dinh",
    "buon lau",
    "ma tuy",
)
_BORDER = re.compile(r"\b(?:" + "|".join(BORDER_WORDS) + r")\b")
#: Hold one of the words and mean something else: radio programmes of the nation's music, and the like.
_ELSE = re.compile(r"\b(?:am nhac|nhac|trang phuc|an ninh mang) ?(?:dan toc)?\b")


def is_border_section(section: Section) -> bool:
    """Whether a section's name, or the last part of its address, has one of `BORDER_WORDS`."""
    name = _plain(section.name)
    slug = _plain(unquote(urlsplit(section.url or "").path).rstrip("/").rpartition("/")[2].partition(".")[0])
    return bool(_BORDER.search(_ELSE.sub(" ", name)) or _BORDER.search(_ELSE.sub(" ", slug)))


def pick_border_sections(menu: Iterable[Section]) -> list[Section]:
    """The menu's sections on defence, security, the border and ethnic affairs, in menu order, each address once.

    Empty when no name says so: what to read then is the caller's choice.
    """
    picked = {section.url or section.name: section for section in menu if is_border_section(section)}
    return list(picked.values())


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())
