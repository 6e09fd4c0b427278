"""A text as words, with what the words beside a name say of it."""

import re
from bisect import bisect_left
from itertools import accumulate

from extractors.incidents import phrases, place_words
from extractors.incidents.gazetteer import is_known
from extractors.incidents.place_words import PlaceRole, TypeWord
from extractors.incidents.toponyms import fold

# initials, J&K, words with inner apostrophes; no nested repetition, and a letter first, to be found fast
_WORD = r"({letter}(?:(?<=[A-Z])(?:\.(?:[A-Z]\.){{1,3}}|&[A-Z]\b)|{letter}*(?:['’‘ʻʼ`]{letter}+)*))"
_ANY_WORD = re.compile(_WORD.format(letter=r"[^\W\d_]"))
_ASCII_WORD = re.compile(_WORD.format(letter="[A-Za-z]"), re.ASCII)  # the same in plain text, faster
_POSSESSIVE = ("'s", "’s")
_LOOK_BACK = 4  # words between a preposition and its name
# '(Logobou, Tapoa)': a bracket of nothing but names
_BRACKETED = re.compile(r"\([A-Z][^()\d;:.]{1,40}, [A-Z][^()\d;:.]{1,40}\)")
# 'Guanajuato, a Mexican state': what stands behind a comma tells the kind too
_APPOSITION = re.compile(r",\s+(?:an?|the)\s+(?:[A-Z][\w'’-]*\s+){0,3}([a-z]+)\b")
# 'Torghundi, a small border town of …': the word that the phrase ends with
_PHRASE = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w'’-]+\s+){0,3}?([a-z]+)(?=[,.;]|\s+(?:of|in|on|near|where|which|that|with|and)\b)"
)
_TOLD_IN = frozenset(phrases.words("places", "told_in"))
_ROADS = frozenset(phrases.words("places", "roads"))
_ORGANS = frozenset(phrases.words("places", "organs"))
_SENTENCE_WORDS = 8  # from a place on, in which a sentence says who speaks there
_TIED = frozenset(phrases.words("places", "tied"))
_BORDERS = ("border", "frontier", "borders")


