"""Single habits of editors and templates, one small page each: what a careful reader makes of them."""

from __future__ import annotations

from typing import Any

import pytest
from furniture import furnish

from borderscraper.items import Article
from borderscraper.newspaper import Newspaper, unknown_newspaper
from borderscraper.pages.article import read_article
from borderscraper.pages.errors import NotAnArticle

URL = "https://bao.example.vn/xa-hoi/dap-dap-sau-lu-123456.html"
A, B, C, D = (
    "Sáng nay, hàng trăm người dân trong bản đã có mặt từ rất sớm để cùng bộ đội đắp lại con đập bị lũ cuốn trôi đêm trước.",
    "Trưởng bản cho biết nước rút đến đâu, bà con bắt tay vào làm đến đó. Đến trưa, phần thân đập đã hoàn thành.",
    "Ông Giàng A Phử chia sẻ rằng mùa mưa năm nay đến sớm hơn mọi năm nửa tháng, lúa chưa kịp trổ đã ngập trong nước.",
    "Huyện đã trích ngân sách dự phòng hỗ trợ mỗi hộ bị thiệt hại mười triệu đồng để khôi phục sản xuất trước vụ đông.",
)
TITLE = "<title>Đắp đập sau lũ - Báo Ví Dụ</title>"
H1 = "<h1>Đắp đập sau lũ</h1>"
DATED = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Đắp đập sau lũ", "datePublished": "%s", "dateModified": "%s"}</script>'
STORY = "/xa-hoi/mua-lon-keo-dai-o-vung-cao-12340%d.html"


def link(n: int) -> str:
    return f'<a href="{STORY % n}">Mưa lớn kéo dài ở vùng cao {n}</a>'


def read(inner: str, head: str = TITLE, *, rules: bool = False) -> Article:
    page = (
        f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body><!--header--><div class=main><div class=l>"
        f'<div class=detail>{inner}</div></div><div class="r sidebar"><!--sidebar /xa-hoi/{{slug}}-{{n}}.html--></div></div>'
        "<!--footer--></body></html>"
    )
    return read_article(furnish(page).encode(), URL, unknown_newspaper(URL), rules=rules)


