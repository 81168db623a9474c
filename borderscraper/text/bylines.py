"""Bylines of Vietnamese newspapers: who wrote it, and whether a line is a byline at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from borderscraper.text.clean import clean, fold

#: Longer than this is no byline.
MAX_LENGTH = 300

_PICTURE_WORK = (
    r"(?:hình ảnh|ảnh|hình|video|clip|đồ h(?:ọa|oạ)|infographics?|thiết kế|trình bày|kỹ thuật|dựng|quay phim)"
)
_WORK = rf"(?:bài viết|tin|bài|nội dung|lời|thơ|ghi chép|phóng sự|{_PICTURE_WORK})"
_AND = r"(?:\s*[,&/+-]\s*|\s+và\s+|\s+)"
# What stands before a name: the work done. Who took the pictures is an author only when nobody else is.
_LABEL = re.compile(
    rf"(?<![^\W\d_])(?:(?P<picture>{_PICTURE_WORK}(?:{_AND}{_PICTURE_WORK})*)(?!{_AND}{_WORK})|{_WORK}(?:{_AND}{_WORK})*"
    r"|(?:nhóm )?tác giả|người viết|thực hiện(?: bởi)?|(?:được )?viết bởi|tổng hợp|biên soạn|biên tập|biên dịch|lược dịch|dịch"
    r"|phóng viên|nguồn(?: tin)?|theo|author|(?:posted |written )?by|đăng bởi)(?: của| do)?\s*[:：]\s*",
    re.I,
)
# What literary pages print: "Bút ký của Hoa Lư".
_GENRE = r"(?:bút ký|ký(?: sự)?|hồi ký|ghi chép|phóng sự|truyện ngắn|t(?:ùy|uỳ) bút|tạp bút|tản văn|thơ)\s+của"
_LEADING = re.compile(rf"(?:theo(?!\s+dõi)|dẫn theo|nguồn|by|bởi|tác giả|người viết|thực hiện|{_GENRE})\s+(?=\S)", re.I)
_SOURCE = re.compile(r"(?:dẫn )?(?:theo|nguồn)\b", re.I)
_DONE = re.compile(
    r"(?:\s*[-–—,|]\s*|\s+)(?:(?i:thực hiện|tổng hợp|lược dịch|biên dịch|biên soạn|lược ghi|sưu tầm|t/h)|ghi|dịch)\s*$"
)
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_END = ' \t./|*•·…,;:-–—“”"«»_'
_CONTACT = re.compile(r"\S+@\S+\.\w+|https?://\S+|\+?\d[\d .-]{7,}\d")
_DATE_TAIL = re.compile(r"(?:\s[-–—|,]?\s*)?(?:thứ \w+,?\s*|chủ nhật,?\s*)?\b\d{1,2}(?:[/:]|[h.-](?=\d))\d.*$", re.I)
_RANK = re.compile(
    r"(?:(?:(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|úy|uý)|(?:thượng|trung|hạ) sĩ|binh nhất|ts|ths|pgs|gs|bs|bsck(?:i|ii|1|2)|ks|ls|tiến sĩ|thạc sĩ|kỹ sư"
    r"|bác sĩ|luật sư|nhà báo|nhà văn|nhà thơ|phóng viên|pv|ctv|cộng tác viên|đ/c|đồng chí|nsưt|nsnd|qncn)(?:[.,:]\s*|\s+))+",
    re.I,
)
# A post or a unit behind a name says who that is; it is no second person.
_POST = re.compile(
    r"(?:nguyên\s+)?(?:phó\s+(?:trưởng|giám|chủ|bí|tư|tham|chỉ|tổng|ban|phòng|chính|chánh|cục|đồn)|trưởng|chính ủy|chính uỷ|chính trị viên"
    r"|chỉ huy|tư lệnh|tham mưu|giám đốc|chủ tịch|bí thư|ủy viên|uỷ viên|đại biểu|cán bộ|chiến sĩ|đồn|trạm|hải đội|hải đoàn|tiểu đoàn"
    r"|trung đoàn|bộ|ban|phòng|sở|cục|vụ|viện|trung tâm|trường (?:thpt|thcs|tiểu học|đại học|cao đẳng|chính trị|sĩ quan)|học viện"
    r"|đại học|hội (?:nông|phụ|liên|lh\w*|cựu|chữ|văn|nhà|luật)|huyện|tỉnh|thành phố|tp|xã|phường|thị xã|ubnd|bđbp|bch|công an|quân khu"
    r"|đài (?:pt|phát|truyền|tiếng|tt)|báo|tạp chí|thông tấn|ctv (?:tỉnh|huyện|xã|đài|báo|tại|ở)|email|đt|điện thoại|sđt|tel)(?![^\W\d_])",
    re.I,
)
# Names of institutions hold "và", commas and hyphens themselves.
_OUTLET = re.compile(
    r"(?:báo|tạp chí|đài (?:pt|phát|truyền|tiếng|tt)|cổng|trang (?:tin|thông|web)|chuyên trang|ban|phòng|trung tâm|nhóm|tổ|sở|bộ"
    r"|cục|văn phòng|truyền hình|thông tấn xã|công an|bđbp|bộ đội)(?![^\W\d_])",
    re.I,
)
_AGENCY = re.compile(
    r"(?:ttxvn|vnanet|vov\d?(?:[- ][^\W\d_]+){0,2}|vtv\d*|vtc(?: news)?|vietnam\+|vietnamplus|reuters|afp|ap|xinhua|tân hoa xã|tass|bbc|cnn|yonhap|kyodo|sputnik"
    r"|getty(?: images)?|epa|bnews|(?:[\w-]+\.)+(?:vn|com|net|org|info))",
    re.I,
)
_NOBODY = frozenset(
    (
        *("admin", "administrator", "root", "editor", "user", "author", "unknown", "null", "none", "undefined"),
        *("super user", "webmaster", "quan tri", "quan tri vien", "bientap"),
    )
)
# What the buttons beside a byline say.
_BUTTON = re.compile(
    r"(?:chia sẻ|theo dõi|share|follow|tweet|gửi|xem (?:thêm|các|tất cả|bài))\b.*|(?:bản in|in (?:bài|trang|tin)|lưu (?:bài|tin)|bình luận|copy link|sao chép)(?: .*)?"
    r"|in|lưu|thích|quan tâm|đăng nhập|like|facebook|twitter|zalo|messenger|e-?mail|print|linkedin|pinterest|telegram|viber|instagram|tiktok|youtube|google(?:\+| news| plus)?",
    re.I,
)
_OTHERS = re.compile(r"(?:\d+|các|những)?\s*(?:tác giả|người) khác|(?:các )?cộng sự|cs|nnk|et al", re.I)
_SEPARATOR = re.compile(
    r"\s*[;|\n]\s*|\s*,\s*|\s+[-–—+]\s*|[-–—+]\s+|\s*[–—]\s*|\s+(?:và|&|and|theo)\s+|\s+cùng\s+(?=nhóm)|\s*/\s*", re.I
)
_NEXT_OUTLET = re.compile(rf"(?:\s*[,;/|]\s*|\s+[-–—]\s+|\s+và\s+)(?=báo\s|tạp chí\s|{_AGENCY.pattern}(?!\w))", re.I)
_HYPHEN = re.compile("[-‐‑]")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.)+\s?[^\W\d_]{0,8}\.?")


def split_authors(raw: str, own_names: Iterable[str] = ()) -> list[str]:
    """The people, or the agency, that a byline names: as printed, in order, each once.

    "A-B", "A - B", "A, B", "A và B" are two people; a single hyphenated name ("Minh-Khai", "Y-Bhiu") stays whole.
    "Theo TTXVN" gives TTXVN; "Tin, ảnh: X", "X (thực hiện)", "X (CTV huyện …)" give X; an agency or a post behind a
    person ("X/TTXVN", "X, Chính ủy …") is left out, ranks are kept. Of "Bài: A - Ảnh: B" only A. `own_names` are the
    newspaper's own (`is_own_name`): nobody. "PV" is a byline.
    """
    s = clean(raw)
    return list(_authors(s, tuple(own_names))) if len(s) <= MAX_LENGTH else []


@lru_cache(maxsize=2048)  # the same writers sign a newspaper's articles, and one article says its writer three times
def _authors(s: str, own: tuple[str, ...]) -> tuple[str, ...]:
    if is_own_name(s, own):  # before it is split: "Vietnam+ (VietnamPlus)"
        return ()
    names: list[str] = []
    for part in _parts(_CONTACT.sub(" | ", s)):
        for name in _people(part, own):
            if name not in names and _is_somebody(name) and not is_own_name(name, own):
                names.append(name)
    return tuple(names)


def _is_somebody(name: str) -> bool:
    return fold(name) not in _NOBODY and not is_button(name)


def is_button(words: str) -> bool:
    """Whether words beside a byline name no one, but what a click there does: "Facebook", "Bản in", "Theo dõi"."""
    return _BUTTON.fullmatch(words) is not None


def is_own_name(name: str, own_names: Iterable[str]) -> bool:
    """Whether `name` is one of the newspaper's own, however printed: "Báo Lào Cai điện tử", "baolaocai.vn", "LÀO CAI"."""
    key = own_key(name)
    return bool(key) and any(key == own_key(own) for own in own_names)


