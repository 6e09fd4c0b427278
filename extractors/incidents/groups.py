"""The armed groups and state forces that a text names.

`data/groups.csv` lists them, `data/group_aliases.csv` the names they go by, `data/state_forces.csv`
how the forces of any state are worded; `groups_unlisted` adds names that only their words show. An alias
with a country means its group only where the text is about that country: 'Taliban' in a text about
Pakistan is the TTP.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from extractors.incidents.gazetteer import country, division_names, divisions, lookup
from extractors.incidents.groups_unlisted import find_unlisted
from extractors.incidents.phrases import one_of
from extractors.incidents.place_words import demonyms
from extractors.incidents.tokens import lower

_DATA = Path(__file__).parent.parent / "data"
_PLAIN = [*((sign, "'") for sign in "‘’ʼ`´Õ"), *((sign, " ") for sign in "-–—‑‐−\u00a0\u202f\t\r\n")]
_ACRONYM_CHARS = 7  # longer capitals are headlines
_HOME_VOTES = 2  # what a group's name adds to its own country
_REMEMBERED_TEXTS = 4  # places are sought in the same text right after
_SAME_GROUP = re.compile(r"(?:'s)? ?(?:\d{1,3}\w\w )?| \(")  # 'X 1st Y Battalion', 'Y (X)'
_RANK = re.compile(rf"{one_of('actors', 'ranks')} [A-Z][a-z]")  # 'SSP Ali', an officer and no party
_NAMED_ONCE = "unlisted "  # before the id of a group that no list has
_DATELINE = re.compile(r"^[A-Z][A-Z/, ]{3,60}(?=:)", re.MULTILINE)  # 'PESHAWAR: …'
_VARIANTS = (
    *((" e ", " i "), (" i ", " e "), (" ul ", " al "), (" al ", " ul ")),
    *(("qaeda", "qaida"), ("qaeda", "qa'ida"), ("shabaab", "shabab")),
    *(("mujahideen", "mujahidin"), ("mujahideen", "mujahedin"), ("tehrik", "tehreek")),
)  # one name transliterated in several ways


@dataclass(frozen=True, slots=True)
class Group:
    """A group as `groups.csv` has it; ``country`` is an ISO 3166 code, '' for groups of many."""

    id: str
    name: str
    kind: str
    country: str
    umbrella: str


@dataclass(frozen=True, slots=True)
class GroupMention:
    """``text[start:end]`` names a group.

    ``kind`` is 'armed group', 'communal militia', 'criminal group', 'party' or 'state forces';
    ``country`` the English name of the one it belongs to; ``umbrella`` the id of the group it is part of.
    """

    start: int
    end: int
    text: str
    name: str
    kind: str
    country: str | None
    country_code: str | None
    id: str
    umbrella: str | None


@dataclass(frozen=True, slots=True)
class _Matcher:
    automaton: AhoCorasick
    patterns: list[str]


@cache
def groups() -> dict[str, Group]:
    """Every group by its id, the forces of all states among them."""
    found = {row["id"]: Group(**row) for row in _rows("groups.csv")}
    named = {group.country for group in found.values() if group.id.endswith("_forces")}
    for code, adjective in _adjectives().items():
        for template in dict.fromkeys(row["name"] for row in _rows("state_forces.csv")):
            id_ = _state_id(code, template)
            if id_ not in found and not (code in named and id_.endswith("_forces")):
                found[id_] = Group(id_, template.format(adjective=adjective), "state forces", code, "")
    return found


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def find_groups(text: str) -> tuple[GroupMention, ...]:
    """Every group that ``text`` names, in order; of overlapping names the longest."""
    plain = _unsigned(text)
    low = lower(plain)
    hits = _hits(plain, _acronyms(), plain) + _hits(low, _names(), plain)
    hits.sort(key=lambda hit: (hit[0], -hit[1]))
    longest: list[tuple[int, int, dict[str, str]]] = []
    for start, end, alias in hits:
        if (not longest or start >= longest[-1][1]) and not _RANK.match(plain, start):
            longest.append((start, end, _aliases()[alias]))
    unlisted = _unlisted(text, longest)
    if not longest and not unlisted:
        return ()
    bound = any(len(options) > 1 or "" not in options for _, _, options in longest)
    context = _context(text, plain, [options for _, _, options in longest]) if bound else Counter()
    found = []
    for start, end, options in longest:
        chosen = _choose(options, context)
        if chosen:
            found.append(_mention(text, start, end, groups()[chosen]))
    return tuple(sorted([*found, *unlisted], key=lambda mention: mention.start))


def _unlisted(text: str, listed: list[tuple[int, int, dict[str, str]]]) -> list[GroupMention]:
    """The groups that only the words around their names show, no parts or spellings of listed ones."""
    taken = [(start, end) for start, end, _ in listed]
    found = []
    for start, end in find_unlisted(text):
        beside = (text[b:start] if b <= start else text[end:a] for a, b in taken)
        if not any(_SAME_GROUP.fullmatch(between) for between in beside) and all(
            end <= before or start >= behind for before, behind in taken
        ):
            taken.append((start, end))
            name = " ".join(text[start:end].split())
            found.append(
                _mention(text, start, end, Group(f"{_NAMED_ONCE}{name.lower()}", name, "armed group", "", ""))
            )
    return found


def forces_of(code: str, start: int, end: int, text: str) -> GroupMention:
    """The armed forces of the country ``code``, which ``text[start:end]`` means."""
    return _mention(text, start, end, groups()[_forces()[code]])


@cache
def _forces() -> dict[str, str]:
    """ISO code → the id of that country's armed forces."""
    return {group.country: group.id for group in groups().values() if group.id.endswith("_forces")}


