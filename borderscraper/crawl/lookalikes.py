"""Hosts that carry newspapers' texts without being newspapers: never followed, never a newspaper's alias.

Seen in web search results for provincial newspapers' articles, 2026.
"""

from __future__ import annotations

from borderscraper.newspaper import bare_host

#: Copies, aggregators, machine translations, gambling doorways. Each stands for itself and all its subdomains.
LOOKALIKE_HOSTS = frozenset(
    (
        "tinbong247.org",
        "88tysobongda.com",
        "tylebongdanews.net",
        "thegioithao.com",
        "fuegjy.asia",
        "xsbjm.com",
        "ladhair.com",
        "primeobg.com",
        "ev54.com",
        "baomoi.com",
        "baomoi.net.vn",
        "vietnam.vn",
        "tracuuquyhoach.com",
        "langnhindongdoi.com",
        "nvoting.com",
        "hoasenplus.edu.vn",
        "tctshop.com",
    )
)
#: Doorway pages move from domain to domain and keep these words in the host.
LOOKALIKE_WORDS = ("kuwinok", "98winok")


def is_lookalike(host: str | None) -> bool:
    """Whether `host` is known for copies, doorway pages or machine translations."""
    host = bare_host(host)
    labels = host.split(".")
    parents = (".".join(labels[i:]) for i in range(len(labels)))
    return any(parent in LOOKALIKE_HOSTS for parent in parents) or any(word in host for word in LOOKALIKE_WORDS)
