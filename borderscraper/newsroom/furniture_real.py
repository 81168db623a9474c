"""The furniture of the ePi newspaper in the weight of live pages: what a crawl must carry and a reader must pass by.

Measured on saved pages of that CMS: 46 to 98 KB, 340 to 930 elements, 57 to 194 links, some 14 KB of scripts. Words,
scripts and style sheets are ours. Everything that leads to a story leads to one of the room, and every section in a menu
is one of the room's, so a crawl finds what it finds on light pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from . import words
from .content import SECTIONS, Card, SectionDef
from .parts import GIF, attr, clock_line, print_card, tag_path
from .words import mix

if TYPE_CHECKING:
    from .room import Newsroom

# --- icons ----------------------------------------------------------------------------------------------------------

#: name -> (title, path) of the sprite that stands once in every page
_ICONS = {
    "search": ("Tìm kiếm", "M15.5 14h-.8l-.3-.3A6.5 6.5 0 1 0 13 15.6l.3.3v.8l5 5 1.5-1.5-4.3-6.2zM9.5 14a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9z"),
    "menu": ("Mục lục", "M3 18h18v-2H3v2zm0-5h18v-2H3v2zm0-7v2h18V6H3z"),
    "close": ("Đóng", "M19 6.4 17.6 5 12 10.6 6.4 5 5 6.4 10.6 12 5 17.6 6.4 19 12 13.4 17.6 19 19 17.6 13.4 12z"),
    "down": ("Mở", "M7.4 8.6 12 13.2l4.6-4.6L18 10l-6 6-6-6z"),
    "home": ("Trang nhất", "M10 20v-6h4v6h5v-8h3L12 3 2 12h3v8z"),
    "facebook": ("Facebook", "M13.5 21v-7.5h2.6l.4-3h-3V8.6c0-.9.3-1.5 1.5-1.5h1.6V4.4c-.3 0-1.2-.1-2.3-.1-2.3 0-3.9 1.4-3.9 4v2.2H7.8v3h2.6V21h3.1z"),
    "twitter": ("X", "M17.5 3h3.1l-6.8 7.7L21.8 21h-6.3l-4.9-6.4L5 21H1.9l7.2-8.3L1.5 3h6.4l4.5 5.9L17.5 3zm-1.1 16.2h1.7L7 4.7H5.2l11.2 14.5z"),
    "zalo": ("Zalo", "M12 3C6.5 3 2 6.7 2 11.2c0 2.6 1.5 4.9 3.8 6.4-.1.8-.5 2-1.3 3 1.8-.1 3.4-.9 4.4-1.6 1 .3 2 .4 3.1.4 5.5 0 10-3.7 10-8.2S17.5 3 12 3z"),
    "mail": ("Thư", "M20 4H4a2 2 0 0 0-2 2v12c0 1.1.9 2 2 2h16a2 2 0 0 0 2-2V6a2 2 0 0 0-2-2zm0 4-8 5-8-5V6l8 5 8-5v2z"),
    "print": ("In", "M19 8H5a3 3 0 0 0-3 3v6h4v4h12v-4h4v-6a3 3 0 0 0-3-3zm-3 11H8v-5h8v5zm2-16H6v4h12V3z"),
    "link": ("Chép đường dẫn", "M4 12c0-1.7 1.4-3.1 3.1-3.1h4V7h-4a5 5 0 0 0 0 10h4v-1.9h-4A3.1 3.1 0 0 1 4 12zm4 1h8v-2H8v2zm9-6h-4v1.9h4a3.1 3.1 0 0 1 0 6.2h-4V17h4a5 5 0 0 0 0-10z"),
    "save": ("Lưu bài", "M17 3H7a2 2 0 0 0-2 2v16l7-3 7 3V5a2 2 0 0 0-2-2z"),
    "youtube": ("YouTube", "M21.6 7.2a2.5 2.5 0 0 0-1.8-1.8C18.2 5 12 5 12 5s-6.2 0-7.8.4A2.5 2.5 0 0 0 2.4 7.2 26 26 0 0 0 2 12c0 1.6.1 3.3.4 4.8.2.9.9 1.6 1.8 1.8 1.6.4 7.8.4 7.8.4s6.2 0 7.8-.4c.9-.2 1.6-.9 1.8-1.8.3-1.5.4-3.2.4-4.8s-.1-3.3-.4-4.8zM10 15V9l5.2 3L10 15z"),
    "user": ("Tài khoản", "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm0 2c-2.7 0-8 1.3-8 4v2h16v-2c0-2.7-5.3-4-8-4z"),
}  # fmt: skip


def _sprite() -> str:
    symbols = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 24 24"><title>{title}</title><path d="{path}"/></symbol>'
        for name, (title, path) in _ICONS.items()
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" class="svg-sprite" aria-hidden="true" style="display:none">{symbols}</svg>\n'


def _icon(name: str) -> str:
    return f'<svg class="ic ic-{name}" width="20" height="20"><use href="#i-{name}"></use></svg>'


# --- advertising ----------------------------------------------------------------------------------------------------

#: where a slot stands -> its sizes
_SLOTS = {
    "TopFull": [[1180, 90], [970, 90]], "Masthead": [[1180, 250]], "FloatLeft": [[160, 600]], "FloatRight": [[160, 600]],
    "ArticleTop": [[670, 120]], "ArticleBottom": [[670, 250], [336, 280]], "ArticleInpage": [[300, 600]], "AfterTags": [[670, 90]],
    "Sub1": [[300, 250], [300, 600]], "Sub2": [[300, 250]], "Sub3": [[300, 600]], "Footer": [[1180, 90]], "Balloon": [[300, 250]],
    "MobileTop": [[320, 100]], "MobileSticky": [[320, 50]],
}  # fmt: skip


def _ad(slot: str) -> str:
    width, height = _SLOTS[slot][0]
    return (
        f'<div class="banner clearfix fyi" id="adsWeb_Ads{slot}" data-platform="1" data-width="{width}" data-height="{height}">'
        f'<script>if (typeof Ads !== "undefined" && Ads.show) {{ Ads.show("Ads{slot}", {{ w: {width}, h: {height}, lazy: true }}); }}</script></div>\n'
    )


# --- head -----------------------------------------------------------------------------------------------------------

#: selector -> declarations: what a theme prints into its pages so that the first screen stands before the style sheet is there
_CRITICAL = {
    "*,*:before,*:after": "box-sizing:border-box",
    "html": "font-size:16px;-webkit-text-size-adjust:100%;scroll-behavior:smooth",
    "body": "margin:0;font-family:Roboto,Arial,Helvetica,sans-serif;font-size:1rem;line-height:1.5;color:#222;background:#fff;overflow-x:hidden",
    "a": "color:inherit;text-decoration:none;transition:color .2s ease",
    "a:hover": "color:#b01217",
    "ul,ol": "margin:0;padding:0;list-style:none",
    "img,video,iframe": "max-width:100%;height:auto;border:0;vertical-align:middle",
    "button,input,textarea,select": "font:inherit;color:inherit;border:1px solid #ddd;border-radius:3px;outline:0;background:transparent",
    "button": "cursor:pointer;padding:6px 12px",
    ".container": "width:100%;max-width:1180px;margin:0 auto;padding:0 15px",
    ".clearfix:after": 'content:"";display:table;clear:both',
    ".hidden,.d-none,.svg-sprite": "display:none!important",
    ".ic": "display:inline-block;width:20px;height:20px;fill:currentColor;vertical-align:middle",
    ".header-top": "display:flex;align-items:center;justify-content:space-between;height:40px;font-size:.8125rem;color:#666;border-bottom:1px solid #eee",
    ".header-top a": "margin-left:16px",
    ".site-header": "position:relative;z-index:99;background:#fff",
    ".site-header .logo": "display:block;margin:14px 0;font-size:1.75rem;font-weight:700;color:#b01217",
    ".main-nav": "position:sticky;top:0;background:#b01217;color:#fff",
    ".main-nav .menu": "display:flex;flex-wrap:nowrap;align-items:center;height:44px;white-space:nowrap",
    ".main-nav .menu>li": "position:relative;padding:0 12px;font-weight:500;text-transform:uppercase;font-size:.875rem",
    ".mega-menu,.mobile-menu": "display:none",
    ".mega-menu.open,.mobile-menu.open": "display:block;position:absolute;left:0;right:0;top:100%;background:#fff;color:#222;box-shadow:0 6px 16px rgba(0,0,0,.16)",
    ".mega-menu .row": "display:grid;grid-template-columns:repeat(5,1fr);gap:20px;padding:20px 0",
    ".mega-menu .cate": "font-weight:700;border-bottom:1px solid #eee;padding-bottom:6px;margin-bottom:6px",
    ".mega-menu .sub-menu li": "padding:4px 0;font-size:.9375rem",
    ".hot-tags": "display:flex;flex-wrap:wrap;gap:8px;padding:10px 0;font-size:.875rem;border-bottom:1px solid #eee",
    ".col": "display:flex;gap:30px",
    ".main-col": "flex:1 1 auto;min-width:0",
    ".sub-col": "flex:0 0 300px;width:300px",
    ".breadcrumbs h1,.breadcrumbs h2": "display:inline-block;margin:0 12px 10px 0;font-size:1rem;font-weight:500",
    ".article__title": "margin:0 0 12px;font-size:2rem;line-height:1.25;font-weight:700",
    ".article__sub-title": "color:#b01217;font-weight:500;margin-bottom:4px",
    ".article__meta": "display:flex;gap:14px;color:#757575;font-size:.875rem;margin-bottom:14px",
    ".article__sapo": "font-weight:700;font-size:1.125rem;margin-bottom:18px",
    ".article__body": "font-size:1.125rem;line-height:1.6;overflow-wrap:break-word",
    ".article__body p": "margin:0 0 16px",
    ".article__body figure,.article__body table.picture": "width:100%;margin:0 0 18px",
    ".article__body figcaption,.article__body .caption": "padding:8px 0;font-size:.9375rem;color:#555;text-align:center;background:#f7f7f7",
    ".article__social": "display:flex;gap:8px;align-items:center;margin:12px 0",
    ".article__social a,.article__social button": "display:inline-flex;align-items:center;justify-content:center;width:34px;height:34px;padding:0;border:1px solid #ddd;border-radius:50%",
    ".box-heading": "display:flex;align-items:center;margin:0 0 14px;font-size:1.125rem;text-transform:uppercase;border-bottom:2px solid #b01217",
    ".story": "overflow:hidden;padding-bottom:12px;margin-bottom:12px;border-bottom:1px solid #eee",
    ".story__thumb": "position:relative;margin:0 0 8px;overflow:hidden;background:#f2f2f2",
    ".story__thumb a": "display:block;padding-top:66.6%;position:relative",
    ".story__thumb img": "position:absolute;left:0;top:0;width:100%;height:100%;object-fit:cover",
    ".story__heading": "margin:0;font-size:1rem;line-height:1.35;font-weight:500",
    ".box-content .story:last-child": "border:0;margin-bottom:0",
    ".banner": "text-align:center;margin:0 auto 20px;min-height:1px;overflow:hidden",
    ".floating-ads": "position:fixed;top:120px;width:160px;z-index:9",
    ".site-footer": "margin-top:30px;padding:24px 0;background:#f5f5f5;font-size:.875rem;border-top:3px solid #b01217",
    ".back-to-top": "position:fixed;right:16px;bottom:16px;opacity:0;pointer-events:none",
    ".pswp,.modal": "display:none",
}

#: greatest width -> what is different on such screens
_NARROW = {
    1199: {".container": "max-width:970px", ".floating-ads": "display:none", ".mega-menu .row": "grid-template-columns:repeat(4,1fr)", ".main-nav .menu>li": "padding:0 8px;font-size:.8125rem"},
    991: {".sub-col": "flex-basis:240px;width:240px", ".article__title": "font-size:1.625rem", ".header-top": "display:none"},
    767: {".col": "display:block", ".sub-col": "width:100%", ".main-nav .menu": "display:none", ".article__title": "font-size:1.5rem", ".article__body": "font-size:1.0625rem", ".site-footer .row": "display:block"},
}  # fmt: skip


def _style() -> str:
    def rules(table: dict[str, str]) -> str:
        return "\n".join(f"{selector}{{{declarations}}}" for selector, declarations in table.items())

    narrow = "\n".join(f"@media(max-width:{width}px){{{rules(table)}}}" for width, table in _NARROW.items())
    return f"<style>{rules(_CRITICAL)}\n{narrow}</style>\n"


_ANALYTICS = """<script>
window.dataLayer = window.dataLayer || [];
function track() { dataLayer.push(arguments); }
track("js", new Date());
track("config", "G-XXXXXXXXXX", { send_page_view: true, anonymize_ip: true, cookie_flags: "SameSite=None;Secure" });
(function (w, d, name, src) {
  w[name] = w[name] || function () { (w[name].queue = w[name].queue || []).push(arguments); };
  w[name].started = 1 * new Date();
  var s = d.createElement("script"), first = d.getElementsByTagName("script")[0];
  s.async = 1; s.src = src; s.onerror = function () { w[name].blocked = true; };
  first.parentNode.insertBefore(s, first);
})(window, document, "pageview", "/assets/js/pageview.min.js?v=20251120");
pageview("create", { site: cmsConfig.domainApi, zone: cmsConfig.adsZone, object: cmsConfig.objectId, type: cmsConfig.pageType });
pageview("send", { ref: document.referrer, w: screen.width, h: screen.height, lang: navigator.language, tz: new Date().getTimezoneOffset() });
</script>
"""

_LAZY_LOAD = """<script>
!function (w, d) {
  "use strict";
  var margin = 320, seen = "lazyloaded", wait = "lazyload", io = null;
  function source(el) { return el.getAttribute("data-large-src") && el.offsetWidth > 480 ? el.getAttribute("data-large-src") : el.getAttribute("data-src"); }
  function show(el) {
    var src = source(el);
    if (!src || el.classList.contains(seen)) { return; }
    el.onload = function () { el.classList.add(seen); el.classList.remove(wait); };
    el.onerror = function () { el.onerror = null; el.src = "/assets/img/no-image.png"; };
    el.src = src;
  }
  function all() { return [].slice.call(d.querySelectorAll("." + wait)); }
  if ("IntersectionObserver" in w) {
    io = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) { if (entry.isIntersecting) { show(entry.target); io.unobserve(entry.target); } });
    }, { rootMargin: margin + "px 0px" });
    d.addEventListener("DOMContentLoaded", function () { all().forEach(function (el) { io.observe(el); }); });
  } else {
    w.addEventListener("scroll", function () {
      all().forEach(function (el) { var box = el.getBoundingClientRect(); if (box.top < w.innerHeight + margin && box.bottom > -margin) { show(el); } });
    });
  }
}(window, document);
</script>
"""

#: Strings of markup inside a script: what a parser must not take for the page.
_PAGE_SCRIPT = """<script>
(function ($) {
  var api = cmsConfig.domainApi, state = { page: 1, busy: false, done: false };
  function card(e) {
    return '<article class="story"><figure class="story__thumb"><a class="cms-link" href="' + e.url + '" title="' + e.title + '"><img src="' + e.avatar_url +
      '" alt="' + e.title + '"><\\/a><\\/figure><h2 class="story__heading"><a class="cms-link" href="' + e.url + '">' + e.title + '<\\/a><\\/h2><\\/article>';
  }
  function more(button) {
    if (state.busy || state.done) { return; }
    state.busy = true;
    $.get(api + "/api/morenews-" + button.dataset.type + "-" + button.dataset.zone + "-" + state.page + ".html", { page_size: button.dataset.size }, function (r) {
      r.data.contents.forEach(function (e) { button.previousElementSibling.insertAdjacentHTML("beforeend", card(e)); });
      state.page += 1; state.done = !r.data.load_more; state.busy = false;
    });
  }
  $(".control__loadmore").on("click", function () { more(this); });
  $(".toggle-menu").on("click", function (e) { e.preventDefault(); $(".mega-menu, .mobile-menu").toggleClass("open"); $("body").toggleClass("no-scroll"); });
  $(".font-size button").on("click", function () {
    var body = $(".article__body"), size = parseInt(body.css("font-size"), 10) + ($(this).hasClass("larger") ? 2 : -2);
    if (size >= 14 && size <= 28) { body.css("font-size", size + "px"); localStorage.setItem("font-size", size); }
  });
  $(".copy-link").on("click", function () { navigator.clipboard.writeText(location.href.split("?")[0]); $(this).addClass("copied").attr("title", "Đã chép"); });
  $(".comment-form").on("submit", function (e) {
    e.preventDefault();
    var said = $(this).find("textarea").val().trim();
    if (said.length < 10) { alert("Ý kiến của bạn quá ngắn, vui lòng viết có dấu và ít nhất 10 ký tự."); return; }
    $.post(api + "/api/comment-add.html", { id: cmsConfig.objectId, type: cmsConfig.pageType, content: said }, function () { alert("Cảm ơn bạn. Ý kiến sẽ hiển thị sau khi được duyệt."); });
  });
  $(window).on("scroll", function () { $(".back-to-top").toggleClass("show", $(this).scrollTop() > 600); $(".main-nav").toggleClass("stuck", $(this).scrollTop() > 180); });
  setInterval(function () { var t = new Date(); $(".clock .now").text(("0" + t.getHours()).slice(-2) + ":" + ("0" + t.getMinutes()).slice(-2)); }, 20000);
})(window.$ || function () { return { on: function () {}, toggleClass: function () {}, css: function () {}, find: function () {} }; });
</script>
"""


def head(room: Newsroom) -> str:
    """What follows the metadata: hints, style, the site's configuration, analytics and advertising."""
    return room.memo("head", lambda: _head(room))


