"""Any story can be shown in any outlet's page, and in no page is any of its words lost."""

import html

import pytest

from flows.sample.newsroom import HERE, newsroom
from flows.sample.render import furniture, page

STORIES = {story.id: story for story in newsroom().stories[3]}
STUBS = {"paywall", "consent", "error", "index", "video"}
STYLES = sorted(file.stem for file in (HERE / "pages").glob("*.html"))


@pytest.mark.parametrize("style", [style for style in STYLES if style not in STUBS])
def test_a_page_holds_title_author_and_every_paragraph(style):
    story = STORIES["indus-courier/bannu-post-attack"]
    shown = html.unescape(page(story, "http://x", style=style))
    assert story.title in shown
    assert style == "liveblog" or story.author in shown
    assert all(paragraph in shown for paragraph in story.paragraphs)


@pytest.mark.parametrize("style", STYLES)
def test_a_page_escapes_what_a_story_says(style):
    story = STORIES["indus-courier/kunar-shelling"]
    shown = page(story, "http://x", style=style)
    assert "<‘" not in shown
    assert "None" not in shown


def test_furniture_is_on_the_page_and_no_part_of_the_story():
    story = STORIES["khyber-mail/bajaur-elder"]
    lines = furniture(story)
    assert "Board of examinations puts off matric practicals" in lines
    assert not lines & {story.title, *story.paragraphs}


def test_pages_are_as_different_as_real_outlets():
    pages = {name: page(STORIES[name], "http://x") for name in STORIES}
    modern, tables = pages["indus-courier/bannu-post-attack"], pages["khyber-mail/bajaur-elder"]
    bare, split = pages["balochistan-ledger/sariab-blast"], pages["hindukush-wire/qarabagh-bomb"]
    assert "application/ld+json" in modern
    assert "<TABLE" in tables
    assert "application/ld+json" not in tables + bare + split
    assert "<meta" not in bare.lower()
    assert split.count("slice-text") > 1
    assert "LiveBlogPosting" in pages["gulf-meridian/kabul-live"]
    assert "<html amp" in page(STORIES["gulf-meridian/karachi-brief"], "http://x", style="amp")


def test_odd_charsets_are_sent_as_the_stories_say():
    odd = {s.id: (s.charset, s.meta_charset, s.header_charset) for s in STORIES.values() if s.header_charset}
    assert odd["balochistan-ledger/kharan-levies"] == ("utf-16", None, "none")
    assert odd["khyber-mail/spinwam-followup"] == (None, "utf-8", "none")
    assert odd["gulf-meridian/week-roundup"] == (None, None, "iso-8859-1")
