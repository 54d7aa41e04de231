"""The models in a FastAPI application of somebody else, with facts of its own rules, and without the extra."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from liushou import load_rules, match

from ...match.test_own_facts import DOCUMENT, REGISTER

fastapi = pytest.importorskip("fastapi", reason="the extra web is not installed")
testclient = pytest.importorskip("fastapi.testclient", reason="httpx is not installed")
models = pytest.importorskip("liushou.web.models", reason="the extra web is not installed")

ON = date(2025, 6, 30)


def test_a_route_of_ones_own() -> None:
    application = fastapi.FastAPI()

    @application.post("/services")
    def services(woman: models.Profile) -> models.Answer:
        answer: models.Answer = models.Answer.from_match(match(woman.to_profile(), place="500230", on=ON))
        return answer

    client = testclient.TestClient(application)
    woman = {"sex": "女", "husband_away_since": "2024-03", "unsure": ["disabled"]}
    response = client.post("/services", json=woman)
    assert (response.status_code, response.json()) == (200, match(woman, place="500230", on=ON).to_dict())
    refused = client.post("/services", json={"sex": "女", "unsure": ["sexx"]})
    assert refused.status_code == 422
    assert refused.json()["detail"][0]["loc"] == ["body", "unsure", 0]


def test_facts_of_ones_own(tmp_path: Path) -> None:
    reserved = "  copy: {title: 复印, type: yes_no, ask: 是否复印？}\nservices:"
    (tmp_path / "own.yaml").write_text(REGISTER.replace("services:", reserved, 1), encoding="utf-8")
    (tmp_path / "bees.yaml").write_text(DOCUMENT, encoding="utf-8")
    rules = load_rules(tmp_path)
    own = models.profile_model(rules)
    assert own is models.profile_model(rules)
    woman = own(
        sex="female", keeps_bees="是", hives={"at_least": 3}, village_zone="北片", hired_since="2024-03-01", copy=True
    )
    assert (woman.keeps_bees, woman.village_zone, woman.copy_) == (True, "north", True)
    profile = woman.to_profile()
    assert profile.extra["keeps_bees"] is True
    assert own.model_validate_json(woman.model_dump_json()) == woman
    assert own.from_profile(profile) == woman
    assert match(profile, place="500230", on=ON, rules=rules).rules.sha256 == rules.sha256
    assert {"keeps_bees", "copy"} <= set(own.model_json_schema()["properties"])
    with pytest.raises(ValueError):
        models.Profile.from_profile(profile)


def test_the_rest_of_web_does_without_pydantic() -> None:
    code = (
        "import sys; sys.modules['pydantic'] = None\n"
        "import liushou.web\n"
        "from liushou import MissingExtraError\n"
        "try:\n    import liushou.web.models\n"
        "except MissingExtraError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "liushou[web]" in done.stdout
