"""Pages and texts that are several press releases under each other are no article; one release is."""

from datetime import UTC, datetime

import pytest

from extractors.article import clean
from extractors.records import Document

FETCHED_AT = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)
RAID = (
    "During an operation in the hills above Wana, troops killed three men and seized two rifles, the office "
    "said. The search of the area goes on, and roads to the east are closed for traffic until noon."
)
VISIT = (
    "The commander of the northern sector visited the field hospital of the brigade and spoke with the "
    "wounded. He thanked the doctors and the nurses for what they had done in the last two weeks."
)
FLOOD = (
    "Engineers of the second division have put up a bridge over the flooded stream at Kot Sarai, and sixty "
    "families crossed it on the first day. Two more bridges are to follow before the end of the month."
)


def page(title: str, *blocks: str) -> Document:
    body = "\n".join(blocks)
    source = (
        f"<html lang='en'><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<main><h1>{title}</h1>{body}</main><footer>All rights reserved</footer></body></html>"
    )
    return Document("1", "office", source.encode(), "text/html", FETCHED_AT, url="https://office.example/r/1")


def plain(*lines: str) -> Document:
    return Document("1", "files", "\n".join(lines).encode(), "text/plain", FETCHED_AT)


def paragraph(text: str) -> str:
    return f"<p>{text}</p>"


LISTS = {
    "numbered heads": page(
        "Releases of the Army's Office",
        *("<h3>Press Release No 45/2026</h3>", paragraph(RAID)),
        *("<h3>Press Release No 44/2026</h3>", paragraph(VISIT)),
        *("<h3>Press Release No 43/2026</h3>", paragraph(FLOOD)),
    ),
    "dates below a repeated head": page(
        "Public Relations Directorate",
        *("<h2>PRESS RELEASE</h2><p>Rawal Fort, 2 March 2026</p>", paragraph(RAID)),
        *("<h2>PRESS RELEASE</h2><p>Rawal Fort, 1 March 2026</p>", paragraph(VISIT)),
    ),
    "a number of the office's own": page(
        "Directorate of Information",
        *("<div><b>No. PR-112/2026-DI</b></div>", paragraph(RAID)),
        *("<div><b>No. PR-113/2026-DI</b></div>", paragraph(FLOOD)),
    ),
    "days under a title that says so": page(
        "Press Releases",
        *("<h4>March 2, 2026</h4>", paragraph(RAID)),
        *("<h4>March 1, 2026</h4>", paragraph(VISIT)),
        *("<h4>February 27, 2026</h4>", paragraph(FLOOD)),
    ),
    "news releases of a ministry": page(
        "Ministry of the Interior: latest",
        *("<h3>News release, 2 March 2026: Three killed in raid</h3>", paragraph(RAID)),
        *("<h3>News release, 28 February 2026: A bridge over the stream</h3>", paragraph(FLOOD)),
    ),
    "a plain text": plain(
        *("Press Note No. 7", "2 March 2026", "", RAID, ""),
        *("Press Note No. 8", "3 March 2026", "", VISIT),
    ),
    "handouts": plain(
        *("HANDOUT (51)", RAID, "", "HANDOUT (52)", VISIT, "", "HANDOUT (53)", FLOOD),
    ),
}
NO_LISTS = {
    "one release": page(
        "Three killed in raid", "<p>Press Release No 45/2026</p>", paragraph(RAID), paragraph(VISIT)
    ),
    "one release in parts that repeat its head": page(
        "Three killed in raid",
        *("<p>Press Release No 45/2026</p>", paragraph(RAID)),
        *("<p>Press Release No 45/2026 (continued)</p>", paragraph(VISIT)),
    ),
    "one release with others named below": page(
        "Three killed in raid",
        *("<p>Press Release No 45/2026</p>", paragraph(RAID), paragraph(VISIT)),
        "<p>Press Release No 44/2026</p><p>Press Release No 43/2026</p>",
    ),
    "news that quotes two releases": page(
        "Army and police tell of the raid differently",
        paragraph(f"In press release No 45 of 2 March 2026 the office wrote: {RAID}"),
        paragraph(
            f"The police said in press release No 9 of 3 March 2026 that nobody had been killed. {VISIT}"
        ),
    ),
    "a timeline": page(
        "Timeline: the attacks of the spring",
        *("<h4>March 2, 2026</h4>", paragraph(RAID)),
        *("<h4>March 1, 2026</h4>", paragraph(VISIT)),
        *("<h4>February 27, 2026</h4>", paragraph(FLOOD)),
    ),
    "news in brief with datelines": page(
        "News in brief",
        *(paragraph(f"WANA, March 2: {RAID}"), paragraph(f"QUETTA, March 2: {VISIT}")),
        paragraph(f"PESHAWAR, March 1: {FLOOD}"),
    ),
    "a story about press releases": page(
        "How press releases became a weapon", paragraph(RAID), "<h4>March 2, 2026</h4>", paragraph(VISIT)
    ),
    "a live blog": page(
        "Live: raid above Wana",
        *("<h4>2 March 2026, 10:40</h4>", paragraph(RAID)),
        *("<h4>2 March 2026, 09:15</h4>", paragraph(VISIT)),
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_releases_is_turned_away_with_its_text(name: str) -> None:
    article, rejected = clean(LISTS[name])
    assert rejected is not None
    assert rejected.reason == "press releases"
    assert article is not None
    assert RAID in article.text


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_only_looks_like_one_is_an_article(name: str) -> None:
    article, rejected = clean(NO_LISTS[name])
    assert rejected is None
    assert article is not None
