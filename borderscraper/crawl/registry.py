"""Which newspapers there are: found by name, host, province or group. Reads the spiders' `Newspaper`s and nothing else."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from borderscraper.newspaper import Newspaper, bare_host
from borderscraper.text.clean import fold

SPIDERS = ("borderscraper.spiders",)

GROUPS = {
    "land": "Provinces with a land border",
    "merge": "Provinces merged with a land-border province in July 2025",
    "sea": "Provinces on the sea",
    "national": "National newspapers on defence, the border and ethnic minorities",
}


@dataclass(frozen=True)
class WithoutSpider:
    """A newspaper known by name, of which no article address was seen."""

    title: str
    domain: str
    province: str | None
    province_before_2025: str | None
    group: str
    remarks: str = ""


WITHOUT_SPIDER = (
    WithoutSpider("Báo Yên Bái", "baoyenbai.com.vn", "Lào Cai", "Yên Bái", "merge", "Merged into Báo Lào Cai."),
    WithoutSpider("Báo Kon Tum", "baokontum.com.vn", "Quảng Ngãi", "Kon Tum", "land", "Merged into Báo Quảng Ngãi."),
    WithoutSpider("Báo Phú Yên", "baophuyen.vn", "Đắk Lắk", "Phú Yên", "merge", "Merged into Báo Đắk Lắk."),
    WithoutSpider("Báo Đắk Nông", "baodaknong.vn", "Lâm Đồng", "Đắk Nông", "land", "Merged into Báo Lâm Đồng. onecms."),
    WithoutSpider("Báo Ấp Bắc", "baoapbac.vn", "Đồng Tháp", "Tiền Giang", "merge", "Domain unverified."),
    WithoutSpider("Báo Thái Bình", "baothaibinh.com.vn", "Hưng Yên", "Thái Bình", "sea", "Domain unverified."),
    WithoutSpider("Báo Nam Định", "baonamdinh.vn", "Ninh Bình", "Nam Định", "sea", "Domain unverified."),
    WithoutSpider("Báo Khánh Hòa", "baokhanhhoa.vn", "Khánh Hòa", "Khánh Hòa", "sea", "Said to be yyyymm."),
    WithoutSpider("Báo Ninh Thuận", "baoninhthuan.com.vn", "Khánh Hòa", "Ninh Thuận", "sea", "Domain unverified."),
    WithoutSpider(
        "Báo Bà Rịa - Vũng Tàu", "baobariavungtau.com.vn", "Hồ Chí Minh", "Bà Rịa - Vũng Tàu", "sea", "Merged."
    ),
    WithoutSpider("Báo Đồng Khởi", "baodongkhoi.vn", "Vĩnh Long", "Bến Tre", "sea", "Said to be a-number."),
    WithoutSpider("Báo Trà Vinh", "baotravinh.vn", "Vĩnh Long", "Trà Vinh", "sea", "Domain unverified."),
    WithoutSpider("Báo Sóc Trăng", "baosoctrang.org.vn", "Cần Thơ", "Sóc Trăng", "sea", "Domain unverified."),
    WithoutSpider("Báo Bạc Liêu", "baobaclieu.vn", "Cà Mau", "Bạc Liêu", "sea", "Domain unverified."),
    WithoutSpider(
        "Báo Cần Thơ", "baocantho.com.vn", "Cần Thơ", "Cần Thơ", "sea", "Said to be a-number; /khmer is in Khmer."
    ),
    WithoutSpider(
        "Biên giới lãnh thổ",
        "biengioilanhtho.gov.vn",
        None,
        None,
        "national",
        "National Boundary Committee; unverified.",
    ),
)

#: Names in use beside the registry's.
_PROVINCE_ALIASES = {
    "thua thien hue": "hue",
    "tp.hcm": "ho chi minh",
    "tp hcm": "ho chi minh",
    "thanh pho ho chi minh": "ho chi minh",
    "sai gon": "ho chi minh",
}


class Unknown(LookupError):
    """No such newspaper, province or group; its text is one line with the nearest names."""

    def __str__(self) -> str:
        return str(self.args[0])


def newspapers(modules: Iterable[str] = SPIDERS) -> dict[str, Newspaper]:
    """Every newspaper that has a spider in `modules` (packages or modules), by spider name, sorted."""
    return dict(_newspapers(tuple(modules)))


@lru_cache
def _newspapers(modules: tuple[str, ...]) -> dict[str, Newspaper]:
    found: dict[str, Newspaper] = {}
    for name in modules:
        module = importlib.import_module(name)
        parts = [info.name for info in pkgutil.iter_modules(getattr(module, "__path__", []), name + ".")]
        for part in [module, *map(importlib.import_module, parts)]:
            for _, cls in inspect.getmembers(part, inspect.isclass):
                paper = cls.__dict__.get("newspaper")
                if isinstance(paper, Newspaper) and cls.__module__ == part.__name__:
                    found[paper.name] = paper
    return dict(sorted(found.items()))


def find(text: str, modules: Iterable[str] = SPIDERS) -> Newspaper:
    """The newspaper that `text` names: a spider name, a host, a URL, or a title with or without marks. Raises Unknown."""
    papers = newspapers(modules)
    if text in papers:
        return papers[text]
    host = urlsplit(text if "//" in text else f"//{text}").hostname
    if paper := by_host(host, modules):
        return paper
    keys = {_squeezed(key): paper for paper in papers.values() for key in (paper.title, paper.name)}
    wanted = _squeezed(text)
    if wanted in keys or "bao" + wanted in keys:
        return keys.get(wanted) or keys["bao" + wanted]
    for known in WITHOUT_SPIDER:
        if wanted in (_squeezed(known.title), _squeezed(known.domain), _squeezed(known.domain.split(".")[0])):
            raise Unknown(
                f"{known.title} ({known.domain}) has no spider: no article address of it is known. "
                f"`scrapy probe {known.domain} --write FILE` writes one."
            )
    raise Unknown(
        f"unknown newspaper {text!r}; {_nearest(_squeezed(text.split('.')[0]), {k: p.name for k, p in keys.items()})}"
    )


def by_host(host: str | None, modules: Iterable[str] = SPIDERS) -> Newspaper | None:
    """The newspaper whose own host this is (any case, with or without `www.`)."""
    bare = bare_host(host)
    return next((paper for paper in newspapers(modules).values() if bare in paper.hosts), None)


def after_move(paper: Newspaper, host: str, modules: Iterable[str] = SPIDERS) -> Newspaper | None:
    """`paper` as it is to be read when its home page redirects to `host`: at its successor, under its own name.

    None when `host` is not the successor's: a domain that was given up may lead anywhere. Numbers of the successor's CMS
    get keys of their own, so that they are not taken for the newspaper's.
    """
    after = newspapers(modules).get(paper.successor or "")
    if after is None or not after.serves(host):
        return None
    theirs = (pattern.replace("(?P<id>", f"(?P<id_{after.name}>") for pattern in after.article_patterns)
    return replace(
        paper,
        domain=after.domain,
        aliases=tuple(dict.fromkeys((*after.aliases, paper.domain, *paper.aliases))),
        family=after.family,
        article_patterns=(*paper.article_patterns, *theirs),
        deny_patterns=tuple(dict.fromkeys((*paper.deny_patterns, *after.deny_patterns))),
        sections=after.sections,
        lead_prefixes=tuple(dict.fromkeys((*paper.lead_prefixes, *after.lead_prefixes))),
        byline_names=tuple(dict.fromkeys((*paper.byline_names, *after.byline_names, after.title))),
        sitemaps=after.sitemaps,
        feeds=after.feeds,
    )


def by_province(text: str, modules: Iterable[str] = SPIDERS) -> list[Newspaper]:
    """Newspapers of a province, by its name now or before July 2025, with or without marks. Raises Unknown."""
    papers = list(newspapers(modules).values())
    wanted = _province(text)
    found = [p for p in papers if p.province and wanted in (_province(p.province), _province(p.province_before_2025))]
    if found:
        return found
    for known in WITHOUT_SPIDER:
        if wanted and wanted == _province(known.province_before_2025):
            now = f"; since July 2025 it is in {known.province}" if wanted != _province(known.province) else ""
            raise Unknown(f"{known.province_before_2025}: {known.title} has no spider{now}")
    names = {_province(name): name for p in papers for name in (p.province, p.province_before_2025) if name}
    raise Unknown(f"unknown province {text!r}; {_nearest(wanted, names)}")


def by_group(text: str, modules: Iterable[str] = SPIDERS) -> list[Newspaper]:
    """Newspapers of a group: land, merge, sea, national. Raises Unknown."""
    group = {"nat": "national"}.get(text.lower(), text.lower())
    if group not in GROUPS:
        raise Unknown(f"unknown group {text!r}; expected one of: {', '.join(GROUPS)}")
    return [paper for paper in newspapers(modules).values() if paper.group == group]


def _province(text: str | None) -> str:
    folded = re.sub(r"^(?:tinh|thanh pho|tp\.?)\s+", "", fold(text or ""))
    return _PROVINCE_ALIASES.get(fold(text or ""), _PROVINCE_ALIASES.get(folded, folded))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def _nearest(wanted: str, names: dict[str, str]) -> str:
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.75)
    close += [key for key in names if len(wanted) > 2 and wanted in key and key not in close]
    if not close:
        return "`scrapy newspapers` lists them all"
    return "did you mean " + " or ".join(dict.fromkeys(names[key] for key in close[:5])) + "?"