_OWN_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?|(?:\.com|\.org|\.gov|\.net)?\.vn/?$|\.(?:com|net|org)/?$")
_OWN_NOISE = re.compile(
    r"\b(?:bao va|bao|dai|dien tu|online|phat thanh(?: va)?(?: truyen hinh)?|truyen hinh|ptth|pttth|toa soan|theo|nguon|tinh|tap chi|newspaper|news)\b"
)


@lru_cache(maxsize=2048)  # the same few names of a newspaper for each byline
def own_key(name: str) -> str:
    """What is left of a newspaper's name without the words that newspapers bear: "Báo Lào Cai điện tử" -> "laocai"."""
    bare = _OWN_DOMAIN.sub("", fold(name))
    plain = re.sub(r"[\W_]+", "", _OWN_NOISE.sub(" ", re.sub(r"[\W_]+", " ", bare)))
    key = plain or re.sub(r"[\W_]+", "", bare)
    return key[3:] if key.startswith("bao") and len(key) > 6 else key


def _parts(s: str) -> list[str]:
    """The pieces of a byline that name writers, without the labels; those with pictures' labels only when alone."""
    labels = list(_LABEL.finditer(s))
    if not labels:
        return [s]
    ends = [found.start() for found in labels[1:]] + [len(s)]
    pieces = [
        (found["picture"] is not None, found[0], s[found.end() : end]) for found, end in zip(labels, ends, strict=True)
    ]
    head = s[: labels[0].start()].strip(_END + "([")
    writers = ([head] if head else []) + [
        ("Theo " if _SOURCE.match(label) else "") + piece for picture, label, piece in pieces if not picture
    ]
    return writers if any(piece.strip(_END) for piece in writers) else [piece for _, _, piece in pieces]


