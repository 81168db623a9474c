"""What surrounds an article on a newspaper's page: header, menu, sidebar, comments, footer. Written by us, always the same.

A fixture holds the article's own markup and markers such as `<!--header-->` or `<!--sidebar /xa-hoi/{slug}-{n}.htm-->`;
`furnish` puts the furniture there, with links in the shape that the marker gives.
"""

from __future__ import annotations

import re

HEADLINES = (
    "Xuất khẩu nông sản qua cửa khẩu tăng mạnh trong quý đầu năm",
    "Người dân vùng cao chủ động phòng, chống rét cho đàn gia súc",
    "Khởi công tuyến đường nối trung tâm xã với thôn xa nhất huyện",
    "Bộ đội Biên phòng giúp dân dựng lại nhà sau lũ",
    "Lễ hội xuống đồng thu hút hàng nghìn du khách",
    "Phát hiện xe tải chở hàng lậu giấu dưới lớp trái cây",
    "Học sinh vùng biên đón năm học mới trong ngôi trường khang trang",
    "Giá vàng trong nước đảo chiều sau ba phiên giảm",
    "Tuần tra song phương trên tuyến biên giới được duy trì nền nếp",
    "Đội tuyển nữ giành vé vào bán kết sau loạt luân lưu",
    "Cảnh báo sạt lở đất tại nhiều xã miền núi",
    "Thêm hai xã hoàn thành chương trình nông thôn mới nâng cao",
    "Chợ phiên cuối năm rộn ràng sắc màu thổ cẩm",
    "Triệt phá đường dây lừa đảo qua mạng quy mô lớn",
    "Bác sĩ quân y khám bệnh miễn phí cho đồng bào",
    "Mưa lớn kéo dài, nhiều tuyến đường ngập sâu",
    "Tọa đàm về bảo tồn tiếng nói và chữ viết của các dân tộc",
    "Gặp người giữ lửa nghề rèn bên dòng sông nhỏ",
    "Sân bay mới dự kiến đón chuyến bay đầu tiên vào mùa thu",
    "Cây mắc ca giúp nhiều hộ thoát nghèo",
    "Hội thi tay nghề trẻ khép lại với nhiều bất ngờ",
    "Trao nhà đại đoàn kết cho mười hộ khó khăn",
    "Thủy điện xả lũ, hạ du được yêu cầu đề phòng",
    "Ra mắt tuyến xe buýt đầu tiên nối hai huyện biên giới",
)
_MENU = (
    "Thời sự",
    "Chính trị",
    "Kinh tế",
    "Xã hội",
    "Văn hóa",
    "Giáo dục",
    "Y tế",
    "Pháp luật",
    "Thể thao",
    "Du lịch",
    "Quốc tế",
    "Biên giới - Biển đảo",
    "Bạn đọc",
    "Video",
    "Ảnh",
    "Podcast",
)
_CHILDREN = ("Trong tỉnh", "Trong nước", "Góc nhìn", "Chính sách", "Nhân vật", "Phóng sự - Ghi chép")
_SCRIPT = "\n".join(
    f"var slot{n}={{id:'div-gpt-ad-{n}',sizes:[[300,250],[300,600]],lazy:true,refresh:{30 + n}}};" for n in range(40)
)
_COMMENTS = (
    ("Bạn đọc miền núi", "Tôi đã đi qua đoạn đường này nhiều lần, mùa mưa thì lầy lội không thể tả nổi. Mong các cấp quan tâm hơn nữa để bà con đỡ khổ, con em đi học đỡ vất vả, hàng hóa làm ra cũng dễ bán hơn nhiều."),
    ("nguyenvana1975", "Bài viết rất hay và xúc động. Cảm ơn tác giả đã đi đến tận nơi để ghi lại câu chuyện này, đọc xong tôi chỉ muốn làm một điều gì đó cho các em nhỏ ở vùng biên."),
    ("Lan Phương", "Theo tôi thì nên làm quyết liệt, không thể để tình trạng này kéo dài thêm được. Năm nào cũng nói mà năm nào cũng y như vậy, người chịu thiệt cuối cùng vẫn là người dân chứ không ai khác."),
    ("Một cựu chiến binh", "Ngày xưa chúng tôi hành quân qua đây chỉ có đường mòn, bây giờ nhìn con đường nhựa phẳng lì mà nước mắt cứ trào ra. Chúc các đồng chí luôn mạnh khỏe, chắc tay súng nơi biên cương của Tổ quốc."),
    ("hai_dang", "Cho tôi hỏi muốn ủng hộ thì liên hệ với ai, có số tài khoản của xã hoặc của đồn không ạ? Gia đình tôi và một số bạn bè muốn góp chút quà cho các cháu trước Tết."),
)  # fmt: skip
_SLUGS = {i: re.sub(r"[^a-z0-9]+", "-", h.lower().translate(str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
    "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd"))).strip("-") for i, h in enumerate(HEADLINES)}  # fmt: skip


def story_url(template: str, n: int) -> str:
    """An address in the shape of `template`: `{slug}`, `{n}` (a number), `{hex}` (7 hex digits)."""
    return template.format(slug=_SLUGS[n % len(HEADLINES)], n=2_024_517 + 37 * n, hex=f"{0xE635EAF - 7919 * n:07x}")