CASES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a picture that opens in full, its credit in the next line, the byline at the end": (
        TITLE,
        f'{H1}<div class=content><p>{A}</p><figure><a href="/m/full.jpg"><img src="/m/s-300x200.jpg"></a><figcaption>Bà con đắp đập.'
        f'</figcaption></figure><p style="text-align:right"><em>Ảnh: Văn Thắng</em></p><p>{B}</p><p><b>Bài, ảnh: Văn Thắng</b></p></div>',
        {"text": [A, B], "authors": ["Văn Thắng"], "images": [("/m/full.jpg", "Bà con đắp đập.", "Văn Thắng")]},
    ),
    "buttons beside the author are nobody": (
        TITLE,
        f"{H1}<div class=author-share><span class=author><a href=/tac-gia/van-thang-12.html>Văn Thắng</a></span> - <span>15/03/2024 10:20</span><div class=social>"
        "<a href='https://www.facebook.com/sharer.php?u=1'>Facebook</a><a href='https://twitter.com/share?url=1'>Twitter</a><a href=#>Đăng lại</a></div>"
        f"</div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"authors": ["Văn Thắng"], "text": [A, B]},
    ),
    "buttons called an author are nobody": (
        TITLE,
        f"{H1}<div class=author><a href='mailto:?subject=1'>Email</a><a href=#>Theo dõi</a><a href=#>Chia sẻ Zalo</a></div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"authors": [], "text": [A, B]},
    ),
    "words of a button that is no link": (
        TITLE,
        f"{H1}<div class=author-wrap><span>Văn Thắng</span> <span class=share>Chia sẻ</span></div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"authors": ["Văn Thắng"], "text": [A, B]},
    ),
    "an author's box says who the author is": (
        TITLE,
        f"{H1}<div class=author><h4>Văn Thắng</h4><p>Phóng viên</p></div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"authors": ["Văn Thắng"], "text": [A, B]},
    ),
    "so does an author's line": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p><p class=author><b>BSCKII. Văn Thắng</b><br>Bệnh viện huyện</p></div>",
        {"authors": ["BSCKII. Văn Thắng"], "text": [A, B]},
    ),
    "staff before the date": (
        TITLE,
        f"{H1}<div class=x>PV 15/03/2024 10:20</div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"authors": ["PV"], "text": [A, B]},
    ),
    "buttons beside the author in the text are nobody": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p><div class=author-info><b>Văn Thắng</b><div class=social><a href=#>Facebook</a><a href=#>Đăng lại</a></div></div></div>",
        {"authors": ["Văn Thắng"], "text": [A, B]},
    ),
    "a desk stands before the date": (
        TITLE,
        f"{H1}<p class=news-info><b>Ban Văn hóa</b>-Thứ sáu, ngày 15/03/2024 08:12 GMT+7</p><div class=content><p>{A}</p><p>{B}</p></div>",
        {"authors": ["Ban Văn hóa"], "published_at": "2024-03-15T08:12:00+07:00", "text": [A, B]},
    ),
    "the head's author is the newspaper, with its other name": (
        f'{TITLE}<meta property="og:site_name" content="Ví Dụ+ (VíDụPlus)"><meta name=author content="Ví Dụ+ (VíDụPlus)">',
        f"{H1}<div class=content><p>{A}</p><p>{B}</p></div>",
        {"authors": [], "text": [A, B]},
    ),
    "who answers signs and says who that is, in one paragraph": (
        TITLE,
        f'{H1}<div class=content><p>{A}</p><p>{B}</p><p style="text-align:right;"> <strong>Luật sư Văn Thắng</strong><br> <em>Đoàn luật sư tỉnh, TP. Nà Mò</em></p></div>',
        {"authors": ["Luật sư Văn Thắng"], "text": [A, B]},
    ),
    "the same in two": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p><p align=right><b>Văn Thắng</b></p><p align=right><i>(Trưởng phòng Nông nghiệp huyện)</i></p></div>",
        {"authors": ["Văn Thắng"], "text": [A, B]},
    ),
    "the same behind the body": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p></div><div class=journalist><p>Văn Thắng</p><p>(Luật sư, Văn phòng luật sư Nà Mò)</p></div>",
        {"authors": ["Văn Thắng"], "text": [A, B]},
    ),
    "whom the text introduces has not written it": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p><p><b>Giàng A Phử</b><br>Trưởng bản cho biết nước đã rút. Bà con lại ra đồng.</p></div>",
        {"authors": [], "text": [A, B, "Giàng A Phử Trưởng bản cho biết nước đã rút. Bà con lại ra đồng."]},
    ),
    "title and text in one element, the author behind an empty paragraph, tags typed": (
        TITLE,
        f'<div class=item-page>{H1}<p>{A}</p><p>&nbsp;</p><p>{B}</p><p>{C}</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal style="text-align: right;"><strong>'
        "Văn Thắng</strong></p></div><div class=key>Từ khóa: đắp đập, lũ quét, Nậm Cang</div>",
        {"authors": ["Văn Thắng"], "text": [A, B, C], "tags": ["đắp đập", "lũ quét", "Nậm Cang"]},
    ),
    "a bar to share before the tags, which are typed": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p></div><div class=tool-box><a href=/print/123456/>Bản in</a> <a href='mailto:?subject=1'>Email</a>"
        " <a href=#>Lưu lại</a></div><div class=tag-post><b>Từ khóa:</b> đắp đập, lũ quét</div>",
        {"tags": ["đắp đập", "lũ quét"]},
    ),
    "a label of tags without any, then buttons": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p></div><div class=bottom><div><b>Từ khóa:</b></div><div class=nut><a href=#>Facebook</a><a href=#>Zalo</a></div></div>",
        {"tags": []},
    ),
    "the button's name as a tag": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p></div><div class=bottom><b>Từ khóa:</b> <a href=/tim/facebook>Facebook</a></div>",
        {"tags": ["Facebook"]},
    ),
    "a form to search with has no tags": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p></div><div class=tim><label>Từ khóa:</label> tất cả, tiêu đề <input name=q></div>",
        {"tags": []},
    ),
    "the head's keywords name the newspaper": (
        f'{TITLE}<meta property="og:site_name" content="Báo Ví Dụ"><meta name=keywords content="báo ví dụ, ví dụ online, bao vi du, ví dụ, đắp đập">',
        f"{H1}<div class=content><p>{A}</p><p>{B}</p></div>",
        {"tags": ["ví dụ", "đắp đập"]},
    ),
    "a list of related stories that a script shows": (
        TITLE,
        f'{H1}<div class=content><p>{A}</p><p>{B}</p><p><b>Văn Thắng</b></p><ul class="list-news hidden" data-campaign="Box-Related"><li>{link(1)}</li><li>{link(2)}'
        f'</li></ul><ul class="hidden" data-campaign="Box-MostRead"><li>{link(3)}</li></ul></div>',
        {"text": [A, B], "authors": ["Văn Thắng"], "related": [1, 2]},
    ),
    "links below the summary": (
        TITLE,
        f"{H1}<div class=sapo><p>Nước rút, cả bản ra đồng.</p><ul><li>{link(1)}</li></ul></div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"summary": "Nước rút, cả bản ra đồng.", "text": [A, B], "related": [1]},
    ),
    "stories linked in lines of their own below the summary, its last words a link, too": (
        TITLE,
        f"{H1}<h2 class=sapo>Nước rút, cả bản ra đồng, như {link(1)}<br>{link(2)}<br><b>&gt;&gt; {link(3)}</b></h2><div class=content><p>{A}</p><p>{B}</p></div>",
        {"summary": "Nước rút, cả bản ra đồng, như Mưa lớn kéo dài ở vùng cao 1", "related": [1, 2, 3]},
    ),
    "a summary that is a link": (
        TITLE,
        f"{H1}<h2 class=sapo><a href=/a-123456.html>Nước rút, cả bản ra đồng giữ lấy vụ mùa.</a></h2><div class=content><p>{A}</p><p>{B}</p></div>",
        {"summary": "Nước rút, cả bản ra đồng giữ lấy vụ mùa."},
    ),
    "the place before the summary's first word, set apart by a style sheet": (
        TITLE,
        f"{H1}<p class=sapo><span class=location-stamp>Lai Châu</span>Nước rút, cả bản ra đồng.</p><div class=content><p>{A}</p><p>{B}</p></div>",
        {"summary": "Nước rút, cả bản ra đồng.", "summary_prefix": "Lai Châu"},
    ),
    "the place in capitals, which the description repeats": (
        f'{TITLE}<meta name=description content="LAI CHÂU Nước rút, cả bản ra đồng.">',
        f"{H1}<h2 class=sapo><span class=location>LAI CHÂU</span> Nước rút, cả bản ra đồng.</h2><div class=content><p>{A}</p><p>{B}</p></div>",
        {"summary": "Nước rút, cả bản ra đồng.", "summary_prefix": "LAI CHÂU "},
    ),
    "the newspaper's name before the summary, links below it; the description has its own prefix": (
        f'{TITLE}<meta name=description content="(Ví Dụ) - Nước rút, cả bản ra đồng.">',
        f"{H1}<h2 class=sapo><span>Ví Dụ</span> Nước rút, cả bản ra đồng.<br>{link(1)}</h2><div class=content><p>{A}</p><p>{B}</p></div>",
        {"summary": "Nước rút, cả bản ra đồng.", "summary_prefix": "Ví Dụ ", "related": [1]},
    ),
    "who acts is no prefix, though in bold": (
        f'{TITLE}<meta name=description content="Huyện Mù Cả đắp lại con đập cho bà con.">',
        f"{H1}<p class=sapo><b>Huyện Mù Cả</b> đắp lại con đập cho bà con.</p><div class=content><p>{A}</p><p>{B}</p></div>",
        {"summary": "Huyện Mù Cả đắp lại con đập cho bà con.", "summary_prefix": None},
    ),
    "a description of one word confirms no prefix": (
        f'{TITLE}<meta name=description content="Đắp">',
        f"{H1}<p class=sapo><b>Huyện Mù Cả</b> đắp lại con đập cho bà con.</p><div class=content><p>{A}</p><p>{B}</p></div>",
        {"summary": "Huyện Mù Cả đắp lại con đập cho bà con.", "summary_prefix": None},
    ),
    "a dash that is left of a prefix": (
        TITLE,
        f"{H1}<div class=sapo> - Nước rút, cả bản ra đồng.</div><div class=content><p>{A}</p><p>- Thưa ông, bao giờ xong đập?</p><p>{B}</p></div>",
        {"summary": "Nước rút, cả bản ra đồng.", "summary_prefix": "- ", "text": [A, "- Thưa ông, bao giờ xong đập?", B]},
    ),
    "a summary of lines with dashes": (
        TITLE,
        f"{H1}<div class=sapo>- Nước rút, cả bản ra đồng.<br>- Huyện hỗ trợ mỗi hộ mười triệu đồng.</div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"summary": "- Nước rút, cả bản ra đồng. - Huyện hỗ trợ mỗi hộ mười triệu đồng.", "summary_prefix": None},
    ),
    "the date above the title, the summary in bold with a prefix, a plain author": (
        TITLE,
        f"<p class=x>15/03/2024 10:20</p>{H1}<div class=content><p><b>(VD) - Nước rút đến đâu, cả bản ra đồng đến đó để giữ lấy vụ mùa."
        f"</b></p><p>{A}</p><p>{B}</p><p>Văn Thắng</p></div>",
        {
            "summary": "Nước rút đến đâu, cả bản ra đồng đến đó để giữ lấy vụ mùa.",
            "published_at": "2024-03-15T10:20:00+07:00",
            "authors": ["Văn Thắng"],
            "text": [A, B],
        },
    ),
    "the head knows the day, the line below the title the hour": (
        f'{TITLE}<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Đắp đập sau lũ", "datePublished": "2024-03-15"}}</script>',
        f"{H1}<span class=post-date>Thứ sáu, 08:12, 15/03/2024</span><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T08:12:00+07:00", "text": [A, B]},
    ),
    "an hour of another day says nothing about this one": (
        f'{TITLE}<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Đắp đập sau lũ", "datePublished": "2024-03-15"}}</script>',
        f"{H1}<span class=post-date>Thứ bảy, 08:12, 16/03/2024</span><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T00:00:00+07:00", "text": [A, B]},
    ),
    "Vietnam's time called UTC, as the line below the title shows": (
        TITLE + DATED % ("2024-03-15T08:12:31Z", "2024-03-15T10:05:00Z"),
        f"{H1}<div class=x>Thứ sáu, 15/03/2024 - 08:12 (GMT+7)</div><div class=content><p>{A}</p><p>{B}</p></div>",
        {
            "published_at": "2024-03-15T08:12:31+07:00",
            "modified_at": "2024-03-15T10:05:00+07:00",
            "warnings": ["published_at-not-utc"],
        },
    ),
    "UTC indeed: the line prints the same instant": (
        TITLE + DATED % ("2024-03-15T01:12:31+00:00", "2024-03-15T03:05:00+00:00"),
        f"{H1}<div class=x>15/03/2024 08:12</div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T08:12:31+07:00", "modified_at": "2024-03-15T10:05:00+07:00", "warnings": []},
    ),
    "UTC, seven hours from published to updated, which alone is printed": (
        TITLE + DATED % ("2024-03-15T01:12:00Z", "2024-03-15T08:12:00Z"),
        f"{H1}<div class=x>Cập nhật: 15/03/2024 15:12</div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T08:12:00+07:00", "modified_at": "2024-03-15T15:12:00+07:00", "warnings": []},
    ),
    "UTC beside another time: left as it is, and said": (
        TITLE + DATED % ("2024-03-15T08:12:31Z", "2024-03-15T08:12:31Z"),
        f"{H1}<div class=x>15/03/2024 09:40</div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T15:12:31+07:00", "warnings": ["published_at-not-as-printed"]},
    ),
    "UTC beside a day, and beside an attribute that no reader sees": (
        TITLE + DATED % ("2024-03-15T08:12:31Z", ""),
        f"{H1}<time datetime=2024-03-15T08:12>15/03/2024</time><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T15:12:31+07:00", "warnings": []},
    ),
    "a time element in UTC that prints Vietnam's hour": (
        TITLE,
        f"{H1}<time datetime=2024-03-15T08:12:00+00:00>15/03/2024 08:12</time><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T08:12:00+07:00"},
    ),
    "the head knows when it was published, a line when updated": (
        TITLE + DATED % ("2024-03-15T08:12:31+07:00", ""),
        f"{H1}<div class=x><span>15/03/2024 08:12</span> <span>(Cập nhật: 16/03/2024 09:00)</span></div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T08:12:31+07:00", "modified_at": "2024-03-16T09:00:00+07:00"},
    ),
    "one line says when it was published and when updated": (
        TITLE,
        f"{H1}<div class=x>15/03/2024 08:12 | Cập nhật lúc 09:00 16/03/2024</div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T08:12:00+07:00", "modified_at": "2024-03-16T09:00:00+07:00"},
    ),
    "JSON-LD knows the days, the meta elements the hours": (
        f'{TITLE}{DATED % ("2024-03-15", "2024-03-15")}<meta property="article:published_time" content="2024-03-15T08:12:00+07:00">'
        '<meta property="article:modified_time" content="2024-03-15T09:00:00+07:00">',
        f"{H1}<div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T08:12:00+07:00", "modified_at": "2024-03-15T09:00:00+07:00", "warnings": []},
    ),
    "Joomla: both dates in an aside of the article, told apart by microdata": (
        TITLE,
        f"<article>{H1}<aside class=article-aside><time itemprop=datePublished datetime=2024-03-15T01:12:31+00:00>15/03/2024 08:12</time>"
        f"<time itemprop=dateModified datetime=2024-03-15T03:05:11+00:00>15/03/2024 10:05</time></aside><div class=content><p>{A}</p><p>{B}</p></div></article>",
        {"published_at": "2024-03-15T08:12:31+07:00", "modified_at": "2024-03-15T10:05:11+07:00"},
    ),
    "both dates in time elements, told apart by the words before them": (
        TITLE,
        f'{H1}<p class=x>Cập nhật: <time datetime="2024-03-16T09:00:00+07:00">16/03/2024</time></p><p class=x><b>Đăng:</b> <time datetime='
        f'"2024-03-15T08:12:00+07:00">15/03/2024</time></p><div class=content><p>{A}</p><p>{B}</p></div>',
        {"published_at": "2024-03-15T08:12:00+07:00", "modified_at": "2024-03-16T09:00:00+07:00"},
    ),
    "WordPress: both dates told apart by class": (
        TITLE,
        f'{H1}<time class=updated datetime="2024-03-16T09:00:00+07:00">16/03/2024</time><time class="entry-date published" datetime="2024-03-15T08:12:00+07:00">'
        f"15/03/2024</time><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T08:12:00+07:00", "modified_at": "2024-03-16T09:00:00+07:00"},
    ),
    "when a reader printed it is no date of the article": (
        TITLE,
        f"{H1}<div class=date>Ngày in: 20/03/2024 15:40</div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": None},
    ),
    "advertising that only its label tells": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p><img src=/1.jpg></p><p><em>Con đập nhìn từ trên cao.</em></p><div class=td-rec><span>- Quảng cáo -</span>"
        f"<div><a href=https://ngan-hang.example/><img src=/2022/468.jpg></a></div></div><p>{B}</p></div>",
        {"text": [A, B], "images": [("/1.jpg", "Con đập nhìn từ trên cao.", None)]},
    ),
    "tables with captions, which are no text; an invitation to watch": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><figure><table><tr><td>Xã</td><td>Hộ</td></tr><tr><td>Nà Mò</td><td>46</td></tr></table><figcaption>Số hộ bị thiệt hại."
        f" Nguồn: UBND xã</figcaption></figure><p>{B}</p><table><caption>Lúa mất trắng</caption><tr><td>Xã</td><td>Ha</td></tr><tr><td>Nà Mò</td><td>12</td></tr></table>"
        f"<p>{C}</p><p><i>* Mời quý độc giả theo dõi các chương trình đã phát sóng của Đài Truyền hình trên TV Online!</i></p></div>",
        {"text": [A, "Xã | Hộ", "Nà Mò | 46", B, "Xã | Ha", "Nà Mò | 12", C]},
    ),
    "the main column is called a sidebar": (
        TITLE,
        f"<div class=sidebar-1>{H1}<div class=fck_detail><p>{A}</p><p>{B}</p></div><div class=box-tag><h5>Tags</h5><h4><a href=/chu-de/lu-quet-8342>lũ quét</a></h4></div></div>",
        {"text": [A, B], "tags": ["lũ quét"]},
    ),
    "a caption of two lines in the picture's paragraph, a paragraph in italics, two pictures with one caption": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p><img src=/1.jpg><br>Bà con đắp đập.<br><em>Ảnh: Văn Thắng</em></p><p>{B}</p><p><em>{C}</em></p>"
        f"<p><img src=/2.jpg></p><p><img src=/3.jpg></p><p><em>Con đập nhìn từ trên cao.</em></p><p>{D}</p></div>",
        {
            "text": [A, B, C, D],
            "images": [
                ("/1.jpg", "Bà con đắp đập. Ảnh: Văn Thắng", "Văn Thắng"),
                ("/2.jpg", "Con đập nhìn từ trên cao.", None),
                ("/3.jpg", "Con đập nhìn từ trên cao.", None),
            ],
        },
    ),
    "lazy pictures with sizes, and a picture element without": (
        TITLE,
        f'{H1}<div class=content><p>{A}</p><p><img src="data:image/svg+xml,x" data-lazy-src="/w/b-768x512.jpg" data-lazy-srcset="/w/b-768x512.jpg '
        f'768w, /w/b.jpg 1600w"><noscript><img src="/w/b-768x512.jpg"></noscript></p><p>{B}</p><picture><source srcset="/w/c.webp"><img src="/w/c.jpg">'
        f"</picture><p>{C}</p></div>",
        {"text": [A, B, C], "images": [("/w/b.jpg", None, None), ("/w/c.jpg", None, None)]},
    ),
    "no title element, no heading: classes and places only": (
        "",
        "<div class=tieude>Đắp đập sau lũ lớn ở bản Nậm Cang</div><div>Cập nhật ngày: 24/04/2015 05:21:36</div><div><strong>Nước rút đến đâu, cả bản "
        f"ra đồng đến đó để giữ lấy vụ mùa.</strong></div><p>{A}</p><p>{B}</p><p>{C}</p><div style='text-align:right'><i>Theo Báo Tin tức</i></div>",
        {
            "title": "Đắp đập sau lũ lớn ở bản Nậm Cang",
            "summary": "Nước rút đến đâu, cả bản ra đồng đến đó để giữ lấy vụ mùa.",
            "published_at": "2015-04-24T05:21:36+07:00",
            "authors": ["Báo Tin tức"],
            "text": [A, B, C],
        },
    ),
    "pointers to other stories inside the text": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p><strong>Xem thêm:</strong> {link(1)}</p><p>{B}</p><p><strong>Tin liên quan:</strong></p><ul><li>{link(2)}"
        f"</li><li>{link(3)}</li></ul><p>{C}</p><p>&gt;&gt;&gt; Đọc thêm: {link(4)}</p></div>",
        {"text": [A, B, C], "related": [1, 2, 3, 4]},
    ),
    "remarks at the end are text, staff is an author": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p><p>* Tên nhân vật đã được thay đổi.</p><p>(Còn nữa)</p><p><strong>Nhóm PV</strong></p></div>",
        {"text": [A, B, "* Tên nhân vật đã được thay đổi.", "(Còn nữa)"], "authors": ["Nhóm PV"]},
    ),
    "who signs above the text wrote it, the source below is where it was found": (
        TITLE + '<meta name=author content="Văn Thắng">',
        f"<a class=cate href=/xa-hoi>Xã hội</a>{H1}<div class=info>Văn Thắng | 15/03/2024 10:20</div><div class=content><p>{A}</p><p>{B}</p>"
        "<p class=source>Nguồn: TTXVN</p></div>",
        {"authors": ["Văn Thắng"], "section": ["Xã hội"], "published_at": "2024-03-15T10:20:00+07:00", "text": [A, B]},
    ),
    "the author stands before the date and nowhere else": (
        TITLE,
        f"{H1}<div class=x>HỒNG ANH 31/10/2025 16:28</div><div class=content><p>{A}</p><p>{B}</p></div>",
        {"authors": ["HỒNG ANH"], "published_at": "2025-10-31T16:28:00+07:00", "text": [A, B]},
    ),
    "most-read stories in the middle of the text": (
        TITLE,
        f"{H1}<div class=x>Ngày 15 tháng 3 năm 2024 - Lượt xem: 123</div><div class=content><p>{A}</p><div class=most-read><h3>Đọc nhiều</h3>{link(2)}</div><p>{B}</p></div>",
        {"text": [A, B], "related": [], "published_at": "2024-03-15T00:00:00+07:00"},
    ),
    "the caption repeats the title": (
        TITLE,
        f'{H1}<div class=content><figure><img src=/y.jpg alt="Đắp đập sau lũ"><figcaption>Đắp đập sau lũ</figcaption></figure><p>{A}</p><p>{B}</p>'
        "<p><i>Văn Thắng - Thu Hà</i></p></div>",
        {"text": [A, B], "images": [("/y.jpg", None, None)], "authors": ["Văn Thắng", "Thu Hà"]},
    ),
    "picture, line, picture, line: captions": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><div><img src=/1.jpg></div><div>Bà con gánh đất.</div><div><img src=/2.jpg></div><div>Bộ đội đóng cọc.</div>"
        f"<div><img src=/3.jpg></div><div>Bữa cơm giữa đồng.</div><p>{B}</p></div>",
        {
            "text": [A, B],
            "images": [("/1.jpg", "Bà con gánh đất.", None), ("/2.jpg", "Bộ đội đóng cọc.", None), ("/3.jpg", "Bữa cơm giữa đồng.", None)],
        },
    ),
    "entities twice escaped, the other letter Đ": (
        '<title>Ðắp đập &amp;amp; giữ lúa | Báo Ví Dụ</title><meta property="og:title" content="Ðắp đập &amp;amp; giữ lúa">',
        f"<h1>Ðắp đập &amp; giữ lúa</h1><div class=content><p>{A}</p><p>Giá&nbsp;lúa &lt;7.000&gt; đồng/kg.</p><p>{B}</p></div>",
        {"title": "Đắp đập & giữ lúa", "text": [A, "Giá lúa <7.000> đồng/kg.", B]},
    ),
    "words beside a lead picture outside the body": (
        TITLE,
        f"{H1}<div class=x><img src=/lead.jpg width=800><div>Hàng trăm người dân cùng bộ đội đắp lại con đập bị lũ cuốn trôi.</div></div>"
        f"<div class=content><p>{A}</p><p>{B}</p></div>",
        {
            "summary": None,
            "text": [A, B],
            "images": [("/lead.jpg", "Hàng trăm người dân cùng bộ đội đắp lại con đập bị lũ cuốn trôi.", None)],
        },
    ),
    "a heading before the title is its kicker, whatever else its name says": (
        TITLE,
        f"<h3 class=title-follow>Hậu quả mưa lũ ở Tây Bắc</h3>{H1}<div class=content><p>{A}</p><p>{B}</p></div>",
        {"kicker": "Hậu quả mưa lũ ở Tây Bắc"},
    ),
    "a heading over a share bar is none": (
        TITLE,
        f"<h3 class=follow>Theo dõi trên Zalo</h3>{H1}<div class=content><p>{A}</p><p>{B}</p></div>",
        {"kicker": None},
    ),
    "a line before the title is its kicker": (
        TITLE,
        f"<div class=a1>Hậu quả mưa lũ ở Tây Bắc:</div>{H1}<div class=content><p>{A}</p><p>{B}</p></div>",
        {"kicker": "Hậu quả mưa lũ ở Tây Bắc", "section": []},
    ),
    "other lines before the title are not": (
        TITLE,
        f"<div>Lượt xem: 123</div>{H1}<div class=content><p>{A}</p><p>{B}</p></div>",
        {"kicker": None},
    ),
    "sections above the title, only the outer one in the address": (
        TITLE,
        f"<div class=q7><a href=/xa-hoi/>Xã hội</a> <span>|</span> <a href=/doi-song-vung-cao/>Đời sống vùng cao</a></div>{H1}"
        f"<div class=content><p>{A}</p><p>{B}</p></div>",
        {"section": ["Xã hội", "Đời sống vùng cao"], "kicker": None},
    ),
    "the mark that a template draws beside a quote; stars stay": (
        TITLE,
        f'{H1}<div class=content><p>{A}</p><div class="q cms-quote"><div class=q-icon>“</div><blockquote><p>{B}</p></blockquote><p>”</p></div>'
        f"<p>* * *</p><p>{C}</p></div>",
        {"text": [A, B, "* * *", C]},
    ),
    "an advertisement of the Newspaper theme": (
        TITLE,
        f'{H1}<div class=content><p>{A}</p><div class="td-a-rec td-a-rec-id-content_inline tdi_2_a"><span class="td-adspot-title">- Mời xem -</span>'
        f'<div class="td-visible-desktop"><a href="#"><img src="/ngan-hang-696.jpg"></a></div></div><p>{B}</p></div>',
        {"text": [A, B], "images": []},
    ),
    "sections whose addresses say so": (
        TITLE,
        f"<div class=q7><a href=/chuyen-muc/4/kinh-te>Kinh tế</a><i> / </i><a href=/chuyen-muc/104/giao-thong>Giao thông</a></div>{H1}"
        f"<div class=content><p>{A}</p><p>{B}</p></div>",
        {"section": ["Kinh tế", "Giao thông"]},
    ),
    "the head knows the day, the one line with its hour says it is an update": (
        TITLE + DATED % ("2024-03-15", "2024-03-15"),
        f"{H1}<span class=time>Cập nhật lúc 06:10, Thứ Sáu, 15/03/2024 (GMT+7)</span><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T06:10:00+07:00", "modified_at": None, "warnings": []},
    ),
    "published at midnight, updated when the head and the line say": (
        TITLE + DATED % ("2024-03-15T00:00:00+07:00", "2024-03-15T10:05:00+07:00"),
        f"{H1}<span class=time>Cập nhật lúc 10:05, 15/03/2024</span><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T00:00:00+07:00", "modified_at": "2024-03-15T10:05:00+07:00"},
    ),
    "the head knows the day, two lines have an hour": (
        TITLE + DATED % ("2024-03-15", "2024-03-15"),
        f"{H1}<span class=time>08:12, 15/03/2024</span> <span class=time>Cập nhật lúc 10:05, 15/03/2024</span><div class=content><p>{A}</p><p>{B}</p></div>",
        {"published_at": "2024-03-15T08:12:00+07:00", "modified_at": "2024-03-15T10:05:00+07:00", "warnings": []},
    ),
    "Joomla's line below the body says when it was changed": (
        TITLE,
        f"{H1}<p class=createdate>Thứ sáu, 18 Tháng 3 2011 09:12</p><div class=content><p>{A}</p><p>{B}</p><p>{C}</p></div>"
        "<table><tr><td class=modifydate>Lần cập nhật cuối lúc Thứ sáu, 18 Tháng 3 2011 16:40</td></tr></table>",
        {"published_at": "2011-03-18T09:12:00+07:00", "modified_at": "2011-03-18T16:40:00+07:00", "text": [A, B, C]},
    ),
    "two lists in one box": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p></div><div id=other><h3>Tin cùng chuyên mục</h3><ul><li>{link(1)}</li><li>{link(2)}</li></ul>"
        f"<h3>Các tin khác</h3><ul><li>{link(3)}</li><li>{link(4)}</li></ul></div>",
        {"related": [1, 2, 3, 4], "boxes": ["Tin cùng chuyên mục", "Tin cùng chuyên mục", "Các tin khác", "Các tin khác"]},
    ),
    "the head describes the article with its title": (
        '<title>Đắp đập sau lũ - Báo Ví Dụ</title><meta name=description content="Đắp đập sau lũ">',
        f"{H1}<div class=content><p>{A}</p><p>{B}</p></div>",
        {"summary": None, "text": [A, B]},
    ),
    "keywords for the whole site": (
        TITLE + '<meta name=keywords content="báo example, đập, đọc báo example, tin tức">',
        f"{H1}<div class=content><p>{A}</p><p>{B}</p></div>",
        {"tags": ["đập"]},
    ),
    "the title called so, its kicker before it, no heading; a list with its own label": (
        "<title>Mưa lũ ở Tây Bắc: Đắp đập sau lũ | Báo Ví Dụ</title><meta property=og:title content='Mưa lũ ở Tây Bắc: Đắp đập sau lũ'>",
        f"<div class=chn><a href=/xa-hoi/>Xã hội</a></div><div class=dt><div class=dt_kicker>Mưa lũ ở Tây Bắc:</div><div class=dt_title>Đắp đập sau lũ</div>"
        f"<div class=content><p>{A}</p><ul class=x><li class=h>Tin liên quan</li><li>{link(1)}</li><li>{link(2)}</li></ul><p>{B}</p></div></div>",
        {"title": "Đắp đập sau lũ", "kicker": "Mưa lũ ở Tây Bắc", "section": ["Xã hội"], "text": [A, B], "related": [1, 2]},
    ),
    "what kind of writing it is, and whose": (
        TITLE,
        f"{H1}<div class=content><p>{A}</p><p>{B}</p><p style='text-align:right'><b>Bút ký của Hoàng Vân</b></p></div>",
        {"authors": ["Hoàng Vân"], "text": [A, B]},
    ),
    "where it was found, right behind the body": (
        TITLE,
        f"{H1}<table><tr><td><div class=content><p>{A}</p><p>{B}</p><p>{C}</p></div></td></tr><tr><td align=right><i>Nguồn: <span>Báo Tin tức</span></i></td></tr></table>",
        {"authors": ["Báo Tin tức"], "text": [A, B, C]},
    ),
    "a photo essay whose words are its summary": (
        TITLE,
        f"{H1}<div class=article__abs>{A} {B}</div><div class=article__body><p><img src=/1.jpg></p><p><em>Bà con gánh đất.</em></p><p><img src=/2.jpg></p>"
        "<p><em>Bộ đội đóng cọc.</em></p></div>",
        {
            "summary": f"{A} {B}",
            "text": [],
            "images": [("/1.jpg", "Bà con gánh đất.", None), ("/2.jpg", "Bộ đội đóng cọc.", None)],
        },
    ),
    "a breadcrumb without links": (
        TITLE,
        f"<div class=path>Trang chủ / Xã hội / Đời sống</div>{H1}<div class=content><p>{A}</p><p>{B}</p></div>",
        {"section": ["Xã hội", "Đời sống"], "kicker": None},
    ),
}  # fmt: skip


