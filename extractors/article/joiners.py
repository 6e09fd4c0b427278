"""The zero-width non-joiner that Persian and Urdu are written with; extraction drops it as unprintable."""

import re
from collections.abc import Iterator
from typing import cast

from lxml.html import HtmlElement

JOINER = "\u200c"
MAX_WORDS = 20_000
_WORD = re.compile(rf"[^\W\d_]+(?:{JOINER}[^\W\d_]+)*")


def restore_joiners(lines: list[str], tree: HtmlElement) -> list[str]:
    """``lines`` with the words spelt as ``tree`` spells them; one that it also has without joiner stays."""
    spelt: dict[str, str] = {}
    plain: set[str] = set()
    for text in cast(Iterator[str], tree.itertext()):
        if not text.isascii() and len(spelt) + len(plain) < MAX_WORDS:
            for word in _WORD.findall(text):
                if JOINER in word:
                    spelt[word.replace(JOINER, "")] = word
                else:
                    plain.add(word)
    spelt = {word: spelling for word, spelling in spelt.items() if word not in plain}
    if not spelt:
        return lines
    return [_WORD.sub(lambda found: spelt.get(found.group(), found.group()), line) for line in lines]
