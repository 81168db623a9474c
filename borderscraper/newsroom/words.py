"""The newsroom's vocabulary: sentence templates and word tables, written for it, and the means to draw from them.

A template holds slots in braces. A slot of the article's own cast (`{post}`, `{officer}`) keeps its value through the
article; a number slot (`{tens}`, `{thousands}`) is drawn anew each time. Numbers are written as newspapers write them:
"." between thousands, "," before decimals.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from zlib import crc32

SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Lý",
    "Vàng",
    "Giàng",
    "Sùng",
    "Thào",
    "Má",
    "Lù",
    "Tẩn",
    "Chảo",
    "Phàn",
    "Lồ",
    "Hầu",
    "Lừu",
    "Cư",
]
MIDDLE_MEN = [
    "Văn",
    "Đức",
    "Mạnh",
    "Quốc",
    "Xuân",
    "Hữu",
    "Minh",
    "Trung",
    "Thanh",
    "Công",
    "Seo",
    "A",
    "Láo",
    "Ngọc",
    "Hải",
]
MIDDLE_WOMEN = ["Thị", "Thu", "Ngọc", "Thanh", "Bích", "Kim", "Minh", "Phương"]
GIVEN_MEN = [
    "Cương",
    "Tuấn",
    "Hùng",
    "Dũng",
    "Thắng",
    "Sơn",
    "Hải",
    "Long",
    "Bình",
    "Quân",
    "Chính",
    "Páo",
    "Sử",
    "Chứ",
    "Dìn",
    "Pao",
    "Lâm",
    "Khánh",
    "Toàn",
    "Hiệp",
    "Tiến",
    "Nghĩa",
]
GIVEN_WOMEN = [
    "Hoa",
    "Lan",
    "Hương",
    "Hạnh",
    "Mai",
    "Yến",
    "Dung",
    "Nhung",
    "Mỷ",
    "Say",
    "Thảo",
    "Huyền",
    "Nga",
    "Oanh",
    "Tâm",
    "Vân",
]
RANKS = [
    "Thiếu úy",
    "Trung úy",
    "Thượng úy",
    "Đại úy",
    "Thiếu tá",
    "Trung tá",
    "Thượng tá",
    "Đại tá",
    "Thiếu tá quân nhân chuyên nghiệp",
]
ROLES = [
    "Đồn trưởng", "Chính trị viên", "Phó Đồn trưởng", "Phó Chính trị viên", "Đội trưởng Đội Vận động quần chúng",
    "Trạm trưởng Trạm Kiểm soát Biên phòng", "Đội trưởng Đội Phòng, chống ma túy và tội phạm",
]  # fmt: skip


class Places(NamedTuple):
    """Where a newspaper's stories happen."""

    gate: str
    posts: Sequence[str]
    communes: Sequence[str]
    villages: Sequence[str]


#: province -> its places; a province that is not listed borrows those of Lào Cai
PLACES = {
    "Lào Cai": Places(
        "Lào Cai",
        "Bát Xát|A Mú Sung|Y Tý|Trịnh Tường|Nậm Chảy|Mường Khương|Pha Long|Si Ma Cai|Tả Gia Khâu|Bản Lầu|Cửa khẩu Quốc tế Lào Cai".split("|"),
        (
            "Dìn Chin|Tả Gia Khâu|Pha Long|Lùng Vai|Bản Lầu|Nậm Chảy|Y Tý|A Lù|A Mú Sung|Trịnh Tường|Cốc Mỳ|Bản Qua|Quang Kim|Mường Vi|"
            "Sàng Ma Sáo|Dền Sáng|Nàn Sán|Sán Chải|Lùng Thẩn|Bắc Ngầm|Phong Hải|Xuân Quang|Võ Lao|Nậm Xé|Khánh Yên|Tả Phìn|Mường Hoa|"
            "Bảo Hà|Nghĩa Đô|Xuân Hòa|Việt Tiến|Nậm Đét|Cốc Ly|Tả Van Chư|Lùng Phình"
        ).split("|"),
        (
            "Lao Chải|Mào Phìn|Sín Chải|Choản Thèn|Ngải Trồ|Tả Lủ|Sả Lùng Chéng|Lũng Pô|Bản Pho|Cốc Cái|Na Lốc|Pạc Bo|Lồ Suối Tủng|"
            "Hoàng Hạ|Thải Giàng Sán|Vả Thàng|Sín Lùng Chải|Lùng Cáng|Nậm Sò|Séo Pờ Hồ|Phìn Ngan|Khu Chu Lìn|Ki Quan San|Nhìu Cồ San"
        ).split("|"),
    ),
    "Nghệ An": Places(
        "Nậm Cắn",
        "Nậm Cắn|Mường Típ|Mường Ải|Na Loi|Mỹ Lý|Keng Đu|Tam Hợp|Nhôn Mai|Thanh Thủy|Hạnh Dịch|Tri Lễ|Thông Thụ".split("|"),
        "Nậm Cắn|Mường Típ|Na Loi|Mỹ Lý|Keng Đu|Nhôn Mai|Tam Hợp|Lượng Minh|Yên Na|Hữu Kiệm|Tri Lễ|Quế Phong|Môn Sơn|Châu Khê".split("|"),
        "Trường Sơn|Huồi Pốc|Noọng Dẻ|Tiền Tiêu|Xốp Phe|Huồi Cáng|Phà Khốm|Cò Phạt|Búng|Na Lượng|Huồi Thum|Mường Lống".split("|"),
    ),
    "Đắk Lắk": Places(
        "Đắk Ruê",
        "Ia Rvê|Ea H’leo|Yok M’bre|Yok Đôn|Sê Rê Pốk|Bo Heng|Đắk Ruê".split("|"),
        "Ia Rvê|Ia Lốp|Ea Súp|Ea Rốk|Ea Bung|Buôn Đôn|Ea Wer|Krông Na|Ea H’leo|Cư M’gar|Krông Năng|Ea Kar|M’Drắk".split("|"),
        "Buôn Drang Phốk|Buôn Trí|Buôn Ea Rông|Buôn Đrăng|Đừng|Buôn Ako Dhông|Đắk Tiên|Ea Nhái|Buôn Tung|Ia Hiao".split("|"),
    ),
    "Tây Ninh": Places(
        "Mộc Bài",
        "Xa Mát|Mộc Bài|Phước Tân|Lò Gò|Tân Phú|Vạc Sa|Kà Tum|Chàng Riệc|Bến Cầu|Long Phước|Phước Chỉ".split("|"),
        "Tân Lập|Tân Bình|Thạnh Bắc|Tân Đông|Tân Hòa|Phước Vinh|Ninh Điền|Hảo Đước|Long Thuận|Lợi Thuận|Phước Chỉ|Hòa Hội".split("|"),
        "Tân Khai|Tân Nam|Sa Nghe|Bến Rộc|Phước Trung|Gò Ngãi|Tân Định|Bàu Bền|Trảng Cát|Con Trăn".split("|"),
    ),
    "Quảng Ninh": Places(
        "Móng Cái",
        "Hải Hòa|Pò Hèn|Quảng Đức|Bắc Sơn|Hoành Mô|Trà Cổ|Cửa khẩu Quốc tế Móng Cái|Cô Tô|Quan Lạn".split("|"),
        "Quảng Đức|Hải Sơn|Hoành Mô|Đồng Văn|Lục Hồn|Bình Liêu|Quảng Sơn|Quảng Lâm|Đại Dực|Ba Chẽ|Lương Mông|Kỳ Thượng".split("|"),
        "Pò Hèn|Thán Phún|Lục Phủ|Đồng Mô|Phạt Chỉ|Nà Choòng|Khe Tiền|Cao Ba Lanh|Mốc 13|Tài Phạt|Khe Và".split("|"),
    ),
}  # fmt: skip
VILLAGES = PLACES["Lào Cai"].villages