def test_a_box_known_by_its_name_keeps_the_heading_it_prints() -> None:
    body = f"{H1}<div class=content><p>{A}</p><p>{B}</p></div>"
    for heading, box in (
        ("Chuyện vùng cao", "Chuyện vùng cao"),
        ("15/03", None),
        ("", None),
        ("Tin đọc tiếp", "Tin đọc tiếp"),
    ):
        article = read(
            f"{body}<div class=other-news><div class=hd>{heading}</div><ul><li>{link(1)}</li><li>{link(2)}</li></ul></div>"
        )
        assert [(s.box, int(s.url[-6])) for s in article.related] == [(box, 1), (box, 2)]


def test_stories_of_an_earlier_cms_whose_addresses_are_words_alone() -> None:
    """The newspaper's patterns know its present addresses only."""
    paper = Newspaper(
        name="vidu",
        title="Báo Ví Dụ",
        domain="bao.example.vn",
        article_patterns=(r"-post(?P<id>\d+)\.html$",),
        verified="urls",
    )
    other = "http://bao.example.vn/mua-lon-keo-dai-o-vung-cao/"
    page = (
        f"<!doctype html><html><head><meta charset=utf-8>{TITLE}</head><body><div class=detail>{H1}<div class=content><p>{A}</p><p>{B}</p></div>"
        f'<div class=related><h3>Bài viết liên quan</h3><ul><li><a href="{other}">Mưa lớn kéo dài ở vùng cao</a></li><li><a href="/dien-dan/">Diễn đàn</a>'
        "</li></ul></div></div></body></html>"
    ).encode()
    for url, related in (
        ("http://bao.example.vn/ca-ban-cung-nhau-dap-dap-sau-lu/", [other]),
        ("http://bao.example.vn/dap-dap-post123456.html", []),
    ):
        assert [s.url for s in read_article(page, url, paper).related] == related


