"""Every field given has its words and a confidence, and the confidence orders the fields by doubt."""

from collections.abc import Iterator
from typing import Any

from extractors.incidents import extract
from extractors.incidents.evidence import confidences
from extractors.records import IncidentReport
from tests.extractors.incidents.golden_articles import article_of, asked, files, is_right, load, pairs

_NO_WORDS = {
    "role",
    "killed_low",  # the bounds stand within the words of `killed`
    "killed_high",
    "allocated",
    "n_incidents",
    "date_precision",
    "event_date_end",
    "suicide",
    "foiled",
    "attribution",
    "target_type",
}
_SURE, _DOUBTED = 0.9, 0.8


def _paired() -> Iterator[tuple[dict[str, Any], IncidentReport]]:
    for path in files():
        for article in load(path)[0]:
            yield from pairs(article.get("incident", ()), extract(article_of(article))[0])[0]


def _judged() -> list[tuple[float, bool]]:
    return [
        (sure, is_right(truth, field, getattr(report, field)))
        for truth, report in _paired()
        for field, sure in {e.field: e.confidence for e in report.evidence}.items()
        if field in asked(truth) and getattr(report, field) is not None
    ]


def test_what_is_given_as_sure_is_right_more_often_than_what_is_doubted() -> None:
    judged = _judged()
    sure = [right for confidence, right in judged if confidence >= _SURE]
    doubted = [right for confidence, right in judged if confidence < _DOUBTED]
    assert min(len(sure), len(doubted)) > 20
    assert sum(sure) / len(sure) >= _SURE
    assert sum(sure) / len(sure) > sum(doubted) / len(doubted)


def test_every_labelled_field_that_is_given_has_its_words() -> None:
    for truth, report in _paired():
        cited = {e.field for e in report.evidence}
        given = {f for f in asked(truth) if getattr(report, f) not in (None, False)} - _NO_WORDS
        derived = {"weapon_type", "incident_kind", "event_type", "sub_event_type", "attack_type"}
        assert given - derived <= cited, (given - derived - cited, report)


def test_a_reading_without_rival_is_surer_than_one_of_several() -> None:
    for readings in confidences().values():
        assert all(0 < sure < 1 for sure in readings.values())
        ordered = [readings[name] for name in ("one", "several", "summed", "vague") if name in readings]
        assert ordered == sorted(ordered, reverse=True), readings


def test_a_qualifier_has_words_of_its_own() -> None:
    text = "At least 12 people were killed and dozens wounded when a bomb went off in Quetta on Monday."
    (report,) = extract(article_of({"text": text}))[0]
    said = {e.field: text[e.start : e.end] for e in report.evidence if e.field.endswith("_qualifier")}
    assert said == {"killed_qualifier": "At least", "injured_qualifier": "dozens"}
