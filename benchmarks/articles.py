"""How well and how fast pages are cleaned, beside trafilatura by itself and its peers.

    python benchmarks/articles.py [--peers PYTHON] FOLDER…

PYTHON is the interpreter of an environment that has the peers; without it they are left out.

    python -m venv PEERS && PEERS/bin/pip install -r benchmarks/peers-requirements.txt

A FOLDER holds pages as ID.html.gz and a gold.jsonl with one object a page: {"id", and "text" (all of it),
or "with" and "without" (passages that must and must not be in it), or "published" (YYYY-MM-DD)}.
Text: precision, recall and F1 over word 4-grams, a page's counts normalised to one, and the share of
pages whose words all agree. Passages: precision, recall and F1 over all of them. Dates: the share of pages
whose day is right. Speed: pages per second of CPU time for text and metadata, in one process, dateparser
warmed up.
"""

import argparse
import gzip
import json
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import trafilatura

from extractors.article import clean, warm_up
from extractors.records import Document

Result = tuple[str, str]  # text, day as YYYY-MM-DD or empty
GRAM = 4
_WORDS = re.compile(r"\w+")


def ours(name: str, content: bytes) -> Result:
    """This project's cleaner."""
    article, _ = clean(Document(name, "benchmark", content, "text/html", datetime.now(UTC)))
    if article is None:
        return "", ""
    return article.text, article.published_at.isoformat()[:10] if article.published_at else ""


def plain_trafilatura(**options: bool) -> Callable[[str, bytes], Result]:
    """trafilatura alone, with its metadata."""

    def extract(_: str, content: bytes) -> Result:
        found = trafilatura.bare_extraction(content, with_metadata=True, **options)
        return (getattr(found, "text", "") or "", getattr(found, "date", "") or "") if found else ("", "")

    return extract


SYSTEMS: Mapping[str, Callable[[str, bytes], Result]] = {
    "nightdesk": ours,
    "trafilatura": plain_trafilatura(),
    "trafilatura fast": plain_trafilatura(fast=True),
    "trafilatura precision": plain_trafilatura(favor_precision=True),
}


def main(folders: list[Path], peers: Path | None) -> None:
    """Prints a table for each folder."""
    warm_up()
    for folder in folders:
        gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
        pages = {row["id"]: gzip.decompress((folder / f"{row['id']}.html.gz").read_bytes()) for row in gold}
        sys.stdout.write(f"{folder.name}: {len(gold)} pages\n")
        results: dict[str, dict[str, Result]] = {name: {} for name in SYSTEMS}
        seconds = dict.fromkeys(SYSTEMS, 0.0)
        # Every system takes a page before the next page comes: a busy machine slows all of them alike.
        for page, content in pages.items():
            for name, system in SYSTEMS.items():
                started = time.process_time()
                results[name][page] = system(page, content)
                seconds[name] += time.process_time() - started
        for row in _peers(peers, folder):
            results.setdefault(row["system"], {})[row["id"]] = (row["text"], row["day"])
            seconds[row["system"]] = seconds.get(row["system"], 0.0) + row["seconds"]
        for name, found in results.items():
            speed = len(pages) / seconds[name]
            sys.stdout.write(f"  {name:24}{score(gold, found)}  pages/CPU s {speed:.1f}\n")
        sys.stdout.flush()


def _peers(python: Path | None, folder: Path) -> list[dict[str, Any]]:
    if python is None:
        return []
    script = Path(__file__).with_name("peers.py")
    done = subprocess.run(  # noqa: S603 - the caller's own interpreter
        [python, "-W", "ignore", script, folder], stdout=subprocess.PIPE, check=True, text=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def score(gold: list[dict[str, Any]], results: Mapping[str, Result]) -> str:
    """The measures that the gold allows, as one line."""
    if "text" in gold[0]:
        return _score_texts(gold, results)
    if "with" in gold[0]:
        return _score_passages(gold, results)
    right = statistics.mean(row["published"] == results[row["id"]][1] for row in gold)
    given = [row for row in gold if results[row["id"]][1]]
    right_given = (
        statistics.mean(row["published"] == results[row["id"]][1] for row in given) if given else 0.0
    )
    return f"right {right:.4f}  right where given {right_given:.4f}"


def _score_texts(gold: list[dict[str, Any]], results: Mapping[str, Result]) -> str:
    precisions, recalls, same = [], [], 0
    for row in gold:
        text = results[row["id"]][0]
        wanted, got = _grams(row["text"]), _grams(text)
        common = sum((wanted & got).values())
        if got:
            precisions.append(common / got.total())
        if wanted:
            recalls.append(common / wanted.total())
        same += _WORDS.findall(row["text"]) == _WORDS.findall(text)
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    return f"{_f1_line(precision, recall)}  identical {same / len(gold):.3f}"


def _score_passages(gold: list[dict[str, Any]], results: Mapping[str, Result]) -> str:
    found = missed = wrong = 0
    for row in gold:
        text = results[row["id"]][0]
        found += sum(passage in text for passage in row["with"])
        missed += sum(passage not in text for passage in row["with"])
        wrong += sum(passage in text for passage in row["without"])
    return _f1_line(found / ((found + wrong) or 1), found / ((found + missed) or 1))


def _f1_line(precision: float, recall: float) -> str:
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    return f"F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}"


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = _WORDS.findall(text)
    return Counter(tuple(words[i : i + GRAM]) for i in range(max(1, len(words) - GRAM + 1)) if words)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--peers", type=Path, metavar="PYTHON")
    given = parser.parse_args()
    main(given.folders, given.peers)
