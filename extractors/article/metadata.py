"""Title, author, section and declared language of a page."""

import re

from lxml import etree

from extractors.article.furniture import normal_line
from extractors.article.page import Page, select, texts, words

MAX_AUTHOR_CHARS = 120
_H1 = etree.XPath("//h1")
_TITLE = etree.XPath("string((//head//title | //title)[1])")
_AUTHORS = etree.XPath(
    "//*[@rel='author' or @itemprop='author' or contains(@class,'byline') or contains(@class,'author-name')"
    " or contains(@class,'author_name') or @class='author' or contains(@class,'post-author')]"
)
_SITE_PART = re.compile(r"\s+(?:[|»·•]|[-–—]|::)\s+")
_BY = re.compile(r"^(?:written |reported |posted )?by[:\s]\s*", re.I)
_NOT_A_NAME = re.compile(
    r"https?:|@|\d{2}|^(?:admin|staff|editor|author|share|comments?|none|null|unknown)$", re.I
)


def title_of(page: Page) -> str | None:
    """The headline: the longest h1 that the page's own title confirms, else what its head says."""
    told = titles_of(page)
    headings = {text for h1 in select(_H1, page.tree)[:20] if (text := words(h1)) and len(text) <= 300}
    confirmed = [text for text in headings if any(_confirms(text, other) for other in told)]
    if confirmed:
        return max(confirmed, key=len)
    if told:
        return _without_site(told[0], page)
    return max(headings, key=len) if len(headings) == 1 else None


def titles_of(page: Page) -> list[str]:
    """The titles in the page's head: JSON-LD, meta tags, the title element."""
    given = (
        *texts(page.story.get("headline")),
        page.first_meta("og:title"),
        page.first_meta("twitter:title", "dc.title", "title"),
        " ".join(str(_TITLE(page.tree)).split()),
    )
    return [text for text in given if text]


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
    return "; ".join(dict.fromkeys(name for text in names if (name := _name(text)))) or None


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
    return len(left) > 2 and (left in right or (len(right) > 20 and right in left))


def _without_site(title: str, page: Page) -> str:
    """'Headline - The Courier' without the site's name."""
    site = page.first_meta("og:site_name")
    parts = _SITE_PART.split(title)
    if len(parts) > 1 and (
        (site and normal_line(parts[-1]) == normal_line(site)) or len(parts[-1]) < len(title) / 3
    ):
        return title[: title.rindex(parts[-1])].rstrip(" |»·•-–—:")
    return title


def _name(text: str) -> str | None:
    name = _BY.sub("", text).strip(" ,;|-–—")
    return name if 2 < len(name) <= MAX_AUTHOR_CHARS and not _NOT_A_NAME.search(name) else None
