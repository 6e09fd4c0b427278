"""Settings and sources: the templates are valid, and every mistake is told with its line."""

from pathlib import Path

import pytest

from extractors.records import Source
from flows.settings import TEMPLATES, Settings, SettingsError, load_settings, load_sources

GOOD = """
[[source]]
id = "hills-herald"
name = "Hills Herald"
feeds = ["https://hills.example/rss"]
country = "PK"
"""


def test_the_template_says_what_the_defaults_are() -> None:
    written = load_settings(TEMPLATES / "nightdesk.toml")
    assert written.model_copy(update={"warehouse": Settings().warehouse}) == Settings()
    assert written.warehouse.directory == TEMPLATES / "nightdesk-data"


def test_the_sources_template_can_be_used_as_it_is() -> None:
    sources = load_sources(TEMPLATES / "sources.toml")
    assert len(sources) >= 15
    assert {"PK", "AF"} <= {source.country for source in sources}
    for source in sources:
        assert source.feeds or source.sections, source.id
        assert source.country, source.id
        assert source.licence, source.id
        assert source.home, source.id
        assert source.verified == "never", source.id  # nobody has tried them on the open web
        assert source.delay_seconds >= 5, source.id


def test_what_is_known_of_an_outlet_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    more = 'home = "https://hills.example/"\nsections = ["https://hills.example/world"]\n'
    file.write_text(GOOD + more + 'licence = "Ask first."\nverified = "2026-11-22"\n')
    [source] = load_sources(file)
    assert (source.home, source.sections) == ("https://hills.example/", ("https://hills.example/world",))
    assert (source.licence, source.verified) == ("Ask first.", "2026-11-22")


def test_a_home_page_is_enough_to_visit(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text('[[source]]\nid = "a"\nname = "A"\nhome = "https://a.example/"\n')
    assert load_sources(file)[0].home == "https://a.example/"


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()


def test_a_source_is_read_with_its_defaults(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(GOOD)
    assert load_sources(file) == (
        Source(id="hills-herald", name="Hills Herald", feeds=("https://hills.example/rss",), country="PK"),
    )


def test_folders_are_taken_from_where_the_file_lies(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text('[[source]]\nid = "desk"\nname = "Desk"\nfolders = ["inbox"]\n')
    assert load_sources(file)[0].folders == (str(tmp_path / "inbox"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[source]\n", "not valid TOML"),
        ("a = = 3\n", "line 1"),
        (
            'sauce = 1\n[[source]]\nid = "a"\nname = "A"\nfeeds = ["https://a.example"]\n',
            "line 1: sauce: no such setting",
        ),
        (
            GOOD + '[[source]]\nid = "b"\nname = "B"\nfeeds = ["ftp://b.example"]\n',
            "line 10: source.1.feeds.0: 'ftp",
        ),
        (GOOD + '[[source]]\nid = "B b"\nname = "B"\n', "line 8: source.1.id: 'B b' is no source id"),
        (GOOD + '[[source]]\nname = "B"\n', "line 7: source.1.id: is missing"),
        (GOOD.replace('"PK"', '"Pakistan"'), "line 6: source.0.country: 'Pakistan' is no country code"),
        (GOOD + "delay_seconds = -1\n", "line 7: source.0.delay_seconds: Input should be greater"),
        (GOOD + 'verified = "today"\n', "line 7: source.0.verified: 'today' is no day"),
        (GOOD + GOOD, "two sources have the id 'hills-herald'"),
        ('[[source]]\nid = "a"\nname = "A"\n', "nothing to visit"),
        ("", "source: is missing"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as error:
        load_sources(file)
    assert str(file) in str(error.value)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[night]\ntimezone = "Asia/Atlantis"\n', "line 2: night.timezone: 'Asia/Atlantis' is no time zone"),
        ('[night]\ncron = "daily"\n', "line 2: night.cron: expected five fields"),
        ("[read]\nbatch = 0\n", "line 2: read.batch: Input should be greater"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "nightdesk.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"nightdesk\.toml") as error:
        load_settings(file)
    assert said in str(error.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_is_missing_or_no_text_is_said_so(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "sources.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"no such file|cannot be read"):
        load_sources(file)