class PlaceText:
    """The words of one text. Positions are numbers of words; a name is ``[first, last)``.

    For each word ``starts``, ``ends``, the ``written`` form without the possessive, its folded key and
    whether it begins with a capital; ``hints`` are the countries that single words speak for.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        brackets = [match.span() for match in _BRACKETED.finditer(text)] if "(" in text else []
        self._bracket_starts = [start for start, _ in brackets]
        self._bracket_ends = [end for _, end in brackets]
        parts = (_ASCII_WORD if text.isascii() else _ANY_WORD).split(text)  # between, word, between, …
        bounds = list(accumulate(map(len, parts)))
        self.starts = bounds[:-1:2]
        self.ends = bounds[1::2]
        self.written = parts[1::2]
        self.possessive = set()
        self.keys = list(map(str.lower, self.written))
        for at, word in enumerate(self.written):
            if word.isascii() and word.isalpha():
                continue
            if word.endswith(_POSSESSIVE) and len(word) > 2 and not self._part_of_a_name(at):
                self.possessive.add(at)
                self.ends[at] -= 2
                self.written[at] = word[:-2]
            self.keys[at] = fold(self.written[at])
        self.capital = [word[0].isupper() for word in self.written]
        hints = place_words.hints()
        self.hints = {hints[key] for key in hints.keys() & set(self.keys)}

    def _part_of_a_name(self, at: int) -> bool:
        """'Cox's Bazar': the possessive of a name of two words."""
        following = self.written[at + 1 : at + 2]
        return (
            bool(following)
            and following[0][0].isupper()
            and is_known(fold(f"{self.written[at]} {following[0]}"))
        )

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, last: int) -> str:
        return self.text[self.starts[first] : self.ends[last - 1]]

    def gap(self, right: int) -> str:
        """What stands between the word before ``right`` and it."""
        return self.text[self.ends[right - 1] : self.starts[right]]

    def joined(self, right: int) -> bool:
        """Whether only a blank or a hyphen parts the word from the one before."""
        if right <= 0 or right >= len(self.starts) or right - 1 in self.possessive:
            return False
        return self.gap(right) in (" ", "-", "\u00a0", "- ")

    def hyphen(self, right: int) -> bool:
        return 0 < right < len(self.starts) and self.gap(right) == "-"

    def leads(self, at: int) -> bool:
        """Whether the word opens a sentence, so that its capital means nothing."""
        start = self.starts[at]
        lead = self.text[max(0, start - 4) : start].rstrip(" \"'“”‘’(")
        return not lead or lead[-1] in ".!?:;\n•"

    def loud(self, at: int) -> bool:
        """Whether a word beside it is in capitals throughout too, as in a headline."""
        beside = self.written[max(0, at - 1) : at] + self.written[at + 1 : at + 2]
        return any(word.isupper() and len(word) > 1 for word in beside)

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
        keys = self.keys
        if at >= len(keys) or keys[at] not in place_words.type_starts() or not self.joined(at):
            return None, at
        for size in (3, 2, 1):
            if at + size > len(keys) or not all(self.joined(n) for n in range(at, at + size)):
                continue
            found = place_words.types().get(" ".join(keys[at : at + size]))
            if found and not found.of:
                end = at + size
                named = self.capital[end - 1] and end < len(keys) and self.capital[end] and self.joined(end)
                if named and keys[end] in place_words.stops():
                    return None, at  # 'Mindanao State University'
                return found, end
        return None, at

    def type_before(self, first: int) -> tuple[TypeWord | None, int]:
        """'the village of X', 'Barangay X': what is said before, and where it starts."""
        keys, types = self.keys, place_words.types()
        if first < 1:
            return None, first
        if self.capital[first - 1] and self.joined(first):
            found = types.get(keys[first - 1])
            if (
                found
                and found.before
                and not (first > 1 and self.capital[first - 2] and self.joined(first - 1))
            ):
                return found, first - 1
        if first >= 2 and keys[first - 1] == "of" and self.joined(first - 1):
            found = types.get(keys[first - 2])
            named = first >= 3 and self.capital[first - 3] and self.joined(first - 2)
            named = named and self.written[first - 3] not in place_words.demonyms()  # 'the Libyan town of X'
            told = first >= 3 and keys[first - 3] in ("a", "an")  # 'Shikarpur, a district of Sindh'
            if found and not named and not told:
                return found, first - 2
        return None, first

    def told(self, last: int) -> TypeWord | None:
        """The kind that an apposition after the name tells."""
        at = self.ends[last - 1]
        if self.text[at : at + 1] != ",":
            return None
        for pattern in (_APPOSITION, _PHRASE):
            found = pattern.match(self.text, at, at + 60)
            if found and found.group(1) in place_words.types():
                return place_words.types()[found.group(1)]
        return None

    def typed(self, first: int, last: int) -> TypeWord | None:
        return self.type_after(last)[0] or self.type_before(first)[0]

    def refused(self, first: int, last: int) -> bool:
        """Whether the word before makes the name a person, or the one after an organisation."""
        if first > 0 and self.keys[first - 1] in place_words.refusals("before") and self.joined(first):
            return True
        if last >= len(self) or not self.capital[last] or not self.joined(last):
            return False
        return self.keys[last] in place_words.refusals("after")

    def opened(self, first: int) -> bool:
        """Whether a word stands directly before after which an unknown name is a place."""
        _, at = self.type_before(first)
        bracket = bisect_left(self._bracket_starts, self.starts[first]) - 1
        if bracket >= 0 and self.starts[first] < self._bracket_ends[bracket]:
            return True
        if at < 1 or not self.gap(at).isspace():
            return False
        previous = self.keys[at - 1]
        if previous == "from" and at > 1:  # 'arrested from X'
            return place_words.around().get(self.keys[at - 2]) == "at"
        return previous in place_words.openers()

    def role(self, first: int, last: int) -> PlaceRole:
        """How the text stands to the name, from the words before it and the one after its type words."""
        before = self._role_before(first)
        if before in ("at", "near", "bare", "to", "of") and self._road(last):
            return "road"
        _, end = self.type_after(last)
        if end >= len(self) or not self.joined(end):
            told = before == "at" and (self._told_in(first) or self._speaks(first, end))
            return "teller" if told else before
        following = self.keys[end]
        if following in _BORDERS:
            return "border"
        if following in _TIED and self.hyphen(end):
            return "speaker"  # 'a Liberia-flagged tanker'
        if before == "at" and (following in _TOLD_IN or self._told_in(first)):
            return "teller"  # 'the ministry in Kabul said', 'police said in Jos'
        if before != "bare":
            return before
        if following in place_words.speaking():
            return "speaker"
        return "bare" if self.capital[end] or following in place_words.cues() else "attributive"

    def _told_in(self, first: int) -> bool:
        """'said in Jos'"""
        if first < 2 or self.keys[first - 1] != "in" or self.keys[first - 2] not in _TOLD_IN:
            return False
        return self.gap(first) == self.gap(first - 1) == " "

    def _speaks(self, first: int, end: int) -> bool:
        """'In Islamabad, the foreign ministry condemned …'"""
        if end >= len(self) or self.keys[first - 1] != "in" or not self.leads(first - 1):
            return False
        if self.gap(end) != ", ":
            return False
        organ = False
        for at in range(end, min(end + _SENTENCE_WORDS, len(self))):
            if at > end and not self.joined(at):
                return False
            organ = organ or self.keys[at] in _ORGANS
            if self.keys[at] in place_words.speaking():
                return organ
        return False

    def _road(self, last: int) -> bool:
        """Whether a road to the place is meant: 'on the Quetta road', 'the Quetta-Taftan highway'."""
        at = last
        while at < len(self) and self.capital[at] and at - last < _LOOK_BACK and self.joined(at):
            if at == last and not self.hyphen(at):
                return False
            at += 1
        return at < len(self) and self.joined(at) and self.keys[at] in _ROADS and not self.capital[at]

    def _role_before(self, first: int) -> PlaceRole:
        keys, cues = self.keys, place_words.cues()
        _, at = self.type_before(first)
        for position in range(at - 1, max(-1, at - 1 - _LOOK_BACK), -1):
            key, capital = keys[position], self.capital[position]
            between = self.gap(position + 1)
            if not between.isspace() and between != "-":
                return "bare"
            role = cues.get(key) if not capital or key in place_words.openers() else None
            if role == "at" and position and keys[position - 1] == "all":  # 'from all over Punjab'
                role = "from" if position > 1 and keys[position - 2] == "from" else role
            if role in ("of", "from") and position:
                role = place_words.around().get(keys[position - 1], role)
            elif role == "border":
                role = "border" if position and keys[position - 1] in _BORDERS else "bare"
            if role == "and":
                return "bare"
            if role:
                return role  # type: ignore[return-value]  # the table holds roles only
            if capital and position < at - 1:
                return "bare"
        return "bare"
