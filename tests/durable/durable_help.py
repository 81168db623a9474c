from __future__ import annotations

from datetime import UTC, datetime

from borderscraper.items import Article, Image

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
FOUND = {"via": "section", "from": "https://baolaocai.vn/kinh-te/", "depth": 0}


def article(
    key: str | int, text: str = "Sáng 20/11, tại cửa khẩu Lào Cai, hàng hóa thông quan đều.", **fields: object
) -> Article:
    """A record as a page object hands it over."""
    values: dict[str, object] = {
        "id": f"baolaocai:{key}",
        "url": f"https://baolaocai.vn/tin-bien-gioi-post{key}.html",
        "newspaper": "baolaocai",
        "newspaper_name": "Báo Lào Cai",
        "title": f"Tin biên giới số {key}",
        "text": text,
        "published_at": "2026-11-22T08:00:00+07:00",
        "images": [Image(url=f"https://cdn.baolaocai.vn/anh-{key}.jpg")],
    }
    return Article(**{**values, **fields})  # type: ignore[arg-type]