PEOPLES = ["Mông", "Dao", "Giáy", "Tày", "Nùng", "Hà Nhì", "Phù Lá", "Pa Dí", "Thu Lao", "Bố Y"]
CROPS = [
    "chè Shan tuyết",
    "quế",
    "dứa",
    "chuối",
    "lê Tai nung",
    "mận Tam hoa",
    "sa nhân",
    "thảo quả",
    "ngô lai",
    "lúa Séng cù",
    "atiso",
    "khoai sâm",
]
ANIMALS = ["trâu", "bò", "lợn đen", "dê", "gà đồi", "vịt Sín Chéng", "cá hồi", "cá tầm"]
OFFICES = [
    "Sở Nông nghiệp và Môi trường", "Sở Công Thương", "Sở Văn hóa, Thể thao và Du lịch", "Sở Giáo dục và Đào tạo", "Sở Y tế",
    "Sở Dân tộc và Tôn giáo", "Hội Nông dân tỉnh", "Hội Liên hiệp Phụ nữ tỉnh", "Tỉnh đoàn", "Hội Chữ thập đỏ tỉnh",
]  # fmt: skip
LOCAL_POSTS = [
    "Bí thư Đảng ủy",
    "Chủ tịch UBND",
    "Phó Chủ tịch UBND",
    "Chủ tịch HĐND",
    "Trưởng Công an",
    "Chủ tịch Ủy ban MTTQ Việt Nam",
]
AGENCIES = ["TTXVN", "VOV", "Báo Nhân Dân"]
BYLINES = [
    "Hoàng Tá", "Phương Chi", "Trọng Kiên", "Thu Thủy", "Cao Cường", "Mạnh Dũng", "Lê Liên", "Tô Dung", "Ngọc Bằng", "Đức Toàn",
    "Kim Thoa", "Vân Thảo", "Thanh Nam", "Quỳnh Trang", "PV", "Việt Vinh", "Hồng Minh", "Tất Đạt", "Viết Cường", "Mai Anh",
]  # fmt: skip
WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]
STEPS = [
    "tuyên truyền, vận động",
    "kiểm tra, giám sát",
    "tuần tra, kiểm soát",
    "tập huấn nghiệp vụ",
    "rà soát, thống kê",
    "đối thoại với Nhân dân",
]


MASK = (1 << 64) - 1


def mix(*parts: int) -> int:
    """A 64-bit hash of integers (splitmix64): cheap enough for an index of 100,000 articles."""
    state = 0x9E3779B97F4A7C15
    for part in parts:
        state = (state + part * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) & MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & MASK
        state ^= state >> 31
    return state


@dataclass(frozen=True)
class Beat:
    """What one kind of story is written from."""

    name: str
    titles: Sequence[str]
    summaries: Sequence[str]
    sentences: Sequence[str]
    captions: Sequence[str]
    quotes: Sequence[str]
    headings: Sequence[str]
    tags: Sequence[str]
    kickers: Sequence[str] = ()
    #: which summaries go with a title, by their places; titles that are not named go with all
    fits: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    closing: str | None = None

    def headline(self, rng: random.Random) -> tuple[str, str]:
        """A title and a summary that go together, as templates."""
        place = rng.randrange(len(self.titles))
        return self.titles[place], self.summary_for(rng, place)

    def summary_for(self, rng: random.Random, place: int) -> str:
        return self.summaries[rng.choice(self.fits.get(place, range(len(self.summaries))))]