def _head(room: Newsroom) -> str:
    cdn = f"https://cdn.{room.host}"
    hosts = (cdn, f"https://api.{room.host}", "https://ads.quangcao.example", "https://thong-ke.quangcao.example", "https://phong-chu.quangcao.example")  # fmt: skip
    hints = "".join(
        f'<link rel="dns-prefetch" href="{host}"><link rel="preconnect" href="{host}" crossorigin>' for host in hosts
    )
    preload = "".join(
        f'<link rel="preload" as="font" type="font/woff2" href="{cdn}/assets/fonts/roboto-{cut}.woff2" crossorigin>'
        for cut in ("regular", "italic", "medium", "bold")
    )
    icons = "".join(
        f'<link rel="apple-touch-icon" sizes="{size}x{size}" href="{cdn}/assets/img/icon-{size}.png">'
        for size in (57, 72, 114, 152, 180)
    )
    metas = (
        '<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=5"><meta http-equiv="X-UA-Compatible" content="IE=edge">'
        '<meta name="robots" content="index,follow,noodp,max-image-preview:large"><meta name="theme-color" content="#b01217">'
        '<meta name="format-detection" content="telephone=no"><meta name="apple-mobile-web-app-capable" content="yes">'
        '<meta property="fb:app_id" content="000000000000000"><meta name="geo.region" content="VN"><meta name="revisit-after" content="1 days">'
    )
    zones = [
        {"id": s.zone, "parent": s.parent or 0, "name": s.name, "url": f"/{s.slug}/", "order": k + 1, "show": True}
        for k, s in enumerate(SECTIONS)
    ]
    site = {
        "name": room.paper.title, "cdn": cdn, "version": "20251120.1", "lang": "vi", "comment": {"min": 10, "max": 1000, "login": False},
        "lazy": True, "autoplay": False, "poll": 0, "refresh": 900, "zones": zones,
    }  # fmt: skip
    slots = "\n".join(
        f'  Ads.define("/000000/{room.paper.name}/{slot.lower()}", {json.dumps(sizes)}, "adsWeb_Ads{slot}", {{ collapse: true, refresh: {30 + 5 * k}, zone: cmsConfig.adsZone }});'
        for k, (slot, sizes) in enumerate(_SLOTS.items())
    )
    ads = (
        f"<script>\nvar Ads = window.Ads || {{ list: [], define: function () {{ this.list.push([].slice.call(arguments)); }}, show: null }};\n"
        f"if (cmsConfig.allowAds !== false) {{\n{slots}\n}}\n</script>\n"
    )
    return (
        f"{metas}\n{hints}\n{preload}\n{icons}\n"
        f'<link rel="shortcut icon" href="{cdn}/assets/img/favicon.ico"><link rel="alternate" type="application/rss+xml" href="/rss/home.rss">\n{_style()}'
        f'<link rel="stylesheet" href="{cdn}/assets/main.css" media="print" onload="this.media=\'all\'"><noscript><link rel="stylesheet" href="{cdn}/assets/main.css"></noscript>\n'
        f"<script>window.siteConfig = {json.dumps(site, ensure_ascii=False)};</script>\n{_ANALYTICS}{ads}{_LAZY_LOAD}"
    )