def _mention(text: str, start: int, end: int, group: Group) -> GroupMention:
    home = country(group.country).name if group.country else None
    return GroupMention(
        start,
        end,
        text[start:end],
        group.name,
        group.kind,
        home,
        group.country or None,
        group.id,
        group.umbrella or None,
    )


def _choose(options: dict[str, str], context: Counter[str]) -> str:
    """The group whose country the text speaks of most; the unbound one where none is spoken of."""
    bound = [code for code in options if code and context[code] > 0]
    if not bound:
        return options.get("", "")
    best = max(bound, key=lambda code: (context[code], code))
    if "" in options:
        home = groups()[options[""]].country
        if home and context[home] >= context[best]:
            return options[""]
    return options[best]


def _hits(searched: str, matcher: _Matcher, plain: str) -> list[tuple[int, int, str]]:
    found = []
    for number, start, end in matcher.automaton.find_matches_as_indexes(searched, overlapping=True):
        if (start and plain[start - 1].isalnum()) or (end < len(plain) and plain[end].isalnum()):
            continue
        found.append((start, end, matcher.patterns[number]))
    return found


def _context(text: str, plain: str, named: list[dict[str, str]]) -> Counter[str]:
    """How often the text speaks of each country: its name, people, divisions, and its own groups."""
    weights: Counter[str] = Counter()
    codes = _country_words()
    found = _hits(plain, _country_matcher(), plain)
    if not found and (dateline := _DATELINE.search(text)):  # nothing else says where
        town = dateline.group().title()
        found = _hits(town, _country_matcher(), town)
        weights.update(place.country_code or "" for place in lookup(town)[:1] if not found)
    for _, _, word in found:
        weights[codes[word]] += 1
    for options in named:
        if len(options) == 1 and "" in options:
            weights[groups()[options[""]].country] += _HOME_VOTES
    return weights


@cache
def _aliases() -> dict[str, dict[str, str]]:
    """Plain alias → country it is bound to ('' for none) → id of the group."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows("group_aliases.csv"):
        for spelling in _spellings(row["alias"]):
            found.setdefault(spelling, {}).setdefault(row["country"], row["group"])
    forces = _forces()
    states: dict[str, list[str]] = {code: [country(code).name] for code in forces}
    for word, code in demonyms().items():
        states[code].append(word)
    for code, words in states.items():
        for row in _rows("state_forces.csv"):
            id_ = _state_id(code, row["name"])
            for word in words:
                owner = id_ if id_ in groups() else forces[code]
                found.setdefault(_plain(row["pattern"].format(state=word)), {"": owner})
    return found


def _spellings(alias: str) -> set[str]:
    if _is_acronym(alias):
        return {_unsigned(alias)}
    plain = _plain(alias)
    spellings = {plain, plain.replace("'", "")}
    for written, other in _VARIANTS:
        spellings |= {spelling.replace(written, other) for spelling in spellings}
    return spellings


def _is_acronym(alias: str) -> bool:
    """Short names whose capitals matter: 'IS', 'LeJ', 'ISIS-K'."""
    letters = [c for c in alias if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return " " not in alias.strip() and len(alias) <= 2 * _ACRONYM_CHARS and capitals * 2 >= len(letters)


def _unsigned(text: str) -> str:
    """The text with one apostrophe for all, and blanks for dashes and line ends; the same length."""
    for sign, plain in _PLAIN:
        text = text.replace(sign, plain)
    return text


def _plain(name: str) -> str:
    return lower(_unsigned(name))


@cache
def _acronyms() -> _Matcher:
    return _matcher([alias for alias in _aliases() if alias != alias.lower()])


@cache
def _names() -> _Matcher:
    return _matcher([alias for alias in _aliases() if alias == alias.lower()])


@cache
def _country_words() -> dict[str, str]:
    """Names of countries, their people and their first divisions → ISO code."""
    bound = {row["country"] for row in _rows("group_aliases.csv") if row["country"]}
    places = tuple(divisions(1))
    words = {p.name: p.country_code or "" for p in places if p.kind == "admin1" and len(p.name) > 4}
    words.update((n, code) for n, code in division_names(bound) if len(n) > 4 and n not in words)
    words.update((p.name, p.country_code or "") for p in places if p.kind == "country")
    words.update(demonyms())
    return {_unsigned(word): code for word, code in words.items()}


@cache
def _country_matcher() -> _Matcher:
    return _matcher(list(_country_words()))


def _matcher(patterns: list[str]) -> _Matcher:
    return _Matcher(AhoCorasick(patterns), patterns)


@cache
def _adjectives() -> dict[str, str]:
    """ISO code → the first word for what belongs to that country."""
    found: dict[str, str] = {}
    for word, code in demonyms().items():
        found.setdefault(code, word)
    return found


def _state_id(code: str, name: str) -> str:
    return f"{code.lower()}_{'police' if 'police' in name else 'forces'}"


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
