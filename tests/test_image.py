"""The Dockerfile's steps, one after the other, on a throw-away layer over this machine's Debian and Python.

No Docker engine is needed: an overlay in a mount namespace of its own takes every write, and goes with it.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What runs when the image stands: as its user, with its commands.
PROOF = """
test "$(id -un)" = nightdesk
test -w /warehouse/archive && test -w /prefect && ! test -w /app/flows
python -m pip check
nightdesk watch --help && prefect version && prefect worker start --help
cd /tmp && nightdesk nightly --sample --warehouse /warehouse
nightdesk sql --warehouse /warehouse "SELECT 'articles: ' || count(*) FROM articles"
"""


def steps() -> Iterator[tuple[str, str]]:
    """Each instruction of the Dockerfile and the rest of its line."""
    for line in (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest


def shell() -> Iterator[str]:
    """The same as shell commands; files come from /context, and /image stands for the image's own Python."""
    python = Path(sys.base_prefix).resolve()
    yield f"set -eux; chmod o+x {shlex.join(map(str, python.parents))}"  # an interpreter in somebody's home
    yield f"{python}/bin/python3.11 -m venv /image; export PATH=/image/bin:$PATH"
    for word, rest in steps():
        match word:
            case "FROM":
                assert rest.startswith("python:3.11-"), rest
            case "ENV":
                yield f"export {rest}"
            case "WORKDIR":
                yield f"mkdir -p {rest}; cd {rest}"
            case "COPY":
                *names, target = rest.split()
                for name in names:
                    is_folder = (ROOT / name).is_dir()
                    yield f"mkdir -p {target}; cp -r /context/{name}{'/.' if is_folder else ''} {target}"
            case "RUN":
                yield f"sh -ec {shlex.quote(rest)}"
            case "USER":
                yield f"become='setpriv --reuid {rest} --regid {rest} --init-groups env HOME=/home/{rest}'"
            case "CMD":
                yield f"$become {shlex.join(json.loads(rest))}"
            case _:
                raise AssertionError(f"{word} is not known here")
    yield f"$become sh -exc {shlex.quote(PROOF)}"


def make_context(folder: Path) -> None:
    """What .dockerignore lets through."""
    folder.mkdir()
    for line in (ROOT / ".dockerignore").read_text().split():
        if line.startswith("!"):
            source, target = ROOT / line[1:], folder / line[1:]
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)


# An overlay, and in it what a container sees besides its files.
LAYER = """
mount -t tmpfs tmpfs "$1" && mkdir "$1/upper" "$1/work" "$1/all" || exit 77
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/all" || exit 77
for one in dev proc sys; do mount --rbind "/$one" "$1/all/$one" || exit 77; done
mkdir "$1/all/context" && cp -r "$2/." "$1/all/context"
exec chroot "$1/all" sh "/context/steps.sh"
"""


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(os.geteuid() != 0, reason="a layer and another user need root")
def test_the_image_is_built_and_its_ordinary_user_runs_a_night(tmp_path: Path) -> None:
    make_context(tmp_path / "context")
    (tmp_path / "context" / "steps.sh").write_text("\n".join(shell()))
    (tmp_path / "layer").mkdir()
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PREFECT", "NIGHTDESK", "TMP"))
    }
    done = subprocess.run(
        ["/usr/bin/unshare", "--mount", "sh", "-c", LAYER, "layer", tmp_path / "layer", tmp_path / "context"],
        env=kept,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 77:
        pytest.skip(f"no layer can be made here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr[-4000:]
    assert "articles: 42" in done.stdout, done.stdout[-2000:]
