"""Other article extractors over a folder of pages; benchmarks/articles.py runs this where they are installed.

    PYTHON benchmarks/peers.py FOLDER

Writes one JSON object a page and system: {"system", "id", "text", "day", "seconds"} (seconds of CPU time).
It imports nothing of this project.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import newspaper
from lxml.html import fromstring
from readability import Document

BLOCKS = ("p", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr", "br", "pre")


def readability(content: bytes) -> tuple[str, str]:
    """readability-lxml: the summary's words, a block a line; it gives no day."""
    tree = fromstring(Document(content).summary(html_partial=True))
    for element in tree.iter(*BLOCKS):
        element.tail = "\n" + (element.tail or "")
    return tree.text_content(), ""


def newspaper4k(content: bytes) -> tuple[str, str]:
    """newspaper4k: text and publication day."""
    article = newspaper.Article("https://page.example/")
    article.download(input_html=content.decode("utf-8", errors="replace"))
    article.parse()
    return article.text, str(article.publish_date or "")[:10]


SYSTEMS: dict[str, Callable[[bytes], tuple[str, str]]] = {
    "readability-lxml": readability,
    "newspaper4k": newspaper4k,
}


def main(folder: Path) -> None:
    """Every page through every system; one that fails on a page gave nothing."""
    for file in sorted(folder.glob("*.html.gz")):
        content = gzip.decompress(file.read_bytes())
        for name, system in SYSTEMS.items():
            started = time.process_time()
            try:
                text, day = system(content)
            except Exception:  # whatever a peer raises, it has no text for this page
                text, day = "", ""
            seconds = time.process_time() - started
            row = {
                "system": name,
                "id": file.name.split(".")[0],
                "text": text,
                "day": day,
                "seconds": seconds,
            }
            sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
