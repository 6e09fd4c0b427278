"""When a value in the warehouse says the same as the truth does."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

from flows.sample.truth import INHERITED, OWN, Report

NONE = "none"  # how a truth file writes NULL among other acceptable values
PLACES = ("admin1", "admin2", "place")
GROUPS = ("perpetrator", "opponent", "claimed_by")
SAID_OR_NOT = ("killed_qualifier", "injured_qualifier", "attributed_by", "denied_by")  # any words will do
FLAGS = ("suicide", "foiled", "allocated")
# the end of a period follows from its start and its precision
COMPARED = (*(field for field in INHERITED if field != "event_date_end"), *OWN)
_CODED_UNKNOWN = ("attack_type", "weapon_type", "target_type")  # GTD's word for what no text tells
_MAY_BE_ADDED = ("country", *PLACES)  # a gazetteer may fill what a text leaves out
_SAME_SPELLING = 0.8  # of the letters; transliterations differ
_PAIR_SCORE = 3.0  # below it two reports speak of different incidents
_NEAR_DAYS = 3
_FAR_DAYS = 31


def plain(words: object) -> str:
    """Lower case, without accents and punctuation."""
    flat = unicodedata.normalize("NFKD", str(words).casefold().replace("’", "").replace("'", ""))
    return " ".join(re.findall(r"\w+", "".join(c for c in flat if not unicodedata.combining(c))))


def acceptable(field: str, wanted: Any, alt: Mapping[str, Sequence[Any]], got: Any) -> bool:
    """Whether ``got`` is what the truth has for ``field``, or one of its alternatives."""
    if field in SAID_OR_NOT:
        return wanted is None or bool(got) or NONE in alt.get(field, ())
    if wanted is None and field in _MAY_BE_ADDED:
        return True
    others = [None if value == NONE and field != "attribution" else value for value in alt.get(field, ())]
    return any(_same(field, value, got) for value in (wanted, *others))


def likeness(truth: Report, row: Mapping[str, Any]) -> float:
    """How well a row fits a report of the truth; from 3 on they may be one."""

    def agrees(field: str) -> bool:
        wanted = truth.fields[field]
        return wanted is not None and acceptable(field, wanted, truth.alt, row.get(field))

    score = 0.0
    if truth.fields["country"] and row.get("country") and not agrees("country"):
        score -= 3
    if agrees("place") or (agrees("admin2") and row.get("admin2")):
        score += 2
    elif agrees("admin1") or (agrees("country") and not truth.fields["admin1"]):
        score += 1
    score += _date_likeness(truth, row)
    weights = {"killed": 2.0, "injured": 1.0, "abducted": 1.0, "event_type": 1.0, "perpetrator": 1.0}
    weights |= {"target_type": 0.5, "incident_kind": 0.5, "sub_event_type": 0.5}
    score += 0.5 * (row.get("role") == truth.role)
    return score + sum(weight for field, weight in weights.items() if agrees(field))


def pair(truths: Sequence[Report], rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Indices of reports and rows that belong together, best pairs first."""
    scored = ((likeness(t, r), -i, -j) for i, t in enumerate(truths) for j, r in enumerate(rows))
    pairs: list[tuple[int, int]] = []
    for score, i, j in sorted(scored, reverse=True):
        taken = any(-i == left or -j == right for left, right in pairs)
        if score >= _PAIR_SCORE and not taken:
            pairs.append((-i, -j))
    return pairs


def same_day(wanted: object, got: object) -> bool:
    """Whether two dates or moments lie on one day."""
    return _day(wanted) == _day(got)


def _date_likeness(truth: Report, row: Mapping[str, Any]) -> float:
    got = _day(row.get("event_date"))
    wanted = [
        _day(truth.fields["event_date"]),
        *(_day(v) for v in truth.alt.get("event_date", ()) if v != NONE),
    ]
    gaps = [abs((day - got).days) for day in wanted if day and got]
    if not gaps:
        return 0.0
    nearest = min(gaps)
    if nearest == 0:
        return 2.0
    return 1.0 if nearest <= _NEAR_DAYS else -2.0 if nearest > _FAR_DAYS else 0.0


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _same(field: str, wanted: Any, got: Any) -> bool:
    if field in _CODED_UNKNOWN:
        wanted, got = (None if value == "Unknown" else value for value in (wanted, got))
    if field in FLAGS:
        return bool(wanted) == bool(got)
    if wanted is None or got is None:
        return wanted is None and got is None
    if isinstance(wanted, date):
        return same_day(wanted, got)
    if isinstance(wanted, int):
        return int(wanted) == int(got)
    if field in PLACES:
        return _same_place(plain(wanted), plain(got))
    if field in GROUPS:
        return _short(wanted) == _short(got)
    return plain(wanted) == plain(got)


def _same_place(wanted: str, got: str) -> bool:
    """'Lower Kurram' and 'Kurram', 'Khar' and 'Khar bazaar', 'Sariab' and 'Saryab' are one."""
    within = f" {wanted} " in f" {got} " or f" {got} " in f" {wanted} "
    return within or SequenceMatcher(None, wanted, got).ratio() >= _SAME_SPELLING


def _short(name: str) -> str:
    inside = re.search(r"\(([^()]+)\)\s*$", name)
    return plain(inside.group(1) if inside else name)