# --- the head of the page ---------------------------------------------------------------------------------------------

_TOP = tuple(section for section in SECTIONS if section.parent is None)


def _subs(section: SectionDef) -> tuple[SectionDef, ...]:
    return tuple(s for s in SECTIONS if s.parent == section.zone)


def _link(section: SectionDef) -> str:
    name = escape(section.name, quote=False)
    return f'<a class="cms-link" href="/{section.slug}/" title="{attr(section.name)}">{name}</a>'


def masthead(room: Newsroom) -> str:
    """Top bar, logo, navigation, mega menu, its copy for telephones, and the row of tags."""
    title = room.paper.title
    bar = (
        f'<div class="header-top"><span class="clock">{clock_line(room.now)} <span class="now"></span></span>'
        f'<span class="weather">{room.paper.province or ""} 18°C / 14 - 21°C</span><span class="hotline">Đường dây nóng: <a href="tel:02140000000">0214 0000 000</a></span>'
        f'<a href="/bao-in.html" title="Báo in">{_icon("print")} Báo in</a><a href="/rss.html" title="RSS">RSS</a>'
        f'<button class="login" data-modal="login">{_icon("user")} <span>Đăng nhập</span></button></div>\n'
    )
    search = f'<form class="search" action="/search/"><input name="q" placeholder="Nhập từ khóa"><button type="submit">{_icon("search")}</button></form>'
    row = "".join(f'<li class="main" data-id="{s.zone}">{_link(s)}</li>' for s in _TOP)
    columns = "".join(
        f'<div class="cate-col"><div class="cate">{_link(s)}</div><ul class="sub-menu">{"".join(f"<li>{_link(c)}</li>" for c in _subs(s))}</ul></div>'
        for s in _TOP
    )
    services = (
        '<div class="cate-col services"><ul class="sub-menu"><li><a href="/topics.html">Chủ đề</a></li><li><a href="/bao-in.html">Báo in</a></li>'
        '<li><a href="/video.html">Video</a></li><li><a href="/podcast.html">Podcast</a></li></ul></div>'
    )
    mobile = "".join(
        f'<li class="item">{_link(s)}<button class="toggle">{_icon("down")}</button><ul class="sub-menu">{"".join(f"<li>{_link(c)}</li>" for c in _subs(s))}</ul></li>'
        for s in _TOP
    )
    stream = room.streams[0]
    tags = list(dict.fromkeys(tag for n in stream[:8] for tag in room.draft(n).tags))[:6]
    hot = "".join(f'<a href="{tag_path(tag)}" title="{attr(tag)}">#{escape(tag, quote=False)}</a>' for tag in tags)
    return (
        f"{_sprite()}{_ad('TopFull')}"
        f'<header class="site-header"><div class="container">{bar}<h1 class="logo"><a href="/" title="{title}">{title} điện tử</a></h1>{search}</div>\n'
        f'<nav class="main-nav"><div class="container"><ul class="menu"><li class="home"><a href="/" title="Trang chủ">{_icon("home")}</a></li>{row}'
        f'<li class="more"><a class="toggle-menu" href="#" title="Mở rộng">{_icon("menu")}</a></li></ul></div>\n'
        f'<div class="mega-menu"><div class="container"><div class="row">{columns}{services}</div><button class="close">{_icon("close")}</button></div></div></nav>\n'
        f'<div class="mobile-menu"><button class="close">{_icon("close")}</button><ul class="menu"><li class="item"><a href="/">Trang chủ</a></li>{mobile}'
        f'<li class="item"><a href="/topics.html">Chủ đề</a></li><li class="item"><a href="/lien-he.html">Liên hệ</a></li></ul></div></header>\n'
        f'<div class="container"><div class="hot-tags"><span class="label">Từ khóa nóng</span>{hot}</div></div>{_ad("Masthead")}{_ad("MobileTop")}'
    )


