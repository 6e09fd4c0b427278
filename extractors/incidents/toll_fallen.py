"""The fallen by rank and name, as armies tell of their own: 'Captain Haris, 27, of Karak, and Sepoy Ali'."""

from extractors.incidents.toll_line import OWNERS, Line

_BREAKS = OWNERS | set("|;.s")
_OF_OTHERS = frozenset("fy'")  # before a rank: 'the men of Major Ali', 'led by Captain Haris'
_BEFORE_NAMES = frozenset(",(:w")
_NAMES_A_PART = _BEFORE_NAMES | frozenset("i/")  # 'five policemen, including in-charge ASI Gul,'


def fallen(line: Line, word: int) -> bool:
    """Count whom the sentence names by rank before ``word``, whatever is said of them between the commas.

    Only of words that are said of the state's own dead. A number that the names spell out is counted
    in their place: 'two soldiers, Naik Anwar and Sepoy Gul,'.
    """
    if line.chunks[word].side != "notmilitants":
        return False
    start, bracket = _start(line, word), 0
    named: list[int] = []
    counted: list[int] = []
    for at in range(start, word):
        letter = line.letters[at]
        bracket = max(0, bracket + (letter == "(") - (letter == ")"))
        count = line.chunks[at].count
        if bracket or count is None or at in line.owner:
            continue
        if letter == "P" and line.letters[at + 1] == "Z" and count.side == "security":
            if line.letters[at - 1 : at] in _OF_OTHERS:
                return False
            named.append(at)
        elif letter == "N":
            counted.append(at)
    if not named:
        return False
    spelt = _spelt_out(line, counted, named)
    for at in counted:
        if at == spelt or (at > named[0] and not _beside(line, at, named)):
            line.take(at, word)
    for at in named if spelt is None else ():
        line.take(at, word)
    for at in range(start, word):  # 'a resident of Karak', 'a brave officer who led his troops'
        if line.letters[at] in "NP":
            line.owner.setdefault(at, word)
    return True


def _start(line: Line, word: int) -> int:
    """Where the words about the fallen begin; what stands in brackets ends nothing."""
    bracket = 0
    for at in range(word - 1, -1, -1):
        letter = line.letters[at]
        bracket = max(0, bracket + (letter == ")") - (letter == "("))
        if not bracket and letter in _BREAKS:
            return at + 1
    return 0


def _spelt_out(line: Line, counted: list[int], named: list[int]) -> int | None:
    """The number before the names that counts them."""
    before = [at for at in counted if at < named[0]]
    between = set(line.letters[before[-1] + 1 : named[0]]) if before else set()
    if not before or not between <= (_NAMES_A_PART if "i" in between else _BEFORE_NAMES):
        return None
    count = line.chunks[before[-1]].count
    return before[-1] if count and count.value and count.value >= len(named) else None


def _beside(line: Line, at: int, named: list[int]) -> bool:
    """Whether people say who a named one is: ', a brave officer', 'one of his men Sepoy Ali'."""
    count = line.chunks[at].count
    one = count is None or count.value in (None, 1)
    return at + 1 in named or (one and line.letters[at - 1] in ",(")
