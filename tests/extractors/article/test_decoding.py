"""Bytes become the text they were meant to be, or nothing."""

import pytest

from extractors.article.decoding import decode, is_binary

TEXT = "Rocket fire near Żółkiewka — four hurt, said Jürgen Müller."


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_needs_no_declaration(charset: str) -> None:
    assert decode(TEXT.encode(charset)) == TEXT


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Четыре человека ранены", "cp1251"),
        ("四人受伤", "gb2312"),
        ("Żółkiewka", "iso-8859-2"),
        ("قتل جندي", "cp1256"),
    ],
)
def test_the_declared_charset_is_believed(text: str, charset: str) -> None:
    assert decode(text.encode(charset), charset) == text


def test_a_page_declares_its_charset_itself() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Четыре человека ранены</body></html>'
    assert decode(page.encode("cp1251"), markup=True) == page


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decode("the café’s owner".encode("cp1252"), "ISO-8859-1") == "the café’s owner"


def test_a_wrong_declaration_does_not_spoil_utf_8() -> None:
    assert decode(TEXT.encode(), "iso-8859-1") == TEXT


def test_a_truncated_letter_costs_that_letter_alone() -> None:
    content = ("Ж" * 50).encode()[:-1]
    assert decode(content) == "Ж" * 49 + "\ufffd"


def test_a_charset_that_is_no_charset_is_passed_over() -> None:
    assert decode(b"plain words", "rot13") == "plain words"
    assert decode("naïve".encode("cp1252"), "no-such-thing") is not None


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.4", b"PK\x03\x04", bytes(range(1, 32)) * 20]
)
def test_what_is_no_text_is_binary(content: bytes) -> None:
    assert is_binary(content)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "cp1251", "gb18030"])
def test_text_in_any_charset_is_not_binary(charset: str) -> None:
    assert not is_binary("Четыре человека ранены".encode(charset))