# --- around the article ------------------------------------------------------------------------------------------------


def share(room: Newsroom, url: str, article_id: int, place: str) -> str:
    """The bar above ("top") or below ("bottom") an article: where to pass it on, and its tools."""
    there = quote(url, safe="")
    tools = {
        "top": '<div class="font-size"><button class="smaller" title="Cỡ chữ nhỏ">A-</button><button class="larger" title="Cỡ chữ to">A+</button></div>'
        f'<a class="google-news" href="https://tin-tuc.quangcao.example/{room.paper.name}" rel="nofollow" target="_blank">Theo dõi {room.paper.title} trên <b>Google News</b></a>',
        "bottom": f'<div class="vote"><span class="text">Bài viết hữu ích?</span><button class="like">Thích</button><span class="count">0</span></div><a class="back" href="/">{_icon("home")} Trở lại trang chủ</a>',
    }[place]
    return (
        f'<div class="article__social {place}"><a class="fb" href="https://www.facebook.com/sharer/sharer.php?u={there}" rel="nofollow" target="_blank">{_icon("facebook")}</a>'
        f'<a class="tw" href="https://twitter.com/intent/tweet?url={there}" rel="nofollow" target="_blank">{_icon("twitter")}</a>'
        f'<a class="zl zalo-share-button" href="javascript:;" data-href="{url}" data-oaid="0" data-layout="2">{_icon("zalo")}</a>'
        f'<a class="mail" href="mailto:?body={there}">{_icon("mail")}</a><a class="print" href="/print.html?id={article_id}" rel="nofollow">{_icon("print")}</a>'
        f'<button class="copy-link" data-url="{url}">{_icon("link")}</button><button class="bookmark" data-id="{article_id}">{_icon("save")}</button>{tools}</div>\n'
        + _ad("ArticleTop" if place == "top" else "AfterTags")
    )


