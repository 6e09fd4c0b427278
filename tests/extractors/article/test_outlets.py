"""Rules for single outlets: each is shown by a golden page, and runs on no other."""

from pathlib import Path

from extractors.article.outlets import mended, rules

GOLDENS = Path(__file__).parent / "goldens"


def test_every_rule_has_its_golden_page() -> None:
    for rule in rules():
        page = GOLDENS / f"outlet_{rule.name}_{rule.version}.html"
        assert rule.marker in page.read_text(encoding="utf-8")


def test_a_rule_runs_on_pages_of_its_outlet_that_need_it_alone() -> None:
    rule = rules()[0]
    page = f"<html><body><p>Two were hurt.</p><div class='{rule.marker}'>Box</div></body></html>"
    told = mended(page, f"https://www.{rule.host}/1")
    assert told is not None
    assert "Box" not in told
    assert mended(page, "https://courier.example/1") is None
    assert mended("<p>Two were hurt.</p>", f"https://{rule.host}/1") is None
    assert mended(page, "https://[broken") is None
