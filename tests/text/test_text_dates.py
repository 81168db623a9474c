"""Date lines: the forms that Vietnamese newspapers print, with values of our own; machine forms; what gives no date."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderscraper.text.dates import VIETNAM, ParsedDate, epoch, month_of_url, parse_date, split_updated

NOW = datetime(2026, 3, 7, 12, 0, 30, tzinfo=VIETNAM)

# printed, read (a day alone = day precision), role
PRINTED = [
    # header clocks
    ("Thứ hai, 12/01/2026 - 09:41", "2026-01-12T09:41", None),
    ("Chủ nhật, 8-2-26 06:05:44", "2026-02-08T06:05:44", None),
    ("Đường dây nóng: 0912345678 - 0987654321Thứ năm, 18/07/2024 14:20 GMT+7", "2024-07-18T14:20", None),
    ("Hotline: 0214.3840.123 | Thứ ba, 13/01/2026 07:45", "2026-01-13T07:45", None),
    ("Thứ 3, 12/11/2024 21:07 (GMT +7)", "2024-11-12T21:07", None),
    ("Thứ 2 ngày 15/09/2025", "2025-09-15", None),
    ("8:5', 16/7/ 2010 (GMT+7)", "2010-07-16T08:05", None),
    ("Thứ Bảy, 25/10/2025", "2025-10-25", None),
    ("Thứ bẩy, 25/10/2025", "2025-10-25", None),
    ("Hôm nay: Thứ Tư, 07/01/2026 - 16:30", "2026-01-07T16:30", None),
    ("Báo và phát thanh, truyền hình | Thứ Hai, 05/01/2026", "2026-01-05", None),
    ("Thứ Hai, 05/01/2026 (17/11 âm lịch)", "2026-01-05", None),
    # publication lines
    ("LAN HƯƠNG 24/10/2025 15:12", "2025-10-24T15:12", None),
    ("VŨ MINH - 10/12/2023 08:52", "2023-12-10T08:52", None),
    ("Thứ ba: 10:05 ngày 13/02/2024", "2024-02-13T10:05", None),
    ("15/09/2020 09:53", "2020-09-15T09:53", None),
    ("Cập nhật ngày: 12/05/2015 15:01:16", "2015-05-12T15:01:16", "updated"),
    ("Cập nhật: Thứ ba 30/08/2022 - 06:17", "2022-08-30T06:17", "updated"),
    ("Cập nhật lúc 20:14 15/04/2025 (GMT+7)", "2025-04-15T20:14", "updated"),
    ("Cập nhật 03/02/2024 17:20", "2024-02-03T17:20", "updated"),
    ("Lần cuối: 03/02/2024 17:20", "2024-02-03T17:20", "updated"),
    ("Thứ sáu, 24/05/2024 17:01", "2024-05-24T17:01", None),
    ("Thứ ba, 25/01/2022, 18:03 (GMT+7)", "2022-01-25T18:03", None),
    ("09:57 | 21/08/2025 GMT+7", "2025-08-21T09:57", None),
    ("13:44 | 28/02/2011", "2011-02-28T13:44", None),
    ("Ngày 07 tháng 05 năm 2020", "2020-05-07", None),
    ("25/11/2025", "2025-11-25", None),
    ("11/03/2026 07:04 GMT+7", "2026-03-11T07:04", None),
    ("06:35, 23/06/2021", "2021-06-23T06:35", None),
    ("12:31 20/11/2019", "2019-11-20T12:31", None),
    ("Chủ nhật - 18/12/2022 19:06", "2022-12-18T19:06", None),
    ("12-06-2023, 19:30", "2023-06-12T19:30", None),
    ("Ngày phát hành 08:28 | 7/5/2023", "2023-05-07T08:28", "published"),
    ("20 Tháng 2, 2026", "2026-02-20", None),
    ("Thứ hai, 21/03/2011 | 22:41:00 (GMT +7)", "2011-03-21T22:41:00", None),
    ("- 27/06/2024 15:55:31", "2024-06-27T15:55:31", None),
    ("Văn hóa 23/10/2023 07:46", "2023-10-23T07:46", None),
    ("Đăng lúc 13:02:59 28/08/2020", "2020-08-28T13:02:59", "published"),
    ("Ngày đăng: 28/08/2020", "2020-08-28", "published"),
    ("Đăng ngày 9/8/2023 lúc 7:05", "2023-08-09T07:05", "published"),
    ("Xuất bản: 07:05, 09/08/2023", "2023-08-09T07:05", "published"),
    # forms that dateparser fails on
    ("08h45, ngày 9/2/2024", "2024-02-09T08:45", None),
    ("09.02.2024 08h45", "2024-02-09T08:45", None),
    ("9 Tháng Hai, 2024 3:45 chiều", "2024-02-09T15:45", None),
    ("T6, 09/02/2024 08:45", "2024-02-09T08:45", None),
    ("CN, 11/02/2024 08:45", "2024-02-11T08:45", None),
    ("09/02/2024 08:45 (GMT +7)", "2024-02-09T08:45", None),
    ("09/02/2024 | 08:45", "2024-02-09T08:45", None),
    # more of what is printed
    ("Thứ Ba, ngày 20/01/2026 - 06:31", "2026-01-20T06:31", None),
    ("lúc 19 giờ 5 phút ngày 2 tháng 9 năm 2023", "2023-09-02T19:05", None),
    ("19 giờ ngày 2/9/2023", "2023-09-02T19:00", None),
    ("19g05 ngày 2/9/2023", "2023-09-02T19:05", None),
    ("19h05' ngày 2/9/2023", "2023-09-02T19:05", None),
    ("2/9/2023 19h", "2023-09-02T19:00", None),
    ("5h30 sáng 2/9/2023", "2023-09-02T05:30", None),
    ("2/9/2023 5:30 CH", "2023-09-02T17:30", None),
    ("02/09/2023 05:30:10 SA", "2023-09-02T05:30:10", None),
    ("02/09/2023 05:30 PM", "2023-09-02T17:30", None),
    ("13/9/2023 5:30:00 PM", "2023-09-13T17:30:00", None),  # no thirteenth month
    ("Thứ Bảy, 2/9/2023 5:30 PM", "2023-09-02T17:30", None),  # the weekday says which is the day
    ("2/9/2023 17:30 PM", "2023-09-02T17:30", None),
    ("12:15 trưa 2/9/2023", "2023-09-02T12:15", None),
    ("9 giờ 30 tối 2/9/2023", "2023-09-02T21:30", None),
    ("11 giờ đêm 2/9/2023", "2023-09-02T23:00", None),
    ("08 : 27 - 02 / 09 / 2023", "2023-09-02T08:27", None),
    ("Thứ bảy , 02 - 09 - 2023", "2023-09-02", None),
    ("08:27 2023/09/02", "2023-09-02T08:27", None),
    ("Tháng Chín 2, 2023", "2023-09-02", None),
    ("Th9 2, 2023", "2023-09-02", None),
    ("2 Th9 2023", "2023-09-02", None),
    ("2 tháng mười hai 2023", "2023-12-02", None),
    ("2 tháng mười một, 2023", "2023-11-02", None),
    ("2 Tháng Mười 2023", "2023-10-02", None),
    ("ngày 02 tháng năm năm 2023", "2023-05-02", None),
    ("02/09/202308:27", "2023-09-02T08:27", None),  # two elements without a blank between
    ("08:2702/09/2023", "2023-09-02T08:27", None),
    ("Ngày cập nhật 02/09/2023", "2023-09-02", "updated"),
    ("02/09/2023 - 1.234 lượt xem", "2023-09-02", None),
    ("Tác giả: Nguyễn Thu Hà - 02/09/2023", "2023-09-02", None),
    ("02/09/2023 08:27 | 02/09/2023 08:27", "2023-09-02T08:27", None),  # printed twice
    ("Sep 2, 2023 08:27", "2023-09-02T08:27", None),
    ("September 2, 2023", "2023-09-02", None),
    ("2 September 2023 | 08:27", "2023-09-02T08:27", None),
    ("Saturday, September 2, 2023, 08:27 (GMT+7)", "2023-09-02T08:27", None),
    ("Lào Cai, ngày 2 tháng 9 năm 2023", "2023-09-02", None),
    ("02–09–2023", "2023-09-02", None),
    ("02/09/2023 – 08：27", "2023-09-02T08:27", None),
    ("3 ngày trước | 02/09/2023", "2023-09-02", None),
    ("Thứ Bảy, 02/09/2023 | 18/7 ÂL", "2023-09-02", None),
    ("Lượt xem: 12.345 | 02/09/2023", "2023-09-02", None),
    ("Lào Cai 19°C, Thứ Bảy 02/09/2023", "2023-09-02", None),
    ("Cập nhật lần cuối: 08:27 ngày 02/09/2023", "2023-09-02T08:27", "updated"),
    ("Thứ Bảy, 02/09/2023 12:20 SA", "2023-09-02T00:20", None),
    ("Thứ Bảy, 02/09/2023 12:20 CH", "2023-09-02T12:20", None),
    ("THỨ BẢY, 02/09/2023", "2023-09-02", None),
    ("Thứ hai, ngày 04 tháng 09 năm 2023, 08 giờ 27 phút sáng", "2023-09-04T08:27", None),
    ("Th\u1ee9 b\u1ea3y, 02/09/2023\u00a0\u200b08:27", "2023-09-02T08:27", None),
]

MACHINE = [
    ("2024-02-09T08:45:10+07:00", "2024-02-09T08:45:10+07:00", "second"),
    ("2024-02-09T08:45:10+0700", "2024-02-09T08:45:10+07:00", "second"),
    ("2024-02-09 08:45:10 +0700", "2024-02-09T08:45:10+07:00", "second"),
    ("2024-02-09T08:45:10.123+07:00", "2024-02-09T08:45:10+07:00", "second"),
    ("2024-02-09T08:45:10.1234567+07:00", "2024-02-09T08:45:10+07:00", "second"),
    ("2024-02-09T01:45:10Z", "2024-02-09T08:45:10+07:00", "second"),
    ("2024-02-09T01:45:10.000Z", "2024-02-09T08:45:10+07:00", "second"),
    ("2024-02-09T08:45:10", "2024-02-09T08:45:10+07:00", "second"),
    ("2024-02-09 08:45", "2024-02-09T08:45:00+07:00", "minute"),
    ("2024-02-09T08:45+07", "2024-02-09T08:45:00+07:00", "minute"),
    ("2024-02-09T08:45:10GMT+7", "2024-02-09T08:45:10+07:00", "second"),
    ("2024-02-09", "2024-02-09T00:00:00+07:00", "day"),
    ("2024-02-08T17:45:10-0800", "2024-02-09T08:45:10+07:00", "second"),
    ("Fri, 09 Feb 2024 08:45:10 +0700", "2024-02-09T08:45:10+07:00", "second"),
    ("Fri, 09 Feb 2024 08:45:10 GMT+7", "2024-02-09T08:45:10+07:00", "second"),  # not -07:00, as POSIX would have it
    ("Fri, 09 Feb 2024 01:45:10 GMT", "2024-02-09T08:45:10+07:00", "second"),
    ("Fri, 9 Feb 24 08:45:10 +0700", "2024-02-09T08:45:10+07:00", "second"),
    ("Fri, 09 Feb 2024 08:45 +07:00", "2024-02-09T08:45:00+07:00", "minute"),
    ("Fri Feb 09 2024 08:45:10 GMT+0700 (Indochina Time)", "2024-02-09T08:45:10+07:00", "second"),
    ("Fri, 09 Feb 2024 08:45:10 ICT", "2024-02-09T08:45:10+07:00", "second"),
    ("Fri Feb  9 08:45:10 2024", "2024-02-09T08:45:10+07:00", "second"),
    ("1707443110", "2024-02-09T08:45:10+07:00", "second"),
    ("1707443110000", "2024-02-09T08:45:10+07:00", "second"),
]

NO_DATE = [
    ("", "no-date"),
    ("2024", "no-date"),
    ("Thứ Tư", "no-date"),
    ("09:41", "no-date"),
    ("Hà Nội", "no-date"),
    ("20240209084510", "no-date"),
    ("0983449277", "no-date"),
    ("Chiều 9/2", "no-year"),
    ("sáng 4/2", "no-year"),
    ("Ngày 9-2", "no-year"),
    ("Thứ Sáu, 09/02", "no-year"),
    ("ngày 9 tháng 2", "no-year"),
    ("tháng 2/2024", "no-day"),
    ("Tháng Hai, 2024", "no-day"),
    ("02/2024", "no-day"),
    ("12/31/2024", "impossible"),
    ("2/26/2026 12:00:00 PM", "impossible"),
    ("31/02/2024 08:00", "impossible"),
    ("29/02/2023", "impossible"),
    ("00/01/2024", "impossible"),
    ("09/02/2024 25:10", "impossible"),
    ("09/02/2024 08:61", "impossible"),
    ("2024-02-30T08:00:00", "impossible"),
    ("2024-13-01", "impossible"),
    ("3/5/2026 3:34:00 PM", "ambiguous"),  # a US server's 5 March
    ("10/11/2025 10:34:00 AM", "ambiguous"),
    ("9-2-24", "ambiguous"),
    ("Thứ Ba, 10-1-26 11:21", "ambiguous"),  # a Saturday
    ("09/02/2024 - 11/02/2024", "ambiguous"),
    ("Từ 9/2 đến 11/2/2024", "ambiguous"),
    ("Đăng 09/02/2024 08:00, sửa 10/02/2024 09:00", "ambiguous"),
    ("09/02/2024 08:00 - 09:30", "ambiguous"),
    ("Chiều 9/2/2024, 5:20", "ambiguous"),
    ("9/2/2024 13:20 AM", "ambiguous"),
    ("0001-01-01T00:00:00", "implausible"),
    ("01/01/1970 08:00", "implausible"),
    ("09/02/2924", "implausible"),
    (
        "Sáng 9/2/2024, tại Lào Cai, Bộ Chỉ huy Bộ đội Biên phòng tỉnh tổ chức hội nghị tổng kết năm và triển khai nhiệm vụ",
        "not-a-date-line",
    ),
    ("Quy định này có hiệu lực từ ngày 9/2/2024.", "not-a-date-line"),
    ("Hạn nộp hồ sơ đến 9/2/2024", "not-a-date-line"),
    ("Ảnh chụp đội tuần tra mốc 47 hôm mồng 2 tết, 11/2/2024", "not-a-date-line"),
    ("x" * 200 + " 09/02/2024", "not-a-date-line"),
    ("7 giờ trước", "relative"),
    ("vừa xong", "relative"),
]

RELATIVE = [
    ("vừa xong", "2026-03-07T12:00:00+07:00", "minute"),
    ("Vừa mới", "2026-03-07T12:00:00+07:00", "minute"),
    ("7 giờ trước", "2026-03-07T05:00:00+07:00", "minute"),
    ("7h trước", "2026-03-07T05:00:00+07:00", "minute"),
    ("khoảng 7 tiếng trước", "2026-03-07T05:00:00+07:00", "minute"),
    ("1 giờ 20 phút trước", "2026-03-07T10:40:00+07:00", "minute"),
    ("Cách đây 2 giờ", "2026-03-07T10:00:00+07:00", "minute"),
    ("bốn giờ trước", "2026-03-07T08:00:00+07:00", "minute"),
    ("một giờ trước", "2026-03-07T11:00:00+07:00", "minute"),
    ("45 phút trước", "2026-03-07T11:15:00+07:00", "minute"),
    ("Cập nhật 45 phút trước", "2026-03-07T11:15:00+07:00", "minute"),
    ("30 giây trước", "2026-03-07T11:59:30+07:00", "minute"),
    ("3 ngày trước", "2026-03-04T00:00:00+07:00", "day"),
    ("2 tuần trước", "2026-02-21T00:00:00+07:00", "day"),
    ("Hôm qua, 17:20", "2026-03-06T17:20:00+07:00", "minute"),
    ("Hôm nay 08:27", "2026-03-07T08:27:00+07:00", "minute"),
    ("hôm kia", "2026-03-05T00:00:00+07:00", "day"),
    ("2 hours ago", "2026-03-07T10:00:00+07:00", "minute"),
]


@pytest.mark.parametrize(("line", "expected", "role"), PRINTED, ids=[line for line, _, _ in PRINTED])
def test_printed_line(line: str, expected: str, role: str | None) -> None:
    read = parse_date(line)
    day = len(expected) == 10
    precision = "day" if day else "second" if len(expected) == 19 else "minute"
    assert read.iso == (expected + "T00:00:00" if day else expected.ljust(19, "_").replace("___", ":00")) + "+07:00"
    assert (read.precision, read.warning, read.role) == (precision, None, role)


@pytest.mark.parametrize(("value", "iso", "precision"), MACHINE)
def test_machine_form(value: str, iso: str, precision: str) -> None:
    assert parse_date(value) == ParsedDate(datetime.fromisoformat(iso), precision, None, None)  # type: ignore[arg-type]
    assert parse_date(value).iso == iso


@pytest.mark.parametrize(("line", "warning"), NO_DATE)
def test_no_date_and_why(line: str, warning: str) -> None:
    read = parse_date(line)
    assert (read.value, read.iso, read.precision, read.warning) == (None, None, None, warning)


@pytest.mark.parametrize(("line", "iso", "precision"), RELATIVE)
def test_relative_to_the_fetch(line: str, iso: str, precision: str) -> None:
    read = parse_date(line, now=NOW)
    assert (read.iso, read.precision, read.warning) == (iso, precision, "relative")
    assert parse_date(line, now=NOW.astimezone(UTC)) == read
    assert parse_date(line, now=NOW.replace(tzinfo=None)) == read


@pytest.mark.parametrize("line", ["3 tháng trước", "1 năm trước"])
def test_months_ago_name_no_day(line: str) -> None:
    assert parse_date(line, now=NOW) == ParsedDate(warning="relative")


@pytest.mark.parametrize("line", ["Thứ Ba, 09/02/2024 08:45", "T3, 09/02/2024 08:45", "Tue, 09 Feb 2024 08:45"])
def test_wrong_weekday_is_told_and_the_date_kept(line: str) -> None:
    read = parse_date(line)
    assert (read.iso, read.warning) == ("2024-02-09T08:45:00+07:00", "weekday-mismatch")


def test_future_is_not_believed() -> None:
    assert parse_date("08/03/2026 11:00", now=NOW).iso == "2026-03-08T11:00:00+07:00"
    assert parse_date("09/03/2026 11:00", now=NOW) == ParsedDate(warning="implausible")
    assert parse_date("2026-03-09T11:00:00+07:00", now=NOW).warning == "implausible"


def test_role_is_told_without_a_date() -> None:
    assert parse_date("Cập nhật: Chiều 9/2").role == "updated"
    assert parse_date("09/02/2024").role is None


def test_another_zone_is_kept() -> None:
    value = parse_date("09/02/2024 08:45 GMT+8").value
    assert value is not None and value.utcoffset() == timedelta(hours=8)


def test_epoch() -> None:
    assert epoch(1707443110).iso == "2024-02-09T08:45:10+07:00"
    assert epoch("1707443110").iso == epoch(1707443110.9).iso == epoch(1707443110000).iso
    assert epoch(0).warning == "implausible"
    for bad in ("", "soon", float("nan"), float("inf"), 10**30):
        assert epoch(bad).value is None


@pytest.mark.parametrize(
    ("url", "month"),
    [
        ("https://bao.vn/xa-hoi/202407/giu-rung-e635eaf/", "2024-07"),
        ("https://bao.vn/kinh-te/202503/cho-phien-2225092/", "2025-03"),
        ("https://bao.vn/an-ninh/bien-phong/201912/tuan-tra-77", "2019-12"),
        ("https://bao.vn/xa-hoi/202413/giu-rung/", None),
        ("https://bao.vn/xa-hoi/198907/giu-rung/", None),
        ("https://bao.vn/xa-hoi/385601/giu-rung/", None),
        ("https://bao.vn/giu-rung-202407.html", None),
        ("https://bao.vn/tin?month=202407", None),
        ("", None),
    ],
)
def test_month_of_url(url: str, month: str | None) -> None:
    assert month_of_url(url) == month


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    read = parse_date(text)
    assert (read.value is None) == (read.precision is None)
    assert read.value is None or read.value.tzinfo is not None
    assert read.value is not None or read.warning


PIECES = st.lists(
    st.sampled_from(
        [
            "Thứ hai",
            "thứ 4,",
            "Chủ nhật",
            "T4,",
            "CN,",
            "ngày",
            "tháng",
            "năm",
            "lúc",
            "Cập nhật:",
            "giờ",
            "phút",
            "chiều",
            "sáng",
            "PM",
            "AM",
            "GMT+7",
            "(GMT +7)",
            "-",
            ",",
            ":",
            "/",
            ".",
            " ",
            "9",
            "2",
            "09",
            "02",
            "31",
            "12",
            "2024",
            "24",
            "17:20",
            "17h20",
            "09/02/2024",
            "9-2-24",
            "2024-02-09",
            "T",
            "Z",
            "+0700",
            "Feb",
            "trước",
            "hôm qua",
            "7",
            "0912345678",
            "Hải Anh",
            "12/31/2024",
            "tháng Hai",
            "Th2",
        ]
    ),
    max_size=8,
)


@given(PIECES, st.sampled_from(["", " "]))
def test_nothing_is_made_up(pieces: list[str], glue: str) -> None:
    """The year, the day and the minute of a date read without `now` all stand in the line."""
    line = glue.join(pieces)
    value = parse_date(line).value
    if value is not None and not line.strip().isdigit():
        numbers = (
            {int(number) for number in re.findall(r"\d+", line)}
            | {int(pair) for number in re.findall(r"\d{3,}", line) for pair in re.findall(r"\d\d", number)}
            | {int(number[:4]) for number in re.findall(r"\d{5,}", line)}
        )
        assert {value.year, value.year % 100} & numbers
        assert value.day in numbers
        assert value.minute in numbers | {0}


@given(st.datetimes(datetime(1991, 1, 1), datetime(2098, 1, 1)))
def test_printed_dates_are_read_back(when: datetime) -> None:
    weekday = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")[when.weekday()] if when.weekday() < 6 else ""
    name = f"Thứ {weekday}" if weekday else "Chủ Nhật"
    expected = when.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    for line in (
        f"{when:%d/%m/%Y %H:%M}",
        f"{name}, ngày {when:%d/%m/%Y} - {when:%H:%M} GMT+7",
        f"{when:%Hh%M}, ngày {when.day}/{when.month}/{when.year}",
        f"{when:%H} giờ {when:%M} phút, ngày {when.day} tháng {when.month} năm {when.year}",
        f"{when:%Y-%m-%dT%H:%M}",
    ):
        assert parse_date(line) == ParsedDate(expected, "minute", None, None), line


def test_lines_of_real_pages() -> None:
    root = os.environ.get("BORDERSCRAPER_REAL_PAGES")
    if not root:
        pytest.skip("BORDERSCRAPER_REAL_PAGES is not set: real pages are not tested")
    rows = (Path(root) / "facts" / "DATE_LINES.tsv").read_text("utf-8").splitlines()[1:]
    wrong = []
    for line, expected, role, *_ in (row.split("\t") for row in rows):
        optional = re.search(r" \[(.*)\]", line)
        for form in [line[: optional.start()], line.replace("[", "").replace("]", "")] if optional else [line]:
            read = parse_date(form)
            got = (read.iso or "")[: 10 if read.precision == "day" else 16]
            if got != expected or (role == "updated") != (read.role == "updated"):
                wrong.append((form, expected, read))
    assert len(rows) >= 30 and not wrong


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("15/03/2024 10:20 | Cập nhật: 16/03/2024 09:00", ["15/03/2024 10:20 | ", "Cập nhật: 16/03/2024 09:00"]),
        ("Ngày đăng 15/03/2024 - Chỉnh sửa 16/03/2024", ["Ngày đăng 15/03/2024 - ", "Chỉnh sửa 16/03/2024"]),
        ("Cập nhật: 16/03/2024 09:00", []),
        ("15/03/2024 10:20, 16/03/2024 09:00", []),
    ],
)
def test_a_line_with_two_dates_is_split_where_it_names_them(line: str, parts: list[str]) -> None:
    assert split_updated(line) == parts
