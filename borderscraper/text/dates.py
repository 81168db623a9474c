"""Date lines of Vietnamese newspapers, and the machine forms in their metadata.

A date line is the short text beside a title or in a card: one date, perhaps a time, a weekday, a zone, a byline, a phone
number. It is read by an own small grammar, because a wrong date is worse than none: an impossible or ambiguous line, a
day without its year, or a sentence gives no value and a warning. Vietnam is at +07:00 all year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from borderscraper.text.clean import clean, fold

VIETNAM = timezone(timedelta(hours=7))

Precision = Literal["second", "minute", "day"]
Role = Literal["published", "updated"]

#: A date line is no longer than this, and has no more words beside its date than these; a sentence has.
MAX_LENGTH = 160
MAX_OTHER_WORDS = 10
MAX_LOWER_CASE_WORDS = 5
#: No online newspaper is older.
FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """What a date line says.

    `value` is aware: +07:00 unless the input names its own offset; a day without a time stands at 00:00. `precision` is
    what the input gave. `role` is set when the line says so itself ("Cập nhật"). `warning` is a code of `parse_date`.
    """

    value: datetime | None = None
    precision: Precision | None = None
    warning: str | None = None
    role: Role | None = None

    @property
    def iso(self) -> str | None:
        """ISO 8601 in Vietnam's time, to the second: "2024-01-03T17:20:00+07:00". All sort as text."""
        return self.value.astimezone(VIETNAM).isoformat(timespec="seconds") if self.value else None


_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"(?:(?:[Tt]| |, )(?P<H>\d\d):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,]\d+)?)? ?"
    r"(?P<z>[Zz]|UTC|GMT|(?:(?:UTC|GMT) ?)?[+-]\d\d?(?::?\d\d)?)?)?"
)
_EPOCH = re.compile(r"[1-9]\d{8,9}(?:\.\d+)?|[1-9]\d{11,12}")

# From here on the text is folded (no case, no marks), so every word is written once.
_SIGNS = str.maketrans("‐‑–—−∕⁄／：", "-----///:")
_GLUED = re.compile(r"([/.-](?:19|20)\d\d)(?=\d\d?[:h]\d\d)|(:\d\d)(?=\d\d?/\d\d?/\d{4})")
_ZONE = re.compile(
    r"[(\[]? ?\b(?:ict|(?:gmt|utc)(?: ?([+-] ?\d{1,2}(?::?\d\d)?)| (\d)(?![\d:/.-]))?)\b ?[)\]]?"
    r"|(?<=:\d\d) ?([+-]\d\d:?\d\d)(?!\d)|(?<=\d:\d\d)(z)\b"
)
_WEEKDAYS = {
    "hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "nhat": 6, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
    "8": 6, "cn": 6, "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_WEEKDAY = re.compile(
    r"(?<![^\W\d_])(?:thu (?P<a>hai|ba|tu|nam|sau|bay|[2-8](?![\d/.:hg]))"
    r"|chu (?P<b>nhat)|t(?P<c>[2-8])(?=\W+(?:\d|ngay\b|$))|(?P<d>cn)(?=\W+(?:\d|ngay\b|$))"
    r"|(?P<e>mon|tue|wed|thu|fri|sat|sun)(?:s?day|nesday|rsday|urday)?(?=,? +(?:\d|[a-z]{3,9}\.? \d)))(?![^\W\d_])"
)
_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11,
    "muoi hai": 12,
}  # fmt: skip
_ENGLISH = {
    name: number
    for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}  # fmt: skip
