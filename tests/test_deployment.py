"""The production shape, as far as it can be read: deployments, compose file, image."""

import ast
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DEPLOYMENTS: list[dict[str, Any]] = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda d: d["name"])
def test_every_deployment_names_a_flow_and_parameters_that_it_has(deployment: dict[str, Any]) -> None:
    file, _, name = deployment["entrypoint"].partition(":")
    functions = [n for n in ast.parse((ROOT / file).read_text()).body if isinstance(n, ast.FunctionDef)]
    (flow,) = (f for f in functions if f.name == name)
    assert set(deployment["parameters"]) <= {argument.arg for argument in flow.args.args}
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


def test_the_versions_of_prefect_agree() -> None:
    pinned = re.search(r"^prefect==(\S+)", (ROOT / "requirements.lock").read_text(), re.M)
    assert pinned
    assert f"prefect-version: {pinned.group(1)}" in (ROOT / "prefect.yaml").read_text()


def test_nothing_listens_beyond_this_machine() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_no_secret_stands_in_the_compose_file() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service["environment"].items():
            if re.search("PASSWORD|AUTH|ALERTS", name):
                assert str(value).startswith("${"), name


def test_images_are_pinned_and_services_restart() -> None:
    for name, service in COMPOSE["services"].items():
        assert service["restart"] == "unless-stopped", name
        assert re.search(r":[\w.-]+$", service["image"]), name
        assert not service["image"].endswith(":latest"), name


def test_every_service_has_a_health_check() -> None:
    assert all(service["healthcheck"]["test"] for service in COMPOSE["services"].values())


def test_every_variable_is_explained_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    told = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.M))
    assert asked == told


def test_the_deployments_find_their_variables_in_the_worker() -> None:
    wanted = set(re.findall(r"\{\{ \$(\w+) \}\}", (ROOT / "prefect.yaml").read_text()))
    assert wanted
    assert wanted <= set(COMPOSE["services"]["worker"]["environment"])


def test_the_image_holds_what_it_copies_and_nothing_runs_as_root() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    kept = set((ROOT / ".dockerignore").read_text().split())
    for line in re.findall(r"^COPY (.+)$", dockerfile, re.M):
        for name in line.split()[:-1]:
            assert (ROOT / name).exists(), name
            assert f"!{name}" in kept, name
    assert re.search(r"^USER (?!root)", dockerfile, re.M)


def test_systemd_accepts_the_unit_of_the_documentation(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed")
    found = re.search(r"```ini\n(.*?)```", (ROOT / "docs" / "production.md").read_text(), re.S)
    assert found
    unit = tmp_path / "nightdesk.service"
    # a command that is there
    unit.write_text(found.group(1).replace("/srv/nightdesk/.venv/bin/nightdesk", "/bin/true"))
    done = subprocess.run([analyze, "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
