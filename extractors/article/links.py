"""Lines that are nothing but links to other pages of the same site."""

import re
from collections import Counter
from itertools import groupby

from extractors.article.page import Page, words

MIN_LABEL_CHARS = 12  # shorter labels are words of sentences
MAX_REST_CHARS = 18  # 'READ MORE: ', '| [VIDEO]'
MAX_LABELS = 1_000  # the longest ones; no page of a story links to more
MAX_LINE_CHARS = 400
HEADLINE_CHARS = 20
MIN_TEASERS = 3
TEASER_SHARE = 0.8
_ITEM = "- "
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "whatsapp:")
_HOST = re.compile(r"(?:https?:)?//(?:www\.)?([^/?#:]+)", re.I)


def site_labels(page: Page) -> list[str]:
    """The labels of links that stay on the site, longest first."""
    found: dict[str, str] = {}
    hosts: Counter[str] = Counter()
    for link in page.tree.iter("a"):
        href = (link.get("href") or "").strip()
        if not href or href.startswith(_NO_PAGE):
            continue
        host = _host(href)
        hosts[host] += 1
        if len(label := words(link)) >= MIN_LABEL_CHARS:
            found[label] = host
    site = _host(page.canonical_url or page.url or "")
    if not site:
        site = next((host for host, _ in hosts.most_common() if host), "")
    own = (label for label, host in found.items() if host in ("", site))
    return sorted(own, key=len, reverse=True)[:MAX_LABELS]


def without_link_lines(lines: list[str], labels: list[str]) -> list[str]:
    """``lines`` without those made of ``labels`` with a few characters besides, and without lists of teasers.

    A list of teasers: items that begin with a label, a headline, and go on with a sentence about that story.
    """
    known = frozenset(labels)
    headlines = tuple(label for label in labels if len(label) >= HEADLINE_CHARS)
    kept: list[str] = []
    for is_list, group in groupby(lines, key=lambda line: line.startswith(_ITEM)):
        items = list(group)
        led = sum(item.removeprefix(_ITEM).startswith(headlines) for item in items)
        if not is_list or len(items) < MIN_TEASERS or led < TEASER_SHARE * len(items):
            kept.extend(line for line in items if not _is_links(line, labels, known))
    return kept


def _is_links(line: str, labels: list[str], known: frozenset[str]) -> bool:
    text = line.removeprefix(_ITEM).strip()
    if text in known:
        return True
    if len(text) > MAX_LINE_CHARS:
        return False
    rest = text
    for label in labels:
        if label in rest:
            rest = rest.replace(label, " ")
    rest = rest.strip()
    return len(rest) <= MAX_REST_CHARS and len(rest) * 3 < len(text)


def _host(address: str) -> str:
    """The host in an address, without www; empty for an address within the site."""
    found = _HOST.match(address)
    return found.group(1).lower() if found else ""