def _people(part: str, own: tuple[str, ...]) -> list[str]:
    """The names in a piece without labels."""
    extra: list[str] = []
    if whole := _BRACKET.fullmatch(part.strip(_END)):
        part = whole[1]
    elif ")" in part and "(" not in part:  # "(Nguồn: X)" without its label
        part = part.replace(")", " | ")
    for remark in _BRACKET.findall(part):
        if _SOURCE.match(remark):
            extra += _people(remark, own)
    part = _DATE_TAIL.sub("", _BRACKET.sub(" | ", part))
    source = bool(_SOURCE.match(part.strip(_END)))
    part = _trim(part)
    while found := _LEADING.match(part):
        part = part[found.end() :]
    part = _trim(_DONE.sub("", part))
    if is_own_name(part, own):  # before it is split: "Báo Bà Rịa - Vũng Tàu"
        return extra
    names: list[str] = []
    for group in part.split("|"):
        for name in _group(_trim(group), own):
            if names and not source and (_POST.match(name) or _AGENCY.fullmatch(name)):
                continue
            names.append(name)
    return names + extra


def _group(group: str, own: tuple[str, ...]) -> list[str]:
    """The names in a piece without labels and brackets."""
    pieces = _SEPARATOR.split(group)
    if _OUTLET.match(group) and not is_own_name(pieces[0], own):
        # its name may hold "và" and commas: split only where another outlet or agency follows
        outlets = map(_trim, _NEXT_OUTLET.split(group))
        return [outlet for outlet in outlets if outlet and len(outlet.split()) <= 12]
    names = (_trim(name) for piece in pieces for name in ([piece] if _AGENCY.fullmatch(piece) else _hyphenated(piece)))
    return [
        name
        for name in names
        if re.search(r"[^\W\d_]", name)
        and not _OTHERS.fullmatch(name)
        and (_MARKS_OF_STAFF.fullmatch(name) or not _RANK.fullmatch(name + " "))
        and len(name.split()) <= 8
    ]


