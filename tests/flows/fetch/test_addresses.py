"""One spelling for one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.fetch.addresses import LONGEST, host_key, normalised, origin


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "HTTP://WWW.Outlet.Example:80/a/../b/./c?utm_source=x&id=3&b=1#part",
            "http://www.outlet.example/b/c?b=1&id=3",
        ),
        ("https://outlet.example:443", "https://outlet.example/"),
        ("https://outlet.example.:8443/a", "https://outlet.example:8443/a"),
        ("https://outlet.example/story?fbclid=1&gclid=2&mtm_x=3", "https://outlet.example/story"),
        (
            "https://outlet.example/story?cid=12&source=wire",
            "https://outlet.example/story?cid=12&source=wire",
        ),
        ("https://outlet.example/story?empty=&x=1", "https://outlet.example/story?empty=&x=1"),
        (
            "https://outlet.example/\u067e\u0634\u062a\u0648",
            "https://outlet.example/%D9%BE%D8%B4%D8%AA%D9%88",
        ),
        ("https://b\u00fccher.example/a b", "https://xn--bcher-kva.example/a%20b"),
        ("  https://outlet.example/a\n", "https://outlet.example/a"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
        ("https://outlet.example/a//b/", "https://outlet.example/a//b/"),
    ],
)
def test_spellings_of_one_page_become_one(written: str, expected: str) -> None:
    assert normalised(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "nonsense",
            "ftp://outlet.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
        ),
        *("mailto:a@b.example", "http://", "http:///x", "http://a b/", "http://outlet.example:99999/"),
        *("http://[::1/", "https://me:secret@outlet.example/", "https://me@outlet.example/", "http://<x>/"),
        "http://outlet.example/" + "x" * LONGEST,
    ],
)
def test_what_is_no_web_address_is_none(written: str) -> None:
    assert normalised(written) is None


def test_relative_addresses_are_resolved() -> None:
    assert normalised("../c?x=1", "https://outlet.example/a/b/") == "https://outlet.example/a/c?x=1"
    assert normalised("//other.example/c", "https://outlet.example/") == "https://other.example/c"


def test_host_and_origin() -> None:
    assert host_key("https://outlet.example:8443/a") == "outlet.example:8443"
    assert origin("https://outlet.example/a") == "https://outlet.example"


@given(st.text(max_size=80).map(lambda text: "https://outlet.example/" + text) | st.text(max_size=80))
def test_normalising_twice_changes_nothing(written: str) -> None:
    once = normalised(written)
    if once is not None:
        assert once.isascii()
        assert "#" not in once
        assert normalised(once) == once