def comment_form() -> str:
    """The form under an article and what it opens."""
    faces = "".join(f'<li><button type="button" class="face">{face}</button></li>' for face in "👍😮😢😡")
    return (
        '<form class="comment-form" action="#" method="post"><textarea name="content" rows="4" maxlength="1000" placeholder="Ý kiến của bạn sẽ được biên tập trước khi đăng."></textarea>'
        '<div class="comment-tools"><span class="limit">0/1000 ký tự</span><div class="who"><input name="name" placeholder="Họ và tên"><input name="email" type="email" placeholder="Email">'
        '<label><input type="checkbox" name="remember"> Nhớ tên tôi</label></div><button type="submit">gửi bình luận</button></div>'
        f'<ul class="faces">{faces}</ul><p class="rule">Vui lòng viết tiếng Việt có dấu; báo không đăng ý kiến kèm đường dẫn.</p></form>'
        '<div class="comment-sort"><button class="active" data-sort="new">Mới nhất</button><button data-sort="like">Quan tâm nhất</button></div>'
    )


# --- the side column ----------------------------------------------------------------------------------------------------


def sidebar(room: Newsroom, salt: int, day: int | None) -> str:
    """Most read, newest, four sections' blocks of a large story and four titles; poll, rates, printed issues, advertising.

    Some thirty stories, none of them related to the page.
    """
    stream = room.streams[0]
    read = list(dict.fromkeys(stream[mix(room.seed, salt, k) % min(len(stream), 400)] for k in range(5)))
    blocks = [_block(room, _TOP[(salt + 2 * k) % len(_TOP)], day) for k in range(4)]
    poll = "".join(
        f'<label><input type="radio" name="answer" value="{k}"> <span>{answer}</span></label>'
        for k, answer in enumerate(words.POLL_ANSWERS[4:])
    )
    rates = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _RATES)
    issue = (
        f'<figure class="issue"><a href="/bao-in.html" title="Đọc báo in"><img class="lazyload" src="{GIF}" '
        f'data-src="https://cdn.{room.host}/assets/logo.png" alt="Báo in"></a></figure>'
    )
    return (
        f'<div class="sub-col sidebar-right">{_ad("Sub1")}<div class="hot-news"><h3 class="box-heading"><a class="title" href="#">đọc nhiều</a></h3>'
        '<div class="tabs"><button class="active" data-hours="24">24 giờ</button><button data-hours="168">7 ngày</button></div>'
        f'<div class="box-content" data-source="mostread-news">{_cards(room, read, day, thumbs=5)}</div></div>\n'
        '<div class="box-default latest-news"><h3 class="box-heading"><a class="title" href="/">Tin mới nhất</a></h3>'
        f'<div class="box-content" data-source="latest-news">{_cards(room, stream[:6], day)}</div></div>\n'
        f"{_ad('Sub2')}{''.join(blocks[:2])}"
        '<div class="poll-box"><h3 class="box-heading"><span class="title">Thăm dò ý kiến</span></h3>'
        f'<form class="box-content"><p class="question">{words.POLLS[1]}</p>{poll}<button type="button">Biểu quyết</button></form></div>\n'
        f"{''.join(blocks[2:])}{_ad('Sub3')}"
        f'<div class="slide"><h3 class="box-heading"><a class="title" href="/bao-in.html">đọc báo in</a></h3><div class="box-content">{issue}</div></div>\n'
        '<div class="rates"><h3 class="box-heading"><span class="title">Giá vàng - Tỷ giá</span></h3>'
        f"<table><thead><tr><th>Loại</th><th>Mua</th><th>Bán</th></tr></thead><tbody>{rates}</tbody></table></div>\n"
        '<div class="banner"><a href="https://quangcao.example/">Quảng cáo</a></div><div class="weather">Hôm nay, 18°C</div></div>'
    )