BORDER = Beat(
    "border",
    titles=[
        "Đồn Biên phòng {post} giúp dân {village} làm đường giao thông",
        "Giữ bình yên đường biên, mốc giới ở {commune}",
        "Phối hợp tuần tra song phương, bảo vệ {tens} km đường biên",
        "“Kề vai” với đồng bào {people} nơi biên cương {commune}",
        "Người có uy tín ở {village} góp sức bảo vệ biên giới",
        "Hội đàm giữa Đồn Biên phòng {post} và lực lượng quản lý biên giới nước bạn",
        "{commune}: Ra mắt {few} tổ tự quản đường biên, mốc giới",
        "“Nâng bước em tới trường” trên rẻo cao {commune}",
        "Cán bộ, chiến sĩ Đồn Biên phòng {post} hiến máu cứu người",
        "Thầy giáo quân hàm xanh ở {village}",
        "Đồn Biên phòng {post}: Bám dân, bám bản, giữ vững chủ quyền",
        "Xuân Biên phòng ấm lòng dân bản {village}",
    ],
    summaries=[
        "{when}, Đồn Biên phòng {post} phối hợp với cấp ủy, chính quyền xã {commune} tổ chức tổng kết {few} năm thực hiện phong trào toàn dân tham gia bảo vệ chủ quyền lãnh thổ, an ninh biên giới quốc gia.",
        "Quản lý hơn {tens},{digit} km đường biên giới với {tens} mốc quốc giới, cán bộ, chiến sĩ Đồn Biên phòng {post} luôn bám địa bàn, sát cánh cùng đồng bào các dân tộc xã {commune}.",
        "Những năm qua, đồng bào {people} ở thôn {village}, xã {commune} đã cùng Bộ đội Biên phòng (BĐBP) giữ yên từng tấc đất biên cương.",
        "Từ đầu năm đến nay, Nhân dân khu vực biên giới đã cung cấp cho BĐBP {hundreds} nguồn tin, trong đó có nhiều nguồn tin có giá trị.",
        "{when}, tại cửa khẩu {gate}, Đồn Biên phòng {post} và lực lượng quản lý biên giới nước bạn tổ chức hội đàm định kỳ, trao đổi tình hình và thống nhất {few} nội dung phối hợp.",
    ],
    sentences=[
        "Đơn vị được giao quản lý, bảo vệ {tens},{digit} km đường biên giới, {tens} mốc quốc giới trên địa bàn {few} xã.",
        "Đồn đã phân công {tens} cán bộ, đảng viên phụ trách, giúp đỡ {thousands} hộ gia đình ở các thôn, bản biên giới.",
        "Đến nay, toàn xã đã củng cố, kiện toàn {tens} tổ tự quản đường biên, mốc giới/{hundreds} hộ và {tens} tổ tự quản an ninh trật tự/{thousands} thành viên.",
        "Theo {officer}, {role} Đồn Biên phòng {post}, địa hình chia cắt, thời tiết khắc nghiệt khiến công tác tuần tra gặp không ít khó khăn.",
        "Trong năm, đơn vị đã tổ chức {hundreds} lượt tuần tra với {thousands} lượt cán bộ, chiến sĩ và Nhân dân tham gia.",
        "Già làng, trưởng bản, người có uy tín là lực lượng nòng cốt trong phong trào toàn dân tham gia bảo vệ chủ quyền, an ninh biên giới.",
        "Nhân dân thôn {village} đã cung cấp {tens} nguồn tin có giá trị, giúp lực lượng chức năng kịp thời xử lý các vụ việc phát sinh.",
        "Hai bên thống nhất tiếp tục duy trì đường dây nóng, trao đổi thông tin và phối hợp tuần tra chung mỗi quý một lần.",
        "Đơn vị nhận đỡ đầu {tens} học sinh có hoàn cảnh khó khăn, mỗi em được hỗ trợ 500.000 đồng/tháng.",
        "Cán bộ quân y của đồn đã khám bệnh, cấp thuốc miễn phí cho {hundreds} lượt người dân ở {few} thôn giáp biên.",
        "Ông {elder}, người có uy tín thôn {village}, nhiều năm liền cùng bộ đội lên thăm mốc, phát quang đường tuần tra.",
        "Mỗi chuyến tuần tra kéo dài {few} ngày, bộ đội phải mang theo lương thực, thuốc men và ngủ lại trong rừng.",
        "Không còn cảnh người dân vượt biên trái phép, tình hình an ninh trật tự ở {commune} luôn ổn định.",
        "Mô hình “Mái ấm cho người nghèo nơi biên giới” đã hoàn thành {tens} ngôi nhà với tổng kinh phí {few},{digit} tỷ đồng.",
    ],
    captions=[
        "Cán bộ, chiến sĩ Đồn Biên phòng {post} tuần tra bảo vệ mốc giới.",
        "Bộ đội Biên phòng giúp người dân thôn {village} thu hoạch lúa.",
        "Quang cảnh hội nghị.",
        "{officer} trao quà cho các hộ nghèo xã {commune}",
        "Người dân thôn {village} cùng bộ đội phát quang đường tuần tra.",
        "Đại biểu hai bên trao đổi tại buổi hội đàm.",
    ],
    quotes=[
        "Mỗi người dân biên giới là một cột mốc sống, có dân thì mới giữ được biên giới.",
        "Bà con coi bộ đội như con em trong nhà, việc gì khó cũng tìm đến đồn để hỏi.",
        "Chúng tôi xác định phải ba bám, bốn cùng thì mới hiểu dân, dân mới tin mình.",
    ],
    headings=[
        "Điểm tựa của đồng bào vùng biên",
        "Bám địa bàn, giữ mốc giới",
        "Thắm tình quân dân",
        "Khi lòng dân là thành lũy",
    ],
    tags=["biên phòng", "biên giới", "tổ tự quản", "mốc giới", "Đồn Biên phòng {post}", "dân tộc", "chủ quyền"],
    fits={0: (1, 2), 2: (1, 3), 4: (2, 3), 5: (4,), 7: (1, 2), 8: (1,), 9: (1, 2), 11: (1, 2)},
    closing="Chia tay {commune}, chúng tôi mang theo niềm tin về một vùng biên cương bình yên, no ấm.",
    kickers=[
        "BỘ ĐỘI BIÊN PHÒNG {PROVINCE}",
        "ĐỒN BIÊN PHÒNG {POST}",
        "VÌ BÌNH YÊN BIÊN GIỚI",
        "NGƯỜI LÍNH QUÂN HÀM XANH",
    ],
)

MILITARY = Beat(
    "military",
    titles=[
        "Bộ Chỉ huy Quân sự tỉnh kiểm tra công tác sẵn sàng chiến đấu tại {commune}",
        "Xã {commune} sẵn sàng cho ngày hội tuyển quân",
        "Nòng cốt, xung kích bảo vệ tính mạng, tài sản của Nhân dân",
        "Dân quân {commune} giúp dân khắc phục hậu quả mưa lũ",
        "Huấn luyện sát thực tế, nâng cao chất lượng dân quân tự vệ",
        "{tens} thanh niên {commune} lên đường nhập ngũ",
        "Khai mạc diễn tập phòng thủ dân sự xã {commune}",
        "Lực lượng vũ trang tỉnh: Dấu ấn công tác dân vận ở {village}",
    ],
    summaries=[
        "{when}, đoàn công tác của Bộ Chỉ huy Quân sự tỉnh do {officer} làm Trưởng đoàn đã kiểm tra công tác sẵn sàng chiến đấu tại xã {commune}.",
        "Chỉ còn ít ngày nữa ngày hội giao quân sẽ diễn ra, các cơ quan, đơn vị chức năng của xã {commune} đã hoàn tất công tác chuẩn bị.",
        "Lực lượng vũ trang tỉnh đã huy động {hundreds} lượt cán bộ, chiến sĩ, dân quân giúp Nhân dân khắc phục hậu quả thiên tai.",
        "{when}, Ban Chỉ huy Quân sự xã {commune} tổ chức huấn luyện, diễn tập cho {hundreds} cán bộ, chiến sĩ dân quân theo kế hoạch năm.",
    ],
    sentences=[
        "Đoàn đã kiểm tra hệ thống văn kiện, kế hoạch, phương án bảo vệ cơ quan và công tác phòng, chống thiên tai, tìm kiếm cứu nạn.",
        "Qua kiểm tra, các đơn vị duy trì nghiêm chế độ trực sẵn sàng chiến đấu, quân số đạt {high}%.",
        "Năm nay, xã có {tens} thanh niên đủ điều kiện nhập ngũ, trong đó {few} thanh niên là đảng viên.",
        "Hội đồng Nghĩa vụ quân sự xã đã thăm, tặng quà {tens} gia đình thanh niên chuẩn bị lên đường.",
        "{officer} yêu cầu các đơn vị nắm chắc tình hình địa bàn, không để bị động, bất ngờ.",
        "Lực lượng dân quân đã giúp {tens} hộ dân ở thôn {village} di chuyển tài sản ra khỏi vùng nguy hiểm.",
        "Toàn tỉnh huy động {thousands} ngày công, nạo vét {tens} km kênh mương, sửa chữa {hundreds} ngôi nhà.",
        "Ban Chỉ huy Quân sự xã tổ chức huấn luyện {few} nội dung theo đúng kế hoạch, kết quả {high}% đạt khá, giỏi.",
        "Cuộc diễn tập gồm {few} giai đoạn, có sự tham gia của {hundreds} cán bộ, chiến sĩ và Nhân dân.",
        "Đơn vị thực hiện tốt phương châm “4 tại chỗ”, chủ động phối hợp với công an, biên phòng và kiểm lâm.",
        "Công tác chính sách hậu phương quân đội được quan tâm, {tens} ngôi nhà đồng đội đã được bàn giao.",
        "Các phương tiện, vật chất phục vụ nhiệm vụ cứu hộ, cứu nạn được bảo quản, bảo dưỡng thường xuyên.",
    ],
    captions=[
        "Đoàn công tác kiểm tra tại kho vật chất của đơn vị.",
        "Thanh niên xã {commune} khám sức khỏe nghĩa vụ quân sự.",
        "Dân quân giúp người dân thôn {village} dọn bùn đất.",
        "{officer} phát biểu kết luận buổi kiểm tra",
        "Quang cảnh lễ giao quân.",
    ],
    quotes=[
        "Được khoác áo lính là niềm tự hào của em và gia đình, em sẽ cố gắng rèn luyện thật tốt.",
        "Ở đâu dân cần, ở đâu dân khó thì ở đó có bộ đội.",
    ],
    headings=["Chủ động từ cơ sở", "Đội quân công tác", "Giao quân đủ, chất lượng cao"],
    tags=["quân sự", "tuyển quân", "dân quân", "sẵn sàng chiến đấu", "cứu hộ cứu nạn"],
    fits={0: (0,), 1: (1,), 2: (2,), 3: (2,), 4: (3,), 5: (1,), 6: (3,), 7: (2,)},
    kickers=["LỰC LƯỢNG VŨ TRANG {PROVINCE}", "QUỐC PHÒNG TOÀN DÂN", "CHÀO MỪNG NGÀY HỘI TÒNG QUÂN"],
)

