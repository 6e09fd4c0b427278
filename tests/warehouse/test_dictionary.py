"""Tables explain themselves, and the codebooks' words are the codebooks'."""

import pytest

from extractors.records import Article, IncidentReport, Statistic


def test_every_table_view_column_and_macro_is_explained(look):
    silent = look(
        "SELECT table_name AS name FROM duckdb_tables() "
        "WHERE NOT internal AND NOT temporary AND comment IS NULL "
        "UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL "
        "UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns() "
        "WHERE NOT internal AND comment IS NULL "
        "UNION ALL SELECT function_name FROM duckdb_functions() "
        "WHERE NOT internal AND function_type IN ('macro', 'table_macro') AND comment IS NULL"
    )
    assert silent == []


def test_all_tables_of_the_design_are_there(look):
    found = {row["name"] for row in look("SHOW TABLES")}
    designed = (
        "articles article_texts sightings signatures rejections fetch_state incident_reports evidence claims "
        "statistics incidents incident_sources incident_links incident_history rulings runs source_runs "
        "sources groups group_aliases places event_types acled gtd ucdp_ged fused_reports"
    )
    assert found >= set(designed.split())


def columns(look, table):
    return {row["column_name"] for row in look(f"DESCRIBE {table}")}


@pytest.mark.parametrize(
    ("record", "table", "elsewhere"),
    [
        (IncidentReport, "incident_reports", {"evidence"}),
        (IncidentReport, "incidents", {"evidence", "role", "date_text", "extractor", "extractor_version"}),
        (Statistic, "statistics", {"evidence", "group"}),
        (Article, "articles", {"text", "cleaner_version"}),
    ],
)
def test_no_field_of_a_record_is_lost(look, record, table, elsewhere):
    assert set(record.__dataclass_fields__) - elsewhere <= columns(look, table)


CODES = "SELECT label AS word FROM event_types WHERE scheme = '{}' ORDER BY position"


@pytest.mark.parametrize(
    ("enum", "query"),
    [
        ("sub_event_type", CODES.format("acled")),
        (
            "event_type",
            "SELECT code AS word FROM event_types WHERE scheme = 'acled' "
            "GROUP BY code ORDER BY min(position)",
        ),
        (
            "attack_type",
            CODES.format("gtd_attacktype"),
        ),
        (
            "weapon_type",
            CODES.format("gtd_weaptype"),
        ),
        (
            "target_type",
            CODES.format("gtd_targtype"),
        ),
    ],
)
def test_the_words_sort_in_the_codebooks_order(look, enum, query):
    words = look(f"SELECT unnest(enum_range(NULL::{enum}))::VARCHAR AS word")
    assert words == look(query)