_RATES = (
    ("Vàng miếng", "82,40", "84,40"),
    ("Vàng nhẫn", "80,10", "81,90"),
    ("USD", "25.110", "25.460"),
    ("Nhân dân tệ", "3.450", "3.590"),
)


def _cards(room: Newsroom, numbers: Iterable[int], day: int | None, thumbs: int = 0, tag: str = "h5") -> str:
    """Cards, the first `thumbs` of them with a picture."""
    return "\n".join(print_card(room, Card(n, thumb=k < thumbs), tag, day) for k, n in enumerate(numbers))


def _block(room: Newsroom, section: SectionDef, day: int | None) -> str:
    """Another section's newest stories; "" when it has none."""
    newest = room.streams[section.zone][:5]
    if not newest:
        return ""
    links = "".join(_link(s) for s in _subs(section))
    return (
        f'<div class="box-default" data-source="zone-box-{section.zone}"><h3 class="box-heading"><a class="title" href="/{section.slug}/">{escape(section.name, quote=False)}</a>'
        f'<span class="sub">{links}</span></h3><div class="box-content"><div class="hero">{_cards(room, newest[:1], day, thumbs=1, tag="h3")}</div>'
        f'<div class="list">{_cards(room, newest[1:], day)}</div></div></div>\n'
    )


