"""What holds for every sample article, whatever is read from it: evidence, and what changes nothing."""

import re
import tomllib
from dataclasses import replace
from typing import Any

import pytest

from extractors.incidents import extract
from extractors.incidents.gazetteer import divisions
from extractors.incidents.groups import find_groups
from extractors.incidents.phrases import one_of
from extractors.incidents.states import as_named_on
from extractors.records import Article, IncidentReport
from tests.extractors.incidents.golden_articles import article_of, files, load

_ARTICLES = [
    pytest.param(golden, id=f"{path.stem}-{number}")
    for path in files()
    for number, golden in enumerate(load(path)[0])
]
_STATES = {place.name for place in divisions(1) if place.kind == "country"}  # 'Iran' for its forces
_BARE_FORCES = re.compile(one_of("actors", "bare_forces"), re.IGNORECASE)  # 'the army' of the state spoken of
_READ_AS_NOTES = 2  # texts of one paragraph, no longer taken for an analyst's note; the number only falls
_UNRELATED = "The city's bookshops report good sales this spring, and the library has a new roof."


def _reports(article: Article) -> tuple[IncidentReport, ...]:
    return extract(article)[0]


@pytest.mark.parametrize("golden", _ARTICLES)
def test_evidence_holds_what_it_claims(golden: dict[str, Any]) -> None:
    article = article_of(golden)
    for report in _reports(article):
        cited = {(e.field, article.text[e.start : e.end]) for e in report.evidence}
        for field, words in cited:
            assert words.strip() == words
            assert words
            if field in ("perpetrator", "opponent", "denied_by", "claimed_by"):
                day = (
                    report.event_date or article.published_at
                )  # on which the forces were those of the rulers
                meant = [m for m in find_groups(article.text) if m.text == words]
                named = {name for m in meant for name in (m.name, as_named_on(m, day).name)}
                forces = words in _STATES or _BARE_FORCES.fullmatch(words)
                assert getattr(report, field) in named or forces
            if field == "event_date":
                assert re.search(r"\d|day|night|morning|evening|noon|week|month|year|hours|[A-Z]", words)
        if report.date_text is not None:
            assert report.date_text in article.text


def test_an_unrelated_last_paragraph_changes_nothing() -> None:
    changed = []
    for param in _ARTICLES:
        article = article_of(param.values[0])
        longer = replace(article, text=f"{article.text}\n\n{_UNRELATED}")
        if [replace(r, evidence=()) for r in _reports(longer)] != [
            replace(r, evidence=()) for r in _reports(article)
        ]:
            changed.append(param.id)
    assert len(changed) <= _READ_AS_NOTES, changed


@pytest.mark.parametrize("number", range(24))
def test_a_number_in_words_is_the_number_in_digits(number: int) -> None:
    units = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
    word = f"{('twenty', 'thirty', 'ninety')[number % 3]}-{units[number % 8]}"
    digits = (20, 30, 90)[number % 3] + number % 8 + 2
    told = [
        _reports(article_of({"text": f"Gunmen killed {n} farmers near Jos, Nigeria, on 3 May 2021."}))
        for n in (word, digits)
    ]
    assert [[(r.killed, r.killed_civilians) for r in reports] for reports in told] == [[(digits, digits)]] * 2


@pytest.mark.parametrize(
    "deed",
    [
        "gunmen killed three policemen near {place}",
        "a suicide bomber killed 20 people at a mosque in {place}",
        "armed men abducted four teachers in {place}",
        "a drone strike killed five militants in {place}",
    ],
)
@pytest.mark.parametrize("when", ["In 2019", "In March 2018", "Five years ago"])
def test_a_sentence_moved_to_history_is_background(deed: str, when: str) -> None:
    old = deed.format(place="Quetta, Pakistan")
    news = {"published": None, "text": f"{old[0].upper()}{old[1:]} on Monday."}
    history = (
        "Ministers met in Islamabad on Monday to speak of trade and of a new railway line.\n\n"
        f"{when}, {old}.\n\nThey will meet again in the autumn."
    )
    day = tomllib.loads("day = 2024-05-14")["day"]
    read = [
        [r.role for r in _reports(article_of({"text": text, "published": day}))]
        for text in (news["text"], history)
    ]
    assert read == [["main"], ["background"]]