@pytest.mark.parametrize("name", CASES)
def test_habit(name: str) -> None:
    head, inner, want = CASES[name]
    article = read(inner, head)
    got: dict[str, Any] = {
        "title": article.title,
        "kicker": article.kicker,
        "tags": article.tags,
        "summary": article.summary,
        "summary_prefix": article.extraction.sources.get("summary_prefix"),
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "warnings": article.extraction.warnings,
        "authors": article.authors,
        "section": [s.name for s in article.section],
        "text": [line for line in article.text.split("\n") if line],
        "images": [(i.url.removeprefix("https://bao.example.vn"), i.caption, i.credit) for i in article.images],
        "related": [int(story.url[-6]) for story in article.related],
        "boxes": [story.box for story in article.related],
    }
    assert {field: got[field] for field in want} == want


PLAYER = '<div class="VCSortableInPreviewMode" type="VideoStream" {}><div class="VideoCMS_Caption"><p>Cả bản ra đồng.</p></div></div>'
VIDEOS: dict[str, tuple[str, list[tuple[str, str | None]]]] = {
    "a host and a file": (
        PLAYER.format('data-vid="phim.example.vn/2024/dap.mp4" data-src="https://player.example.vn/1?vid=dap"'),
        [("https://phim.example.vn/2024/dap.mp4", "Cả bản ra đồng.")],
    ),
    "a path whose host only the player knows": (
        PLAYER.format('data-vid="vidu/2024/dap.mp4" data-src="https://player.example.vn/1?vid=vidu/2024/dap.mp4"'),
        [("https://player.example.vn/1?vid=vidu/2024/dap.mp4", "Cả bản ra đồng.")],
    ),
    "a path alone": (PLAYER.format('data-vid="vidu/2024/dap.mp4"'), []),
    "a player that a script fills": (
        '<div class="video-box"><div class="player" data-id="7" data-src="https://v.example.vn/7/dap.mp4"></div></div>',
        [("https://v.example.vn/7/dap.mp4", None)],
    ),
    "the caption in the paragraph below the player": (
        '<div class="box_embed_video"><div class="embed"><video src="https://v.example.vn/dap.m3u8"><p>Máy này không xem được video.</p></video></div>'
        '<p class="Image">Con đập nhìn từ trên cao. Video: <em>Văn Thắng</em></p></div>',
        [("https://v.example.vn/dap.m3u8", "Con đập nhìn từ trên cao. Video: Văn Thắng")],
    ),
    "a map, a chart, and their captions": (
        '<p><iframe src="https://www.google.com/maps/embed?pb=1"></iframe></p><figure><iframe src="https://flo.uri.sh/visualisation/1/embed"></iframe>'
        "<figcaption><p>Mực nước từng tháng.</p></figcaption></figure><table><tr><td><iframe src='https://www.google.com/maps/embed?pb=2'></iframe></td></tr>"
        "<tr><td><p>Nơi con đập vỡ.</p></td></tr></table>",
        [],
    ),
}


