"""Which places a text names, what they are, and which of them is the event's."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.incidents.places import EventPlace, PlaceMention, event_place, find_places


def where(text: str, on: date | None = None, home: str | None = None) -> EventPlace:
    found = event_place(find_places(text, home), text, on)
    assert found is not None
    return found


def mention(text: str, name: str) -> PlaceMention:
    return next(found for found in find_places(text) if found.text == name)


def named(text: str) -> list[str]:
    return [found.text for found in find_places(text)]


@pytest.mark.parametrize(
    ("text", "place", "admin2", "admin1", "country"),
    [
        (
            "A blast tore through a shop in the Mir Ali area of North Waziristan district on Friday.",
            "Mir Ali",
            "North Waziristan",
            "Khyber Pakhtunkhwa",
            "Pakistan",
        ),
        (
            "Two guards were shot dead at Khurdabad village near Panjgur in Balochistan.",
            "Khurdabad",
            None,
            "Balochistan",
            "Pakistan",
        ),
        (
            "Gunmen killed a teacher in Zarkot village, Khost province, Afghanistan.",
            "Zarkot",
            None,
            "Khost",
            "Afghanistan",
        ),
        (
            "A mine went off in Tump tehsil of Kech district.",
            "Tump",
            "Kech",
            "Balochistan",
            "Pakistan",
        ),
        (
            "Rebels burnt a bus at Palemguda in the Bijapur District of Chhattisgarh.",
            "Palemguda",
            "Bijapur",
            "Chhattisgarh",
            "India",
        ),
        (
            "A car bomb exploded in the Karrada neighbourhood, Baghdad city, Iraq.",
            "Baghdad",
            "Karkh",
            "Baghdad",
            "Iraq",
        ),
        (
            "Shells fell on a market in Pakistan's restive Balochistan province.",
            None,
            None,
            "Balochistan",
            "Pakistan",
        ),
        (
            "Fighters stormed a base in Jolo, Sulu province, Philippines.",
            "Jolo",
            None,
            "Sulu",
            "Philippines",
        ),
    ],
)
def test_the_event_has_its_place_in_every_field(
    text: str, place: str | None, admin2: str | None, admin1: str, country: str
) -> None:
    found = where(text)
    assert (found.place, found.admin1, found.country) == (place, admin1, country)
    if admin2 and place != "Baghdad":
        assert found.admin2 == admin2
    assert found.latitude is not None


def test_a_village_unknown_to_the_gazetteer_takes_its_parents_from_the_text() -> None:
    found = mention("Police found a bomb in Dhoke Nawan village, Attock district.", "Dhoke Nawan")
    assert found.place.geonames_id is None
    assert (found.place.admin2, found.place.admin1) == ("Attock", "Punjab")


def test_a_namesake_far_from_the_district_told_does_not_say_where_a_village_lies() -> None:
    near = where("A pylon was blown up in the Dasht area of Mastung district.")
    assert (near.place, near.admin2, near.geo_precision) == ("Dasht", "Mastung", 3)
    assert (
        near.latitude is not None and 29 < near.latitude < 31
    )  # Kech has a Dasht, six hundred kilometres off
    moved = where("Two men were shot in the Hub area of Lasbela district.")
    assert moved.geo_precision == 1  # its own district since 2022


def test_the_parent_that_the_text_names_beats_the_larger_namesake() -> None:
    assert where("Two men were shot in Hyderabad, Sindh.").country == "Pakistan"
    assert where("Two men were shot in Hyderabad, Telangana.").country == "India"


def test_the_other_places_of_a_text_tell_namesakes_apart() -> None:
    lead = "A bomb went off in Jalalabad. "
    assert (
        where(lead + "It was the third in Nangarhar this week, officials in Kabul told us.").country
        == "Afghanistan"
    )


def test_a_source_at_home_breaks_the_tie() -> None:
    text = "A constable was shot in Islamabad on Monday."
    assert where(text, home="PK").admin1 == "Islamabad"


@pytest.mark.parametrize(
    "text",
    [
        "Sarfraz Bugti told reporters.",
        "The Quetta Shura met.",
        "Maulana Karachi spoke.",
        "Imran Khan and Asif Zardari spoke.",
        "On Friday in May the Army said so.",
        "It works at Nishtar Medical University.",
        "The DIG told reporters so.",
        "The Taliban and the Kuki said so.",
    ],
)
def test_persons_and_organisations_are_no_places(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Police killed two in Swat.", "Swat", "at"),
        ("A van was hit near Kohat.", "Kohat", "near"),
        ("He came from Lahore.", "Lahore", "from"),
        ("They fled towards Zhob.", "Zhob", "to"),
        ("Troops died along the border with Iran.", "Iran", "border"),
        ("Islamabad said no.", "Islamabad", "speaker"),
        ("An Afghan driver died.", "Afghan", "nationality"),
        ("PESHAWAR: Two men were shot.", "PESHAWAR", "dateline"),
        ("The raid was on the outskirts of Quetta.", "Quetta", "near"),
    ],
)
def test_a_mention_says_how_the_text_stands_to_it(text: str, name: str, role: str) -> None:
    assert mention(text, name).role == role


def test_the_event_is_not_where_people_come_from_or_governments_speak() -> None:
    text = "Islamabad said the men came from Kunar in Afghanistan and were killed in Bajaur district."
    assert where(text).admin2 == "Bajaur"


def test_a_road_between_two_places_names_both() -> None:
    assert named("A bus was ambushed on the Bannu-Miranshah road.") == ["Bannu", "Miranshah"]


def test_an_apposition_tells_the_kind() -> None:
    assert where("Gunmen burst into a bar in Guanajuato, a Mexican state.").place is None


def test_divisions_are_those_of_the_day_of_the_event() -> None:
    text = "A drone hit a house in Miranshah, Pakistan."
    assert where(text, date(2011, 3, 17)).admin1 == "Federally Administered Tribal Areas"
    assert where(text, date(2021, 3, 17)).admin1 == "Khyber Pakhtunkhwa"


def test_without_a_day_the_text_chooses_the_name_of_the_division() -> None:
    said = where("A mine exploded in Sadda, Federally Administered Tribal Areas, Pakistan.")
    assert said.admin1 == "Federally Administered Tribal Areas"


def test_a_later_sentence_makes_the_place_more_exact() -> None:
    text = "Six men were killed in Bannu district. The raid took place in Jani Khel. Another was in Karachi."
    mentions = find_places(text)
    rough = event_place(mentions[:1], text)
    exact = event_place(mentions[:1], text, nearby=mentions[1:])
    assert rough is not None
    assert exact is not None
    assert (rough.place, exact.place, exact.admin2) == ("Bannu", "Jani Khel", "Bannu")


def test_a_division_inside_a_district_is_the_level_below() -> None:
    found = where("A bus was burnt in Qarbala division of Warangal District, Telangana.")
    assert (found.admin3, found.admin2) == ("Qarbala", "Warangal")


def test_nothing_named_is_no_place() -> None:
    assert event_place(find_places("Two men were shot."), "Two men were shot.") is None


@given(st.text(max_size=300))
def test_any_text_gives_mentions_that_lie_in_it(text: str) -> None:
    found = find_places(text)
    for place in found:
        assert text[place.start : place.end] == place.text
        assert place.full_start <= place.start < place.end <= place.full_end
    event_place(found, text)


CUES = (
    "in",
    "at",
    "near",
    "of",
    "the",
    ",",
    ".",
    "(",
    ")",
    "-",
    "from",
    "road",
    "district",
    "village",
    "province",
)
NAMES = ("Quetta", "Karachi", "Khan", "Mir", "Ali", "Kabul", "'s", "Afghan")
WORDS = st.sampled_from([*CUES, *NAMES])


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_names_in_any_order_never_raise(text: str) -> None:
    found = find_places(text, "PK")
    assert found == find_places(text, "PK")
    event_place(found, text, date(2016, 1, 1))


@pytest.mark.parametrize(
    "piece",
    [
        *("(Aa, Bb) ", "Quetta ", "Zxqv Wkjq ", "in X district of Y province, ", "Pakistan's ", "Quetta, "),
        *("Quetta-", "in San Jose, ", "Quetta area area area ", "in the the the the X ", "(", "A", "of "),
        "Kabul in ",
    ],
)
def test_a_long_monotonous_text_is_read_in_bounded_time(piece: str) -> None:
    text = (piece * (20_000 // len(piece) + 1))[:20_000]
    started = process_time()
    event_place(find_places(text), text)
    assert process_time() - started < 3.0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two blasts killed five people in Kerman, IRNA reported.", ["Kerman"]),
        ("According to IRNA, gunmen killed two guards.", []),
        ("Bomb Attack in Tajikistan Kills 4", ["Tajikistan"]),
        ("Gunmen in Nigeria Kill Five Farmers", ["Nigeria"]),
        ("Blast in Quetta Injures 20", ["Quetta"]),
        ("Clashes in Sudan Displace Thousands", ["Sudan"]),
        ("Armed groups across Africa have killed thousands.", []),
        ("Gunmen killed a priest in South Africa.", ["South Africa"]),
        ("Cells in Asia and Europe were watched.", []),
    ],
)
def test_an_agency_a_verb_of_a_headline_and_a_continent_are_no_places(text: str, names: list[str]) -> None:
    assert named(text) == names


def _said(text: str, home: str | None = None) -> dict[str, tuple[str | None, str | None, str | None]]:
    """Name → (country, province, district) of the places of a text."""
    found = find_places(text, home)
    return {m.text: (m.place.country_code, m.place.admin1, m.place.admin2) for m in found}


@pytest.mark.parametrize(
    "text",
    [
        "Six attacks in the provinces of Herat, Farah and Uruzgan were reported.",
        "Six attacks in Herat, Farah and Uruzgan provinces were reported.",
    ],
)
def test_a_type_word_for_several_names_holds_for_each(text: str) -> None:
    assert [m.place.kind for m in find_places(text)] == ["admin1"] * 3


def test_a_town_of_a_province_lies_in_it() -> None:
    found = _said("In Qorghan, a small border town of Herat province, a shop was robbed.")
    assert found["Qorghan"] == ("AF", "Herat", None)


def test_a_province_of_a_country_does_not_rename_the_country() -> None:
    found = find_places("It happened in Pemba, in the northern province of Mozambique.")
    assert [m.place.kind for m in found if m.text == "Mozambique"] == ["country"]


def test_a_small_town_abroad_is_not_meant_by_news_from_home() -> None:
    text = "Two men were hurt in an attack on Mandan police post, officials said."
    assert _said(text, "PK")["Mandan"][0] == "PK"
    assert (
        _said(f"{text} Others came from Bismarck in North Dakota, United States.", "PK")["Mandan"][0] == "US"
    )


def test_an_unknown_village_lies_in_the_district_that_the_news_comes_from() -> None:
    assert _said("BANNU: Two men were hurt at Mandan post, officials said.", "PK")["Mandan"][1:] == (
        "Khyber Pakhtunkhwa",
        "Bannu",
    )
    assert _said("KABUL: Two men were hurt at Trangwar post, officials said.", "AF").get(
        "Trangwar", (None, None, None)
    )[1:] == (None, None)


def test_an_unknown_district_lies_in_the_province_told_of_just_before() -> None:
    found = _said("Shells fell in the eastern province of Kunar. Most landed in Tsawkan district at dawn.")
    assert found["Tsawkan"][:2] == ("AF", "Kunar")


def test_a_road_with_a_capital_is_no_town_of_its_name() -> None:
    assert mention("A bomb went off on Double Road in Quetta.", "Double Road").place.admin2 == "Quetta"


def test_where_somebody_speaks_is_told_apart() -> None:
    assert mention("The defence ministry in Baghdad said so.", "Baghdad").role == "teller"
    assert mention("Two died, police said in Jos.", "Jos").role == "teller"
