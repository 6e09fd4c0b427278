"""Lines that a picture carries as its alternative text are captions."""

from lxml.html import document_fromstring

from extractors.article.captions import pictured, subheadings, without_captions

PAGE = document_fromstring(
    """<body><img alt="The burnt market of Wana"><img alt="Bannu"><img>
    <img alt="Two men on a motorcycle threw a grenade at a tea stall and escaped, the police said on Monday.">
    <h3>Bannu</h3></body>"""
)
CAPTIONS = pictured(PAGE) - subheadings(PAGE)


def test_a_short_line_that_a_picture_says_too_goes() -> None:
    lines = ["Shops stayed closed.", "The burnt  market of WANA"]
    assert without_captions(lines, CAPTIONS) == ["Shops stayed closed."]


def test_headings_and_paragraphs_stay_though_a_picture_repeats_them() -> None:
    lines = [
        "Bannu",
        "Two men on a motorcycle threw a grenade at a tea stall and escaped, the police said on Monday.",
    ]
    assert without_captions(lines, CAPTIONS) == lines
