"""The pages of the newsroom as files, for ``nightdesk backfill``."""

import gzip
from pathlib import Path

from flows.sample.newsroom import Story, World, newsroom
from flows.sample.render import page


def write(folder: Path, night: int, world: World | None = None) -> dict[Path, Story]:
    """Write what was new on ``night`` to ``folder/OUTLET/OUTLET_SLUG.html``; every third page is gzipped.

    Returns which story each file holds. Pages that the server refuses have no file.
    """
    written: dict[Path, Story] = {}
    for story in (world or newsroom()).stories[night]:
        if story.night != night or story.status != 200:
            continue
        body = page(story, story.outlet.home).encode(
            story.charset or story.outlet.charset, "xmlcharrefreplace"
        )
        gzipped = len(written) % 3 == 2
        file = folder / story.outlet.id / f"{story.outlet.id}_{story.slug}.html{'.gz' if gzipped else ''}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(gzip.compress(body, mtime=0) if gzipped else body)
        written[file] = story
    return written
