"""The kind of a text, from section, title or its own words."""

import pytest

from extractors.article.kind import kind_of

NEWS = (
    "Gunmen killed two officers at a checkpoint near Tank on Tuesday, police said. They fled on motorcycles."
)


@pytest.mark.parametrize(
    ("kind", "text", "title", "section"),
    [
        ("news", NEWS, "Gunmen kill two officers", "Pakistan"),
        ("news", NEWS, None, None),
        ("analysis", NEWS, "Why the truce will not hold", None),
        ("analysis", NEWS, None, "Opinion"),
        (
            "analysis",
            "Attacks rose by 40 per cent in the first half of the year, compared with the year before.",
            None,
            None,
        ),
        ("statement", NEWS, "Joint statement by the ministers", None),
        ("statement", "Both condemned it in strong words.", "Governor, PM condemn attack on school", None),
        (
            "statement",
            "The declaration, read out by an elder, asked for talks.",
            "Jirga asks for talks",
            None,
        ),
        ("news", NEWS, "Drivers block road to condemn killing of colleague", None),
        ("news", NEWS, "Two officers shot dead", "Features"),
        ("news", f"{NEWS} It was yet another attack there, and traffic was sent elsewhere.", None, None),
        ("other", NEWS, "‘I wait for the rain’: a day with the well diggers of Tank", None),
        (
            "roundup",
            f"{NEWS} In another incident a bomb hurt a boy in Bannu. Elsewhere, a shell fell.",
            None,
            None,
        ),
        (
            "roundup",
            "In Baghlan, gunmen shot dead an elder. In Kunduz, a roadside bomb hurt two boys on a bicycle.",
            None,
            None,
        ),
        (
            "other",
            "The court sentenced to death two men. An appeal was heard, and a hearing is set for May.",
            None,
            None,
        ),
    ],
)
def test_kind(kind: str, text: str, title: str | None, section: str | None) -> None:
    assert kind_of(text, title, section, None) == kind


def test_an_address_names_the_section() -> None:
    assert kind_of(NEWS, None, None, "https://courier.example/opinion/412/the-truce") == "analysis"
