"""States that strike under their own name: 'Chad has launched air strikes' tells of its armed forces."""

import re
from collections.abc import Sequence

from extractors.incidents.groups import GroupMention, forces_of
from extractors.incidents.phrases import one_of
from extractors.incidents.places import PlaceMention
from extractors.incidents.tokens import Tokens

_STRIKES = re.compile(rf" ?{one_of('actors', 'strikes')}\b")
_NAMED = ("bare", "attributive", "of")


def with_states(
    tokens: Tokens, groups: Sequence[GroupMention], places: Sequence[PlaceMention]
) -> tuple[GroupMention, ...]:
    """``groups`` and, in their places, the forces of each country of ``places`` that is said to strike."""
    found = list(groups)
    for mention in places:
        code = mention.place.country_code
        if mention.place.kind != "country" or mention.role not in _NAMED or not code:
            continue
        if _STRIKES.match(tokens.low, mention.end):
            found.append(forces_of(code, mention.start, mention.end, tokens.text))
    return tuple(sorted(found, key=lambda m: m.start))
