"""What stands around a story in plain text and Markdown."""

from datetime import date

import pytest

from extractors.article.front import read_front
from extractors.article.plain import read_markdown, read_plain

STORY = "A suicide bomber rammed his car into a convoy in Mir Ali and killed six soldiers, officials said."


@pytest.mark.parametrize(
    ("line", "author", "day"),
    [
        ("By Tariq Dawar", "Tariq Dawar", None),
        ("by Courier Staff", "Courier Staff", None),
        ("Published March 9, 2016", None, date(2016, 3, 9)),
        ("Tariq Dawar Updated 09 Mar, 2016 09:19pm", "Tariq Dawar", date(2016, 3, 9)),
        ("Tariq Dawar, The Courier, March 9th, 2016", "Tariq Dawar", date(2016, 3, 9)),
        ("Wednesday March 9 2016", None, date(2016, 3, 9)),
        ("09.03.2016 - Update : 09.03.2016", None, date(2016, 3, 9)),
        ("Posted: Mar 09, 2016 11:09 AM", None, date(2016, 3, 9)),
    ],
)
def test_bylines_and_publication_lines_above_a_story(line: str, author: str | None, day: date | None) -> None:
    front = read_front([line, STORY])
    assert front.lines == (STORY,)
    assert front.author == author
    assert front.published == day


@pytest.mark.parametrize(
    "line",
    [
        "By the time troops arrived, the village was empty",
        "On March 9, 2016 six soldiers died in Mir Ali",
        "Troops stand guard in Mir Ali, March 9, 2016",
        "MIR ALI: six soldiers died",
    ],
)
def test_lines_with_facts_stay(line: str) -> None:
    assert read_front([line, STORY]).lines == (line, STORY)


def test_a_labelled_day_comes_before_the_day_of_the_visit() -> None:
    plain = read_plain(
        f"Friday, April 26, 2024\n\nConvoy bombed in Mir Ali\n\nPublished March 9, 2016\n\n{STORY}"
    )
    assert plain.published == date(2016, 3, 9)
    assert plain.title == "Convoy bombed in Mir Ali"
    assert plain.text == STORY


def test_a_heading_below_the_headline_is_no_author() -> None:
    plain = read_plain(f"Convoy bombed in Mir Ali\n\nHistorical Context\n\n{STORY}")
    assert plain.author is None
    assert plain.text == f"Historical Context\n{STORY}"


def test_a_dateline_with_its_year_gives_the_day_and_stays() -> None:
    story = f"PESHAWAR, March 9, 2016 (NWN) — {STORY}"
    assert read_plain(story).published == date(2016, 3, 9)
    assert read_plain(story).text == story


def test_a_dateline_with_its_day_in_brackets_gives_the_day() -> None:
    plain = read_plain(
        "Blast kills two\n\nQUETTA (March 6, 2026): Two people were killed in a blast on Friday."
    )
    assert plain.published == date(2026, 3, 6)
    assert plain.text.startswith("QUETTA (March 6, 2026):")


def test_a_dateline_without_a_year_gives_none() -> None:
    assert read_plain(f"PESHAWAR, March 9 (NWN) — {STORY}").published is None


def test_where_it_was_printed_gives_the_day() -> None:
    plain = read_plain(f"{STORY}\n\nPublished in The Courier, March 10th, 2016")
    assert plain.published == date(2016, 3, 10)
    assert plain.text == STORY


def test_markdown_front_matter_and_marks() -> None:
    head = "---\ntitle: Convoy bombed\nauthor: Tariq Dawar\ndate: 2016-03-09\n---\n\n"
    plain = read_markdown(f"{head}{STORY}\n\n- **one**\n- [two](x)\n")
    assert (plain.title, plain.author, plain.published) == ("Convoy bombed", "Tariq Dawar", date(2016, 3, 9))
    assert plain.text == f"{STORY}\n- one\n- two"


def test_a_heading_over_a_list_is_text_where_other_lists_have_headings_too() -> None:
    text = (
        "What the jirga asks for\n- An end of the curfew in Mir Ali.\n- Pay for burnt shops.\n"
        "What the army offers\n- Convoys twice a week."
    )
    assert read_plain(text).text == text
    plain = read_plain("What the jirga asks for\n- An end of the curfew in Mir Ali.\n- Pay for burnt shops.")
    assert plain.title == "What the jirga asks for"
    assert plain.text.startswith("- An end")
