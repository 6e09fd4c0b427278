"""AMP and print versions of an article, led back to the article itself."""

import csv
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import etree

from flows.fetch.addresses import normalised, site

_ROWS = tuple(
    csv.DictReader(Path(__file__).with_name("versions.csv").read_text(encoding="utf-8").splitlines())
)
_ADDRESSES = tuple((re.compile(row["is"]), row["becomes"]) for row in _ROWS if row["kind"] == "address")
_PARAMETERS = frozenset(row["is"] for row in _ROWS if row["kind"] == "parameter")
_IS_AMP = re.compile(rb"<html\b[^>]{0,500}\s(?:amp|\xe2\x9a\xa1)[\s=>]", re.IGNORECASE)
_LINK = re.compile(rb"<link\b[^>]{1,3000}>", re.IGNORECASE)
# a number that is no day, or a slug of three words
_NAME = re.compile(r"(?<![0-9])(?!20[0-9]{6}(?![0-9]))[0-9]{5,}(?![0-9])|[^/?&=.-]+(?:-[^/?&=.-]+){2,}")
_HEAD_BYTES = 200_000  # AMP pages carry their styles, at most 75 KB, before or after the link


def article_address(address: str) -> str:
    """The article's own address, where `versions.csv` knows ``address`` (normalised) as a version's."""
    found = address
    for pattern, replacement in _ADDRESSES:
        found = pattern.sub(replacement, found)
    parts = urlsplit(found)
    if parts.query:
        kept = [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if f"{name}={value}" not in _PARAMETERS
        ]
        found = parts._replace(query=urlencode(kept)).geturl()
    return normalised(found) or address


def article_of_amp(body: bytes, url: str) -> str | None:
    """The article on the same site that the AMP page ``body`` at ``url`` names; None for any other page."""
    return _canonical(body, url) if _IS_AMP.search(body[:4_000]) else None


def canonical_address(body: bytes, url: str) -> str | None:
    """The address on the same site that the page ``body`` at ``url`` calls its own; None where it is ``url``.

    Believed only where both addresses share what names a story, a number or a slug: many sites call every
    page by the address of the front page or a section.
    """
    found = _canonical(body, url)
    return found if found and _names(found) & _names(url) else None


def _canonical(body: bytes, url: str) -> str | None:
    for tag in _LINK.findall(body[:_HEAD_BYTES]):
        if b"canonical" in tag.lower():
            link = etree.fromstring(tag, etree.HTMLParser(no_network=True, recover=True)).find(".//link")
            if link is not None and (link.get("rel") or "").strip().lower() == "canonical":
                found = normalised(link.get("href") or "", url)
                return found if found and found != url and site(found) == site(url) else None
    return None


def _names(address: str) -> set[str]:
    parts = urlsplit(address)
    return set(_NAME.findall(f"{parts.path}?{parts.query}"))
