"""What is new at a source: one conditional request a feed where nothing is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from extractors.records import FetchState, Source
from flows.fetch.answers import Discovery
from flows.fetch.discovery import discover
from flows.fetch.web import Web

from .newsroom import NOW, Newsroom, Page, source


def _feed(*items: str, **headers: str) -> Page:
    body = "".join(items)
    return Page(f'<rss version="2.0"><channel>{body}</channel></rss>'.encode(), 200, headers)


def _item(path: str, days_ago: float | None = 0.5, **parts: str) -> str:
    date = ""
    if days_ago is not None:
        date = f"<pubDate>{NOW - timedelta(days=days_ago):%a, %d %b %Y %H:%M:%S +0000}</pubDate>"
    more = "".join(f"<{name}>{value}</{name}>" for name, value in parts.items())
    return f"<item><link>{path}</link>{date}{more}</item>"


def _sitemap(*entries: str, root: str = "urlset") -> Page:
    return Page(f"<{root}>{''.join(entries)}</{root}>".encode())


def _discover(
    room: Newsroom, web: Web, states: dict[str, FetchState] | None = None, **changes: object
) -> Discovery:
    return discover(source(room, **changes), web, states or {}, NOW)


def _paths(found: Discovery, room: Newsroom) -> list[str]:
    return [one.url.removeprefix(room.url("")) for one in found.candidates]


def _next_night(found: Discovery, *more: FetchState) -> dict[str, FetchState]:
    return {state.url: state for state in (*found.states, *more)}


def test_what_a_feed_says_travels_with_its_pages(room: Newsroom, web: Web) -> None:
    room.pages["/feed"] = _feed(_item("/1", title="One", category="World"))
    [found] = _discover(room, web).candidates
    assert (found.url, found.title, found.section) == (room.url("/1"), "One", "World")
    assert found.published_at == NOW - timedelta(days=0.5)
    assert found.source == "outlet"


@pytest.mark.parametrize("headers", [{"ETag": '"1"'}, {}], ids=["entity tag", "body hash"])
def test_a_feed_that_did_not_change_gives_nothing(room: Newsroom, web: Web, headers: dict[str, str]) -> None:
    room.pages["/feed"] = _feed(_item("/1"), **headers)
    first = _discover(room, web)
    second = _discover(room, web, _next_night(first))
    assert (len(first.candidates), second.candidates) == (1, ())
    assert [state.outcome for state in second.states] == ["not modified"]
    assert room.asked == ["/feed", "/feed"]
    third = _discover(room, web, _next_night(second))
    assert third.candidates == ()


def test_one_page_under_several_feeds_is_one_candidate(room: Newsroom, web: Web) -> None:
    room.pages["/feed"] = _feed(_item("/1?utm_source=a", None), _item("/1#comments", None, title="One"))
    room.pages["/map"] = _sitemap(f"<url><loc>/1</loc><lastmod>{NOW:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>")
    [found] = _discover(room, web, sitemaps=(room.url("/map"),)).candidates
    assert (found.url, found.title, found.modified_at) == (room.url("/1"), "One", NOW)


def test_old_pages_are_counted_and_not_named(room: Newsroom, web: Web) -> None:
    room.pages["/feed"] = _feed(
        _item("/new", 1), _item("/old", 9), _item("/older", 99), _item("/undated", None)
    )
    room.pages["/map"] = _sitemap(
        "<url><loc>/2020/01/31/by-its-address</loc></url>",
        f"<url><loc>/{NOW:%Y/%m/%d}/today</loc></url>",
        "<url><loc>/x</loc><lastmod>2020-01-01</lastmod></url>",
    )
    found = _discover(room, web, sitemaps=(room.url("/map"),))
    assert sorted(_paths(found, room)) == [f"/{NOW:%Y/%m/%d}/today", "/new", "/undated"]
    assert (found.outside_window, found.listed) == (4, 7)
    assert [(one.reason, one.detail) for one in found.rejected] == [
        ("outside the window", "2 addresses older than 3 days")
    ] * 2


def test_the_newest_go_first_and_the_rest_is_left_for_the_next_night(room: Newsroom, web: Web) -> None:
    room.pages["/feed"] = _feed(*(_item(f"/{n}", n / 10) for n in (3, 1, 2, 0)), ETag='"1"')
    first = _discover(room, web, max_articles=2)
    assert _paths(first, room) == ["/0", "/1"]
    assert first.beyond_limit == 2
    assert [one.reason for one in first.rejected] == ["beyond the limit"]
    read = [FetchState(one.url, "outlet", NOW, 200) for one in first.candidates]
    second = _discover(room, web, _next_night(first, *read), max_articles=2)
    assert _paths(second, room) == ["/2", "/3"]


def test_pages_that_failed_softly_are_tried_again_with_what_the_feed_says(room: Newsroom, web: Web) -> None:
    room.pages["/feed"] = _feed(_item("/1", title="One"), ETag='"1"')
    first = _discover(room, web)
    failed = FetchState(room.url("/1"), "outlet", NOW, 503, failures=1, outcome="server error")
    dropped = replace(failed, url=room.url("/dropped"), outcome="timed out")
    gone = replace(failed, url=room.url("/gone"), outcome="gone")
    others = replace(failed, url=room.url("/others"), source="other")
    often = replace(failed, url=room.url("/often"), failures=5)
    second = _discover(room, web, _next_night(first, failed, dropped, gone, others, often))
    assert _paths(second, room) == ["/1", "/dropped"]
    assert second.candidates[0].title == "One"


@pytest.mark.parametrize(
    ("page", "reason", "detail"),
    [
        (Page(status=404), "source unreachable", "gone: HTTP 404"),
        (Page(status=403), "source unreachable", "access denied: HTTP 403"),
        (Page(b"<html><body>Sorry</body></html>"), "not a feed", "expected RSS or Atom, found <html>"),
        (Page(b""), "not a feed", "no XML"),
    ],
)
def test_a_broken_feed_is_a_value(room: Newsroom, web: Web, page: Page, reason: str, detail: str) -> None:
    room.pages["/feed"] = page
    found = _discover(room, web)
    [rejected] = found.rejected
    assert (rejected.url, rejected.stage, rejected.reason) == (room.url("/feed"), "discover", reason)
    assert str(rejected.detail).startswith(detail)
    [state] = found.states
    assert (state.outcome, state.failures) == (reason, 1)


def test_a_feed_that_comes_back_is_read_as_before(room: Newsroom, web: Web) -> None:
    room.pages["/feed"] = _feed(_item("/1"), ETag='"1"')
    first = _discover(room, web)
    room.pages["/feed"] = Page(status=404)
    second = _discover(room, web, _next_night(first))
    room.pages["/feed"] = _feed(_item("/1"), ETag='"1"')
    third = _discover(room, web, _next_night(second))
    assert [state.outcome for state in (*second.states, *third.states)] == [
        "source unreachable",
        "not modified",
    ]
    assert third.states[0].failures == 0


def test_a_page_of_error_in_place_of_a_feed_is_told_every_night(room: Newsroom, web: Web) -> None:
    room.pages["/feed"] = Page(b"<html>sorry</html>", headers={"ETag": '"1"'})
    first = _discover(room, web)
    second = _discover(room, web, _next_night(first))
    assert [one.reason for one in second.rejected] == ["not a feed"]
    assert second.states[0].failures == 2


def test_bad_addresses_are_named(room: Newsroom, web: Web) -> None:
    room.pages["/feed"] = _feed(_item("ftp://outlet.example/x"), _item("/1"))
    found = _discover(room, web)
    assert [(one.url, one.reason) for one in found.rejected] == [("ftp://outlet.example/x", "bad address")]


def test_an_index_is_followed_to_its_new_children_only(room: Newsroom, web: Web) -> None:
    room.pages["/index"] = _sitemap(
        "<sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>",
        "<sitemap><loc>/undated.xml</loc></sitemap>",
        f"<sitemap><loc>/new.xml</loc><lastmod>{NOW:%Y-%m-%d}</lastmod></sitemap>",
        "<sitemap><loc>/index</loc></sitemap>",
        root="sitemapindex",
    )
    room.pages |= {
        "/new.xml": _sitemap("<url><loc>/1</loc></url>"),
        "/undated.xml": _sitemap("<url><loc>/2</loc></url>"),
    }
    found = _discover(room, web, feeds=(), sitemaps=(room.url("/index"),))
    assert room.asked == ["/index", "/new.xml", "/undated.xml"]
    assert _paths(found, room) == ["/1", "/2"]


def test_an_index_that_did_not_change_still_leads_to_what_did(room: Newsroom, web: Web) -> None:
    room.pages["/index"] = _sitemap("<sitemap><loc>/s.xml</loc></sitemap>", root="sitemapindex")
    room.pages["/index"].headers["ETag"] = '"index"'
    room.pages["/s.xml"] = _sitemap("<url><loc>/1</loc></url>")
    mine = {"feeds": (), "sitemaps": (room.url("/index"),)}
    first = _discover(room, web, **mine)
    same = _discover(room, web, _next_night(first), **mine)
    room.pages["/s.xml"] = _sitemap("<url><loc>/2</loc></url>")
    third = _discover(room, web, _next_night(same), **mine)
    assert [_paths(found, room) for found in (first, same, third)] == [["/1"], [], ["/2"]]


def test_a_feed_may_stand_for_a_sitemap(room: Newsroom, web: Web) -> None:
    room.pages["/map"] = _feed(_item("/1", title="One"))
    found = _discover(room, web, feeds=(), sitemaps=(room.url("/map"),))
    assert [one.title for one in found.candidates] == ["One"]


def test_indexes_without_end_are_left(room: Newsroom, web: Web) -> None:
    for n in range(100):
        children = "".join(f"<sitemap><loc>/{n + 1}-{m}</loc></sitemap>" for m in range(3))
        for m in range(3):
            room.pages[f"/{n}-{m}"] = _sitemap(children, root="sitemapindex")
    found = _discover(room, web, feeds=(), sitemaps=(room.url("/0-0"),))
    assert found.candidates == ()
    assert len(room.asked) == 7  # itself, three, three


def test_a_source_without_feeds_costs_nothing(room: Newsroom, web: Web) -> None:
    assert discover(Source("folder", "Folder", folders=("in",)), web, {}, NOW) == Discovery((), (), ())
    assert room.seen == []


def test_a_flood_of_entries_is_cut_to_the_limit(room: Newsroom, web: Web) -> None:
    room.pages["/feed"] = _feed(*(_item(f"/{n}") for n in range(3_000)))
    found = _discover(room, web, max_articles=50)
    assert (len(found.candidates), found.beyond_limit) == (50, 2_950)


def _page(*links: str, head: str = "") -> Page:
    return Page(
        f"<html><head>{head}</head>{''.join(f'<a href={link}>x</a>' for link in links)}</html>".encode()
    )


RSS_LINK = "<link rel=alternate type=application/rss+xml href=/found>"


def test_a_home_page_leads_to_its_feeds(room: Newsroom, web: Web) -> None:
    room.pages |= {"/": _page("/news/12345", head=RSS_LINK), "/found": _feed(_item("/1"))}
    found = _discover(room, web, feeds=(), home=room.url("/"), sections=(room.url("/world"),))
    assert _paths(found, room) == ["/1"]
    assert room.asked == ["/", "/found"]
    again = _discover(room, web, _next_night(found), feeds=(), home=room.url("/"))
    assert again.candidates == ()
    assert room.asked == ["/", "/found"] * 2


def test_a_feed_that_moved_is_found_again_and_the_old_one_told(room: Newsroom, web: Web) -> None:
    room.pages |= {"/": _page(head=RSS_LINK), "/found": _feed(_item("/1"))}
    found = _discover(room, web, home=room.url("/"))
    assert _paths(found, room) == ["/1"]
    assert [(one.url, one.reason) for one in found.rejected] == [(room.url("/feed"), "source unreachable")]


def test_without_feeds_the_sitemaps_of_robots_txt_are_read_news_first(room: Newsroom, web: Web) -> None:
    room.pages["/robots.txt"] = Page(
        b"Sitemap: /all.xml\nUser-agent: *\nSitemap: /news.xml\nSitemap: ftp://x/y"
    )
    room.pages |= {
        "/": _page("/news/12345"),
        "/all.xml": _sitemap("<url><loc>/1</loc></url>"),
        "/news.xml": _sitemap("<url><loc>/2</loc></url>"),
    }
    found = _discover(room, web, feeds=(), home=room.url("/"))
    assert room.asked == ["/", "/news.xml", "/all.xml"]
    assert sorted(_paths(found, room)) == ["/1", "/2"]


@pytest.mark.parametrize("sections", [(), ("/world", "/asia")], ids=["home", "sections"])
def test_where_nothing_else_answers_pages_of_links_are_read(
    room: Newsroom, web: Web, sections: tuple[str, ...]
) -> None:
    room.pages |= {
        "/": _page("/news/12345", "/about"),
        "/world": _page("/news/12345"),
        "/asia": Page(status=404),
    }
    changes = {"home": room.url("/"), "sections": tuple(room.url(path) for path in sections)}
    found = _discover(room, web, **changes)
    assert _paths(found, room) == ["/news/12345"]
    read = FetchState(room.url("/news/12345"), "outlet", NOW, 200)
    room.pages["/"] = room.pages["/world"] = _page("/news/12345", "/news/12346")
    again = _discover(room, web, _next_night(found, read), **changes)
    assert _paths(again, room) == ["/news/12346"]


def test_pages_of_links_are_left_alone_where_a_feed_answers(room: Newsroom, web: Web) -> None:
    room.pages["/feed"] = _feed()
    found = _discover(room, web, home=room.url("/"), sections=(room.url("/world"),))
    assert (found.candidates, found.rejected, room.asked) == ((), (), ["/feed"])


def test_versions_of_one_article_are_one_candidate(room: Newsroom, web: Web) -> None:
    room.pages["/feed"] = _feed(_item("/news/1/amp"), _item("/news/1"), _item("/news/1?print=1"))
    assert _paths(_discover(room, web), room) == ["/news/1"]
