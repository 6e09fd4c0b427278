"""Pages that are no article: paywall stubs, consent pages, error pages, index pages."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from lxml import etree

from extractors.article.furniture import is_prose
from extractors.article.page import Page, select, shown_texts, words
from extractors.records import Reason

STUB_CHARS = 600  # a paywall's teaser is shorter; a longer text is worth reading, offer or not
NOTICE_CHARS = 1_500  # consent and error pages say little else
MIN_INDEX_LINKS = 8
STORY_LINK_CHARS = 20  # links to sections are shorter
MIN_TEASERS = 3
_LINKS = etree.XPath("//a[@href]")


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("extractors").joinpath("data/verdicts.toml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join(map(re.escape, cues))) for name, cues in data.items()}


def verdict_on(page: Page, title: str | None, text: str) -> tuple[Reason, str] | None:
    """Why the page is no article, with what says so; None where it is one."""
    if len(text) >= NOTICE_CHARS:
        return None
    cues = _cues()
    if found := cues["error_title"].search((title or "").casefold()):
        return "error page", found.group()
    shown = " ".join(shown_texts(page)).casefold()
    if found := cues["blocked"].search(shown):
        return "error page", found.group()
    # A story's page may ask for consent as well: what counts is what stands in place of the story.
    asked = sorted(set(cues["consent"].findall(text.casefold() or shown)))
    if len(asked) >= 2:
        return "consent page", ", ".join(asked)
    if len(text) < STUB_CHARS:
        if found := cues["paywall"].search(shown):
            return "paywall", found.group()
        if page.story.get("isAccessibleForFree") in (False, "False", "false"):
            return "paywall", "isAccessibleForFree: false"
    told = sorted(set(cues["error_text"].findall(shown))) if len(shown) < NOTICE_CHARS else []
    # A short story may use the words of one notice, hardly of several.
    if told and (not text or len(told) >= 2):
        return "error page", ", ".join(told)
    if _is_index(page, text):
        return "index page", "links to stories, no story"
    return None if text else ("no text", "no paragraph found")


def _is_index(page: Page, text: str) -> bool:
    """Whether the page offers stories and tells none: what was taken for its text are links and teasers."""
    offered = {label for link in select(_LINKS, page.tree) if len(label := words(link)) >= STORY_LINK_CHARS}
    if page.story or len(offered) < MIN_INDEX_LINKS:
        return False
    lines = [line.removeprefix("- ") for line in text.split("\n")]
    own = [line for line in lines if line not in offered]
    return len(lines) - len(own) >= MIN_TEASERS or not any(map(is_prose, own))
