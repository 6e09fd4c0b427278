"""The newsroom answers as outlets on the web do."""

import urllib.error
import urllib.request

import pytest

from flows.sample import serve
from flows.sample.newsroom import outlets, stories
from flows.sample.server import Newsroom


@pytest.fixture(scope="module")
def newsroom():
    with serve(1) as running:
        yield running


def get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def base_of(newsroom: Newsroom, outlet_id: str) -> str:
    order = [outlet.id for outlet in outlets()]
    return f"http://127.0.0.1:{newsroom.port + order.index(outlet_id)}"


def test_every_source_is_on_loopback_and_may_be_fetched_without_delay(newsroom):
    assert [source.id for source in newsroom.sources] == [outlet.id for outlet in outlets()]
    for source in newsroom.sources:
        assert source.allow_private
        assert source.delay_seconds == 0
        assert all(url.startswith("http://127.0.0.1:") for url in source.feeds + source.sitemaps)


def test_each_outlet_has_its_own_robots_txt(newsroom):
    _, _, courier = get(base_of(newsroom, "indus-courier") + "/robots.txt")
    _, _, mail = get(base_of(newsroom, "khyber-mail") + "/robots.txt")
    assert b"Crawl-delay: 0.02" in courier
    assert b"Crawl-delay" not in mail


def test_every_listed_page_answers(newsroom):
    for story in stories(1):
        status, headers, body = get(base_of(newsroom, story.outlet.id) + story.address)
        assert status == story.status, story.id
        assert int(headers["Content-Length"]) == len(body)


def test_an_outlet_with_validators_answers_not_modified(newsroom):
    url = base_of(newsroom, "indus-courier") + "/feeds/latest.xml"
    _, headers, _ = get(url)
    assert get(url, **{"If-None-Match": headers["ETag"]})[0] == 304
    assert get(url, **{"If-Modified-Since": headers["Last-Modified"]})[0] == 304
    assert get(url, **{"If-None-Match": '"another"'})[0] == 200


def test_an_outlet_without_validators_sends_everything_again(newsroom):
    status, headers, _ = get(base_of(newsroom, "khyber-mail") + "/sitemap-news.xml")
    assert status == 200
    assert "ETag" not in headers
    assert "Last-Modified" not in headers


def test_an_unknown_address_is_not_found(newsroom):
    assert get(base_of(newsroom, "khyber-mail") + "/nothing.php")[0] == 404


def test_a_later_night_on_the_same_port_keeps_the_addresses():
    with serve(1) as first:
        port = first.port
    with serve(1, port) as again:
        assert again.sources == first.sources


def test_the_environment_may_name_the_port(monkeypatch):
    with serve(1) as elsewhere:
        free = elsewhere.port
    monkeypatch.setenv("NIGHTDESK_SAMPLE_PORT", str(free))
    with serve(1) as newsroom:
        assert newsroom.port == free


def test_two_newsrooms_can_be_open_at_once():
    with serve(1) as first, serve(1) as second:
        assert first.port != second.port


def test_an_outlet_that_is_down_answers_nobody():
    with serve(2) as newsroom:
        url = base_of(newsroom, "hindukush-wire") + "/robots.txt"
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(url, timeout=5)  # noqa: S310
        assert get(base_of(newsroom, "gulf-meridian") + "/robots.txt")[0] == 200
