"""Title, author, section and declared language of a page."""

import re
from itertools import islice

from lxml import etree

from extractors.article.front import signed_by
from extractors.article.furniture import PROSE_CHARS, normal_line
from extractors.article.page import Page, select, shown_texts, texts, words

MAX_AUTHOR_CHARS = 120
MIN_TITLE_CHARS = 20
MIN_TITLE_SHARE = 0.4
MAX_SITE_WORDS = 4
BYLINE_PIECES = 20  # of text below the headline, among which its byline is looked for
# By the attributes: asking every element for its own takes four times as long.
_AUTHORS = etree.XPath(
    "//@rel[.='author']/.. | //@itemprop[.='author']/.. | //@class[contains(.,'byline') or .='author'"
    " or contains(.,'author-name') or contains(.,'author_name') or contains(.,'post-author')]/.."
)
_BY_ALONE = re.compile(r"(?:written |reported |posted )?by:?", re.I)
_SITE_PART = re.compile(r"\s+(?:[|»·•]|[-–—]|::)\s+")
_BY = re.compile(r"^(?:written |reported |posted )?by[:\s]\s*", re.I)
_NOT_A_NAME = re.compile(
    r"https?:|@|\d{2}|^(?:admin|staff|editor|author|share|comments?|none|null|unknown)$", re.I
)


def title_of(page: Page) -> str | None:
    """The headline: the longest h1 that the page's own title confirms, else what its head says."""
    told = titles_of(page)
    headings = [text for h1 in islice(page.tree.iter("h1"), 20) if (text := words(h1)) and len(text) <= 300]
    confirmed = [
        text for text in headings if any(_confirms(text, _without_site(other, page)) for other in told)
    ]
    if confirmed:
        return max(confirmed, key=len)
    if told:
        return _shown_part(told[0], page) or _without_site(told[0], page)
    return headings[0] if len(headings) == 1 else None


def titles_of(page: Page) -> list[str]:
    """The titles in the page's head: JSON-LD, meta tags, the title element."""
    title = next(page.tree.iter("title"), None)
    given = (
        *texts(page.story.get("headline")),
        page.first_meta("og:title"),
        page.first_meta("twitter:title", "dc.title", "title"),
        words(title) if title is not None else "",
    )
    return [text for text in given if text]


def site_names(page: Page) -> list[str]:
    """What the page's head may call its site: the short parts of titles that have several."""
    split = [_SITE_PART.split(title) for title in titles_of(page)]
    return [
        part for parts in split if len(parts) > 1 for part in parts if len(part.split()) <= MAX_SITE_WORDS
    ]


def author_of(page: Page) -> str | None:
    """The authors, joined by '; ', from JSON-LD, the head or a marked byline."""
    names = texts(page.story.get("author")) or texts(page.story.get("creator"))
    if not names:
        given = page.first_meta(
            "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"
        )
        names = [given] if given else []
    if not any(map(_name, names)):
        names = [words(element) for element in select(_AUTHORS, page.tree)[:6]]
    named = "; ".join(dict.fromkeys(name for text in names if (name := _name(text))))
    return named or _signature(page)


def _signature(page: Page) -> str | None:
    """The name in an unmarked byline between the headline and the first paragraph."""
    title, shown = title_of(page), shown_texts(page)
    if title not in shown:
        return None
    below = shown.index(title) + 1
    by = ""
    for piece in shown[below : below + BYLINE_PIECES]:
        line = f"{by} {piece}".strip()
        if len(line) >= PROSE_CHARS:
            return None
        if name := signed_by(line):
            return _name(name)
        by = piece if _BY_ALONE.fullmatch(piece) else ""
    return None


def section_of(page: Page) -> str | None:
    """The part of the site that the story stands in."""
    return next(
        iter(texts(page.story.get("articleSection"))),
        page.first_meta("article:section", "parsely-section", "category", "section"),
    )


def descriptions_of(page: Page) -> list[str]:
    """The summaries in the page's head."""
    names = ("description", "og:description", "twitter:description")
    return [page.meta[name] for name in names if name in page.meta]


def declared_language(page: Page) -> str | None:
    """What the page says its language is."""
    root = page.tree.getroottree().getroot()
    return root.get("lang") or page.first_meta("content-language", "og:locale", "dc.language")


def _confirms(heading: str, told: str) -> bool:
    left, right = normal_line(heading), normal_line(told)
    if left in right:
        # A logo is an h1 too on some pages, and its name stands in the title: it is the smaller part.
        return len(left) > MIN_TITLE_SHARE * len(right)
    return len(right) > MIN_TITLE_CHARS and right in left


def _without_site(title: str, page: Page) -> str:
    """'Headline - The Courier' without the site's name: what is known as such, or a few words at the end."""
    *front, last = _SITE_PART.split(title)
    if not front:
        return title
    site = page.first_meta("og:site_name")
    is_name = len(last.split()) <= MAX_SITE_WORDS and len(last) < len(title) / 2
    if (site and normal_line(last) == normal_line(site)) or is_name:
        return title[: title.rindex(last)].rstrip(" |»·•-–—:")
    return title


def _shown_part(title: str, page: Page) -> str | None:
    """The headline of 'The Courier :: Headline': what follows the name, where the page shows it by itself."""
    first, *rest = _SITE_PART.split(title, maxsplit=1)
    if not rest or len(first.split()) > MAX_SITE_WORDS or len(rest[0]) <= len(first):
        return None
    return rest[0] if rest[0] in shown_texts(page) else None


def _name(text: str) -> str | None:
    name = _BY.sub("", text).strip(" ,;|-–—")
    return name if 2 < len(name) <= MAX_AUTHOR_CHARS and not _NOT_A_NAME.search(name) else None
