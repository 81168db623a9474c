"""What boxes of stories are headed with: the same words within a body, beside it and on lists."""

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
