"""What feeds and sitemaps list, and the XML they are written in, read without trust."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from lxml import etree
from w3lib.html import remove_tags

from extractors.records import Candidate
from flows.fetch.addresses import LONGEST, normalised
from flows.fetch.headers import one_line
from flows.fetch.versions import article_address

LONGEST_TITLE = 500  # characters
LONGEST_PART = LONGEST + 1  # of what is read of a text: an address that had to be cut is refused


class NotAListingError(ValueError):
    """Bytes that are no feed or sitemap."""


class ChildSitemap(NamedTuple):
    url: str
    modified_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The pages that one feed or sitemap names, the sitemaps it points to, and what was no address."""

    candidates: tuple[Candidate, ...] = ()
    children: tuple[ChildSitemap, ...] = ()
    bad_addresses: tuple[str, ...] = ()


def listing(found: Iterable[tuple[str, Candidate]], base: str) -> Listing:
    """The Listing of ``found``: addresses as written, each with a Candidate that has no ``url`` yet."""
    candidates, bad = [], []
    for written, hints in found:
        url = normalised(written, base)
        if url is None:
            bad.append(one_line(written)[:200])
        else:
            article = article_address(url)
            candidates.append(
                Candidate(
                    hints.source,
                    article,
                    hints.title,
                    hints.section,
                    hints.published_at,
                    hints.modified_at,
                    url if url != article else None,
                )
            )
    return Listing(tuple(candidates), (), tuple(bad))


def local_name(element: etree._Element) -> str:
    """The element's name without namespace or prefix, in small letters; empty for comments and entities."""
    tag = element.tag
    return tag[max(tag.rfind("}"), tag.rfind(":")) + 1 :].lower() if isinstance(tag, str) else ""


def text_of(element: etree._Element, longest: int = LONGEST_PART) -> str:
    """The text in ``element`` and below, cut to ``longest`` characters. Entities stay as they are written."""
    pieces, length = [], 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(piece)
        if length >= longest:
            break
    return "".join(pieces)[:longest]


def hint(text: str | None) -> str | None:
    """A title or section fit to keep: no markup, no control characters, one line."""
    if not text:
        return None
    return " ".join(one_line(remove_tags(html.unescape(text[:2_000]))).split())[:LONGEST_TITLE] or None
