"""A page's or file's bytes to a cleaned article, or to the reason why there is none."""

from datetime import date, datetime

from extractors.article.body import body_of, warm_up_extraction
from extractors.article.dates import date_page, warm_up_dates
from extractors.article.decoding import MAX_PAGE_BYTES, MAX_TEXT_BYTES, decode, is_binary
from extractors.article.furniture import paragraphs
from extractors.article.kind import kind_of
from extractors.article.language import language_of
from extractors.article.metadata import author_of, declared_language, section_of, title_of
from extractors.article.moments import Moment, is_known_at
from extractors.article.outlets import mended, outlet_of, warm_up_rules
from extractors.article.page import TooManyElements, parse
from extractors.article.plain import read_markdown, read_plain
from extractors.article.releases import releases_in
from extractors.article.verdict import verdict_on
from extractors.records import Article, Document, Reason, Rejected, text_hash

__all__ = ["CLEANER_VERSION", "clean", "warm_up"]

CLEANER_VERSION = "4"  # raised with every change of what text comes out; stored beside each version of a text

_MARKUP_TYPES = ("text/html", "application/xhtml+xml")
_MARKDOWN_TYPES = ("text/markdown", "text/x-markdown")
_TEXT_MARKUP_STARTS = ("<!doctype html", "<html", "<head", "<body")
_MARKUP_STARTS = tuple(start.encode() for start in _TEXT_MARKUP_STARTS)


def clean(document: Document) -> tuple[Article | None, Rejected | None]:
    """The article in a document's bytes, and why it must not be loaded where it must not.

    At least one of the two is set. An article comes with a rejection where there is text that is no
    story: a paywall's first lines, a list of headlines.
    """
    content = document.content
    if not content.strip(b" \t\r\n\f\v\x00\xef\xbb\xbf"):
        return None, _rejected(document, "empty")
    markup = document.content_type in _MARKUP_TYPES or content[:2000].lstrip().lower().startswith(
        _MARKUP_STARTS
    )
    most = MAX_PAGE_BYTES if markup else MAX_TEXT_BYTES
    if len(content) > most:
        return None, _rejected(document, "too large", f"{len(content)} bytes; at most {most} are read")
    if is_binary(content):
        return None, _rejected(document, "binary", f"declared as {document.content_type}")
    text = decode(content, document.charset, markup=markup)
    if text is None:
        return None, _rejected(document, "unreadable", "no charset fits these bytes")
    return _clean_page(document, text) if markup else _clean_plain(document, text)


def warm_up() -> None:
    """Loads what the first page would wait for: four seconds, once a process."""
    warm_up_dates()
    warm_up_extraction()
    warm_up_rules()


def _clean_page(document: Document, source: str) -> tuple[Article | None, Rejected | None]:
    try:
        page = parse(source, document.url)
        if page is not None and (better := mended(source, page.url or page.canonical_url)):
            page = parse(better, document.url)
    except TooManyElements as error:
        return None, _rejected(document, "too large", str(error))
    if page is None:
        return None, _rejected(document, "no text", "no element in the page")
    title = title_of(page) or document.title
    # Before the text: what lies beside a story, and is taken out for its text, may say who told it, and when.
    dating = date_page(page, title, document.fetched_at, document.published_at, _outside(document))
    author = author_of(page)
    lines = body_of(page, title)
    body = read_plain("\n".join(lines))
    text = body.text
    published, signal = dating.published, dating.published_from
    if published is None and body.published and is_known_at(body.published, document.fetched_at):
        published, signal = body.published, "text"
    section = section_of(page) or document.section
    verdict = verdict_on(page, title, text) or _several(lines, title)
    rejected = _rejected(document, *verdict) if verdict else None
    if _shows_markup(text):
        return None, _rejected(document, "unreadable", "its text is markup again")
    if not text:
        return None, rejected
    article = _article(
        document,
        text,
        title=title,
        author=author or body.author,
        section=section,
        published=published,
        published_from=signal,
        modified=dating.modified,
        canonical_url=page.canonical_url,
        source=outlet_of(document, page.canonical_url, page.first_meta("og:site_name")),
        language=declared_language(page),
    )
    return article, rejected


def _clean_plain(document: Document, source: str) -> tuple[Article | None, Rejected | None]:
    plain = read_markdown(source) if document.content_type in _MARKDOWN_TYPES else read_plain(source)
    if not plain.text:
        return None, _rejected(document, "no text", "nothing but site furniture")
    if _shows_markup(plain.text):
        return None, _rejected(document, "unreadable", "its text is markup")
    # What was given with the row is the caller's own word; the text's date line comes after it.
    given = ((document.published_at, _outside(document)), (plain.published, "text"))
    published, signal = next(
        ((day, source) for day, source in given if day is not None and is_known_at(day, document.fetched_at)),
        (None, None),
    )
    article = _article(
        document,
        plain.text,
        title=document.title or plain.title,
        author=plain.author,
        section=document.section,
        published=published,
        published_from=signal,
    )
    several = _several(paragraphs(source), article.title)
    return article, _rejected(document, *several) if several else None


def _several(lines: list[str], title: str | None) -> tuple[Reason, str] | None:
    found = releases_in(lines, title)
    return ("press releases", f"{len(found)}: {', '.join(found)}"[:300]) if found else None


def _article(
    document: Document,
    text: str,
    *,
    title: str | None,
    author: str | None,
    section: str | None,
    published: Moment | None,
    published_from: str | None,
    modified: datetime | date | None = None,
    canonical_url: str | None = None,
    source: str | None = None,
    language: str | None = None,
) -> Article:
    return Article(
        article_id=text_hash(text),
        source=source or outlet_of(document),
        text=text,
        fetched_at=document.fetched_at,
        cleaner_version=CLEANER_VERSION,
        declared_hash=document.declared_hash,
        url=document.url,
        canonical_url=canonical_url,
        section=section,
        title=title,
        author=author,
        published_at=published,
        published_from=published_from,
        modified_at=modified,
        language=language_of(text, language),
        kind=kind_of(text, title, section, document.url or canonical_url),
    )


def _shows_markup(text: str) -> bool:
    """Whether the text would be read as a page if it came back as a file: what it shows is source code."""
    return text[:20].lower().startswith(_TEXT_MARKUP_STARTS)


def _outside(document: Document) -> str:
    """Which signal the document's own published_at is: a page's feed, or the row a text came in."""
    return "feed" if document.url else "row"


def _rejected(document: Document, reason: Reason, detail: str | None = None) -> Rejected:
    return Rejected(url=document.url, stage="read", reason=reason, detail=detail)
