"""How much longer the reader takes on broken pages than a bare parse of the same bytes.

    python benchmarks/fuzz.py [--cases N] [--seed S]

Pages of the tests' fixtures, broken in the ways of tests/pages/mutations.py. Printed, not asserted: ratios of CPU time,
the best of three runs each.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

import lxml.html

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "pages")]

from expect import NAMES, expected, page  # noqa: E402
from mutations import MUTATIONS  # noqa: E402

from borderscraper.newspaper import unknown_newspaper  # noqa: E402
from borderscraper.pages.article import read_article  # noqa: E402
from borderscraper.pages.errors import NotAnArticle  # noqa: E402


def _best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = Random(args.seed)
    outcome: Counter[str] = Counter()
    ratios: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    for _ in range(args.cases):
        name, mutation = rng.choice(NAMES), rng.choice(MUTATIONS)
        body, url = mutation(page(name), rng), expected(name)["url"]
        if not body.strip():
            continue
        paper, reasons = unknown_newspaper(url), []

        def read(body: bytes = body, url: str = url, paper=paper, reasons: list[str] = reasons) -> None:  # type: ignore[no-untyped-def]
            try:
                read_article(body, url, paper, rules=False)
                reasons.append("a record")
            except NotAnArticle as refusal:
                reasons.append(f"refused: {refusal.reason}")

        bare = _best(lambda body=body: lxml.html.document_fromstring(body.replace(b"\0", b"")))  # type: ignore[misc]
        ours = _best(read)
        outcome[reasons[0]] += 1
        ratios[mutation.__name__.strip("_")].append((ours / max(bare, 1e-5), ours, name))
    print(
        f"{sum(outcome.values())} cases, no exception: " + ", ".join(f"{n} {what}" for what, n in outcome.most_common())
    )
    print(f"{'broken by':16} {'cases':>5} {'median':>8} {'worst':>8}  worst page")
    for mutation, found in sorted(ratios.items()):
        worst = max(found)
        middle = median(r for r, _, _ in found)
        print(f"{mutation:16} {len(found):5} {middle:7.1f}x {worst[0]:7.1f}x  {worst[2]} ({worst[1] * 1000:.1f} ms)")
    everything = [r for found in ratios.values() for r, _, _ in found]
    print(f"{'all':16} {len(everything):5} {median(everything):7.1f}x {max(everything):7.1f}x")


if __name__ == "__main__":
    main()
