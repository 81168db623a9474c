"""The newsroom's pictures: real bytes, the same every time, and the bad ones bad as announced."""

from __future__ import annotations

import hashlib
import io
from urllib.parse import urlsplit

import pytest
from PIL import Image

from borderscraper.newsroom import Newsroom
from borderscraper.newsroom.content import Pic
from borderscraper.newsroom.images import BAD, SIZES, answer_picture, picture_url
from borderscraper.newsroom.server import Answer, respond

ROOM = Newsroom(seed=2, articles=120)


def fetch(url: str, room: Newsroom = ROOM) -> Answer:
    return respond(room, "cdn", urlsplit(url).path)


def opened(answer: Answer) -> Image.Image:
    picture = Image.open(io.BytesIO(answer.body))
    picture.load()
    return picture


@pytest.mark.parametrize(("ending", "format"), [(".jpg", "JPEG"), (".png", "PNG"), (".jpg.webp", "WEBP")])
def test_pictures_are_served_as_their_names_say(ending: str, format: str) -> None:
    urls = [image.url for n in range(120) for image in ROOM.answer(n).images if image.url.endswith(ending)]
    assert urls
    for url in urls[:6]:
        answer = fetch(url)
        assert opened(answer).format == format and answer.content_type == f"image/{format.lower()}"


def test_renditions_differ_in_address_and_size_and_show_one_picture() -> None:
    pic = Pic(5000, "anh-1.jpg")
    pictures = {size: opened(fetch(picture_url(ROOM, pic, size))) for size in SIZES}
    assert {size: picture.size for size, picture in pictures.items()} == SIZES
    small = [list(picture.convert("L").resize((8, 6)).tobytes()) for picture in (pictures["l"], pictures["m"])]
    assert max(abs(a - b) for a, b in zip(*small, strict=True)) < 60


def test_twins_are_the_same_bytes_under_two_addresses() -> None:
    one, two = Pic(17, "tu-lieu-17.jpg"), Pic(17, "anh-9.jpg", alias=3)
    urls = [picture_url(ROOM, pic, "l") for pic in (one, two)]
    assert urls[0] != urls[1]
    assert len({hashlib.sha256(fetch(url).body).hexdigest() for url in urls}) == 1


def test_an_address_with_a_changed_token_is_not_found() -> None:
    url = picture_url(ROOM, Pic(17, "x.jpg"), "l")
    token = url.split("/")[-2]
    assert fetch(url.replace(token, token[:-1] + ("0" if token[-1] != "0" else "1"))).status == 404
    assert answer_picture(2, "baolaocai.vn", "/images/nothing/x.jpg") is None


@pytest.mark.parametrize("kind", BAD)
def test_bad_pictures_are_bad_in_their_own_way(kind: str) -> None:
    url = picture_url(ROOM, Pic(99, "loi.jpg", bad=kind), "l")
    answer = fetch(url)
    match kind:
        case "html":
            assert answer.content_type == "image/jpeg" and answer.body.startswith(b"<!DOCTYPE")
        case "truncated":
            with pytest.raises(OSError, match="truncated"):
                opened(answer)
        case "empty":
            assert answer.body == b"" and answer.status == 200
        case "bomb":
            assert len(answer.body) < 100_000
            with pytest.raises(Image.DecompressionBombError):
                Image.open(io.BytesIO(answer.body))
        case "svg":
            assert b"<script>" in answer.body
        case "gif":
            picture = opened(answer)
            assert picture.format == "GIF" and picture.n_frames > 1  # type: ignore[attr-defined]
        case "webp" | "avif":
            assert opened(answer).format == kind.upper() and answer.content_type == "image/jpeg"
        case "extension":
            assert opened(answer).format == "JPEG" and answer.content_type == "image/png"
        case "missing":
            assert answer.status == 404
        case "logo":
            assert answer.status == 302 and fetch(answer.location or "").content_type == "image/png"


def test_a_newsroom_with_bad_pictures_has_each_kind_in_some_article() -> None:
    room = Newsroom(seed=2, articles=10 * len(BAD), bad_images=True)
    names = [image.url.rpartition("/")[2] for n in range(0, room.articles, 10) for image in room.answer(n).images]
    assert {name.split("-")[1] for name in names if name.startswith("loi-")} == set(BAD)
    assert not any("/loi-" in image.url for n in range(1, 100, 10) for image in room.answer(n).images)
