"""The forms of date words: days, months, weekdays, spans; and the words that hint at each."""

import re

from extractors.incidents.phrases import one_of, words


def _any(name: str) -> str:
    return one_of("dates", name)


_MONTH = rf"(?P<month>{_any('months')})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ORDINAL = r"(?:[12]\d|3[01]|0?[1-9])"
_DAY = rf"(?P<day>{_ORDINAL})(?:st|nd|rd|th)?"
_DAY2 = rf"(?:(?:\s?[-/]\s?|\s(?:and|to|or)\s)(?:the\s)?(?P<day2>{_ORDINAL})(?:st|nd|rd|th)?)?"
_NO_NUMBER = r"(?![\w%]|[.:]\d|,\d)"
FORMS = [
    (kind, re.compile(form))
    for kind, form in [
        ("day", rf"\b{_DAY}{_DAY2}(?:\sof)?[\s-]{_MONTH}(?:,?[\s-]{_YEAR})?(?![\w-]|\.\d)"),
        (
            "day",
            rf"\b{_MONTH}\s?{_DAY}{_DAY2}(?:(?:,\s?|\s){_YEAR})?{_NO_NUMBER}"
            rf"(?!\s(?:other\s)?{_any('counted')}\b)",
        ),
        ("day", rf"\b{_MONTH}\s{_DAY}\sand\s(?:\w{{3,9}}\.?\s)?(?P<day2>{_ORDINAL}){_NO_NUMBER}"),
        (
            "part",
            rf"\b(?:(?P<nth>{_any('parts_of_a_year')}) (?P<unit>quarter|half)"
            rf"|first (?P<months>{_any('small_numbers')}|eleven) months)"
            r" (?:of )?(?:the (?:current )?year|this year|(?P<last>last year)|(?P<that>that year)"
            r"|(?P<year>(?:19|20)\d\d))\b",
        ),
        ("iso", r"\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"),
        ("us", r"\b(?P<us>\d{1,2}/\d{1,2}/(?:19|20)\d\d)\b"),
        (
            "month",
            rf"\b(?:{_any('parts')}[\s-])?{_MONTH}"
            r"(?:,?\s(?:of\s)?(?P<year>(?:19|20)\d\d|this year|last year))(?!\w)",
        ),
        (
            "month",
            rf"(?:\b{_any('before_month')}\s|\b{_any('parts')}[\s-])(?P<month>{_any('full_months')})\b(?!\s\d(?!\d?\s\w))",
        ),
        (
            "month",
            rf"\bthe\s(?P<month>{_any('full_months')})(?=\s(?:[\w-]+\s)?{one_of('deeds', 'of_a_year')}\b)",
        ),
        (
            "weekday",
            r"\b(?:(?P<which>last|this|next|previous|the previous|the same)\s)?"
            rf"(?P<weekday>{_any('weekdays')})\b"
            r"(?:\s(?P<clock>night|evening|morning|afternoon))?",
        ),
        (
            "anniversary",
            r"\b(?:on|to) (?:this|the same) (?:very )?day (?:back )?in (?P<year>(?:19|20)\d\d)\b",
        ),
        ("relative", rf"\b(?P<relative>{_any('relative')})\b"),
        ("span", rf"\b(?P<span>{_any('spans')})\b"),
        ("year", rf"(?:\b{_any('before_year')}[\s-]|\(){_YEAR}\b(?![-/,]?\d)"),
    ]
]
# words of which one stands wherever a kind of date word does
_HINTS = {
    "day": words("dates", "month_hints"),
    "month": words("dates", "month_hints"),
    "part": ("quarter", "half", "months"),
    "iso": ("-0", "-1"),
    "us": ("/19", "/20"),
    "weekday": words("dates", "weekdays"),
    "relative": words("dates", "relative_hints"),
    "span": words("dates", "span_hints"),
    "year": ("19", "20"),
    "anniversary": ("day in ", "day back in "),
}
HINTED = [(kind, hint) for kind, hints in _HINTS.items() for hint in hints]
