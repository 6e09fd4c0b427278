"""Header values and other short texts of strangers, made fit to keep."""

import re

ARTICLE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_LONGEST = 2_000  # characters of a title, an address, a name


def one_line(text: str) -> str:
    """``text`` without control characters and half surrogates, cut to 2,000 characters: fit to keep."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+", " ", text[: 2 * _LONGEST])[
        :_LONGEST
    ].strip()


def parse_content_type(value: str) -> tuple[str, str | None]:
    """`Text/HTML; charset="x"` as ('text/html', 'x')."""
    kind, _, parameters = one_line(value).partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", parameters, re.IGNORECASE)
    return kind.strip().lower(), charset.group(1) if charset else None
