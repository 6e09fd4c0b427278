"""The guide's example is true: what it adds becomes an article with its truth."""

import re
import shutil
import textwrap
from pathlib import Path

import pytest

from flows.sample import newsroom, truth

GUIDE = Path(__file__).parents[3] / "docs" / "sample.md"
CACHED = (newsroom.outlets, newsroom.stories, newsroom.newsroom)


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The newsroom's files in a folder of the test's own."""
    home = tmp_path / "sample"
    shutil.copytree(newsroom.HERE, home)
    for module in (newsroom, truth):
        monkeypatch.setattr(module, "HERE", home)
    for cached in CACHED:
        cached.cache_clear()
    yield home
    for cached in CACHED:
        cached.cache_clear()


def test_following_the_guide_adds_an_article_with_its_truth(copied):
    guide = GUIDE.read_text(encoding="utf-8")
    blocks = [textwrap.dedent(found) for found in re.findall(r"^   ```\w*\n(.*?)^   ```", guide, re.S | re.M)]
    story, incident, article = blocks
    (file,) = re.findall(r"`flows/sample/(nights/\S+\.md)`", guide.split("1. **Write it**")[1])[:1]
    (copied / file).write_text(story, encoding="utf-8")
    with (copied / "truth" / "night-2.toml").open("a", encoding="utf-8") as night:
        night.write(incident + article)
    after = truth.truth_after(2)
    added = after.articles["indus-courier/zhob-bridge"]
    assert added.story.title == "Bridge blown up in Zhob"
    assert added.reports[0].fields["place"] == "Zhob"
    assert after.incidents["zhob-bridge"].fields["target_type"] == "Transportation"