_VI_MONTH = r"\b(?:thang|thg|th)[. -]?(?P<m>\d{1,2}(?!\d)|muoi mot|muoi hai|muoi|mot|hai|ba|tu|nam|sau|bay|tam|chin)\b"
_EN_MONTH = (
    r"\b(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b\.?"
)
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        # 2024-01-03, 2024/1/3
        r"(?<![\d/.])(?<!\d-)(?P<y>\d{4}) ?(?P<sep>[/.-]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<d>\d{1,2})(?=t\b)?(?![\d/]|[.-]\d)",
        # 3/1/2024, 03.01.2024, 3 - 1 - 2024, 10-1-26: day, month, year is the one order of Vietnam
        r"(?<![\d/.])(?P<d>\d{1,2}) ?(?P<sep>[/.]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<y>\d{4}|\d\d)(?![\d/]|[.-]\d)",
        r"(?<![\d/.])(?<!\d-)(?P<d>\d{1,2}) ?(?P<sep>-) ?(?P<m>\d{1,2}) ?- ?(?P<y>\d{4}|\d\d)(?![\d/]|[.-]\d)",
        # ngày 3 tháng 1 năm 2024, 3 Tháng Một, 2024, 3 Th1 2024
        rf"(?<![\d/.])(?P<d>\d{{1,2}})[ ,/-]{{0,3}}{_VI_MONTH}[ ,/.-]{{1,3}}(?:nam )?{_YEAR}",
        # Tháng Một 3, 2024; Th1 3, 2024
        rf"{_VI_MONTH} (?:ngay )?(?P<d>\d{{1,2}})[ ,]{{1,2}}(?:nam )?{_YEAR}",
        # 3 Jan 2024, 03-Jan-24, Jan 3, 2024
        rf"(?<![\d/.])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ ,.-]{{0,2}}{_EN_MONTH}[ ,.-]{{1,2}}(?P<y>\d{{4}}|\d\d)(?![\d:h])",
        rf"{_EN_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ ,|]{{1,6}}{_YEAR}",
    )
)
_HALF = r"(?: ?(?P<half>a\.?m\b\.?|p\.?m\b\.?|(?:sa|ch|sang|trua|chieu|toi|dem)\b))?"
_TIMES = (
    re.compile(rf"(?<![\d:])(?P<H>\d{{1,2}}) ?: ?(?P<M>\d\d)(?: ?: ?(?P<S>\d\d)(?:\.\d+)?)?(?![\d:]){_HALF}"),
    # 8:5', as a program of the 2000s prints it
    re.compile(rf"(?<![\d:])(?P<H>\d{{1,2}}) ?: ?(?P<M>\d)(?P<S>(?!))?(?= ?'){_HALF}"),
    # 17h20, 17 giờ 20 phút, 17g20', 17h; not "7 giờ trước"
    re.compile(
        r"(?<![\d:/.])(?P<H>\d{1,2}) ?(?:h|g|gio)(?![^\W\d_])(?! truoc| qua)"
        r"(?: ?: ?| )?(?P<M>[0-5]?\d)?(?! ?[/.-] ?\d|\d| thang|,? ngay \d* )(?: ?(?:phut|ph|p|m)\b| ?')?"
        rf"(?: ?(?P<S>\d\d) ?(?:giay|s)\b)?{_HALF}"
    ),
    re.compile(rf"(?<![\d:/.])(?P<H>\d{{1,2}}) ?(?:h|g|gio)(?![^\W_])(?! truoc| qua)(?P<M>(?!))?(?P<S>(?!))?{_HALF}"),
)
_LUNAR = re.compile(
    r"\(? ?\d{1,2}/\d{1,2}(?:/\d{4})? ?\(?(?:am lich|al)\b ?\)?|\(? ?(?:am lich|al):? ?\d{1,2}/\d{1,2}(?:/\d{4})? ?\)?"
)
_YEARLESS = re.compile(r"(?<![\d/.-])\d{1,2} ?[/.-] ?\d{1,2}(?![\d/]|[.-]\d)|\bngay \d{1,2} thang \d{1,2}\b(?!\d)")
_RANGE = re.compile(r"(?<![\d/.-])\d{1,2}/\d{1,2}(?![\d/]|[.-]\d)")
_MONTH_ONLY = re.compile(
    rf"(?<![\d/.-])\d{{1,2}} ?[/.-] ?(?:19|20)\d\d(?!\d)|{_VI_MONTH}[ ,/.-]{{1,3}}(?:nam )?{_YEAR}"
)
_PART_OF_DAY = re.compile(r"\b(?:sang|trua|chieu|toi|dem)\b")
_AGO = re.compile(
    r"\b(?:(?P<hours>\d{1,2}) ?(?:gio|h|tieng) ?)?(?P<n>\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|an?) ?"
    r"(?P<unit>giay|phut|gio|h|tieng|ngay|hom|tuan|thang|nam|second|minute|min|hour|day|week|month|year)s?(?: dong ho)? (?:truoc|ago)\b"
    r"|\bcach day (?:khoang |hon |gan )?(?P<n2>\d{1,3}|mot|hai|ba|bon|nam) ?(?P<unit2>giay|phut|gio|tieng|ngay|tuan)\b"
)
_JUST_NOW = re.compile(r"\b(?:vua xong|vua moi|moi day|vua dang|just now)\b")
_DAY_WORD = re.compile(r"\bhom (?P<day>nay|qua|kia)\b|\b(?P<en>today|yesterday)\b")
_UNITS = {
    "giay": timedelta(seconds=1), "phut": timedelta(minutes=1), "gio": timedelta(hours=1), "ngay": timedelta(days=1),
    "tuan": timedelta(weeks=1), "h": timedelta(hours=1), "tieng": timedelta(hours=1), "hom": timedelta(days=1),
    "second": timedelta(seconds=1), "minute": timedelta(minutes=1), "min": timedelta(minutes=1),
    "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1),
}  # fmt: skip
_UPDATED = re.compile(r"\b(?:cap nhat|chinh sua|sua (?:luc|ngay|doi)|lan cuoi|updated?|modified|edited)\b")
_PUBLISHED = re.compile(
    r"\b(?:dang (?:luc|ngay|tai|boi)|ngay dang|xuat ban|phat hanh|dang tai|ngay viet|published|posted)\b|^dang ?:"
)
_STATEMENT = re.compile(
    r"\b(?=(?:cập nhật|chỉnh sửa|sửa (?:lúc|ngày|đổi)|ngày đăng|đăng (?:lúc|ngày|tải)|xuất bản)\b)", re.I
)
_FILLER = re.compile(r"\b(?:ngay|thang|nam|luc|vao|hoi|gio|phut|am|pm)\b")
_UNTIL = re.compile(
    r"\b(?:tu|den|den het|truoc|sau|ke tu|tinh den|trong)(?: ngay)? +\|"
)  # "có hiệu lực từ ngày 1/3/2026"
# Words of dates themselves; other words in lower case make a sentence.
_DATE_WORDS = re.compile(
    "thứ|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười|một|chủ|nhật|ngày|tháng|lúc|vào|giờ|phút|giây|sáng|trưa|chiều|tối|đêm|[hgp]|am|pm|cập"
    "|đăng|xuất|bản|phát|hành|trước|âm|lịch"
)
_OTHER_WORD = re.compile(r"[^\W\d_]+")


