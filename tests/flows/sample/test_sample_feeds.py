"""What the outlets list can be read by what reads feeds, and says what the pages say."""

import feedparser
import pytest
from lxml import etree

from flows.sample.feeds import feed
from flows.sample.newsroom import NIGHTS, newsroom, outlets

BASE = "http://127.0.0.1:1"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def outlet(name):
    return next(each for each in outlets() if each.id == name)


def listed(name, path, night):
    spec = next(each for each in outlet(name).feeds if each.path == path)
    return feed(outlet(name), spec, newsroom().stories_of(outlet(name), night), night, BASE)


@pytest.mark.parametrize(
    ("name", "path"), [("indus-courier", "/feeds/latest.xml"), ("hindukush-wire", "/en/atom.xml")]
)
def test_rss_and_atom_are_well_formed_and_newest_first(name, path):
    content_type, body = listed(name, path, 3)
    parsed = feedparser.parse(body)
    assert "xml" in content_type
    assert not parsed.bozo
    stories = newsroom().stories_of(outlet(name), 3)
    assert {entry.link for entry in parsed.entries} == {BASE + story.address for story in stories}
    dates = [entry.published_parsed for entry in parsed.entries if "published_parsed" in entry]
    assert dates == sorted(dates, reverse=True)


def test_a_news_sitemap_gives_title_and_date():
    _, body = listed("khyber-mail", "/sitemap-news.xml", 1)
    urls = etree.fromstring(body).findall("s:url", NAMES)
    titles = [url.findtext("n:news/n:title", namespaces=NAMES) for url in urls]
    assert "Jirga elder gunned down in Khar bazaar" in titles
    assert all(url.findtext("n:news/n:publication_date", namespaces=NAMES) for url in urls)


def test_a_sitemap_index_leads_to_every_story_of_its_outlet():
    _, body = listed("gulf-meridian", "/sitemap-index.xml", 2)
    members = etree.fromstring(body).xpath("//s:loc/text()", namespaces=NAMES)
    found = set()
    for member in members:
        _, listing = listed("gulf-meridian", member.removeprefix(BASE), 2)
        found |= set(etree.fromstring(listing).xpath("//s:loc/text()", namespaces=NAMES))
    assert {BASE + story.address for story in newsroom().stories_of(outlet("gulf-meridian"), 2)} <= found
    assert BASE + "/amp/south-asia/karachi-brief" in found


def test_one_feed_is_empty_and_on_another_night_a_page():
    _, empty = listed("balochistan-ledger", "/english-videos/feed/", 1)
    content_type, page = listed("balochistan-ledger", "/english-videos/feed/", 2)
    assert feedparser.parse(empty).entries == []
    assert not feedparser.parse(empty).bozo
    assert content_type == "text/html"
    assert b"<html>" in page


def test_the_silent_outlet_lists_the_same_on_night_three_as_on_night_two():
    assert listed("balochistan-ledger", "/feed/", 3) == listed("balochistan-ledger", "/feed/", 2)


def test_an_undated_story_has_no_date_in_its_feed():
    _, body = listed("balochistan-ledger", "/feed/", 1)
    (entry,) = [entry for entry in feedparser.parse(body).entries if "torched" in entry.title]
    assert "published" not in entry


def test_every_night_has_news_of_its_own():
    for night in NIGHTS:
        fresh = [story for story in newsroom().stories[night] if story.night == night]
        assert len(fresh) >= 30
