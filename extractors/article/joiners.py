"""The zero-width non-joiner that Persian and Urdu are written with; extraction drops it as unprintable."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import cast

from lxml.html import HtmlElement

JOINER = "\u200c"
MAX_WORDS = 20_000
_WORD = re.compile(rf"[^\W\d_]+(?:{JOINER}[^\W\d_]+)*")


def restore_joiners(lines: list[str], tree: HtmlElement) -> list[str]:
    """``lines`` with the words spelt as ``tree`` spells them; one that it also has without joiner stays."""
    if JOINER not in tree.text_content():
        return lines
    texts = (text for text in cast(Iterator[str], tree.itertext()) if not text.isascii())
    words = islice((word for text in texts for word in _WORD.findall(text)), MAX_WORDS)
    joined: set[str] = set()
    plain: set[str] = set()
    for word in words:
        (joined if JOINER in word else plain).add(word)
    spelt = {word.replace(JOINER, ""): word for word in joined if word.replace(JOINER, "") not in plain}
    return [_WORD.sub(lambda found: spelt.get(found.group(), found.group()), line) for line in lines]
