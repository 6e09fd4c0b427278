"""Stories as pages: the template of an outlet filled with a story's words."""

import json
from datetime import datetime
from functools import cache
from html.parser import HTMLParser

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.sample.newsroom import HERE, Outlet, Story, day_of

_TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


_STAND_IN = "The story stands here."
_LINE_WORDS = 4  # shorter lines could stand in any story


def page(story: Story, base: str, night: int | None = None, style: str = "") -> str:
    """The HTML of ``story`` as its outlet shows it on ``night``; ``base`` begins its absolute addresses."""
    template = _TEMPLATES.get_template(f"{style or story.style or story.outlet.style}.html")
    return template.render(
        story=story,
        outlet=story.outlet,
        url=base + story.address,
        base=base,
        today=day_of(night or story.night),
        published=None if story.undated or story.page_date else story.published,
        shown=_shown(story),
        blocks=_blocks(story.paragraphs),
        parts=_parts(story.paragraphs),
        json_ld=_json_ld(story, base + story.address),
    )


def furniture(story: Story) -> frozenset[str]:
    """The lines of the page that are no part of the story: menus, notices, lists of other stories."""
    return _furniture(story.style or story.outlet.style, story.outlet, story.night)


@cache
def _furniture(style: str, outlet: Outlet, night: int) -> frozenset[str]:
    nobody = Story(outlet, "stand-in", night, _STAND_IN, (_STAND_IN,) * 3, None)
    lines = _Lines()
    lines.feed(page(nobody, "", night, style))
    return frozenset(line for line in lines.found if len(line.split()) >= _LINE_WORDS and line != _STAND_IN)


class _Lines(HTMLParser):
    """The pieces of text of a page that a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in ("script", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden and data.strip():
            self.found.append(" ".join(data.split()))


def _shown(story: Story) -> str | None:
    """The date line as a reader sees it."""
    if story.page_date is not None:
        return story.page_date
    if story.undated or story.published is None:
        return None
    return _long(story.published)


def _long(moment: datetime) -> str:
    hour = moment.hour % 12 or 12
    return f"{moment:%B} {moment.day}, {moment.year} {hour}:{moment:%M} {'am' if moment.hour < 12 else 'pm'}"


def _blocks(paragraphs: tuple[str, ...]) -> list[tuple[str, str]]:
    """('h', text) for a subheading, ('p', text) for a paragraph."""
    return [("h", block[3:]) if block.startswith("## ") else ("p", block) for block in paragraphs]


def _parts(paragraphs: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """The story under its subheadings, for live blogs; what stands before the first has the heading ''."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for form, block in _blocks(paragraphs):
        if form == "h":
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    return [part for part in parts if part[1]]


def _json_ld(story: Story, url: str) -> Markup:
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": story.title,
        "publisher": {"@type": "NewsMediaOrganization", "name": story.outlet.name},
    }
    if story.page_date is not None:
        facts["datePublished"] = story.page_date
    elif story.published and not story.undated:
        facts["datePublished"] = story.published.isoformat()
    if story.modified:
        facts["dateModified"] = story.modified.isoformat()
    if story.author:
        facts["author"] = [{"@type": "Person", "name": story.author}]
    return Markup(json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - '<' is escaped
