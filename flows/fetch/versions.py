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
    if not _IS_AMP.search(body[:4_000]):
        return None
    try:
        root = etree.fromstring(body[:_HEAD_BYTES], etree.HTMLParser(no_network=True, recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    for link in root.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical":
            found = normalised(link.get("href") or "", url)
            return found if found and found != url and site(found) == site(url) else None
    return None