@pytest.mark.parametrize("name", VIDEOS)
def test_videos(name: str) -> None:
    inner, want = VIDEOS[name]
    article = read(f"{H1}<div class=content><p>{A}</p><p>{B}</p>{inner}<p>{C}</p></div>")
    assert [(video.url, video.caption) for video in article.videos] == want
    assert article.text.split("\n\n") == [A, B, C]
    missing = "video-without-address: vidu/2024/dap.mp4" in article.extraction.warnings
    assert missing == (name == "a path alone")


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("background:#eee;border:1px solid #ccc;padding:5px 10px;", "note"),
        ("background-color:#eef6fb; border: solid 1px #bbb", "note"),
        ("background:#fff;border:none", "paragraph"),
        ("background:#fff;border:0", "paragraph"),
        ("border-bottom:1px solid #ccc;background:#fff", "paragraph"),
    ],
)
def test_a_box_drawn_by_hand_is_a_note(style: str, kind: str) -> None:
    article = read(f'{H1}<div class=content><p>{A}</p><p>{B}</p><div style="{style}">{C}</div><p>{D}</p></div>')
    assert [block.type for block in article.blocks] == ["paragraph", "paragraph", kind, "paragraph"]
    assert article.text.split("\n\n") == [A, B, C, D]


def printed(
    head: str, title: str, *, url: str = "https://bao.example.vn/print/xa-hoi/ban-nam-cang-dap-dap-sau-lu-123456.html"
) -> Article:
    """A print view of the 2000s: a table, no heading, the head says what kind of page it is."""
    page = (
        f"<html><head><meta charset=utf-8><title>{head}</title></head><body><table class=print-wrap><tr><td class=print-head><img src=/logo.gif>"
        f"<span>Ngày in: 20/03/2024 15:40</span></td></tr><tr><td><div>Xã hội</div></td></tr><tr>{title}</tr><tr><td class=print-date>15/03/2024 08:12</td></tr>"
        f"<tr><td class=print-lead><p>Nước rút, cả bản ra đồng.</p></td></tr><tr><td class=print-body><div>{A}</div><div>{B}</div><div>{C}</div></td></tr></table></body></html>"
    )
    return read_article(page.encode(), url, unknown_newspaper(url), rules=False)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Báo Example điện tử - Bản in", "<td class=x>Bản Nậm Cang đắp đập sau lũ</td>"),  # as the address says
        ("Bản in", "<td class=print-title>Bản Nậm Cang đắp đập sau lũ</td>"),
        ("In bài viết | Bản Nậm Cang đắp đập sau lũ", "<td class=x>Bản Nậm Cang đắp đập sau lũ</td>"),
    ],
)
def test_print_view(head: str, title: str) -> None:
    article = printed(head, title)
    assert article.title == "Bản Nậm Cang đắp đập sau lũ"
    assert article.summary == "Nước rút, cả bản ra đồng."
    assert article.published_at == "2024-03-15T08:12:00+07:00"
    assert [s.name for s in article.section] == ["Xã hội"]
    assert article.text.split("\n\n") == [A, B, C]


