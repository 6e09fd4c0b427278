"""How fast cleaned articles are read for incidents, and in how much memory.

    python benchmarks/speed.py [PATH…]

Without a PATH the texts are those of the sample newsroom and its generator, parted by their written truth
into articles that tell of an incident and articles that do not (most of these speak of violence all the same:
reactions, trials, accidents). A PATH is a .jsonl of rows as incidents.py takes them, or a folder of pages
(.html, .html.gz), cleaned first; an article then tells of an incident where one is found. Printed for each
sort, from the best of five rounds in one warm process: texts, their words, 400-word articles per second of
CPU time; and the process's peak memory. Floors: 150, 2,000 (over ordinary pages), 400 MB.
"""

import gzip
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from incidents import ARTICLE_WORDS, rows

from extractors.article import clean
from extractors.incidents import extract
from extractors.records import Article, Document
from flows.sample import truth_after
from flows.sample.generator import generate

GENERATED = 600
ROUNDS = 5
FLOORS = (150, 2000)  # articles a CPU second that tell of an incident, and that do not
FLOOR_MB = 400


def invented() -> tuple[list[Article], list[Article]]:
    """The sample's and the generator's English articles: with an incident by their truth, and without."""
    told: tuple[list[Article], list[Article]] = ([], [])
    for truth in (truth_after(3), generate(GENERATED, seed=1).truths[3]):
        for known in truth.articles.values():
            story = known.story
            if story.language == "en":
                text = "\n".join(story.paragraphs)
                article = Article(
                    article_id=story.id,
                    source="benchmark",
                    text=text,
                    fetched_at=datetime.now(UTC),
                    cleaner_version="none",
                    title=story.title,
                    published_at=story.published,
                )
                told[not known.reports].append(article)
    return told


def found_in(path: Path) -> Iterable[Article]:
    """The articles of a .jsonl, or of a folder's pages."""
    if path.is_dir():
        pages = sorted([*path.rglob("*.html"), *path.rglob("*.html.gz")])
        contents = (
            (p, gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes()) for p in pages
        )
        documents = (
            Document(p.name, "benchmark", raw, "text/html", datetime.now(UTC)) for p, raw in contents
        )
    else:
        documents = (
            Document(name, "benchmark", text.encode(), "text/plain", datetime.now(UTC), published_at=day)
            for name, text, day in rows(path)
        )
    return [article for article in (clean(document)[0] for document in documents) if article is not None]


def seconds(articles: Sequence[Article]) -> float:
    """The CPU time of one round."""
    start = time.process_time()
    for article in articles:
        extract(article)
    return time.process_time() - start


def main(paths: Sequence[Path]) -> None:
    """Print a line for each sort of articles, and one for the memory."""
    sorts: tuple[list[Article], list[Article]] = ([], []) if paths else invented()
    for article in (a for path in paths for a in found_in(path)):
        if article.language in (None, "en"):
            sorts[not extract(article)[0]].append(article)
    for name, articles, floor in zip(("with an incident", "without"), sorts, FLOORS, strict=True):
        if not articles:
            continue
        words = sum(len(article.text.split()) for article in articles)
        seconds(articles)  # warm
        best = min(seconds(articles) for _ in range(ROUNDS))
        speed = words / ARTICLE_WORDS / best
        sys.stdout.write(
            f"{name}: {len(articles)} texts of {words // len(articles)} words, "
            f"{speed:.0f} articles of {ARTICLE_WORDS} words per CPU second (floor {floor})\n"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"peak memory: {peak} MB (floor {FLOOR_MB})\n")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
