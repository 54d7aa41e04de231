"""What survived is printed by clause and cut short; the whole of it goes to a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..cli.running import invoke

pytest.importorskip("z3")


@pytest.fixture
def weak(own: Path) -> Path:
    """A folder in which one case alone looks at the document."""
    (own / "village.cases.yaml").write_text(
        "policy: village\nplace: '630000'\non: 2025-06-30\npolicies: policies\n"
        "cases:\n  - {name: 男, profile: {sex: male}, definition: 'no'}\n",
        encoding="utf-8",
    )
    return own


def test_the_print_is_short_and_the_file_whole(weak: Path, tmp_path: Path) -> None:
    data = json.loads(invoke("mutate", "village", "--cases", weak, "--policies", weak / "policies", "--json").stdout)
    alive = [each["mutant"] for each in data["outcomes"] if each["fate"] != "killed"]
    assert len(alive) > 10
    assert sum(each["mutants"] for each in data["clauses"]) == data["mutants"]
    assert sum(each["killed"] for each in data["clauses"]) == data["killed"]
    places = [each["where"] for each in data["clauses"]]
    assert len(set(places)) == len(places)
    assert {"village definition", "village 二（一）"} <= set(places)

    printed = invoke("mutate", "village", "--cases", weak, "--policies", weak / "policies")
    assert printed.exit_code == 1
    assert f"… and {len(alive) - 10} more: --out FILE / --json" in printed.stdout
    assert (
        sum(line.startswith(("survived:", "undecided:", "equivalent:")) for line in printed.stdout.splitlines()) == 10
    )

    for kind in ("json", "md", "html"):
        out = tmp_path / f"report.{kind}"
        result = invoke("mutate", "village", "--cases", weak, "--policies", weak / "policies", "--out", out)
        assert result.exit_code == 1
        assert len(result.stdout.splitlines()) == 2, result.stdout
        text = out.read_text(encoding="utf-8").replace("&gt;", ">").replace("&lt;", "<").replace("&#x27;", "'")
        assert [name for name in alive if name not in text] == []
        assert "more: --out" not in text
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8")) == data


def test_a_file_that_cannot_be_written_is_refused_first(weak: Path, tmp_path: Path) -> None:
    arguments = ("mutate", "village", "--cases", weak, "--policies", weak / "policies", "--out")
    for out, words in ((tmp_path / "report.docx", ".json"), (tmp_path / "gone" / "report.json", "gone")):
        result = invoke(*arguments, out)
        assert result.exit_code == 2
        assert words in result.output
        assert not out.exists()