def test_a_print_view_without_a_title_is_not_called_by_the_newspapers_name() -> None:
    with pytest.raises(NotAnArticle, match="no-title"):
        printed(
            "Báo Example điện tử - Bản in", "<td class=x>Tin trong ngày</td>", url="https://bao.example.vn/print/123456"
        )


def test_a_rule_takes_no_summary_of_another_story_below_the_body() -> None:
    """VCCorp's CMS calls the summary by another name than the list below the body does."""
    other = f"<li><h3>{link(1)}</h3><p class=sapo>Mưa lớn kéo dài, đường về ba bản bị chia cắt.</p></li>"
    inner = f"{H1}<h2 class=sapo-detail>Nước rút, cả bản ra đồng.</h2><div class=content><p>{A}</p><div class=VCSortableInPreviewMode><img src=/1.jpg></div><p>{B}</p></div>"
    article = read(f"{inner}<div class=x><ul>{other}</ul></div>", rules=True)
    assert (article.extraction.family, article.summary) == ("vccorp", "Nước rút, cả bản ra đồng.")


@pytest.mark.parametrize(
    "description",
    [
        "Báo Example Online - Tin tức cập nhật về kinh tế, văn hóa, xã hội",
        "Website của Ủy ban nhân dân huyện, nơi bộ đội và người dân trong bản cùng đắp đập",
        "Cơ quan của Đảng bộ tỉnh",
    ],
)
def test_what_the_head_says_of_the_newspaper_is_no_summary(description: str) -> None:
    page = f"<title>Đắp đập sau lũ</title><meta name=description content='{description}'>"
    url = "https://baoexample.vn/xa-hoi/dap-dap-sau-lu-123456.html"
    body = f"<html><head><meta charset=utf-8>{page}</head><body>{H1}<div class=content><p>{A}</p><p>{B}</p></div></body></html>"
    assert read_article(body.encode(), url, unknown_newspaper(url), rules=False).summary is None


