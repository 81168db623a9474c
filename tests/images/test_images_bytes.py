"""Bytes served as a picture: what they are, decided without trusting name or header."""

from __future__ import annotations

import io
import random
import tracemalloc

import pytest
from images_site import drawing
from PIL import Image

from borderscraper.crawl.images_bytes import BadPicture, inspect, is_copy

FORMS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}


def code(body: bytes, **options: int) -> str:
    with pytest.raises(BadPicture) as caught:
        inspect(body, **options)
    return caught.value.code


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_cut_anywhere_is_no_picture(form: str) -> None:
    body = drawing(1, form=form)
    assert inspect(body).extension == FORMS[form]
    for share in (0.05, 0.3, 0.6, 0.95):
        assert code(body[: int(len(body) * share)]) in ("truncated", "broken", "not-an-image"), share


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "empty"),
        (b"\n \r\n", "empty"),
        (b"<!DOCTYPE html><html><body>404", "html"),
        (b"\xef\xbb\xbf\n<!-- x -->\n<HTML>", "html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"<?xml version='1.0'?>\n<!-- made by x -->\n<!DOCTYPE svg PUBLIC '-//W3C'>\n<svg/>", "svg"),
        (b'{"error": 404}', "not-an-image"),
        (b"%PDF-1.4 \xff\xd8\xff", "not-an-image"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "broken"),
        (drawing(1, (31, 200)), "too-small"),
    ],
)
def test_what_is_no_picture_has_its_code(body: bytes, expected: str) -> None:
    got = code(body)
    assert got == expected or (expected == "broken" and got == "truncated")


def test_damaged_bytes_never_raise_anything_else() -> None:
    rng = random.Random(7)
    for form in FORMS:
        body = bytearray(drawing(2, (64, 64), form))
        for _ in range(60):
            spoiled = bytearray(body)
            for _ in range(rng.randrange(1, 12)):
                spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
            try:
                assert inspect(bytes(spoiled)).bytes == len(spoiled)
            except BadPicture as error:
                assert error.code in ("truncated", "broken", "not-an-image", "bomb", "too-small")


def test_a_bomb_is_not_decoded() -> None:
    small = io.BytesIO()
    Image.new("1", (9000, 9000)).save(small, "PNG")
    body = small.getvalue()
    assert len(body) < 100_000
    tracemalloc.start()
    assert code(body) == "bomb" and code(drawing(1), max_pixels=1000) == "bomb"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_big_jpeg_is_read_in_small() -> None:
    picture = inspect(drawing(3, (4400, 2900)))
    assert (picture.width, picture.height, picture.format) == (4400, 2900, "jpeg")
    assert is_copy(picture, inspect(drawing(3, (660, 435))))


def test_copies_are_told_from_other_pictures() -> None:
    for seed in range(6):
        large = inspect(drawing(seed, (480, 320)))
        for other in (
            drawing(seed, (240, 160), quality=60),
            drawing(seed, (251, 167)),
            drawing(seed, (120, 80), "WEBP"),
        ):
            assert is_copy(large, inspect(other)) and is_copy(inspect(other), large)
        assert not is_copy(large, inspect(drawing(seed, (480, 320), quality=50))), "one size: two pictures"
        assert not is_copy(large, inspect(drawing(seed, (300, 300)))), "another shape"
        assert not is_copy(large, inspect(drawing(seed + 100, (240, 160))))