# --- the foot of the page -----------------------------------------------------------------------------------------------

_GALLERY = (
    '<div class="pswp" tabindex="-1" role="dialog" aria-hidden="true"><div class="pswp__bg"></div><div class="pswp__scroll-wrap">'
    '<div class="pswp__container"><div class="pswp__item"></div><div class="pswp__item"></div><div class="pswp__item"></div></div>'
    '<div class="pswp__ui pswp__ui--hidden"><div class="pswp__top-bar"><div class="pswp__counter"></div><button class="pswp__button pswp__button--close" title="Đóng (Esc)"></button>'
    '<button class="pswp__button pswp__button--share" title="Chia sẻ"></button><button class="pswp__button pswp__button--fs" title="Toàn màn hình"></button>'
    '<button class="pswp__button pswp__button--zoom" title="Phóng to"></button><div class="pswp__preloader"><div class="pswp__preloader__icn"></div></div></div>'
    '<button class="pswp__button pswp__button--arrow--left" title="Ảnh trước"></button><button class="pswp__button pswp__button--arrow--right" title="Ảnh sau"></button>'
    '<div class="pswp__caption"><div class="pswp__caption__center"></div></div></div></div></div>\n'
)
_LOGIN = (
    '<div class="modal modal-login" id="login" aria-hidden="true"><div class="modal-content"><button class="close" title="Đóng">×</button><h4 class="modal-title">Đăng nhập</h4>'
    '<form action="#"><input name="user" placeholder="Email hoặc số điện thoại"><input name="pass" type="password" placeholder="Mật khẩu"><label><input type="checkbox"> Ghi nhớ</label>'
    '<button type="submit">Đăng nhập</button></form><p>Bạn chưa có tài khoản? <a href="#" data-modal="register">Đăng ký</a></p></div></div>\n'
)