class _Unclear(Exception):
    """The line gives no date; the argument is the warning's code."""


def parse_date(s: str, *, now: datetime | None = None) -> ParsedDate:
    """The date that a date line or a machine value gives.

    `now`: when the page was fetched (a naive one is taken as Vietnam's time); needed for "7 giờ trước", and nothing
    later than a day after it is believed. Never raises.

    Machine forms: ISO 8601 with `T` or a blank, RFC 2822, epoch seconds and milliseconds; without a zone they are
    Vietnam's time. "GMT+7" is +07:00, "GMT" is UTC. "7 giờ trước" counts back from `now` to the minute, "2 ngày trước"
    to the day, both with the warning `relative`; months and years ago give no value.

    Warnings. With a value: `weekday-mismatch` (the weekday printed is another day's), `relative`. Without one:
    `no-date`, `no-year` ("Chiều 3/1"), `no-day` ("tháng 1/2024"), `impossible` (31/02, 12/31/2024, 25:00), `ambiguous` (two
    dates or times, an unclear two-digit year, "3/5/2026 3:34:00 PM" which a US server prints month first), `relative`,
    `implausible` (before 1990, or in the future), `not-a-date-line` (a sentence).
    """
    s = clean(s)
    if len(s) > MAX_LENGTH:
        return ParsedDate(warning="not-a-date-line")
    try:
        read = _machine(s)
        if read is not None:  # has no words that could say more
            return ParsedDate(_plausible(read[0], now), read[1], read[2])
        value, precision, warning = _human(fold(s), now)
        value = _plausible(value, now)
        prose = [word for word in _OTHER_WORD.findall(s) if word[0].islower() and not _DATE_WORDS.fullmatch(word)]
        if len(prose) > MAX_LOWER_CASE_WORDS:
            raise _Unclear("not-a-date-line")
    except _Unclear as why:
        return ParsedDate(warning=str(why), role=_role(fold(s)))
    return ParsedDate(value, precision, warning, _role(fold(s)))


