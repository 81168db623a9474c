"""Pages that a script fills in the browser: what is served says nothing."""

from __future__ import annotations

from parsel import Selector

_WORDS = "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"


def script_shell(body: bytes) -> str | None:
    """What the page waits for (`#app`, `#root` …) when it is a shell that a script fills, else None.

    A shell has scripts, hardly a word (fewer than 40) and hardly a link (fewer than 5).
    """
    root = Selector(text=body.decode("utf-8", "replace") or "<html/>")
    if not root.xpath("//script") or len(root.xpath("//body//a[@href]")) >= 5:
        return None
    if len(" ".join(root.xpath(_WORDS).getall()).split()) >= 40:
        return None
    mount = root.xpath("(//body//div[@id])[1]/@id").get()
    return f"#{mount}" if mount else "a script"