CRIME = Beat(
    "crime",
    titles=[
        "Bắt quả tang đối tượng vận chuyển {few} bánh heroin tại {commune}",
        "Triệt phá đường dây tổ chức đưa, đón người xuất, nhập cảnh trái phép",
        "Thu giữ {tens} kg pháo nổ nhập lậu ở khu vực {commune}",
        "Khởi tố {few} bị can về hành vi mua bán trái phép chất ma túy",
        "Cảnh giác với thủ đoạn lừa đảo trên không gian mạng ở vùng cao",
        "Giải cứu {few} nạn nhân bị lừa bán ra nước ngoài",
        "Phá chuyên án, bắt {few} đối tượng, thu {thousands} viên ma túy tổng hợp",
        "{commune}: Tuyên án {few} bị cáo trong vụ án hủy hoại rừng",
    ],
    summaries=[
        "{when}, tại thôn {village}, xã {commune}, Đồn Biên phòng {post} chủ trì, phối hợp với Công an tỉnh bắt quả tang {few} đối tượng, thu giữ nhiều tang vật.",
        "Lợi dụng đường mòn, lối mở, các đối tượng tổ chức đưa, đón người xuất, nhập cảnh trái phép để thu lợi bất chính.",
        "Cơ quan Cảnh sát điều tra vừa khởi tố vụ án, khởi tố {few} bị can để điều tra, làm rõ theo quy định của pháp luật.",
        "Thời gian gần đây, nhiều người dân ở xã {commune} bị mất tiền vì tin theo các cuộc gọi, đường dẫn lạ trên mạng xã hội.",
        "{when}, Tòa án nhân dân khu vực mở phiên tòa xét xử sơ thẩm lưu động tại xã {commune} để tuyên truyền, giáo dục pháp luật.",
    ],
    sentences=[
        "Tang vật thu giữ gồm {few} bánh heroin, {thousands} viên ma túy tổng hợp, {few} xe máy và một số vật chứng liên quan.",
        "Tại cơ quan điều tra, đối tượng V.T.C. khai nhận được thuê vận chuyển với tiền công {tens} triệu đồng.",
        "Vào hồi {hour} giờ {minute} phút {daymonth}, tổ công tác phát hiện một người đàn ông có biểu hiện nghi vấn.",
        "Nạn nhân P.H.T. cho biết bị một người quen qua mạng xã hội rủ đi làm việc nhẹ, lương cao.",
        "Số hàng gồm {tens} thùng thuốc lá điếu, {few},{digit} tấn thực phẩm đông lạnh không rõ nguồn gốc.",
        "Hiện vụ việc đang được tiếp tục điều tra, mở rộng.",
        "Hội đồng xét xử tuyên phạt bị cáo N.T.T. mức án {few} năm tù về tội mua bán trái phép chất ma túy.",
        "Lực lượng chức năng đã bàn giao {few} đối tượng cùng toàn bộ tang vật cho cơ quan có thẩm quyền.",
        "Từ đầu năm đến nay, các lực lượng đã phát hiện, xử lý {hundreds} vụ/{hundreds} đối tượng, khởi tố {tens} vụ.",
        "Công an tỉnh khuyến cáo người dân không nghe theo lời dụ dỗ, kịp thời báo tin cho cơ quan chức năng.",
        "Phương tiện vi phạm mang biển kiểm soát 24B1-0{tens}.{tens} đã bị tạm giữ.",
        "Theo {officer}, thủ đoạn của các đối tượng ngày càng tinh vi, manh động.",
    ],
    captions=[
        "Đối tượng cùng tang vật tại cơ quan điều tra.",
        "Tang vật vụ án.",
        "Lực lượng chức năng kiểm tra hàng hóa tại {commune}.",
        "Cán bộ Đồn Biên phòng {post} tuyên truyền pháp luật cho người dân",
    ],
    quotes=["Chúng tôi kiên quyết không để hình thành điểm nóng về ma túy trên tuyến biên giới."],
    headings=["Thủ đoạn tinh vi", "Chặn từ xa, từ sớm", "Hồi chuông cảnh tỉnh"],
    tags=["ma túy", "chuyên án", "xuất nhập cảnh trái phép", "buôn lậu", "Công an tỉnh", "mua bán người"],
    fits={0: (0, 2), 1: (1,), 2: (0,), 3: (2,), 4: (3,), 5: (1, 2), 6: (0, 2), 7: (4,)},
    kickers=["AN NINH TRẬT TỰ", "PHÁP LUẬT VÀ ĐỜI SỐNG"],
)

