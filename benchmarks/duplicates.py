"""How surely texts that belong together are found, and none that do not; and what that costs in time.

    python benchmarks/duplicates.py [--texts N] [--seed N]…       # how surely
    python benchmarks/duplicates.py --speed [--signatures N]      # at what cost, beside the floors

Texts of the sample newsroom and of its generator are loaded as a first night. A second night brings an
edited copy of each (a new lead, a cut, a paragraph moved, words changed, another dateline, an agency's
credit) and a hard negative: the same sentences about another place, day, toll and other people. All of it
goes through the warehouse's own load, and through it a second time in the reverse order. With --speed an
archive is filled with signatures of made-up texts instead, and the load of 1,000 new texts is timed on it,
in a process of its own.
"""

import argparse
import multiprocessing
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extractors.records import Article, Reading, text_hash
from flows.sample import truth_after
from flows.sample.generator import generate
from flows.sample.phrases import capital, grammar, number, places
from warehouse import open_for_writing
from warehouse.database import WORKING, connect
from warehouse.loading import STEPS
from warehouse.running import run
from warehouse.staging import enter, stage

Edit = Callable[[random.Random, list[str]], list[str]]
Named = tuple[str, str]  # name, text
NIGHT = datetime(2026, 3, 3, 20, tzinfo=UTC)
MIN_WORDS = 80  # of a shorter text half is a sentence or two
KEPT_NAMES = 0.3
MOST_SECONDS, MOST_MEGABYTES = 2.0, 1_000
SAMPLES = 40  # shingles in the signature of a text of 320 words
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = re.compile(r"(?<![.!?“] )(?<!^)\b[A-Z][a-z]+\b|\b[A-Z]{4,}\b")
_NUMBERS = re.compile(r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.I)
_DATELINE = re.compile(r"^[A-Z][A-Z /]+(?:, [^:–—-]{3,40})?(?::| [-–—]) ?")


def main(texts: int, seeds: Sequence[int]) -> None:
    """Prints for each seed a line for each edit, precision and recall of all."""
    for seed in seeds:
        _print_quality(texts, seed)


def speed(signatures: int) -> None:
    """Prints what loading 1,000 new texts beside ``signatures`` takes, and the floors."""
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder), signatures)
        sys.stdout.write(f"1,000 new texts beside {signatures:,} signatures\n")
        sys.stdout.flush()
        alone = multiprocessing.get_context("spawn").Process(target=_print_speed, args=(Path(folder),))
        alone.start()
        alone.join()
        if alone.exitcode:
            raise SystemExit(alone.exitcode)


