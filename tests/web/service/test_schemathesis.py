"""Whatever the description allows, and what it does not: no fault, and no answer that is not described.

That all which the schema allows is accepted is left out: a place or a fact has to exist, and facts may contradict each
other, which no schema says. In a request of many women what is wrong with one is said in her result.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from liushou.web import create_app

from .running import serving

schemathesis = pytest.importorskip("schemathesis")
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance  # noqa: E402

ROUTES = ["POST /v1/match", "POST /v1/statuses", "POST /v1/next-question", "POST /v1/notice", "GET /v1/health"]
ROUTES += ["GET /v1/policies", "GET /v1/services", "GET /v1/facts", "GET /v1/places", "GET /v1/diff", "GET /"]
ROUTES += ["GET /documents", "GET /documents/{name}"]
#: A process for each.
LEDGERS = "POST /v1/ledgers"
SECONDS = os.environ.get("LIUSHOU_SCHEMATHESIS_SECONDS", "600")


@pytest.fixture(scope="module")
def api() -> Any:
    """The service, by its description."""
    return schemathesis.openapi.from_asgi("/openapi.json", create_app())


def test_every_route_is_tried(api: Any) -> None:
    assert {operation.ok().label for operation in api.get_all_operations()} == {*ROUTES, LEDGERS}


@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
@pytest.mark.parametrize("route", [*ROUTES, LEDGERS])
def test_as_described(api: Any, route: str, mode: str) -> None:
    method, path = route.split()
    left_out = [positive_data_acceptance, *([negative_data_rejection] if path == "/v1/statuses" else [])]
    strategy = api[path][method].as_strategy(generation_mode=schemathesis.GenerationMode[mode])
    examples = 2 if route == LEDGERS else 6

    @settings(max_examples=examples, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=strategy)
    def tried(case: Any) -> None:
        case.call_and_validate(excluded_checks=left_out)

    # Of some routes everything is as described.
    with suppress(Unsatisfiable):
        tried()


@pytest.mark.nightly
def test_ten_minutes_of_a_real_server(tmp_path: Path) -> None:
    """All phases of Schemathesis, by its command line."""
    command = [Path(sys.executable).with_name("schemathesis"), "run", "--max-time", SECONDS, "--request-timeout", "120"]
    command += ["--exclude-checks", "positive_data_acceptance,negative_data_rejection", "--continue-on-failure"]
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with serving(temporary) as server:
        command.append(f"{server.url}/openapi.json")
        run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert run.returncode == 0, run.stdout[-20_000:]
        assert list(temporary.iterdir()) == []