FARM = Beat(
    "farm",
    titles=[
        "Nông dân {commune} làm giàu từ {crop}",
        "Được mùa {crop}, bà con {village} phấn khởi",
        "{commune} mở rộng vùng trồng {crop} theo hướng hàng hóa",
        "Thoát nghèo nhờ nuôi {animal} ở {village}",
        "Chủ động chống rét cho đàn gia súc vùng cao",
        "Giá {crop} tăng, người trồng {commune} có lãi",
        "{commune}: Hơn {hundreds} ha {crop} được cấp mã số vùng trồng",
        "Hợp tác xã {village} đưa {crop} lên sàn thương mại điện tử",
        "Chuyển đổi cây trồng trên đất dốc: Cách làm ở {commune}",
    ],
    summaries=[
        "Những ngày này, nông dân xã {commune} đang tập trung thu hoạch {crop}, sản lượng ước đạt {thousands} tấn.",
        "Từ hộ nghèo, gia đình ông {elder} ở thôn {village}, xã {commune} đã vươn lên thoát nghèo nhờ nuôi {animal}.",
        "Xã {commune} hiện có {hundreds} ha {crop}, mang lại thu nhập ổn định cho {thousands} hộ dân.",
        "Trước diễn biến của các đợt không khí lạnh, xã {commune} đã chủ động hướng dẫn người dân bảo vệ đàn gia súc và cây trồng.",
    ],
    sentences=[
        "Toàn xã hiện có {hundreds} ha {crop}, năng suất bình quân đạt {few},{digit} tấn/ha.",
        "Gia đình ông {elder} trồng {few},{digit} ha, trừ chi phí thu lãi hơn {hundreds} triệu đồng mỗi năm.",
        "Với giá bán từ {tens}.000 đồng đến {tens}.500 đồng/kg, người dân rất phấn khởi.",
        "Ngân hàng Chính sách xã hội đã giải ngân {tens},{digit} tỷ đồng cho {hundreds} hộ vay vốn phát triển sản xuất.",
        "Hợp tác xã liên kết với {hundreds} hộ dân, bao tiêu toàn bộ sản phẩm theo hợp đồng.",
        "Cán bộ khuyến nông thường xuyên xuống tận nương hướng dẫn bà con kỹ thuật bón phân, phòng trừ sâu bệnh.",
        "Nhờ chuyển đổi cơ cấu cây trồng, tỷ lệ hộ nghèo của xã giảm còn {low}%.",
        "Sản phẩm {crop} đã được công nhận OCOP 3 sao, có mặt tại nhiều siêu thị ở Hà Nội.",
        "Khó khăn lớn nhất hiện nay là đường vào vùng sản xuất còn nhỏ hẹp, mùa mưa hay sạt lở.",
        "Thời gian tới, xã phấn đấu mở rộng thêm {tens} ha, gắn với chế biến và tiêu thụ.",
        "Đàn {animal} của xã hiện có {thousands} con, tăng {pct}% so với cùng kỳ năm trước.",
        "Người dân đã chủ động dự trữ rơm khô, che chắn chuồng trại trước khi có rét đậm, rét hại.",
        "Chị {woman} ở thôn {village} cho biết vụ này gia đình thu được gần {few} tấn.",
    ],
    captions=[
        "Người dân xã {commune} thu hoạch {crop}.",
        "Mô hình nuôi {animal} của gia đình ông {elder}.",
        "Vùng trồng {crop} ở thôn {village}",
        "Sản phẩm {crop} được đóng gói trước khi xuất bán.",
    ],
    quotes=[
        "Trước đây trồng ngô chỉ đủ ăn, nay nhờ {crop} mà nhà tôi xây được nhà mới.",
        "Làm nông nghiệp bây giờ phải học, phải biết thị trường cần gì.",
    ],
    headings=["Đổi thay trên đất dốc", "Liên kết để đi xa", "Trăn trở đầu ra"],
    tags=["nông nghiệp", "{crop}", "OCOP", "giảm nghèo", "hợp tác xã", "{commune}"],
    fits={0: (2,), 1: (0,), 2: (2,), 3: (1,), 4: (3,), 5: (0, 2), 6: (2,), 7: (2,), 8: (1, 2)},
    closing="Chia tay {commune}, chúng tôi mang theo niềm tin về một vùng đất đang đổi thay từng ngày.",
    kickers=["NÔNG NGHIỆP, NÔNG THÔN", "CHUYỆN LÀM ĂN", "XÂY DỰNG NÔNG THÔN MỚI"],
)

TRADE = Beat(
    "trade",
    titles=[
        "Kim ngạch xuất nhập khẩu qua cửa khẩu {gate} tăng {pct}%",
        "Hơn {thousands} lượt người xuất, nhập cảnh trong dịp nghỉ lễ",
        "“Phục vụ nhanh nhất, tốt nhất” nhu cầu xuất, nhập cảnh",
        "Thông quan {hundreds} xe nông sản mỗi ngày",
        "Kinh tế cửa khẩu: Động lực tăng trưởng mới",
        "Doanh nghiệp {province} tìm đường ra thị trường lớn",
        "Gỡ khó cho thương mại biên giới ở {commune}",
    ],
    summaries=[
        "Tính đến hết tháng trước, tổng kim ngạch xuất, nhập khẩu, mua bán, trao đổi hàng hóa qua các cửa khẩu đạt {few},{digit} tỷ USD.",
        "Dịp nghỉ lễ năm nay, lượng người dân, du khách làm thủ tục qua Cửa khẩu Quốc tế {gate} tăng cao.",
        "Các lực lượng tại cửa khẩu đã chủ động phương án phân luồng, rút ngắn thời gian thông quan hàng hóa.",
    ],
    sentences=[
        "Trung bình mỗi ngày có {thousands} lượt người và {hundreds} lượt phương tiện làm thủ tục qua cửa khẩu.",
        "Mặt hàng xuất khẩu chủ yếu là sầu riêng, thanh long, tinh bột sắn và hàng điện tử.",
        "Thời gian làm thủ tục cho một xe hàng giảm từ {tens} phút xuống còn {few} phút.",
        "Thu ngân sách từ hoạt động xuất, nhập khẩu đạt {thousands} tỷ đồng, bằng {high}% dự toán.",
        "Ban Quản lý Khu kinh tế đã đưa vào vận hành nền tảng cửa khẩu số, kết nối {few} lực lượng.",
        "Hai bên thống nhất kéo dài thời gian thông quan thêm {few} giờ trong các ngày cao điểm.",
        "Doanh nghiệp đề nghị sớm nâng cấp bến bãi và tuyến đường nối từ cao tốc xuống cửa khẩu.",
        "Lực lượng biên phòng bố trí thêm {few} luồng kiểm soát, phục vụ hành khách cả trong giờ nghỉ.",
        "Tỉnh phấn đấu đến năm 2030 tổng giá trị hàng hóa qua cửa khẩu đạt {tens} tỷ USD.",
        "Trong {few} ngày nghỉ, có {thousands} lượt khách xuất, nhập cảnh, tăng {pct}% so với cùng kỳ.",
        "Công tác phòng, chống buôn lậu, gian lận thương mại được thực hiện thường xuyên.",
    ],
    captions=[
        "Hành khách làm thủ tục tại Cửa khẩu Quốc tế {gate}.",
        "Xe chở nông sản chờ thông quan.",
        "Cán bộ biên phòng hướng dẫn du khách khai báo",
        "Bốc xếp hàng hóa tại bãi kiểm hóa.",
    ],
    quotes=["Thủ tục nhanh gọn, cán bộ hướng dẫn tận tình nên chúng tôi rất yên tâm."],
    headings=["Rút ngắn thời gian thông quan", "Cửa khẩu số", "Nút thắt hạ tầng"],
    tags=["cửa khẩu", "xuất nhập khẩu", "thông quan", "kinh tế cửa khẩu", "thương mại biên giới"],
    fits={0: (0,), 1: (1,), 2: (1, 2), 3: (2,), 4: (0,), 5: (0,), 6: (2,)},
    kickers=["ĐỒN BIÊN PHÒNG CỬA KHẨU QUỐC TẾ {GATE}", "KINH TẾ CỬA KHẨU", "HỘI NHẬP"],
)

