"""A text as words, with what the words beside a name say of it."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from extractors.incidents import place_words
from extractors.incidents.place_words import PlaceRole, TypeWord
from extractors.incidents.toponyms import fold

# initials, J&K, words with inner apostrophes; no nested repetition
_WORD = re.compile(r"(?:[A-Z]\.){2,4}|[A-Z]&[A-Z]\b|[^\W\d_]+(?:['’‘ʻʼ`][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_LOOK_BACK = 4  # words between a preposition and its name
# '(Logobou, Tapoa)': a bracket of nothing but names
_BRACKETED = re.compile(r"\([A-Z][^()\d;:.]{1,40}, [A-Z][^()\d;:.]{1,40}\)")
# 'Guanajuato, a Mexican state': what stands behind a comma tells the kind too
_APPOSITION = re.compile(r",\s+(?:an?|the)\s+(?:[\w'’-]+\s+){0,3}?([a-z]+)\b")
_BORDERS = ("border", "frontier", "borders")


@dataclass(slots=True)
class Word:
    """A word: its place, its folded key, and whether it begins with a capital."""

    start: int
    end: int
    text: str
    key: str
    capital: bool
    possessive: bool


class PlaceText:
    """The words of one text. Positions are numbers of words; a name is ``[first, last)``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = []
        self.hints: set[str] = set()
        brackets = [match.span() for match in _BRACKETED.finditer(text)] if "(" in text else []
        self._bracket_starts = [start for start, _ in brackets]
        self._bracket_ends = [end for _, end in brackets]
        hints = place_words.hints()
        for match in _WORD.finditer(text):
            written, start, end = match.group(), match.start(), match.end()
            possessive = len(written) > 2 and written[-2] in "'’" and _POSSESSIVE.search(written) is not None
            if possessive:
                written, end = written[:-2], end - 2
            capital = written[0].isupper()
            key = written.lower() if written.isascii() and written.isalpha() else fold(written)
            if key in hints:
                self.hints.add(hints[key])
            self.words.append(Word(start, end, written, key, capital, possessive))

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> str:
        return self.text[self.words[first].start : self.words[last - 1].end]

    def gap(self, right: int) -> str:
        """What stands between the word before ``right`` and it."""
        return self.text[self.words[right - 1].end : self.words[right].start]

    def joined(self, right: int) -> bool:
        """Whether only a blank or a hyphen parts the word from the one before."""
        if right <= 0 or right >= len(self.words) or self.words[right - 1].possessive:
            return False
        return self.gap(right) in (" ", "-", "\u00a0", "- ")

    def hyphen(self, right: int) -> bool:
        return 0 < right < len(self.words) and self.gap(right) == "-"

    def leads(self, at: int) -> bool:
        """Whether the word opens a sentence, so that its capital means nothing."""
        start = self.words[at].start
        lead = self.text[max(0, start - 4) : start].rstrip(" \"'“”‘’(")
        return not lead or lead[-1] in ".!?:;\n•"

    def type_after(self, last: int) -> tuple[TypeWord | None, int]:
        """What the type words from ``last`` on say, and where they end ('Chowk area': the first counts)."""
        found, end = self._one_type(last)
        if found is None:
            return None, last
        following, further = self._one_type(end)
        while following is not None:
            end = further
            following, further = self._one_type(end)
        return found, end

    def _one_type(self, at: int) -> tuple[TypeWord | None, int]:
        words = self.words
        if at >= len(words) or words[at].key not in place_words.type_starts() or not self.joined(at):
            return None, at
        for size in (3, 2, 1):
            if at + size > len(words) or not all(self.joined(n) for n in range(at, at + size)):
                continue
            found = place_words.types().get(" ".join(w.key for w in words[at : at + size]))
            if found:
                end = at + size
                named = (
                    words[end - 1].capital and end < len(words) and words[end].capital and self.joined(end)
                )
                if named and words[end].key in place_words.stops():
                    return None, at  # 'Mindanao State University'
                return found, end
        return None, at

    def type_before(self, first: int) -> tuple[TypeWord | None, int]:
        """'the village of X', 'Barangay X': what is said before, and where it starts."""
        words, types = self.words, place_words.types()
        if first < 1:
            return None, first
        previous = words[first - 1]
        if previous.capital and self.joined(first):
            found = types.get(previous.key)
            if (
                found
                and found.before
                and not (first > 1 and words[first - 2].capital and self.joined(first - 1))
            ):
                return found, first - 1
        if first >= 2 and previous.key == "of" and self.joined(first - 1):
            found = types.get(words[first - 2].key)
            named = first >= 3 and words[first - 3].capital and self.joined(first - 2)
            told = first >= 3 and words[first - 3].key in ("a", "an")  # 'Shikarpur, a district of Sindh'
            if found and not named and not told:
                return found, first - 2
        return None, first

    def told(self, last: int) -> TypeWord | None:
        """The kind that an apposition after the name tells."""
        at = self.words[last - 1].end
        if self.text[at : at + 1] != ",":
            return None
        found = _APPOSITION.match(self.text, at, at + 60)
        return place_words.types().get(found.group(1)) if found else None

    def typed(self, first: int, last: int) -> TypeWord | None:
        return self.type_after(last)[0] or self.type_before(first)[0]

    def refused(self, first: int, last: int) -> bool:
        """Whether the word before makes the name a person, or the one after an organisation."""
        words = self.words
        if first > 0 and words[first - 1].key in place_words.refusals("before") and self.joined(first):
            return True
        if last >= len(words) or not words[last].capital or not self.joined(last):
            return False
        return words[last].key in place_words.refusals("after")

    def opened(self, first: int) -> bool:
        """Whether a word stands directly before after which an unknown name is a place."""
        _, at = self.type_before(first)
        bracket = bisect_left(self._bracket_starts, self.words[first].start) - 1
        if bracket >= 0 and self.words[first].start < self._bracket_ends[bracket]:
            return True
        if at < 1 or not self.gap(at).isspace():
            return False
        previous = self.words[at - 1]
        if previous.key == "from" and at > 1:  # 'arrested from X'
            return place_words.around().get(self.words[at - 2].key) == "at"
        return previous.key in place_words.openers()

    def role(self, first: int, last: int) -> PlaceRole:
        """How the text stands to the name, from the words before it and the one after its type words."""
        before = self._role_before(first)
        _, end = self.type_after(last)
        if end >= len(self.words) or not self.joined(end):
            return before
        following = self.words[end]
        if following.key in _BORDERS:
            return "border"
        if before != "bare":
            return before
        if following.key in place_words.speaking():
            return "speaker"
        return "bare" if following.capital or following.key in place_words.cues() else "attributive"

    def _role_before(self, first: int) -> PlaceRole:
        words, cues = self.words, place_words.cues()
        _, at = self.type_before(first)
        for position in range(at - 1, max(-1, at - 1 - _LOOK_BACK), -1):
            word = words[position]
            between = self.gap(position + 1)
            if not between.isspace() and between != "-":
                return "bare"
            role = cues.get(word.key) if not word.capital or word.key in place_words.openers() else None
            if role in ("of", "from") and position:
                role = place_words.around().get(words[position - 1].key, role)
            elif role == "border":
                role = "border" if position and words[position - 1].key in _BORDERS else "bare"
            if role == "and":
                return "bare"
            if role:
                return role  # type: ignore[return-value]  # the table holds roles only
            if word.capital and position < at - 1:
                return "bare"
        return "bare"