def _trim(s: str) -> str:
    """`s` without the marks around it; initials keep their last full stop ("H.Y.T.")."""
    bare = s.strip(_END)
    last = bare.rpartition(" ")[2]
    rest = s[s.find(bare) + len(bare) :] if bare else ""
    return (
        bare + "."
        if rest.startswith(".") and not rest.startswith("./") and "." in last and _INITIALS.fullmatch(last)
        else bare
    )


def _hyphenated(piece: str) -> list[str]:
    """ "A-B" as two when every side is a whole name: several words, capitals, or initials."""
    sides = _HYPHEN.split(piece)
    whole = all(
        (len(side.split()) > 1 and side[0].isupper())
        or (len(side) > 1 and side.isupper() and side.isalpha())
        or _INITIALS.fullmatch(side)
        for side in sides
        if side
    )
    return sides if len(sides) > 1 and all(sides) and whole else [piece]


# --- is a line a byline? -------------------------------------------------------------------------------------------


def _syllables(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


# Syllables that begin Vietnamese full names (family names, also of the peoples at the border), folded.
_FAMILY = _syllables(
    """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao dinh doan lam mai trinh truong ha phung cao luong
    luu ta chu to thai kieu tang nong giang trieu ma vuong quach lo quang cam deo vang thao sung giang ly hau chang tan ban dieu
    ro ksor siu kpa nay rcom y h k' a dinh ho blup rmah alang bnuoc bling zo coor ploong arat thach danh kim son chau neang
    ung tu nghiem khuc la chuong on si van thieu tong tiet tieu mac luc lu lieu khong khuat kha huu hua han gia du dam
    co chuc bo bach bang au an ung vi lau lau lia mua cu giang ly thao hang hau"""
)
# Syllables of given names and pen names, folded.
_GIVEN = _syllables(
    """an anh ai bac bach bao bang binh bich cam canh cat chau chi chien chinh chung cong cuc cuong dai dan dang danh dao dat diem
    diep dieu dinh do doan dong du duc dung duong duy gia giang giao ha hai han hang hanh hao hau hien hieu hinh hoa hoai hoan
    hoang hoat hong hop hue huan hung huong huu huy huyen ha khai khanh khang khoa khoi khue kien kieu kim ky lac lai lam lan lanh
    lap le linh lien loan loc loi long luan luc luong luu ly mai man manh mao mi minh my na nam nga ngan nghi nghia ngoc nguyen
    nguyet nhan nhat nhi nhien nhu nhung nhuong ninh nu oanh phi phong phu phuc phung phuong quan quang que quoc quy quyen quyet quynh
    sang sao sinh son song suong sy ta tai tam tan tao thach thai tham than thang thanh thao the thi thien thiep thieu thinh tho
    thoa thong thu thuan thuc thuy thuyen thuong tien tinh toan toai tra tram tran trang tri trieu trinh trong truc trung truong tu
    tuan tue tung tuong tuyen tuyet ty tuc uy uyen van vi viet vinh vu vuong vy xuan yen y nhan khuong kha khiem hiep
    hy trac luyen thep quyet vien dong nhan dieu mo lua bao tieu bang"""
)
# Second syllables that only full names have: "Vàng Thị Mai", "Giàng A Sử", "Rơ Mah Hlan"
_MIDDLE = _syllables("thi van a seo mah cham thuy dinh huu")
# Names of the Ede, Jrai, Bahnar, Co Tu: "H'Hen Niê", "Y Bhiu", "Rah Lan Hùng"; "H'Mông" and "K'Ho" are peoples
_HIGHLAND = re.compile(r"[hk]['’](?!mong|ho\b)\w+|y [a-z]\w+(?: \w+)?$|(?:rah lan|ro mah|ro cham|a lang|ploong) \w+$")
# Words, with their marks, that no name has
_NEVER = _syllables(
    """tỉnh huyện xã đồn trạm bộ đội biên phòng giới nghị hội ban chỉ lượng tộc nước thôn bản mới tết vùng rừng núi học
    kinh tế giáo vượt khó giữ đường tuần tra cột mốc cửa khẩu tổ điểm tựa niềm tin yêu lòng nối hướng đi việc làm nghề đất trời
    người chiến sĩ cán đua xây dựng phát triển nâng cao đẩy mạnh kết quả nhiệm vụ giải pháp hoạt trình"""
)
# Places, institutions and headings whose words could be names
_NO_NAMES = frozenset(
    """ha noi|viet nam|lao cai|yen bai|lai chau|dien bien|son la|hoa binh|phu tho|vinh phuc|thai nguyen|bac kan|cao bang|lang son|bac giang|bac ninh
    |quang ninh|hai phong|hai duong|hung yen|thai binh|nam dinh|ninh binh|ha nam|thanh hoa|nghe an|ha tinh|quang binh|quang tri|hue|da nang|quang nam
    |quang ngai|binh dinh|phu yen|khanh hoa|ninh thuan|binh thuan|kon tum|gia lai|dak lak|dak nong|lam dong|binh phuoc|tay ninh|binh duong|dong nai
    |vung tau|ba ria|long an|tien giang|ben tre|tra vinh|vinh long|dong thap|an giang|kien giang|can tho|hau giang|soc trang|bac lieu|ca mau|truong sa
    |hoang sa|phu quoc|con dao|bien phong|bien gioi|quan doi|cong an|dan toc|phap luat|van hoa|the thao|kinh te|chinh tri|xa hoi|trung quoc|campuchia
    |bien dong|tan thanh|muong khuong|bac ha|sa pa|van ban|bao yen|bao thang|an ninh|quoc phong|ho chi minh|thai lan|han quoc|nhat ban|an do|dai loan
    |tuyen quang|ha giang|hai van quan|hai van|yen binh|duc tho|dong ha|binh yen|dong bao|tuoi tre|viet trung|hien luong|vinh quang|hoa hiep|dong xuan|le tet|thong tin|tam nhin|tinh yeu|hanh phuc|nhan dan|thanh nien|tien phong|nong dan
    |phu nu|doi song|giao duc|khoa hoc|cong nghe|quoc te|du lich|suc khoe|moi truong|trong nuoc|the gioi|phong su|binh luan|van nghe""".replace(
        "\n", ""
    )
    .replace(" |", "|")
    .split("|")
)
_MARKS_OF_STAFF = re.compile(
    r"(?:nhóm )?(?:pv|ctv|btv|phóng viên|p\.v|pv-ctv)|ttxvn|vnanet|vietnam\+|nhóm phóng viên|nhóm pv(?:[- ]btv)?", re.I
)
_LINE_LABEL = re.compile(
    rf"\(?(?:{_WORK}(?:{_AND}{_WORK})*|(?:nhóm )?tác giả|người viết|thực hiện|tổng hợp|biên soạn|biên dịch|lược dịch|dịch|phóng viên|nguồn(?: tin)?|theo)"
    r"(?: của| do)?\s*[:：]\s*",
    re.I,
)


_OF = re.compile(rf"{_GENRE}:?\s+", re.I)


def looks_like_byline(line: str) -> bool:
    """Whether a short line of its own, at the end or the start of an article, names its author.

    "HOÀNG ĐẠO", "Phương Chi - Trọng Kiên", "B.B - H.A", "Theo TTXVN", "Tin, ảnh: X", "X (thực hiện)". Conservative: a
    sentence, a sub-heading, a place or a picture's credit ("Ảnh: X") is none.
    """
    s = clean(line)
    if not s or len(s) > 90 or len(s.split()) > 14:
        return False
    if label := _LINE_LABEL.match(s) or _OF.match(s):
        if (found := [*_LABEL.finditer(s)]) and all(one["picture"] for one in found):
            return False  # a credit
        rest = s[label.end() :]
        return bool(rest) and all(_short_name(name) for name in split_authors(rest)) and bool(split_authors(rest))
    if re.fullmatch(r"(?:Báo|BÁO)(?: [^\W\d_a-z][\w-]*){1,4}(?: (?:điện tử|Online))?", s) and all(
        w[0].isupper() for w in s.split()[:2]
    ):
        return True
    inner = s[1:-1] if s.startswith("(") and s.endswith(")") else s
    if re.match(r"(?:dẫn )?(?:Theo|THEO) ", inner):
        source = _trim(inner.split(" ", 1)[1])
        return (
            len(source.split()) <= 6
            and bool(source)
            and (source[0].isupper() or bool(_AGENCY.fullmatch(source)))
            and _no_sentence(source)
        )
    bare = _trim(inner)
    remark = _BRACKET.search(bare)
    did = (remark is not None and remark.start() > 0) or bool(_DONE.search(bare))
    if s[-1:] in '!?:;,”"' or (s.endswith(".") and not (s.endswith("./.") or _INITIALS.search(s.rpartition(" ")[2]))):
        return False
    names = split_authors(bare)
    if not 1 <= len(names) <= 5:
        return False
    return all(_is_name(name, sure=did or len(names) > 1) for name in names)


def is_work_line(line: str) -> bool:
    """Whether a line says who did a part of the work: "Nội dung: X", "Ảnh: X, Y", "Thiết kế: X"."""
    s = clean(line)
    label = _LINE_LABEL.match(s) if len(s) <= 90 else None
    names = split_authors(s[label.end() :]) if label else []
    return bool(names) and all(_short_name(name) for name in names)


def is_staff(line: str) -> bool:
    """Whether a byline names no person but those of the newspaper who wrote it: "PV", "Nhóm phóng viên", "Ban Thời sự"."""
    return _MARKS_OF_STAFF.fullmatch(line) is not None or _DESK.fullmatch(line) is not None


_DESK = re.compile(r"(?:Ban|BAN|Nhóm|NHÓM) [^\W\d_a-z]\w*(?:[ -]\w+){0,3}")


def is_signature(name: str, standing: str) -> bool:
    """Whether two lines are a person and who that is: "Luật sư Trần Văn B", "Đoàn luật sư tỉnh A"."""
    standing = standing.lstrip("([ ")
    return (
        len(name) <= 60
        and len(standing) <= 140
        and (_POST.match(standing) or _FIRM.match(standing)) is not None
        and _TOLD.search(standing) is None
        and _SPOKEN_OF.match(name) is None
        and _is_name(name, sure=True)
    )


_SPOKEN_OF = re.compile(r"(?:ông|bà|anh|chị|em|cô|chú)(?: \S+){2}", re.I)
_TOLD = re.compile(r"(?<!TP)(?<!Tp)[.!?:;…](?:\s|$)|[“”\"]")
_FIRM = re.compile(
    r"(?:công ty|đoàn luật sư|văn phòng|hãng luật|luật sư|bác sĩ|bệnh viện|khoa|phóng viên|nhà báo|biên tập viên|cộng tác viên|giảng viên|chuyên gia|thành viên)(?![^\W\d_])",
    re.I,
)


def is_picture_line(line: str) -> bool:
    """Whether a line of work names only who took the pictures, drew or filmed."""
    labels = list(_LABEL.finditer(clean(line)))
    return bool(labels) and all(found["picture"] for found in labels)


def _no_sentence(s: str) -> bool:
    return not re.search(r"[.!?]\s|,.*,", s) and sum(word[0].islower() for word in s.split()) <= 2


def _short_name(name: str) -> bool:
    return len(name.split()) <= 6 and (name[0].isupper() or bool(_AGENCY.fullmatch(name)))


def _is_name(name: str, *, sure: bool) -> bool:
    """`sure`: the line's shape already says that these are people, so any capitalised words will do."""
    if _MARKS_OF_STAFF.fullmatch(name) or _AGENCY.fullmatch(name):
        return True
    if _INITIALS.fullmatch(name) and not name.startswith(("TP.", "TX.")):
        last = name.rstrip(".").rpartition(".")[2].strip()
        return name.upper() == name or (name[0].isupper() and last[:1].isupper() and fold(last) in _GIVEN)
    name = _RANK.sub("", name)
    syllables = name.split()
    if not 1 <= len(syllables) <= 5 or not all(
        word[0].isupper() and re.fullmatch(r"[^\W\d_][^\W\d_'’.-]*(?:[-'’.][^\W\d_]+)*", word) for word in syllables
    ):
        return False
    keys = re.split(r"[ .]+", fold(name))
    if " ".join(keys) in _NO_NAMES or (" ".join(keys[:2]) in _NO_NAMES and len(keys) < 4):
        return False
    if any(word.casefold() in _NEVER for word in syllables) or not all(
        len(key) < 2 or set(key) & set("aeiouy") for key in keys
    ):
        return False
    if len(keys) > 2 and keys[0] in _FAMILY and keys[1] in _MIDDLE:
        return True
    if _HIGHLAND.match(" ".join(keys)):
        return True
    if len(syllables) == 1:
        return sure and keys[0] in _GIVEN and len(name) > 1
    known = sum(key in _GIVEN or len(key) < 2 for key in keys[1:]) + (keys[0] in _FAMILY or keys[0] in _GIVEN)
    if sure:
        return known >= len(keys) - 1
    return known == len(keys)