@pytest.mark.parametrize(
    ("own", "others", "no_story"),
    [
        (
            "/news/93861p1c28/khep-lai-giai-bong-da-thieu-nien.htm",
            ["/news/93677p1c28/binh-yen-phen-giau.htm", "/news/93772p1c28/du-lich-sinh-thai-hut-khach.htm"],
            "/news/c28/van-hoa.htm",
        ),
        (
            "/nguoi-giu-do-ben-song-20190412081530412p5c34.htm",
            ["/khoi-sac-lang-20190404152535106p5c34.htm", "/8-doi-tranh-tai-20190404152535107p5c34.htm"],
            "/kinh-te/c34.htm",
        ),
        (
            "/vie/thongbaovecuocthivietbiengioi-nd-8da74fda.aspx",
            ["/vie/giaobanbiengioilanthu3giuahaitinh-nd-201601a4.aspx"],
            "/vie/tin-tuc-nc-8da74fda.aspx",
        ),
        (
            "/index.php?option=com_content&view=article&id=5318:gian-nan-con-chu&catid=62:phong-su&Itemid=88",
            ["/index.php?option=com_content&view=article&id=5330:phien-cho-vung-cao&catid=62:phong-su&Itemid=88"],
            "/index.php?option=com_content&view=category&id=62:phong-su&Itemid=88",
        ),
        ("/content/viewer.asp?a=5871&z=64", ["/content/viewer.asp?a=5860&z=64"], "/content/channel.asp?z=64"),
    ],
)
def test_stories_have_addresses_built_as_the_pages_own(own: str, others: list[str], no_story: str) -> None:
    """URL forms of Báo Ninh Thuận, Báo Ninh Bình, biengioilanhtho.gov.vn and Báo Hưng Yên, 2008 to 2019."""
    url = "http://bao.example.vn" + own
    items = "".join(f"<li><a href='{o}'>Chuyện bên sông {n}</a></li>" for n, o in enumerate([no_story, *others]))
    page = f"<html><head><meta charset=utf-8>{TITLE}</head><body>{H1}<div class=content><p>{A}</p><p>{B}</p></div><div><h3>Các tin khác</h3><ul>{items}</ul></div></body></html>"
    article = read_article(page.encode(), url, unknown_newspaper(url), rules=False)
    assert [story.url.removeprefix("http://bao.example.vn") for story in article.related] == others


