"""Numbers of people in one sentence: who is counted, who is a part, and what counts nobody."""

import pytest

from extractors.incidents.counts import chunks
from extractors.incidents.lexicon import Scan
from extractors.incidents.numbers import find_numbers
from extractors.incidents.sentences import sentences
from extractors.incidents.tokens import tokenise
from extractors.incidents.tolls import Toll, read_tolls


def _tolls(text: str) -> list[Toll]:
    tokens = tokenise(text)
    scan = Scan(tokens.words)
    found: list[Toll] = []
    for s in sentences(tokens):
        numbers = find_numbers(tokens.words, s.first, s.last)
        found += read_tolls(chunks(tokens, scan, s.first, s.last, numbers), tokens.words)
    return found


def _counts(text: str) -> list[tuple[str, int | None, str]]:
    return [(t.kind, t.count.value, t.count.side) for t in _tolls(text) if not t.part and not t.weak]


_COUNTED = [
    ("Gunmen killed two soldiers and a policeman.", "killed 2 security, killed 1 security"),
    ("Nine miners were killed when the bomb went off.", "killed 9 civilians"),
    ("12 dead, 40 injured in blast", "killed 12 people, injured 40 people"),
    ("The attack left five people dead and 11 hurt.", "killed 5 people, injured 11 people"),
    ("The violence cost 14 lives.", "killed 14 people"),
    ("No casualties were reported.", "killed 0 people, injured 0 people"),
    ("Two members of the border force were shot dead.", "killed 2 security"),
    ("In addition to the bomber, six people died.", "killed 1 militants, killed 6 people"),
    ("The toll has risen to 21.", "killed 21 people"),
    ("Militants kidnapped ten labourers and killed them.", "abducted 10 civilians, killed 10 civilians"),
    ("Four of the passengers were killed and one other was hurt.", "killed 4 civilians, injured 1 civilians"),
    ("The number of constables killed in Friday's raid on the fort rose to five.", "killed 5 security"),
    ("A ranger injured in the ambush on Monday succumbed.", "killed 1 security"),
    ("Three of the eight surveyors kidnapped in May came home.", "abducted 8 civilians"),
    ("Six passengers were dragged off a coach at a bridge and shot.", "killed 6 civilians"),
    ("The group claimed to have killed nine soldiers.", "killed 9 security"),
    ("A shell fell on the yard, killing a goat.", ""),
    ("A teacher was hit in the arm.", "injured 1 civilians"),
    ("The shells killed or maimed 30 people.", "casualties 30 people"),
    ("Ten people, including three rangers were killed.", "killed 10 people"),
    ("Nine rangers were reported killed.", "killed 9 security"),
    ("An official and activist was shot dead.", "killed 1 people"),
    (
        "The raid killed two guards, as well as one of the perpetrators.",
        "killed 2 security, killed 1 militants",
    ),
    ("Reports on fatalities range from 2 to 4.", "killed 2 people"),
    ("The army knew the deceased gunman as a leader.", ""),
    ("The rebels killed two rangers and wounded five.", "killed 2 security, injured 5 security"),
]


@pytest.mark.parametrize(("text", "expected"), _COUNTED)
def test_people_are_counted_with_what_befell_them(text: str, expected: str) -> None:
    assert ", ".join(f"{kind} {value} {side}" for kind, value, side in _counts(text)) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Twelve people, including three children, were killed.", [3]),
        ("Nine people were killed, four of them policemen.", [4]),
        ("A woman and two girls were among the seven killed.", [2, 1]),
        ("Among the dead were two teachers.", [2]),
        ("The dead include four rangers, a nurse and two of the attackers.", [4, 1, 2]),
        ("Ten others, most of them constables, were hurt, two officials and a nurse said.", []),
    ],
)
def test_some_of_a_total_are_parts_of_it(text: str, parts: list[int]) -> None:
    assert sorted(t.count.value or 0 for t in _tolls(text) if t.part) == sorted(parts)


@pytest.mark.parametrize(
    "text",
    [
        "Ahmed, 34, lives 15 kilometres from the town where 20 houses were burned.",
        "The 12th battalion fired 30 rounds at 8:30pm.",
        "Officials threatened to kill 20 prisoners.",
        "He was arrested in connection with the killing of 16 policemen.",
        "The army could have killed hundreds.",
    ],
)
def test_ages_units_threats_and_old_crimes_count_nobody(text: str) -> None:
    assert [c for c in _counts(text) if c[0] in ("killed", "injured")] == []


def test_a_person_without_a_number_is_a_weak_count_of_one() -> None:
    (toll,) = _tolls("Rahman, a religious scholar, was killed in the attack.")
    assert (toll.kind, toll.count.value) == ("killed", 1)
    (named,) = _tolls("Munir Raza was shot dead.")
    assert named.weak and named.count.value == 1
