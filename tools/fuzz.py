"""Feeds mutated pages, texts and feeds to the readers, and says what breaks a promise.

    python tools/fuzz.py [--mutations N] [--seed N] [--keep FOLDER]

The promises: any bytes give an article or a rejection, without an error, within two seconds of CPU; an
article has text, its id is the text's hash, it is not dated after the fetch; cleaning its own text changes
nothing; a feed gives entries or NotAListingError. The seeds are the tests' golden pages and texts and
the sample newsroom's pages and feeds. What breaks a promise is written to FOLDER under the hash of its
bytes: make it small, give it a name and a test.
"""

import argparse
import hashlib
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extractors.article import clean, warm_up
from extractors.records import Article, Document, text_hash
from flows.fetch import feeds, sitemaps
from flows.fetch.listings import NotAListingError
from flows.sample.feeds import feed
from flows.sample.newsroom import newsroom
from flows.sample.render import page

Seed = tuple[str, bytes]  # content type, bytes
FETCHED_AT = datetime(2026, 3, 6, tzinfo=UTC)
GOLDENS = Path(__file__).parent.parent / "tests" / "extractors" / "article" / "goldens"
TYPES = {".html": "text/html", ".txt": "text/plain", ".md": "text/markdown"}
MAX_SECONDS = 2.0
MAX_CHANGES = 6
TOKENS = (
    b"<div>", b"</div>", b"<table><tr><td>", b"<p>", b"</p>", b"<br>", b"<!--", b"-->", b"<script>",
    b"<![CDATA[", b"]]>", b"<a href='//x.example/'>", b"</a>", b"<h1>", b"<article>", b"</body>",
    b"<time datetime='2099-01-01'>", b"&#0;", b"&#x1f;", b"&nbsp;", b"&zwnj;", b"&lt;", b"&", b"\x00",
    b"\x0b", b"\xff", b"\xc3", b"\xe2\x80\x8c", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n\n", b"\t",
    b"date 2024-01-01 ", b"By ", b"- ", b"# ", b"| ", b"Related:", b"Published May 3, 2021", b"<item>",
    b"<entry>", b"<pubDate>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"\xe2\x80\xa8",
    b'{"@type": "NewsArticle", "datePublished": "', b"9999-99-99", b"<blockquote>", b"<li>", b"<noscript>",
    b"<svg>",
)  # fmt: skip


def main(mutations: int, seed: int, keep: Path) -> int:
    """Runs the mutations and prints a line for each kind of finding; returns how many were found."""
    warm_up()
    chance = random.Random(seed)  # noqa: S311 - repeatable
    seeds = _seeds()
    found: Counter[str] = Counter()
    slowest = 0.0
    started = time.monotonic()
    for number in range(mutations):
        kind, content = _mutated(chance, seeds)
        before = time.process_time()
        broken = _broken(kind, content)
        seconds = time.process_time() - before
        slowest = max(slowest, seconds)
        if broken is None and seconds > MAX_SECONDS:
            broken = f"slow: {seconds:.1f} s"
        if broken:
            found[f"{kind}: {broken.split(':')[0]}"] += 1
            keep.mkdir(parents=True, exist_ok=True)
            name = hashlib.sha256(content).hexdigest()[:12]
            (keep / f"{name}.{kind.rpartition('/')[2]}").write_bytes(content)
            sys.stdout.write(f"{name} {kind}: {broken}\n")
        if (number + 1) % 10_000 == 0:
            sys.stdout.write(f"{number + 1:,} mutations, {time.monotonic() - started:.0f} s\n")
            sys.stdout.flush()
    sys.stdout.write(
        f"{mutations:,} mutations of {len(seeds)} seeds; the slowest took {slowest:.2f} s of CPU\n"
    )
    for name, count in found.most_common():
        sys.stdout.write(f"  {count} {name}\n")
    return found.total()


def _seeds() -> list[Seed]:
    goldens = [
        (TYPES[path.suffix], path.read_bytes()) for path in sorted(GOLDENS.iterdir()) if path.suffix in TYPES
    ]
    world = newsroom()
    stories = [story for night in sorted(world.stories) for story in world.stories[night]]
    pages = [("text/html", page(story, story.outlet.home).encode()) for story in stories[::8]]
    listings = [
        ("sitemap" if "sitemap" in spec.form else "feed", feed(outlet, spec, told[:6], 1, outlet.home)[1])
        for outlet in world.outlets
        for spec in outlet.feeds
        if (told := world.stories_of(outlet, 1))
    ]
    return [*goldens, *pages, *listings]


def _mutated(chance: random.Random, seeds: Sequence[Seed]) -> Seed:
    kind, given = chance.choice(seeds)
    content = bytearray(given)
    for _ in range(chance.randint(1, MAX_CHANGES)):
        chance.choice(CHANGES)(chance, content, chance.choice(seeds)[1])
    return kind, bytes(content)


def _span(chance: random.Random, content: Sequence[int], longest: int) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, start + chance.randint(1, longest)


def _flip(chance: random.Random, content: bytearray, _: bytes) -> None:
    if content:
        content[chance.randrange(len(content))] = chance.randrange(256)


def _drop(chance: random.Random, content: bytearray, _: bytes) -> None:
    start, end = _span(chance, content, 400)
    del content[start:end]


def _repeat(chance: random.Random, content: bytearray, _: bytes) -> None:
    start, end = _span(chance, content, 200)
    content[start:start] = content[start:end] * chance.choice((1, 2, 5, 40))


def _insert(chance: random.Random, content: bytearray, _: bytes) -> None:
    start = chance.randrange(len(content) + 1)
    content[start:start] = chance.choice(TOKENS) * chance.choice((1, 1, 1, 3, 60))


def _splice(chance: random.Random, content: bytearray, other: bytes) -> None:
    start, end = _span(chance, other, 2_000)
    position = chance.randrange(len(content) + 1)
    content[position:position] = other[start:end]


def _cut(chance: random.Random, content: bytearray, _: bytes) -> None:
    del content[chance.randrange(len(content) + 1) :]


CHANGES: tuple[Callable[[random.Random, bytearray, bytes], None], ...] = (
    _flip, _flip, _drop, _repeat, _insert, _insert, _splice, _cut,
)  # fmt: skip


def _broken(kind: str, content: bytes) -> str | None:
    """Which promise the reader of such content breaks."""
    try:
        if kind in TYPES.values():
            return _broken_article(kind, content)
        (feeds if kind == "feed" else sitemaps).parse(content, "https://a.example/feed", "fuzz")
    except NotAListingError:
        return None
    except Exception as error:  # any error at all is the finding
        return f"{type(error).__name__}: {error}"
    return None


def _broken_article(kind: str, content: bytes) -> str | None:
    article, rejected = clean(Document("0", "fuzz", content, kind, FETCHED_AT))
    if article is None:
        return None if rejected else "neither: no article, no rejection"
    if not article.text.strip() or article.article_id != text_hash(article.text):
        return "text: empty, or under another hash"
    if article.published_at and str(article.published_at)[:10] > str((FETCHED_AT + timedelta(days=1)).date()):
        return f"date: {article.published_at} is after the fetch"
    return None if _again(article) == article.text else "again: cleaning its own text changes it"


def _again(article: Article) -> str | None:
    again, _ = clean(Document("0", "fuzz", article.text.encode(), "text/plain", FETCHED_AT))
    return again.text if again else None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--mutations", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    given = parser.parse_args()
    sys.exit(1 if main(given.mutations, given.seed, given.keep) else 0)