POLITICS = Beat(
    "politics",
    titles=[
        "Đảng bộ xã {commune} tổ chức hội nghị tổng kết năm",
        "Kỳ họp thứ {few} HĐND xã {commune} thông qua {few} nghị quyết",
        "Đưa nghị quyết vào cuộc sống ở {commune}",
        "Lãnh đạo tỉnh thăm, tặng quà đồng bào xã {commune}",
        "Đại hội điểm cấp cơ sở: Kinh nghiệm từ {commune}",
        "Nâng cao chất lượng sinh hoạt chi bộ ở thôn {village}",
        "Sắp xếp tổ chức bộ máy: Gọn đầu mối, rõ trách nhiệm",
        "Tiếp xúc cử tri tại {commune}: Nhiều kiến nghị về giao thông, nước sạch",
    ],
    summaries=[
        "{when}, Ban Chấp hành Đảng bộ xã {commune} tổ chức hội nghị đánh giá kết quả lãnh đạo thực hiện nhiệm vụ năm và triển khai nhiệm vụ trọng tâm thời gian tới.",
        "Sau {few} năm thực hiện, nghị quyết về phát triển vùng cao đã đi vào cuộc sống, tạo chuyển biến rõ nét ở xã {commune}.",
        "{when}, tổ đại biểu HĐND tỉnh tiếp xúc cử tri xã {commune} sau kỳ họp thường lệ.",
        "{when}, HĐND xã {commune} tổ chức kỳ họp để xem xét, quyết định nhiều nội dung quan trọng về phát triển kinh tế - xã hội.",
        "{when}, đoàn công tác của Tỉnh ủy, HĐND, UBND tỉnh đã đến thăm, tặng quà các gia đình chính sách và hộ nghèo ở xã {commune}.",
    ],
    sentences=[
        "Trong năm, toàn đảng bộ kết nạp {tens} đảng viên mới, đạt {high}% kế hoạch.",
        "Đồng chí {cadre}, {local} xã {commune} chủ trì hội nghị.",
        "Thu ngân sách trên địa bàn đạt {tens},{digit} tỷ đồng, thu nhập bình quân đạt {tens} triệu đồng/người/năm.",
        "Các đại biểu tập trung thảo luận, làm rõ những hạn chế, nguyên nhân và đề ra {few} nhóm giải pháp.",
        "Toàn xã có {tens} chi bộ với {hundreds} đảng viên, {high}% chi bộ hoàn thành tốt nhiệm vụ trở lên.",
        "Cử tri kiến nghị sớm nâng cấp {few},{digit} km đường liên thôn và công trình nước sạch thôn {village}.",
        "Các kiến nghị đã được tiếp thu, giải trình ngay tại hội nghị.",
        "Việc sắp xếp tổ chức bộ máy bảo đảm tinh gọn, hoạt động thông suốt, không gián đoạn phục vụ Nhân dân.",
        "Dịp này, {tens} tập thể, cá nhân được khen thưởng vì có thành tích xuất sắc.",
        "Tỷ lệ giải quyết hồ sơ thủ tục hành chính đúng hạn đạt {high}%.",
        "Hội nghị quán triệt tinh thần “rõ người, rõ việc, rõ thời gian, rõ kết quả”.",
        "Nghị quyết xác định {few} khâu đột phá, trong đó chú trọng hạ tầng giao thông và đào tạo cán bộ.",
    ],
    captions=[
        "Quang cảnh hội nghị.",
        "Đồng chí {cadre} phát biểu tại hội nghị.",
        "Cử tri xã {commune} nêu kiến nghị",
        "Các đại biểu biểu quyết thông qua nghị quyết.",
    ],
    quotes=["Nghị quyết chỉ có sức sống khi người dân được bàn, được làm và được hưởng."],
    headings=["Nhiều chuyển biến rõ nét", "Những việc cần làm ngay", "Lắng nghe ý kiến cử tri"],
    tags=["Đảng bộ", "HĐND", "cử tri", "nghị quyết", "{commune}", "xây dựng Đảng"],
    fits={0: (0,), 1: (3,), 2: (1,), 3: (4,), 4: (0,), 5: (1,), 6: (1,), 7: (2,)},
    kickers=["ĐƯA NGHỊ QUYẾT VÀO CUỘC SỐNG", "XÂY DỰNG ĐẢNG", "TIẾN TỚI ĐẠI HỘI ĐẢNG CÁC CẤP"],
)

SOCIAL = Beat(
    "social",
    titles=[
        "Bữa cơm bán trú ấm lòng học trò {village}",
        "Trao {hundreds} suất quà cho học sinh nghèo {commune}",
        "Trạm Y tế {commune}: Chỗ dựa của bà con vùng cao",
        "Khẩn trương khắc phục sạt lở trên tuyến đường vào {village}",
        "Chung tay xóa nhà tạm, nhà dột nát ở {commune}",
        "Lớp học xóa mù chữ bên bếp lửa {village}",
        'Chương trình "Sóng và máy tính cho em" đến với {village}',
        'Khởi động chiến dịch "Mùa đông ấm" ở {commune}: {hundreds} áo ấm đã được trao',
        "Tiêm chủng mở rộng ở vùng cao: Đi từng ngõ, gõ từng nhà",
        "Di dời {tens} hộ dân khỏi vùng nguy cơ sạt lở",
    ],
    summaries=[
        "{when}, đoàn thiện nguyện phối hợp với xã {commune} trao {hundreds} suất quà cho học sinh có hoàn cảnh khó khăn.",
        "Mưa lớn kéo dài khiến nhiều tuyến đường ở xã {commune} bị sạt lở, chính quyền đã khẩn trương di dời các hộ dân đến nơi an toàn.",
        'Chương trình "Cặp lá yêu thương" vừa trao {tens} suất học bổng cho học sinh bán trú xã {commune}, mỗi suất trị giá 1.500.000 đồng.',
        "Với tinh thần “mỗi người một việc”, xã {commune} đã huy động được {few},{digit} tỷ đồng để xóa nhà tạm, nhà dột nát.",
        "Vượt qua khó khăn về đường sá, cán bộ y tế xã {commune} vẫn đều đặn xuống từng thôn, bản để chăm sóc sức khỏe cho người dân.",
        "Khi bản làng lên đèn cũng là lúc lớp học xóa mù chữ ở thôn {village}, xã {commune} rộn ràng tiếng đánh vần.",
    ],
    sentences=[
        "Trường có {hundreds} học sinh bán trú, chủ yếu là con em đồng bào {people}.",
        "Tổng trị giá các phần quà là {hundreds} triệu đồng do các nhà hảo tâm đóng góp.",
        "Mưa lũ đã làm {tens} ngôi nhà bị hư hỏng, {few},{digit} ha lúa bị vùi lấp.",
        "Xã đã huy động {hundreds} người cùng {few} máy xúc thông tuyến ngay trong đêm.",
        "Y sĩ {woman} cho biết mỗi tháng trạm khám, chữa bệnh cho {hundreds} lượt người.",
        "Đến nay, {high}% trẻ em dưới 1 tuổi được tiêm đủ các loại vắc xin.",
        "Lớp học có {tens} học viên, người lớn tuổi nhất đã ngoài {tens} tuổi.",
        "Ngôi nhà rộng {tens} m2 được hoàn thành sau {few} tuần thi công.",
        "Các cơ quan, đơn vị đã hỗ trợ mỗi hộ {tens} triệu đồng cùng nhiều ngày công lao động.",
        "Người dân được bố trí ở tạm tại nhà văn hóa thôn, bảo đảm đủ lương thực, nước sạch.",
        "Cô giáo {woman} đã gắn bó với điểm trường {village} suốt {tens} năm.",
        "Nạn tảo hôn và hôn nhân cận huyết thống trên địa bàn giảm rõ rệt.",
    ],
    captions=[
        "Bữa cơm trưa của học sinh bán trú điểm trường {village}.",
        "Khắc phục sạt lở trên tuyến đường vào thôn {village}",
        "Trao quà cho học sinh xã {commune}.",
        "Cán bộ y tế tiêm vắc xin cho trẻ em vùng cao.",
    ],
    quotes=[
        "Các cháu có bữa cơm nóng thì đường đến trường cũng gần lại.",
        "Nhà mới kín gió rồi, mùa đông này cả nhà không lo rét nữa.",
    ],
    headings=["Ấm lòng vùng cao", "Không ai bị bỏ lại phía sau", "Gian nan đường đến lớp"],
    tags=["an sinh xã hội", "giáo dục", "y tế", "xóa nhà tạm", "sạt lở", "học sinh vùng cao"],
    fits={0: (0, 2), 1: (0, 2), 2: (4,), 3: (1,), 4: (3,), 5: (5,), 6: (0, 2), 7: (0,), 8: (4,), 9: (1,)},
    kickers=["NHỊP CẦU NHÂN ÁI", "GIÁO DỤC VÙNG CAO", "PHÒNG, CHỐNG THIÊN TAI"],
)

