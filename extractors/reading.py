"""One document read: cleaned, and its incidents extracted."""

from extractors import incidents
from extractors.article import clean
from extractors.article.outlets import outlet_of
from extractors.records import Document, Reading, Rejected


def read(document: Document) -> Reading:
    """What reading the document gives. Never raises: what nobody foresaw becomes a rejection that names it.

    Incidents are extracted wherever there is an English text, also where the document is rejected;
    whoever loads leaves those aside. Texts in other languages keep their article and give no incidents.
    """
    article, rejected = None, None
    try:
        article, rejected = clean(document)
        reports, statistics = (
            incidents.extract(article, document.home_country)
            if article is not None and article.language in ("en", None)
            else ((), ())
        )
    except Exception as error:  # libraries meet bytes here that their authors never saw
        detail = f"{type(error).__name__}: {error}"[:500]
        rejected = Rejected(url=document.url, stage="read", reason="unreadable", detail=detail)
        reports, statistics = (), ()
    return Reading(
        source_id=document.source_id,
        source=article.source if article else outlet_of(document),
        url=document.url,
        fetched_at=document.fetched_at,
        archived_in=document.archived_in,
        article=article,
        rejected=rejected,
        incidents=reports,
        statistics=statistics,
        extractor_version=incidents.EXTRACTOR_VERSION,
        file=document.file,
    )
