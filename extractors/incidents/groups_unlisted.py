"""Armed groups that stand in no list, where the words around a name say that it is one.

'A group calling itself the Northern Dawn Brigade', 'the Sons of the Valley claimed responsibility'.
"""

import re
from collections.abc import Iterator

from extractors.incidents.phrases import one_of

_SMALL = "(?:of|for|the|and|in|al|de|del|la)"
_WORD = r"(?:[A-Z][\w'’-]{1,20}|al-[A-Z][\w'’-]{1,20})"
_NAME = rf"{_WORD}(?: (?:{_SMALL} ){{0,2}}{_WORD}){{0,7}}"
_HEADED = (
    rf"(?={_NAME})(?:{_WORD} (?:{_SMALL} ){{0,2}}){{1,7}}{one_of('unlisted', 'heads')}"
    rf"(?: of(?: the)? {_NAME})?"
)
_SHORT = r"(?: \([A-Z][\w-]{1,9}\))?"
_CLAIM = rf"{one_of('unlisted', 'claims')}\b"
_PATTERNS = (
    re.compile(rf"\b{one_of('unlisted', 'called')},? [\"“]?(?:the |The )?[\"“]?(?P<name>{_NAME})"),
    re.compile(rf"\b[Tt]he (?P<name>{_NAME})(?: group)?{_SHORT}(?: \w+){{0,2}}? {_CLAIM}"),
    re.compile(rf"(?P<name>{_HEADED}){_SHORT}(?: \w+){{0,2}}? {_CLAIM}"),
    re.compile(rf"\bgroup, (?:the )?(?P<name>{_NAME}),(?: \w+){{0,2}}? {_CLAIM}"),
    re.compile(rf"\b{one_of('unlisted', 'before')} (?:the |a |an )?(?P<name>{_HEADED})"),
    re.compile(rf"\b{one_of('unlisted', 'before')} (?:the )?(?P<name>{_WORD}) group\b"),
)
_NO_GROUP = re.compile(rf"\b{one_of('unlisted', 'never')}\b")


def find_unlisted(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name that ``text`` gives to an armed group, listed or not."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _NO_GROUP.search(match["name"]) and not match["name"].endswith(("'s", "’s")):
                yield match.span("name")