CULTURE = Beat(
    "culture",
    titles=[
        "Rộn ràng lễ hội Gầu Tào của người Mông ở {commune}",
        "Giữ hồn thổ cẩm ở thôn {village}",
        "Mùa lúa chín trên ruộng bậc thang {commune}",
        "Du lịch cộng đồng {village}: Níu chân du khách",
        "Nghệ nhân người {people} truyền dạy hát dân ca",
        "Săn mây trên đỉnh {village}",
        "{commune} đón hơn {thousands} lượt khách dịp cuối tuần",
        "Phiên chợ vùng cao {commune} ngày giáp Tết",
        "Giải chạy vượt núi thu hút {hundreds} vận động viên",
    ],
    summaries=[
        "Cứ mỗi độ xuân về, đồng bào {people} xã {commune} lại náo nức trẩy hội, cầu cho mưa thuận gió hòa, mùa màng bội thu.",
        "Thôn {village}, xã {commune} đang trở thành điểm đến hấp dẫn nhờ cảnh sắc nguyên sơ và nếp nhà truyền thống của người {people}.",
        "Dù tuổi đã cao, nghệ nhân {elder} vẫn miệt mài truyền dạy vốn quý của dân tộc {people} cho lớp trẻ.",
    ],
    sentences=[
        "Lễ hội diễn ra trong {few} ngày với nhiều trò chơi dân gian như ném pao, bắn nỏ, đẩy gậy, kéo co.",
        "Toàn xã hiện có {tens} cơ sở lưu trú homestay, đón {thousands} lượt khách mỗi năm.",
        "Mỗi tấm thổ cẩm phải mất {few} tháng mới hoàn thành, từ trồng lanh, se sợi đến nhuộm chàm.",
        "Nghệ nhân {elder} đã mở {few} lớp truyền dạy cho {tens} thanh, thiếu niên trong thôn.",
        "Du khách có thể trải nghiệm gặt lúa, giã bánh dày, tắm lá thuốc của người Dao đỏ.",
        "Doanh thu từ du lịch của xã ước đạt {tens},{digit} tỷ đồng, tăng {pct}% so với năm trước.",
        "Ruộng bậc thang nơi đây được công nhận là danh thắng cấp quốc gia.",
        "Chị {woman}, chủ một homestay ở {village}, cho biết cuối tuần nào phòng cũng kín khách.",
        "Người {people} ở {commune} còn lưu giữ nhiều làn điệu dân ca, điệu khèn và nghi lễ cổ.",
        "Giải chạy có {few} cự ly, dài nhất {tens} km, băng qua rừng già và những bản làng trong sương.",
        "Chính quyền xã khuyến khích người dân giữ nếp nhà trình tường, không xây bê tông hóa.",
        "Chợ họp từ lúc trời còn mờ sương, người bán, người mua í ới gọi nhau.",
    ],
    captions=[
        "Thiếu nữ {people} trong trang phục truyền thống.",
        "Ruộng bậc thang {commune} vào mùa lúa chín.",
        "Nghệ nhân {elder} hướng dẫn lớp trẻ thổi khèn",
        "Du khách trải nghiệm dệt thổ cẩm ở thôn {village}.",
        "Một góc phiên chợ {commune}.",
    ],
    quotes=[
        "Còn tiếng khèn là còn người Mông, tôi chỉ mong bọn trẻ đừng quên.",
        "Khách đến đây không phải để ở khách sạn, mà để sống cùng bản làng.",
    ],
    headings=["Sắc màu lễ hội", "Giữ hồn dân tộc", "Làm du lịch từ nếp nhà"],
    tags=["văn hóa", "du lịch", "lễ hội", "thổ cẩm", "ruộng bậc thang", "dân tộc {people}"],
    fits={0: (0,), 1: (2,), 2: (1,), 3: (1,), 4: (2,), 5: (1,), 6: (1,), 7: (0,), 8: (1,)},
    closing="Rời {village} khi nắng đã tắt sau dãy núi, chúng tôi hẹn một ngày trở lại.",
    kickers=["BẢN SẮC VÙNG CAO", "DU LỊCH CỘNG ĐỒNG", "ĐI VÀ VIẾT"],
)

BEATS = {beat.name: beat for beat in (BORDER, MILITARY, CRIME, FARM, TRADE, POLITICS, SOCIAL, CULTURE)}