def epoch(n: int | float | str) -> ParsedDate:
    """A time in seconds since 1970, or in milliseconds when the number is that large; as Vietnam's time."""
    try:
        number = float(n)
        number = number / 1000 if abs(number) >= 1e11 else number
        value = datetime.fromtimestamp(number // 1, VIETNAM)
        return ParsedDate(_plausible(value, None), "second")
    except (ValueError, OverflowError, OSError):
        return ParsedDate(warning="no-date")
    except _Unclear as why:
        return ParsedDate(warning=str(why))


def month_of_url(url: str) -> str | None:
    """ "2024-07" for the CMS families that put YYYYMM into the path (".../202407/slug-e635eaf/"), else None."""
    for part in urlsplit(url).path.split("/"):
        if len(part) == 6 and part.isascii() and part.isdigit():
            year, month = int(part[:4]), int(part[4:])
            if FIRST_YEAR <= year < 2100 and 1 <= month <= 12:
                return f"{part[:4]}-{part[4:]}"
    return None


def split_updated(s: str) -> list[str]:
    """The statements of a line that gives two dates: "15/03/2024 10:20 | Cập nhật: 16/03/2024 09:00"."""
    parts = [part for part in _STATEMENT.split(s) if part]
    return parts if len(parts) > 1 else []


_Read = tuple[datetime, Precision, str | None]
_Clock = tuple[int, int, int | None]
_T = TypeVar("_T")


def _machine(s: str) -> _Read | None:
    if found := _ISO.fullmatch(s):
        zone = _offset(found["z"]) if found["z"] else VIETNAM
        second, minute = found["S"], found["M"]
        value = _build(found["y"], found["m"], found["d"], found["H"] or 0, minute or 0, second or 0, zone)
        return value, "second" if second else "minute" if minute else "day", None
    if _EPOCH.fullmatch(s):
        read = epoch(s)
        if read.value is None:
            raise _Unclear(read.warning)
        return read.value, "second", None
    return None


def _human(t: str, now: datetime | None) -> _Read:
    """`t` is folded. Each kind of piece is taken out in turn, so what is left can be judged."""
    if not t.isascii():
        t = t.translate(_SIGNS)
    t = _GLUED.sub(r"\1\2 ", t)
    zones, t = _take(_ZONE, t)
    t = _LUNAR.sub(" | ", t)
    weekdays, t = _take(_WEEKDAY, t)
    ago = _AGO.search(t)
    t = _AGO.sub(" ", t)
    times: list[re.Match[str]] = []
    for pattern in _TIMES:
        found, t = _take(pattern, t)
        times += found
    dates: list[re.Match[str]] = []
    for pattern in _DATES:
        found, t = _take(pattern, t)
        dates += found
    clock = _one({_clock(found) for found in times})
    if not dates:
        return _undated(t, ago, clock, now)
    years = {_calendar(found, bool(times or weekdays)) for found in dates}
    day = _one(years)
    if day is None or _RANGE.search(t):
        raise _Unclear("ambiguous")
    if _UNTIL.search(t) or len(_OTHER_WORD.findall(_FILLER.sub(" ", t))) > MAX_OTHER_WORDS:
        raise _Unclear("not-a-date-line")
    printed = _one({_WEEKDAYS[next(filter(None, found.groups()))] for found in weekdays})
    mismatch = printed is not None and printed != day.weekday()
    if any(len(found["y"]) == 2 for found in dates) and mismatch:
        raise _Unclear("ambiguous")
    if printed is None or mismatch:
        _check_american(dates, times, day)
    zone = _one({_offset("+7" if "ict" in found[0] else next(filter(None, found.groups()), "")) for found in zones})
    zone = zone or VIETNAM
    if clock is None:
        return _build(day.year, day.month, day.day, 0, 0, 0, zone), "day", "weekday-mismatch" if mismatch else None
    hour, minute, second = clock
    if hour < 12 and re.search(r"\b(?:chieu|toi)\b", t):
        raise _Unclear("ambiguous")  # "Chiều 3/1/2024, 5:20"
    value = _build(day.year, day.month, day.day, hour, minute, second or 0, zone)
    return value, "minute" if second is None else "second", "weekday-mismatch" if mismatch else None


def _take(pattern: re.Pattern[str], t: str) -> tuple[list[re.Match[str]], str]:
    found = list(pattern.finditer(t))
    return found, pattern.sub(" | ", t) if found else t


def _one(values: set[_T]) -> _T | None:
    """The one value that all pieces agree on."""
    if len(values) > 1:
        raise _Unclear("ambiguous")
    return next(iter(values), None)


def _undated(t: str, ago: re.Match[str] | None, clock: _Clock | None, now: datetime | None) -> _Read:
    """A line without a full date: relative to `now`, or no value and why."""
    just_now, day_word = _JUST_NOW.search(t), _DAY_WORD.search(t)
    if not (ago or just_now or day_word):
        raise _Unclear("no-year" if _YEARLESS.search(t) else "no-day" if _MONTH_ONLY.search(t) else "no-date")
    if now is None:
        raise _Unclear("relative")
    now = now.replace(tzinfo=VIETNAM) if now.tzinfo is None else now.astimezone(VIETNAM)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    minute = now.replace(second=0, microsecond=0)
    if just_now:
        return minute, "minute", "relative"
    if ago:
        unit = _UNITS.get(ago["unit"] or ago["unit2"])
        if unit is None:  # months and years: which day cannot be said
            raise _Unclear("relative")
        number = ago["n"] or ago["n2"]
        count = int(number) if number.isdigit() else _NUMBERS.get(number, 1)
        minute -= timedelta(hours=int(ago["hours"] or 0))  # "1 giờ 20 phút trước"
        if unit >= timedelta(days=1):
            return midnight - count * unit, "day", "relative"
        return minute - count * unit, "minute", "relative"
    assert day_word is not None
    word = day_word["day"] or day_word["en"]
    midnight -= timedelta(days={"nay": 0, "today": 0, "qua": 1, "yesterday": 1, "kia": 2}[word])
    if clock is None:
        return midnight, "day", "relative"
    hour, minutes, seconds = clock
    value = _build(midnight.year, midnight.month, midnight.day, hour, minutes, seconds or 0, VIETNAM)
    return value, "minute" if seconds is None else "second", "relative"


def _calendar(found: re.Match[str], supported: bool) -> date:
    """The day of a match of `_DATES`. A two-digit year is believed only beside a time or a weekday, or a month's name."""
    month, year = found["m"], int(found["y"])
    if len(found["y"]) == 2:
        if not supported and month.isdigit():
            raise _Unclear("ambiguous")
        year += 2000 if year < FIRST_YEAR % 100 else 1900
    number = int(month) if month.isdigit() else _NUMBERS.get(month) or _ENGLISH[month]
    try:
        return date(year, number, int(found["d"]))
    except ValueError:
        raise _Unclear("impossible") from None


def _clock(found: re.Match[str]) -> _Clock:
    """Hour, minute and second (None = not given) of a match of `_TIMES`, on the 24-hour clock."""
    hour, minute = int(found["H"]), int(found["M"] or 0)
    second = int(found["S"]) if found["S"] else None
    half = (found["half"] or "").replace(".", "")
    if hour > 23 or minute > 59 or (second or 0) > 59:
        raise _Unclear("impossible")
    if half in ("am", "sa", "sang"):
        if hour > 12:
            raise _Unclear("ambiguous")
        hour %= 12
    elif half in ("pm", "ch", "chieu") or (half == "toi" and hour < 12):
        hour += 12 if hour < 12 else 0
    elif half == "trua":  # 11 to 13 o'clock
        hour += 12 if hour < 4 else 0
    elif half in ("dem", "toi") and hour <= 12:  # 9 giờ đêm, 12 giờ đêm, 1 giờ đêm
        hour = hour + 12 if 6 < hour < 12 else hour % 12
    return hour, minute, second


def _check_american(dates: list[re.Match[str]], times: list[re.Match[str]], day: date) -> None:
    """Refuse "3/5/2026 3:34:00 PM": a server with US settings prints 5 March so. Padded numbers are typed by hand."""
    if (
        day.day > 12
        or day.day == day.month
        or not any((found["half"] or "")[:2] in ("am", "pm", "a.", "p.") for found in times)
    ):
        return
    if not any(found.groupdict().get("sep") == "/" for found in dates):
        return
    if any(int(found["H"]) > 12 for found in times):
        return
    numbers = [piece for found in dates for piece in (found["d"], found["m"])] + [found["H"] for found in times]
    padded = any(number.startswith("0") for number in numbers)
    bare = any(len(number) == 1 for number in numbers)
    if bare or not padded:
        raise _Unclear("ambiguous")


@lru_cache(maxsize=256)
def _offset(text: str) -> timezone:
    """The zone of "+0700", "GMT+7", "+7", "7", "Z", "GMT"; of "" UTC."""
    digits = re.sub(r"[^\d:+-]", "", text)
    if not digits.strip("+-"):
        return UTC
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-")
    hours, minutes = (
        digits.split(":") if ":" in digits else (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    )
    if int(hours) > 14 or int(minutes) > 59:
        raise _Unclear("impossible")
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))


def _build(
    year: int | str,
    month: int | str,
    day: int | str,
    hour: int | str,
    minute: int | str,
    second: int | str,
    zone: timezone,
) -> datetime:
    try:
        return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=zone)
    except ValueError:
        raise _Unclear("impossible") from None


def _plausible(value: datetime, now: datetime | None) -> datetime:
    if now is not None:
        now = now.replace(tzinfo=VIETNAM) if now.tzinfo is None else now
        if value - now > timedelta(days=1):
            raise _Unclear("implausible")
    if not FIRST_YEAR <= value.year < 2100:
        raise _Unclear("implausible")
    return value


def _role(t: str) -> Role | None:
    if _UPDATED.search(t):
        return None if _PUBLISHED.search(t) else "updated"
    return "published" if _PUBLISHED.search(t) else None