def test_a_notice_of_two_words_on_a_page_of_the_2000s() -> None:
    """Frames of tables, capital letters, a head that says only the newspaper's name."""
    url = "http://bao.example.vn/content/viewer.asp?a=5871&z=64"
    page = (
        "<HTML><HEAD><META charset=utf-8><TITLE>..:: Báo Example điện tử ::..</TITLE></HEAD><BODY><TABLE><TR><TD class=menu><A href='channel.asp?z=1'>Kinh tế</A>"
        "</TD></TR></TABLE><TABLE><TR><TD><A class=zone href='channel.asp?z=64'><B>Thông tin - Quảng cáo</B></A></TD></TR><TR><TD class=pTitle>Tin buồn</TD></TR>"
        f"<TR><TD class=pDate>Cập nhật lúc 15h20' - Ngày 13/10/2008</TD></TR><TR><TD class=pBody><P>{A}</P><P>{B}</P><P>{C}</P></TD></TR></TABLE></BODY></HTML>"
    )
    article = read_article(page.encode(), url, unknown_newspaper(url), rules=False)
    assert (article.title, article.published_at) == ("Tin buồn", "2008-10-13T15:20:00+07:00")
    assert [s.name for s in article.section] == ["Thông tin - Quảng cáo"]
    assert article.text.split("\n\n") == [A, B, C]


def test_on_a_page_of_an_earlier_cms_the_newspapers_patterns_say_nothing() -> None:
    """URL form of Báo Lạng Sơn in 2013."""
    url = "http://www.baoexample.vn/tin-bai/Ban-doc/tu-y-xay-tuong-rao/27-61-66131"
    paper = Newspaper(
        name="baoexample", title="Báo Example", domain="baoexample.vn", article_patterns=(r"-d(?P<id>\d+)\.html$",)
    )
    items = "<li><a href=/tin-bai/Ban-doc/nong-dan-duoc-mua-lua/27-61-66120>Nông dân được mùa lúa</a></li>"
    page = f"<html><head><meta charset=utf-8>{TITLE}</head><body>{H1}<div class=content><p>{A}</p><p>{B}</p></div><div><h4>Các tin khác</h4><ul>{items}</ul></div></body></html>"
    related = read_article(page.encode(), url, paper, rules=False).related
    assert [story.title for story in related] == ["Nông dân được mùa lúa"]


def test_a_base_element_that_names_the_front_page() -> None:
    """As Joomla and HOSCO's CMS print it: addresses are resolved with it, but the page's own is not the front page's."""
    own, other = "/xa-hoi/202404/dap-dap-sau-lu-8213977/", "xa-hoi/202404/giu-lua-8213640/"
    url = f"https://bao.example.vn{own}"
    page = (
        f"<html><head><meta charset=utf-8><base href='https://bao.example.vn/'>{TITLE}</head><body>{H1}<div class=content><p>{A}</p><p>{B}</p></div>"
        f"<div><h3>Các tin khác</h3><ul><li><a href='{other}'>Giữ lửa</a></li><li><a href='{own[1:]}'>Đắp đập sau lũ</a></li></ul></div></body></html>"
    )
    related = read_article(page.encode(), url, unknown_newspaper(url), rules=False).related
    assert [story.url for story in related] == [f"https://bao.example.vn/{other}"]


def test_a_rule_that_names_each_author() -> None:
    """ePi: `a.author` for each of them, side by side."""
    page = (
        f"<html><head><meta charset=utf-8>{TITLE}</head><body><div class=article><h1 class='article__title cms-title'>Đắp đập sau lũ</h1><div class=article__meta>"
        "<div class=author-info><a class='author cms-author' href=/tac-gia/a-1.html>Văn Thắng</a> - <a class='author cms-author' href=/tac-gia/b-2.html>R'Ô Thu</a>"
        f"</div></div><div class='article__body zce-content-body cms-body' itemprop=articleBody><p>{A}</p><p>{B}</p></div></div></body></html>"
    )
    article = read_article(page.encode(), URL, unknown_newspaper(URL))
    assert (article.extraction.family, article.authors) == ("epi", ["Văn Thắng", "R'Ô Thu"])
