"""Documents made to cost much, each cleaned in this process; prints what each cost as JSON lines.

    python -m tests.extractors.article.hostile | sort -t: -k4 -rn

`test_promise.py` runs it as well, in a process of its own, under limits of the operating system.
"""

import json
import random
import re
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from extractors.article import clean, warm_up
from extractors.article.decoding import MAX_TEXT_BYTES
from extractors.records import Document

FETCHED_AT = datetime(2026, 3, 6, tzinfo=UTC)
ADDRESS_SPACE = 3_000_000_000  # bytes; whoever runs away ends here and not with the machine
TRIES = 3  # the fewest seconds count: the machine may be busy with something else
WORDS = "Police said that two men were killed when a bomb went off near the bridge on Monday. "
PAGE = "<html><head><title>Two men killed near the bridge</title></head><body>{}</body></html>"


def _page(body: str) -> tuple[str, bytes]:
    return "text/html", PAGE.format(body).encode("utf-8", "surrogatepass")


def _text(piece: str) -> tuple[str, bytes]:
    """``piece`` again and again, as long as a text may be."""
    once = piece.encode("utf-8", "surrogatepass")
    return "text/plain", once * (MAX_TEXT_BYTES // len(once))


def _ld(content: str) -> tuple[str, bytes]:
    return _page(f"<script type='application/ld+json'>{content}</script><p>{WORDS * 3}</p>")


KINDS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "boxes in boxes": lambda: _page("<div>" * 100_000 + WORDS),
    "tables in tables": lambda: _page("<table><tr><td>" * 8_000 + WORDS),
    "tags that are never closed": lambda: _page("<b><i><u><a href=x>" * 7_000 + WORDS),
    "closing tags alone": lambda: _page("</div></p></a>" * 200_000 + WORDS),
    "thirty thousand paragraphs": lambda: _page(f"<p>{WORDS}</p>" * 29_000),
    "more elements than any page": lambda: _page("<p>a</p>" * 400_000),
    "links without end": lambda: _page("<a href='/news/1'>One more story of the day here</a> " * 29_000),
    "one paragraph of megabytes": lambda: _page(f"<p>{WORDS * 30_000}</p>"),
    "an attribute of a megabyte": lambda: _page(f"<p class='{'story body ' * 100_000}'>{WORDS * 5}</p>"),
    "attributes without end": lambda: _page(
        "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + f">{WORDS}</p>"
    ),
    "references without end": lambda: _page("<p>" + "&amp;&#8217;&nbsp;" * 150_000 + "</p>"),
    "comments without end": lambda: _page("<!-- a --" * 200_000 + WORDS),
    "scripts": lambda: _page("<script>var a = '<p>';</script>" * 29_000 + f"<p>{WORDS * 3}</p>"),
    "line breaks": lambda: _page("Said<br>" * 29_000),
    "dates without end": lambda: _page(
        "<time datetime='2024-01-01'>3 May 2024</time>" * 14_000 + f"<p>{WORDS}</p>"
    ),
    "meta tags": lambda: _page("<meta name='date' content='2024-01-01'>" * 29_000 + f"<p>{WORDS}</p>"),
    "bylines": lambda: _page("<span class='byline author'>By By By By</span>" * 14_000 + f"<p>{WORDS}</p>"),
    "JSON in JSON": lambda: _ld('{"@graph":[' * 100_000),
    "JSON of two megabytes": lambda: _ld(json.dumps([{"@type": "NewsArticle", "headline": "a"}] * 40_000)),
    "JSON text of a megabyte": lambda: _ld(
        json.dumps({"@type": "NewsArticle", "articleBody": WORDS * 12_000})
    ),
    "a title of a megabyte": lambda: (
        "text/html",
        f"<title>{'a - ' * 250_000}</title><p>{WORDS}</p>".encode(),
    ),
    "lines without end": lambda: _text("By A\n"),
    "one line of megabytes": lambda: _text("a"),
    "blanks without end": lambda: _text("A" + " " * 200_000 + "b"),
    "date lines": lambda: _text("date 2024-01-01\n"),
    "datelines": lambda: _text("BANNU, PESHAWAR, QUETTA, "),
    "capitals and dashes": lambda: _text("A—"),
    "full stops": lambda: _text("."),
    "quotes": lambda: _text("\"'“”‘’"),
    "marks on one letter": lambda: _text("a" + "\u0301" * 50_000),
    "joiners": lambda: _text("ا\u200c"),
    "half pairs": lambda: _text("\ud800 "),
    "ligatures that grow": lambda: _text("\ufdfa"),
    "releases": lambda: _text("Press Release No 1\n"),
    "quotes in quotes (Markdown)": lambda: ("text/markdown", b">" * 100_000 + b" a"),
    "brackets (Markdown)": lambda: ("text/markdown", b"[" * 100_000 + b"a](b"),
    "stars (Markdown)": lambda: ("text/markdown", b"**a*" * 60_000),
    "lists in lists (Markdown)": lambda: ("text/markdown", b"- " * 60_000 + b"a"),
    "zero bytes": lambda: ("text/html", bytes(3_000_000)),
    "any bytes": lambda: ("text/html", b"<html>" + random.Random(1).randbytes(3_000_000)),  # noqa: S311
    "any bytes as text": lambda: ("text/plain", random.Random(2).randbytes(MAX_TEXT_BYTES)),  # noqa: S311
    "UTF-16": lambda: ("text/html", PAGE.format(f"<p>{WORDS * 2_000}</p>").encode("utf-16")),
    "a charset that is none": lambda: ("text/html", b"<meta charset='x-none'>" + WORDS.encode() * 5_000),
    "a page of the largest size": lambda: _page(f"<div><p>{WORDS * 4}</p></div>" * 6_000),
}


def main() -> None:
    """A line for each kind: name, outcome, CPU seconds, megabytes above what the process had."""
    warm_up()
    clean(Document("0", "hostile", PAGE.format(f"<p>{WORDS * 9}</p>").encode(), "text/html", FETCHED_AT))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    for name, make in KINDS.items():
        kind, content = make()
        document = Document("0", "hostile", content, kind, FETCHED_AT)
        seconds, megabytes, outcome = [], [], "nothing"
        for _ in range(TRIES):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
            held, before = _resident("VmRSS"), time.process_time()
            article, rejected = clean(document)
            seconds.append(time.process_time() - before)
            megabytes.append(_resident("VmHWM") - held)
            outcome = rejected.reason if rejected else "article" if article else "nothing"
            if seconds[-1] < 1:
                break
        told = {"kind": name, "outcome": outcome, "seconds": min(seconds), "megabytes": min(megabytes)}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _resident(field: str) -> float:
    """In megabytes."""
    found = re.search(rf"{field}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found.group(1)) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
