"""Lines that a page prints and no author wrote: the headings of boxes of stories, within a body, beside it and on lists."""

from __future__ import annotations

import re

#: Headings of boxes about this article (facts: EPI_CMS, PAGE_TEXT_PATTERNS 6; gold), folded.
RELATED = re.compile(
    r"(?:(?:cac )?(?:tin|bai|bai viet|tin bai|tin tuc|noi dung|bai doc|chu de|video|su kien|tin,? bai|thong tin)"
    r" (?:lien quan|cung chuyen muc|cung chu de|cung muc|khac|cung su kien|cung loai)(?: (?:trong|cung|cua)(?: chuyen)? muc)?"
    r"|(?:tin|bai viet|bai)? ?cung (?:chuyen muc|chu de|muc|su kien)|co the ban (?:quan tam|thich|muon doc|chua biet)|ban co the quan tam"
    r"|xem them(?: ve)?|(?:doc|xem) them cung (?:chu de|chuyen muc|su kien)|doc them|(?:tin |bai )?doc tiep|tham khao(?: them)?|lien quan|bai tiep theo|bai viet tiep theo|tin tiep theo|cac bai viet khac|moi ban doc them"
    r"|(?:tin|bai)(?: viet)? (?:cu|moi) hon|cac tin (?:cu|moi) hon|cac tin khac|tin da dua|cac tin da dua|bai doc them|tin cung loai)(?: \(?\d+\)?)?[ :.…>»]*"
)
#: Headings of boxes about other stories.
OTHERS = re.compile(
    r"(?:cac )?(?:tin|bai|bai viet|tin tuc)? ?(?:moi(?: (?:nhat|cap nhat|dang|nhan))?|nong|noi bat|24h|trong ngay)"
    r"|(?:tin|bai|bai viet|tin bai)? ?(?:duoc )?(?:doc|xem|quan tam|chia se|binh luan) nhieu(?: nhat)?(?: trong .*)?|tieu diem|dung bo lo(?: tin)?|danh cho ban|tin anh|video.*|multimedia|quang cao"
)
#: Lines that belong to the page, not to the article (facts: PAGE_TEXT_PATTERNS 6 and 7), matched on the folded text.
FURNITURE = re.compile(
    r"[-–— ]*(?:theo doi .{0,60}(?:google news|tren)"
    r"|(?:\*|>+)? ?(?:kinh )?moi (?:ban doc|quy vi|(?:quy )?(?:doc|khan|thinh) gia|quy ban doc|cac ban|ban)\b.{0,60}(?:chuyen muc|theo doi|xem them|doc them|cap nhat|don doc|tham khao).{0,60}"
    r"(?:chuyen muc|chuyen trang|truyen hinh|tv online|fanpage|youtube|google|facebook|zalo|tiktok|kenh|ung dung|ban tin|tin tuc|tai day|cac bai|tin,? bai|bao dien tu|lien quan).*"
    r"|(?:ban quyen thuoc|ghi ro nguon|vui long ghi ro|moi y kien dong gop|moi thong tin gop y|duong day nong|hotline|dang ky nhan ban tin)\b.*"
    r"|(?:nguon ?: ?)?\[? ?(?:copy )?link (?:nguon|bai goc) ?\]?.*|chia se(?: bai viet)?|in trang nay|len top|ve dau|(?:them |viet )?binh luan(?: \(?\d+\)?)?|gui binh luan|gui mail toa soan|in bai viet|copy link"
    r"|xem them|doc them|doc tiep|tin lien quan|bai lien quan|tin bai lien quan|bai viet lien quan|xem video|ve trang chu de"
    r"|quang cao|advertisement|nghe (?:doc )?(?:bai(?: viet| bao)?|bao|tin)|\d{1,2}:\d\d ?/ ?\d{1,2}:\d\d|fb yt zl tw)[ :.…>»*–—-]*"
)
