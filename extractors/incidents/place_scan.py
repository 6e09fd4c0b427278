"""Where a text may name a place: runs of capitalised words, cut by what the gazetteer knows.

Nothing is decided here: a `Candidate` is a span, the places it could be, and how the text stands to it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.incidents import place_words
from extractors.incidents.gazetteer import Place, PlaceKind, country, is_known, lookup
from extractors.incidents.place_words import PlaceRole
from extractors.incidents.toponyms import fold

# initials, J&K, words with inner apostrophes; no nested repetition
_WORD = re.compile(r"(?:[A-Z]\.){2,4}|[A-Z]&[A-Z]\b|[^\W\d_]+(?:['’‘ʻʼ`][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_INNER = place_words.particles()
_JOINERS = frozenset(["of", "the", "and"])  # inside a known name only
_MAX_WORDS = 5  # of a name
_LOOK_BACK = 4  # words between a preposition and its name


@dataclass(slots=True)
class Word:
    start: int
    end: int
    text: str
    key: str
    capital: bool
    possessive: bool


@dataclass(slots=True)
class Candidate:
    """The words ``[first, last)``, the places they could be, and the type word beside them.

    ``places`` is empty for a name that the gazetteer does not know. ``full_start`` and ``full_end``
    take the type word in.
    """

    first: int
    last: int
    start: int
    end: int
    full_start: int
    full_end: int
    text: str
    places: tuple[Place, ...]
    kind: PlaceKind | None
    role: PlaceRole
    possessive: bool
    headline: bool = False


def split(text: str) -> list[Word]:
    """The words of ``text`` with folded keys; the possessive is cut off."""
    words = []
    for match in _WORD.finditer(text):
        written, start, end = match.group(), match.start(), match.end()
        possessive = bool(_POSSESSIVE.search(written))
        if possessive:
            written, end = written[:-2], end - 2
        words.append(Word(start, end, written, fold(written), written[:1].isupper(), possessive))
    return words


def scan(text: str, excluded: Sequence[tuple[int, int]] = ()) -> list[Candidate]:
    """Every candidate of ``text`` in order; none inside an ``excluded`` span (a group's name)."""
    words = split(text)
    taken = _positions(words, excluded)
    found: list[Candidate] = []
    at = 0
    while at < len(words):
        if at in taken or not _opens(words, at, text):
            at += 1
            continue
        last = _run_end(words, at, text, taken)
        found += _Run(words, text, at, last).candidates()
        at = last
    return found


def _positions(words: list[Word], excluded: Sequence[tuple[int, int]]) -> set[int]:
    if not excluded:
        return set()
    spans = sorted(excluded)
    taken, at = set(), 0
    for number, word in enumerate(words):
        while at < len(spans) and spans[at][1] <= word.start:
            at += 1
        if at < len(spans) and spans[at][0] < word.end:
            taken.add(number)
    return taken


def _opens(words: list[Word], at: int, text: str) -> bool:
    if words[at].capital:
        return True
    return (  # al-Bab, el-Fasher
        words[at].key in _INNER
        and at + 1 < len(words)
        and words[at + 1].capital
        and text[words[at].end : words[at + 1].start] == "-"
    )


def _close(left: Word, right: Word, text: str) -> bool:
    return not left.possessive and text[left.end : right.start] in (" ", "-", "\u00a0", "- ")


def _run_end(words: list[Word], at: int, text: str, taken: set[int]) -> int:
    last = at + 1
    while last < len(words) and last not in taken and _close(words[last - 1], words[last], text):
        if words[last].capital:
            last += 1
        elif words[last].key in _INNER or words[last].key in _JOINERS:
            ahead = last + 1
            while ahead < len(words) and words[ahead].key in _JOINERS | _INNER and not words[ahead].capital:
                ahead += 1
            named = ahead < len(words) and ahead - last <= 2 and words[ahead].capital and ahead not in taken
            if not named or not all(_close(a, b, text) for a, b in pairwise(words[last : ahead + 1])):
                break
            last = ahead + 1
        else:
            break
    return last


class _Run:
    """One run of capitalised words, cut into known names and the rest."""

    def __init__(self, words: list[Word], text: str, first: int, last: int) -> None:
        self.words, self.text, self.first, self.last = words, text, first, last
        self.headline = last - first >= 4 and all(w.text.isupper() for w in words[first:last])

    def candidates(self) -> list[Candidate]:
        pieces = self._pieces()
        found = []
        for number, (label, first, last) in enumerate(pieces):
            before = pieces[number - 1] if number else None
            after = pieces[number + 1] if number + 1 < len(pieces) else None
            if label == "nation":
                made = self._nationality(first, last)
            elif label == "known":
                made = self._known(first, last, before, after)
            elif label == "other":
                made = self._unknown(first, last, before, after)
            else:
                made = None
            if made:
                found.append(made)
        return found

    def _pieces(self) -> list[tuple[str, int, int]]:
        """Known names, words that alone mean no place (stop), type words, and unknown sequences (other)."""
        words, stops, starts = self.words, place_words.stops(), place_words.type_starts()
        pieces: list[tuple[str, int, int]] = []
        at = self.first
        while at < self.last:
            size = self._longest(at)
            nation = self._nation(at)
            if nation and size < 2 and not (size and self._typed(at, at + 1)):
                label, end = "nation", at + nation
            elif size:
                label, end = "known", at + size
            elif words[at].key in place_words.person_words():
                label, end = "other", at + 1
            elif words[at].key in stops or words[at].key in _JOINERS:
                label, end = "stop", at + 1
            elif words[at].key in starts:
                label, end = "type", at + 1
            else:
                label, end = "other", at + 1
            if label == "other" and pieces and pieces[-1][0] == "other":
                pieces[-1] = ("other", pieces[-1][1], end)
            else:
                pieces.append((label, at, end))
            at = end
        return pieces

    def _longest(self, at: int) -> int:
        words = self.words
        top = min(_MAX_WORDS, self.last - at)
        for size in range(top, 0, -1):
            if not words[at + size - 1].capital:
                continue
            key = words[at].key if size == 1 else " ".join(w.key for w in words[at : at + size])
            if not is_known(key):
                continue
            if size == 1 and not self._alone(at, key):
                continue
            return size
        return 0

    def _nation(self, at: int) -> int:
        """How many words from ``at`` are a word of nationality."""
        demonyms = place_words.demonyms()
        if at + 1 < self.last and f"{self.words[at].text} {self.words[at + 1].text}" in demonyms:
            return 2
        return int(self.words[at].text in demonyms)

    def _nationality(self, first: int, last: int) -> Candidate:
        start, end = self.words[first].start, self.words[last - 1].end
        text = self.text[start:end]
        code = place_words.demonyms()[" ".join(w.text for w in self.words[first:last])]
        return Candidate(
            first, last, start, end, start, end, text, (country(code),), None, "nationality", False
        )

    def _alone(self, at: int, key: str) -> bool:
        """Whether one word may stand for a place: no common word, unless a type word says so."""
        words = self.words
        if key not in place_words.stops() and len(key) >= 3:
            return True
        if len(key) >= 2 and words[at].text.isupper() and self._abbreviation(at):
            return True
        joined = at > self.first and words[at - 1].key not in _JOINERS
        return not joined and self._typed(at, at + 1)

    def _abbreviation(self, at: int) -> bool:
        """KP, UP, J&K stand for divisions; a bare town of two letters is no name in a news text."""
        return any(place.kind in ("admin1", "country") for place in lookup(self.words[at].text))

    def _typed(self, first: int, last: int) -> bool:
        return self._type_after(last)[0] is not None or self._type_before(first)[0] is not None

    def _type_after(self, last: int) -> tuple[PlaceKind | None, int]:
        """The kind that the words from ``last`` say, and where they end."""
        words, types = self.words, place_words.types()
        for size in (3, 2, 1):
            if last + size > len(words) or words[last].key not in place_words.type_starts():
                continue
            if not all(_close(a, b, self.text) for a, b in pairwise(words[last - 1 : last + size])):
                continue
            kind = types.get(" ".join(w.key for w in words[last : last + size]))
            if kind:
                return kind, last + size
        return None, last

    def _type_before(self, first: int) -> tuple[PlaceKind | None, int]:
        """'the village of X', 'village X': the kind said before, and where it starts."""
        words, types = self.words, place_words.types()
        if first >= 2 and words[first - 1].key == "of" and not words[first - 1].capital:
            kind = types.get(words[first - 2].key)
            named = (
                first >= 3
                and words[first - 3].capital
                and _close(words[first - 3], words[first - 2], self.text)
            )
            if kind and not named and _close(words[first - 2], words[first - 1], self.text):
                return kind, first - 2
        return None, first

    def _known(
        self, first: int, last: int, before: tuple[str, int, int] | None, after: tuple[str, int, int] | None
    ) -> Candidate | None:
        words = self.words
        role = self._role(first)
        if self._refused(first, last):
            return None
        strangers = (self._stranger(before, first) and not self._leads(before[1] if before else first)) or (
            self._stranger(after, last)
        )
        if strangers and not self._typed(first, last):
            return None  # the unknown neighbour takes it in, or it is a person's name
        places = lookup(" ".join(w.text for w in words[first:last]))
        return self._make(first, last, places, role)

    def _unknown(
        self, first: int, last: int, before: tuple[str, int, int] | None, after: tuple[str, int, int] | None
    ) -> Candidate | None:
        words = self.words
        if self.headline:
            return None
        if before and before[0] == "known" and not self._hyphen(first):
            first = before[1]
        if after and after[0] == "known" and not self._hyphen(last):
            last = after[2]
        elif self._leads(first) and not self._type_after(last)[0]:
            return None
        if last - first > _MAX_WORDS or all(w.text.isupper() and len(w.text) < 7 for w in words[first:last]):
            return None
        role = self._role(first)
        if self._refused(first, last):
            return None
        if not self._typed(first, last) and role not in ("at", "near"):
            return None
        if not self._typed(first, last) and not self._directly(first):
            return None
        return self._make(first, last, (), role)

    def _refused(self, first: int, last: int) -> bool:
        """Whether the word before makes it a person, or the one after an organisation."""
        words = self.words
        titled = (
            first > 0 and words[first - 1].key in place_words.refusals("before") and self._touch(first - 1)
        )
        if titled or last >= len(words) or not words[last].capital:
            return titled
        return words[last].key in place_words.refusals("after") and self._touch(last - 1)

    def _hyphen(self, at: int) -> bool:
        """Whether a hyphen stands before the word: 'Y-Z road' names two places."""
        return self.text[self.words[at - 1].end : self.words[at].start] == "-"

    def _stranger(self, piece: tuple[str, int, int] | None, border: int) -> bool:
        return piece is not None and piece[0] == "other" and not self._hyphen(border)

    def _touch(self, left: int) -> bool:
        return _close(self.words[left], self.words[left + 1], self.text)

    def _leads(self, at: int) -> bool:
        """Whether the word opens a sentence, so that its capital means nothing."""
        start = self.words[at].start
        lead = self.text[max(0, start - 4) : start].rstrip(" \"'“”‘’")
        return not lead or lead[-1] in ".!?:\n•"

    def _directly(self, first: int) -> bool:
        previous = self.words[first - 1] if first else None
        if previous is None or previous.capital:
            return False
        if previous.key == "the":
            return False
        return self.text[previous.end : self.words[first].start] == " "

    def _role(self, first: int) -> PlaceRole:
        """What the words before say; 'bare' where they say nothing."""
        words, cues = self.words, place_words.cues()
        _, at = self._type_before(first)
        for back in range(1, _LOOK_BACK + 1):
            position = at - back
            if position < 0:
                return "bare"
            word = words[position]
            between = self.text[word.end : words[position + 1].start]
            if not between.isspace() and between != "-":
                return "bare"
            role = cues.get(word.key) if not word.capital or self._leads(position) else None
            if role in ("of", "from") and position:
                role = place_words.around().get(words[position - 1].key, role)
            if role == "border":
                role = "border" if position and words[position - 1].key in ("border", "frontier") else "bare"
            if role == "and":
                return "bare"
            if role:
                return role  # type: ignore[return-value] - the table holds roles only
            if word.capital and back > 1:
                return "bare"
        return "bare"

    def _make(self, first: int, last: int, places: tuple[Place, ...], role: PlaceRole) -> Candidate:
        words = self.words
        before, full_first = self._type_before(first)
        after, full_last = self._type_after(last)
        if (
            role == "bare"
            and not words[last - 1].possessive
            and full_last < len(words)
            and self._touch(full_last - 1)
        ):
            following = words[full_last].key
            if following in ("border", "frontier"):
                role = "border"
            elif following in place_words.speaking():
                role = "speaker"
            elif not words[full_last].capital and following not in place_words.cues():
                role = "attributive"
        elif (
            full_last < len(words)
            and words[full_last].key in ("border", "frontier")
            and self._touch(full_last - 1)
        ):
            role = "border"
        return Candidate(
            first=first,
            last=last,
            start=words[first].start,
            end=words[last - 1].end,
            full_start=words[full_first].start,
            full_end=words[full_last - 1].end,
            text=self.text[words[first].start : words[last - 1].end],
            places=places,
            kind=after or before,
            role=role,
            possessive=words[full_last - 1].possessive,
            headline=self.headline,
        )