GENERIC = [
    "Đây là kết quả của sự vào cuộc đồng bộ của cả hệ thống chính trị và sự đồng thuận của Nhân dân.",
    "Thời gian tới, địa phương tiếp tục đẩy mạnh {step}, phấn đấu hoàn thành các chỉ tiêu đề ra.",
    "Trao đổi với phóng viên, ông {cadre}, {local} xã {commune}, cho biết: Xã sẽ tập trung {step} ở các thôn còn khó khăn.",
    "Tuy nhiên, do địa bàn rộng, dân cư sống rải rác nên việc triển khai ở một số thôn còn chậm.",
    "So với cùng kỳ năm trước, con số này tăng {low}%.",
    "Các lực lượng đã tổ chức {tens} buổi {step} với {thousands} lượt người tham gia.",
    "Bà {woman2} ở thôn {village2} bày tỏ: Bà con rất phấn khởi, tin tưởng vào sự lãnh đạo của Đảng.",
    "Xã {commune} có {tens} thôn, bản, {households}, trong đó đồng bào {people} chiếm {pct}%.",
    "Đường về {village2} hôm nay đã được đổ bê tông phẳng phiu, ô tô đến tận trung tâm thôn.",
    "Theo kế hoạch, công việc sẽ hoàn thành trước ngày {daymonth2}.",
    "Cách trung tâm xã hơn {tens} km, thôn {village2} quanh năm mây mù bao phủ.",
    "Kinh phí thực hiện là {few},{digit} tỷ đồng, trong đó Nhân dân đóng góp {thousands} ngày công.",
    "Nhiều cách làm hay, mô hình hiệu quả đã được nhân rộng ra {tens} thôn, bản.",
]  # fmt: skip
QUESTIONS = [
    "Xin ông cho biết những kết quả nổi bật của {commune} trong năm qua?",
    "Vậy đâu là khó khăn lớn nhất hiện nay, thưa ông?",
    "Địa phương có giải pháp gì để nâng cao đời sống của đồng bào {people}?",
    "Ông đánh giá thế nào về vai trò của người dân trong phong trào này?",
    "Thời gian tới, xã sẽ ưu tiên những việc gì?",
    "Ông có thể chia sẻ một câu chuyện mà ông nhớ nhất?",
]
POLLS = ["Theo bạn, điều gì cần được ưu tiên nhất ở vùng cao?", "Bạn thường đọc tin tức của báo qua kênh nào?"]
POLL_ANSWERS = ["Giao thông", "Nước sạch", "Trường học", "Việc làm", "Báo in", "Báo điện tử", "Mạng xã hội"]
COMMENTS = [
    "Bài viết rất hay và ý nghĩa, cảm ơn tác giả.", "Chúc bà con vùng cao luôn mạnh khỏe, làm ăn phát đạt.",
    "Mong chính quyền sớm sửa đoạn đường này vì mưa là không đi được.", "Quê tôi đây rồi, nhớ quá!",
]  # fmt: skip
ADS = [
    "Ưu đãi vàng dịp cuối năm, giảm đến 50%",
    "Đăng ký nhận tin khuyến mại tại đây",
    "Mua trả góp lãi suất 0%, thủ tục 5 phút",
]


class Cast(dict[str, str]):
    """The people, places and dates of one article, each made when it is first asked for; any other slot is a number.

    Who someone is depends on `key` and the slot alone, not on what was asked before. `day` and `month` are those of the
    publication; numbers come from `rng`, which a writer may replace by its own.
    """

    def __init__(self, key: int, day: int, month: int, province: str | None, rng: random.Random) -> None:
        super().__init__()
        self.key, self.day, self.month, self.rng = key, day, month, rng
        self.province = province or "Lào Cai"
        self.places = PLACES.get(self.province, PLACES["Lào Cai"])

    def __missing__(self, slot: str) -> str:
        make = NAMES.get(slot)
        if make is None:
            return NUMBERS[slot](self.rng)
        value = self[slot] = make(self, mix(self.key, crc32(slot.encode())))
        return value

    @property
    def event_day(self) -> int:
        return max(1, self.day - self.key % 3)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


NUMBERS: dict[str, Callable[[random.Random], str]] = {
    "digit": lambda r: str(r.randrange(1, 10)),
    "few": lambda r: str(r.randrange(2, 10)),
    "tens": lambda r: str(r.randrange(11, 99)),
    "hundreds": lambda r: str(r.randrange(101, 990)),
    "thousands": lambda r: _grouped(r.randrange(1001, 9990)),
    "high": lambda r: f"{r.randrange(90, 100)},{r.randrange(1, 10)}",
    "low": lambda r: f"{r.randrange(2, 25)},{r.randrange(1, 10)}",
    "households": lambda r: (
        f"{_grouped(h := r.randrange(510, 2900))} hộ/{_grouped(h * r.randrange(40, 52) // 10)} khẩu"
    ),
    "pct": lambda r: f"{r.randrange(5, 99)},{r.randrange(1, 10)}",
    "hour": lambda r: str(r.randrange(1, 24)),
    "minute": lambda r: str(r.randrange(10, 60)),
    "step": lambda r: r.choice(STEPS),
}


def _one(table: Sequence[str], chance: int) -> str:
    return table[chance % len(table)]


def _man(chance: int) -> str:
    return f"{_one(SURNAMES, chance)} {_one(MIDDLE_MEN, chance >> 16)} {_one(GIVEN_MEN, chance >> 32)}"


NAMES: dict[str, Callable[[Cast, int], str]] = {
    "post": lambda c, h: _one(c.places.posts, h),
    "POST": lambda c, h: c["post"].upper(),
    "province": lambda c, h: c.province,
    "PROVINCE": lambda c, h: c.province.upper(),
    "gate": lambda c, h: c.places.gate,
    "GATE": lambda c, h: c.places.gate.upper(),
    "commune": lambda c, h: _one(c.places.communes, h),
    "village": lambda c, h: _one(c.places.villages, h),
    "village2": lambda c, h: _one(c.places.villages, h),
    "people": lambda c, h: _one(PEOPLES, h),
    "officer": lambda c, h: f"{_one(RANKS, h >> 48)} {_man(h)}",
    "role": lambda c, h: _one(ROLES, h),
    "elder": lambda c, h: _man(h),
    "cadre": lambda c, h: _man(h),
    "woman": lambda c, h: f"{_one(SURNAMES, h)} {_one(MIDDLE_WOMEN, h >> 16)} {_one(GIVEN_WOMEN, h >> 32)}",
    "woman2": lambda c, h: f"{_one(SURNAMES, h)} {_one(MIDDLE_WOMEN, h >> 16)} {_one(GIVEN_WOMEN, h >> 32)}",
    "local": lambda c, h: _one(LOCAL_POSTS, h),
    "crop": lambda c, h: _one(CROPS, h),
    "animal": lambda c, h: _one(ANIMALS, h),
    "when": lambda c, h: f"{_one(('Sáng', 'Chiều', 'Ngày', 'Tối'), h)} {c.event_day}/{c.month}",
    "daymonth": lambda c, h: f"ngày {c.event_day}/{c.month}",
    "daymonth2": lambda c, h: f"{h % 27 + 1}/{c.month % 12 + 1}",
}


_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slugify(text: str) -> str:
    """The CMS's slug: no marks, lower case, words joined by hyphens, at most 120 characters."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _NOT_SLUG.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")[:120].strip("-")