def _print_quality(texts: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    originals = _originals(texts, seed)
    edited = {
        edit: [(f"{edit}/{name}", "\n".join(change(chance, text.split("\n")))) for name, text in originals]
        for edit, change in EDITS.items()
    }
    negatives = [(f"negative/{name}", _other_attack(chance, text)) for name, text in originals]
    for order in ("in order", "reversed"):
        sys.stdout.write(f"{len(originals)} texts, seed {seed}, {order}\n")
        sys.stdout.write(_quality(originals, edited, negatives, backwards=order == "reversed"))


def _originals(count: int, seed: int) -> list[Named]:
    stories = [article.story for article in truth_after(3).articles.values()]
    copies = {name for copies in truth_after(3).copies for name in copies.articles[1:]}
    world = generate(2 * count, seed=seed).truths[3]
    copies |= {name for each in world.copies for name in each.articles[1:]}
    told: set[str] = set()  # two tellings of one event from the generator are near to each other themselves
    for article in world.articles.values():
        if article.reports and article.reports[0].incident not in told:
            told.add(article.reports[0].incident)
            stories.append(article.story)
    found = {
        story.id: "\n".join(story.paragraphs)
        for story in stories
        if story.id not in copies and story.language == "en"
    }
    long = [(name, text) for name, text in found.items() if len(_WORD.findall(text)) >= MIN_WORDS]
    return long[:count]


def _new_lead(chance: random.Random, paragraphs: list[str]) -> list[str]:
    place = chance.choice(places())["name"]
    return [
        f"{str(place).upper()}: The number of victims was still uncertain when the authorities spoke to "
        f"reporters here late in the evening, and relatives had begun to gather outside the gates.",
        *paragraphs[1:],
    ]


def _cut(_: random.Random, paragraphs: list[str]) -> list[str]:
    """The first half by words, as a reprint that ran out of space."""
    words = sum(len(text.split()) for text in paragraphs) // 2
    kept: list[str] = []
    for text in paragraphs:
        given = text.split()
        kept.append(" ".join(given[: max(0, words)]))
        words -= len(given)
        if words <= 0:
            break
    return kept


def _moved(chance: random.Random, paragraphs: list[str]) -> list[str]:
    rest = list(paragraphs)
    moved = rest.pop(chance.randrange(len(rest)))
    rest.insert(chance.randrange(len(rest) + 1), moved)
    return rest


def _changed(share: float) -> Edit:
    """Words replaced, a run of two or three at a time, as an editor rephrases."""

    def change(chance: random.Random, paragraphs: list[str]) -> list[str]:
        stock = _WORD.findall(" ".join(grammar()["scene"]).lower())
        changed = []
        for text in paragraphs:
            words, position = text.split(), 0
            while position < len(words):
                run = chance.randint(2, 3)
                if chance.random() < share / (1 - share) / 2.5:
                    words[position : position + run] = chance.choices(
                        stock, k=len(words[position : position + run])
                    )
                    position += run
                else:
                    position += 1
            changed.append(" ".join(words))
        return changed

    return change


def _dateline(chance: random.Random, paragraphs: list[str]) -> list[str]:
    place = str(chance.choice(places())["name"]).upper()
    return [f"{place}, March 4 (Agency) — {_DATELINE.sub('', paragraphs[0])}", *paragraphs[1:]]


def _credited(_: random.Random, paragraphs: list[str]) -> list[str]:
    return [
        *paragraphs,
        "(With input from agencies)",
        "Hindukush Wire, with reporting by our correspondents.",
    ]


EDITS: dict[str, Edit] = {
    "new lead": _new_lead,
    "cut to half": _cut,
    "paragraph moved": _moved,
    "5 % of words": _changed(0.05),
    "10 % of words": _changed(0.10),
    "20 % of words": _changed(0.20),
    "30 % of words": _changed(0.30),
    "other dateline": _dateline,
    "agency credit": _credited,
}


def _other_attack(chance: random.Random, text: str) -> str:
    """The same formula: every name and every number in it another one, the same for the same."""
    new: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        word = found.group()
        if word.title() not in new:
            other = chance.choice(
                (str(chance.choice(places())["name"]).split()[0], chance.choice(grammar()["family"]))
            )
            # the names of ministries, movements and countries are in any report
            new[word.title()] = word.title() if chance.random() < KEPT_NAMES else other
        return new[word.title()].upper() if word.isupper() else new[word.title()]

    def toll(found: re.Match[str]) -> str:
        said = number(chance.randint(2, 40))
        return capital(said) if found.group()[0].isupper() else said

    return _NUMBERS.sub(toll, _NAMES.sub(name, text))


def _voices(folder: Path, nights: Sequence[Sequence[Named]]) -> dict[str, str]:
    """Name to voice, after all nights are loaded."""
    with open_for_writing(folder) as house:
        for night, batch in enumerate(nights):
            at = NIGHT + timedelta(days=night)
            run = house.begin_run("backfill", at.date(), "benchmark", {}, at)
            house.load(run, [_reading(name, text, at) for name, text in batch])
        rows = house.query("SELECT article_id, voice FROM articles").to_pylist()
    voice = {row["article_id"]: row["voice"] for row in rows}
    return {name: voice[text_hash(text)] for batch in nights for name, text in batch}


def _reading(name: str, text: str, at: datetime) -> Reading:
    article = Article(text_hash(text), "benchmark", text, at, "benchmark", title=name, published_at=at)
    return Reading(name, "benchmark", None, at, None, article, None)


def _quality(
    originals: Sequence[Named], edited: dict[str, list[Named]], negatives: Sequence[Named], *, backwards: bool
) -> str:
    """A line for each edit, and for all. Wrong: a text whose voice is that of another original."""
    lines, found, wanted, wrong = [], 0, 0, 0
    for edit, pairs in {**edited, "hard negatives": list(negatives)}.items():
        nights = [pairs[::-1], originals[::-1]] if backwards else [originals, pairs]
        with tempfile.TemporaryDirectory() as folder:
            voices = _voices(Path(folder), nights)
        of = [name.split("/", 1)[1] for name, _ in pairs]
        joined = sum(voices[name] == voices[original] for (name, _), original in zip(pairs, of, strict=True))
        lines.append(f"  {edit:18}joined {joined / len(pairs):.4f}\n")
        members = Counter(voices[original] for original in of)
        strays = sum(count - 1 for count in members.values())
        if edit == "hard negatives":
            wrong += joined
        elif not edit.startswith("30"):
            found, wanted, wrong = found + joined, wanted + len(pairs), wrong + strays
    lines.append(
        f"  all but 30 %      recall {found / wanted:.4f}  precision {found / (found + wrong):.4f}\n"
    )
    return "".join(lines)


def _fill(folder: Path, signatures: int) -> None:
    with open_for_writing(folder):
        pass
    with connect(folder / WORKING) as connection:
        connection.execute(
            "INSERT INTO signatures"
            " SELECT md5(i::VARCHAR)[:16], (hash(i, j) >> 8)::BIGINT // 8 * 8, $samples"
            " FROM range($texts) t(i), range($samples) s(j)",
            {"texts": signatures, "samples": SAMPLES},
        )


def _print_speed(folder: Path) -> None:
    """Each step of loading 1,000 new texts beside what ``folder`` holds, and the memory it took."""
    chance = random.Random(1)  # noqa: S311 - repeatable
    words = [f"w{n}" for n in range(20_000)]
    batch = [
        _reading(f"new-{n}", " ".join(chance.choices(words, k=8 * SAMPLES)), NIGHT) for n in range(1_000)
    ]
    total = all_cpu = 0.0
    given = {"run_id": "benchmark", "now": NIGHT, "reading_again": False}
    with connect(folder / WORKING) as connection:
        enter(connection, stage(batch))
        for step in ("classify", *STEPS):
            started, busy = time.perf_counter(), time.process_time()
            run(connection, f"load/{step}", given)
            wall, cpu = time.perf_counter() - started, time.process_time() - busy
            total, all_cpu = total + wall, all_cpu + cpu
            sys.stdout.write(f"  {step:18}{wall:6.2f} s, of CPU {cpu:.2f} s\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"  {'all':18}{total:6.2f} s, of CPU {all_cpu:.2f} s; to be under {MOST_SECONDS:g} s\n")
    sys.stdout.write(f"  peak memory of the process {peak:.0f} MB; to be under {MOST_MEGABYTES:,} MB\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--signatures", type=int, default=1_000_000)
    # the parameters were chosen on seed 1: the others are unseen
    parser.add_argument("--seed", type=int, nargs="+", default=[2, 3])
    parser.add_argument("--speed", action="store_true", help="only the times and the memory")
    given = parser.parse_args()
    speed(given.signatures) if given.speed else main(given.texts, given.seed)