def _header(_: str) -> str:
    children = "".join(f'<li><a href="/chuyen-muc-con-{n}">{c}</a></li>' for n, c in enumerate(_CHILDREN))
    items = "".join(
        f'<li class="nav-item"><a href="/chuyen-muc-{n}" title="{m}">{m}</a><ul class="sub-menu">{children}</ul></li>'
        for n, m in enumerate(_MENU)
    )
    return f"""
<div id="cookie-banner" class="cookie-notice">Trang này dùng cookie để cải thiện trải nghiệm của bạn. Tiếp tục đọc nghĩa là bạn đồng ý với chính sách bảo mật của chúng tôi. <button>Đồng ý</button></div>
<header class="header site-header"><div class="container">
<div class="header-top"><span class="clock" id="clock">Thứ hai, 05/01/2026 - 08:27</span> <span class="weather">Hà Nội, 19°C / 16°C - 22°C</span> <a href="tel:0912325336">Đường dây nóng: 0912.325.336</a></div>
<a class="logo" href="/" title="Trang chủ"><img src="/static/logo.png" alt="Báo điện tử"></a>
<form action="/tim-kiem" class="search"><input name="q" placeholder="Tìm kiếm"><button type="submit">Tìm</button></form>
<nav class="main-nav"><ul class="menu"><li class="nav-item"><a href="/">Trang chủ</a></li>{items}</ul></nav>
</div></header>
<script>var zone=14;window.dataLayer=window.dataLayer||[];function gtag(){{dataLayer.push(arguments);}}gtag('js',new Date());
{_SCRIPT}</script>
"""


def _cards(template: str, start: int, count: int) -> str:
    out = []
    for n in range(start, start + count):
        url, title = story_url(template, n), HEADLINES[n % len(HEADLINES)]
        out.append(
            f'<li class="item"><a class="thumb" href="{url}" title="{title}"><img src="/media/thumbs/{n}-180x120.jpg" alt="{title}"></a>'
            f'<h3 class="item-title"><a href="{url}" title="{title}">{title}</a></h3></li>'
        )
    return "".join(out)


def _sidebar(template: str) -> str:
    return f"""
<div class="box-most-view"><div class="box-title"><a href="/doc-nhieu">Đọc nhiều</a></div><ul class="list-news">{_cards(template, 6, 6)}</ul></div>
<div class="banner ads"><div id="div-gpt-ad-1"></div><a href="https://quangcao.example.vn/xe-moi"><img src="/static/banner-300x600.gif" alt="Quảng cáo"></a></div>
<div class="box-poll"><h4>Thăm dò ý kiến</h4><p>Bạn thấy giao diện mới của báo điện tử chúng tôi như thế nào so với giao diện cũ trước đây?</p><label><input type="radio"> Rất đẹp</label><label><input type="radio"> Bình thường</label></div>
<div class="box-weather"><h4>Giá vàng - Tỷ giá</h4><table><tr><td>Vàng miếng</td><td>82,40</td><td>84,40</td></tr><tr><td>USD</td><td>25.110</td><td>25.460</td></tr></table></div>
"""


def _other(template: str) -> str:
    """Boxes of other sections below the article: not about it."""
    return f"""
<section class="box-category"><h2 class="box-title"><a href="/the-thao">Thể thao</a></h2><ul class="list-news">{_cards(template, 9, 4)}</ul></section>
<section class="box-category"><h2 class="box-title"><a href="/tin-moi">Tin mới nhất</a></h2><ul class="list-news">{_cards(template, 17, 5)}</ul></section>
"""


def _comments(_: str) -> str:
    items = "".join(
        f'<div class="comment-item"><div class="comment-name">{who}</div><p class="comment-text">{what}</p><span class="comment-time">{9 + n}/03/2024 1{n}:2{n}</span></div>'
        for n, (who, what) in enumerate(_COMMENTS * 2)
    )
    return f"""
<div class="box-comment" id="comments"><h3 class="box-title">Bình luận (10)</h3><form><textarea placeholder="Ý kiến của bạn"></textarea><button>Gửi bình luận</button></form>
<div class="comment-list">{items}</div></div>
"""


def _footer(_: str) -> str:
    return """
<footer class="footer" id="footer"><div class="container">
<p>Cơ quan chủ quản: Tỉnh ủy. Giấy phép hoạt động báo điện tử số 112/GP-BTTTT do Bộ Thông tin và Truyền thông cấp ngày 12/03/2019. Tổng Biên tập phụ trách nội dung toàn bộ ấn phẩm in và điện tử.</p>
<p>Tòa soạn: số 7 đường Hoàng Liên, phường Trung tâm. Điện thoại: 0214.3840.000. Thư điện tử: toasoan@bao.example.vn. Ghi rõ nguồn khi phát hành lại thông tin từ báo điện tử này, mọi sao chép phải được đồng ý bằng văn bản.</p>
<ul><li><a href="/lien-he">Liên hệ</a></li><li><a href="/quang-cao">Quảng cáo</a></li><li><a href="/dieu-khoan">Điều khoản sử dụng</a></li><li><a href="/rss">RSS</a></li></ul>
</div></footer>
<script>(function(){var s=document.createElement('script');s.async=true;document.body.appendChild(s);})();</script>
"""


_FURNITURE = {"header": _header, "sidebar": _sidebar, "other": _other, "comments": _comments, "footer": _footer}
_MARKER = re.compile(r"<!--(header|sidebar|other|comments|footer)(?: (\S+?))?-->")


def furnish(page: str) -> str:
    """The fixture with its furniture in place."""
    return _MARKER.sub(lambda m: _FURNITURE[m[1]](m[2] or "/tin-tuc/{slug}-{n}.html"), page)
