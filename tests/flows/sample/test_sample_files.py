"""The pages as files are what a backfill finds on a disk."""

import gzip

from flows.sample import write
from flows.sample.newsroom import stories


def test_every_page_of_the_night_becomes_a_file(tmp_path):
    written = write(tmp_path, 1)
    assert {story.id for story in written.values()} == {s.id for s in stories(1) if s.status == 200}
    assert all(file.relative_to(tmp_path).parts[0] == story.outlet.id for file, story in written.items())


def test_some_files_are_gzipped_and_hold_the_story(tmp_path):
    written = write(tmp_path, 1)
    packed = [file for file in written if file.suffix == ".gz"]
    assert packed
    for file in packed:
        assert b"<title" in gzip.decompress(file.read_bytes()).lower()


def test_writing_twice_gives_the_same_bytes(tmp_path):
    first = {file.name: file.read_bytes() for file in write(tmp_path / "a", 1)}
    second = {file.name: file.read_bytes() for file in write(tmp_path / "b", 1)}
    assert first == second
