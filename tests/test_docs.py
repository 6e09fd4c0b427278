"""What the documentation says is what the code does."""

import re
from pathlib import Path

import pytest

import warehouse
from tools.document_tables import TARGET, document

ROOT = Path(__file__).parents[1]


def test_the_page_of_tables_is_the_warehouse_s_own() -> None:
    assert TARGET.read_text(encoding="utf-8") == document(), "run: python tools/document_tables.py"


@pytest.mark.parametrize(
    "page", ["README.md", *sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/*.md"))]
)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert ((ROOT / page).parent / target).exists(), target


def test_every_query_of_the_readme_runs(tmp_path: Path) -> None:
    with warehouse.open_for_writing(tmp_path) as house:
        house.publish()
    blocks = re.findall(r"```sql\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    queries = [query for block in blocks for query in block.split(";") if query.strip()]
    assert queries
    for query in queries:
        warehouse.query(tmp_path, query)
