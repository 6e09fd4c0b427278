"""RSS 0.9 to 2.0, RDF and Atom: bytes in, candidates out.

feedparser knows the dialects, but some of its patterns take minutes on hostile text (a long 'author' of
100 KB is enough). So lxml reads the bytes first and hands it only the few elements that are asked for,
each cut to a length.
"""

import re
from calendar import timegm
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree

from extractors.records import Candidate
from flows.fetch.dates import instant
from flows.fetch.headers import one_line
from flows.fetch.listings import (
    LONGEST_PART,
    Listing,
    NotAListingError,
    hint,
    listing,
    local_name,
    text_of,
)
from flows.fetch.xmlbytes import UTF_16, xml_in

MAX_BYTES = 10_000_000
MAX_ENTRIES = 10_000
_FIRST_YEAR = 1990  # what is older is a number misread
_MAX_PARTS = 200  # children of one entry that are looked at
_ROOTS = frozenset({"rss", "rdf", "feed"})
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})")
_ENTRIES = frozenset({"item", "entry"})
_PARTS = frozenset(
    {"title", "link", "origlink", "guid", "id", "category", "subject"}
    | {"pubdate", "published", "date", "updated", "issued", "modified", "created"}
)
_ATTRIBUTES = ("href", "rel", "type", "term", "label", "isPermaLink")


def parse(body: bytes, url: str, source: str) -> Listing:
    """The entries of the feed ``body`` that lay at ``url``, in its order. Raises NotAListingError."""
    root = _root(body)
    if local_name(root) not in _ROOTS:
        raise NotAListingError(f"expected RSS or Atom, found <{one_line(str(root.tag))[:60]}>")
    try:
        read = feedparser.parse(
            BytesIO(_slim(root)),  # as a stream: bytes that are a path would be opened
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # feedparser answers odd values with whatever error they lead it into
        raise NotAListingError(f"cannot be read: {one_line(str(error))[:100]}") from error
    tells_changes = local_name(root) == "feed"  # elsewhere its 'updated' is Dublin Core's date of publication
    # as plain dicts, for feedparser's own answers 'updated' with 'published' and a warning
    return listing((_entry(dict(entry), source, tells_changes) for entry in read["entries"]), url)


def _root(body: bytes) -> etree._Element:
    plain, why = xml_in(body, MAX_BYTES), ""
    for encoding in _encodings(plain):
        try:
            root = etree.fromstring(plain, _parser(encoding))
        except (etree.XMLSyntaxError, ValueError) as error:
            why = f": {one_line(str(error))[:100]}"
            continue
        if root is not None:  # something in it could be mended
            return root
    raise NotAListingError(f"no XML{why}")


def _encodings(plain: bytes) -> tuple[str | None, ...]:
    """As declared, then UTF-8; what claims to be UTF-8 and is not was mostly written on Windows."""
    declared = _DECLARED.match(plain)
    if declared is None or declared.group(1).lower() == b"utf-8":
        try:
            plain.decode("utf-8")
        except UnicodeDecodeError:
            return (None, "utf-8") if plain.startswith(UTF_16) else ("windows-1252", "utf-8")
    return None, "utf-8"


def _parser(encoding: str | None) -> etree.XMLParser:
    return etree.XMLParser(
        encoding=encoding,
        recover=True,  # half of the world's feeds are not well-formed
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,  # libxml2's own bounds on depth and text stay on
    )


def _slim(root: etree._Element) -> bytes:
    """The feed with nothing but its entries' known parts, as well-formed XML without a DTD."""
    slim = etree.Element(root.tag, nsmap=root.nsmap)  # type: ignore[arg-type]  # the stubs forget the default namespace
    if version := root.get("version"):
        slim.set("version", version[:10])
    entries = (element for element in root.iter() if local_name(element) in _ENTRIES)
    for entry in islice(entries, MAX_ENTRIES):
        kept = etree.SubElement(slim, entry.tag)
        for part in islice(entry, _MAX_PARTS):
            if local_name(part) in _PARTS:
                # a prefix that nobody declared is part of the name
                copy = etree.SubElement(kept, part.tag if part.tag.startswith("{") else local_name(part))
                copy.text = text_of(part)
                for name in _ATTRIBUTES:
                    if (value := part.get(name)) and value.lower() != "xhtml":
                        copy.set(name, value[:LONGEST_PART])
                if part.base and (href := copy.get("href")):
                    copy.set("href", _joined(part.base, href))
        if about := entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"):
            kept.set("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", about[:LONGEST_PART])
    return etree.tostring(slim, encoding="utf-8", xml_declaration=True)


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)[:LONGEST_PART]
    except ValueError:
        return address


def _entry(entry: dict[str, Any], source: str, tells_changes: bool) -> tuple[str, Candidate]:
    published, updated = _time(entry, "published"), _time(entry, "updated")
    section = next((tag.get("term") or tag.get("label") for tag in entry.get("tags", ())), None)
    name = str(entry.get("id") or "")
    link = entry.get("feedburner_origlink") or entry.get("link") or (name if name.startswith("http") else "")
    return link, Candidate(
        source=source,
        url="",
        title=hint(entry.get("title")),
        section=hint(section),
        published_at=published or updated,
        modified_at=updated if tells_changes else None,
    )


def _time(entry: dict[str, Any], name: str) -> datetime | None:
    """The time as written, with its own offset; else as feedparser reads odder spellings, in UTC."""
    if found := instant(entry.get(name)):
        return found
    parsed = entry.get(f"{name}_parsed")
    try:
        found = datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
    return found if found and found.year >= _FIRST_YEAR else None