def foot(room: Newsroom) -> str:
    """Social links, the footer, what opens over the page, and the scripts of the end."""
    title = room.paper.title
    sections = "".join(f"<li>{_link(s)}</li>" for s in _TOP)
    services = "".join(
        f'<li><a href="/{slug}.html">{name}</a></li>'
        for slug, name in (
            ("gioi-thieu", "Giới thiệu tòa soạn"),
            ("lien-he", "Liên hệ"),
            ("quang-cao", "Quảng cáo"),
            ("rss", "RSS"),
        )
    )
    return (
        '<div class="social">'
        + "".join(
            f'<a class="{css}" href="#" title="{name}">{_icon(icon)}{css}</a>'
            for css, name, icon in (
                ("fb", "Facebook", "facebook"),
                ("yt", "YouTube", "youtube"),
                ("zl", "Zalo", "zalo"),
                ("tw", "X", "twitter"),
            )
        )
        + f"</div>\n{_ad('Footer')}"
        f'<footer class="site-footer"><div class="container"><ul class="footer-menu">{sections}</ul><div class="row"><div class="col-7"><a class="logo" href="/">'
        f'<img class="lazyload" src="{GIF}" data-src="https://cdn.{room.host}/assets/logo.png" alt="{title}"></a>'
        f"<p>Cơ quan chủ quản: Tỉnh ủy {room.paper.province or ''}</p><p>Giấy phép hoạt động báo điện tử số 00/GP-BTTTT do Bộ Thông tin và Truyền thông cấp.</p>"
        "<p>Tổng Biên tập: Nguyễn Thử Nghiệm. Phó Tổng Biên tập: Trần Mô Phỏng, Lê Giả Định.</p><p>Tòa soạn: số 0, đường Hư Cấu, phường Trung Tâm.</p>"
        "<p>Đây là tòa soạn thử nghiệm: mọi tin bài đều là hư cấu.</p></div>"
        f'<div class="col-5"><p class="box-heading">Liên hệ</p><ul class="services">{services}</ul><p>Hotline: <a href="tel:02140000000">0214 0000 000</a>. Mail tòa soạn. Đọc báo in</p>'
        f'<p class="app"><a href="#" title="App Store">Ứng dụng iOS</a> <a href="#" title="Google Play">Ứng dụng Android</a></p></div></div>'
        f'<div class="copy-right"><p>© {room.now.year} Bản quyền thuộc về {title}. Ghi rõ nguồn khi phát hành lại thông tin từ báo này.</p></div></div></footer>\n'
        f'<button class="back-to-top" title="Lên đầu trang">↑</button>\n{_GALLERY}{_LOGIN}'
        f'<div class="floating-ads" id="floating-left">{_ad("FloatLeft")}</div><div class="floating-ads" id="floating-right">{_ad("FloatRight")}</div>{_ad("Balloon")}{_ad("MobileSticky")}'
        f'<script src="https://cdn.{room.host}/assets/js/main.min.js?v=20251120.1" defer></script>\n{_PAGE_SCRIPT}'
    )
