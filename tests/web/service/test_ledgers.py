"""POST /v1/ledgers answers with what `liushou ledger run` writes, and its summary adds up."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from liushou.ledger import Options, make_sample, run_ledger, summary, write_sample
from liushou.web import write_notices

from ...faults.damage import sound
from .running import FILE, ON

OPTIONS = Options(on=date(2025, 6, 30), place="500230")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger with rows that are set aside and rows that are merged."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.xlsx"
    write_sample(make_sample(40, seed=3, place="500230", on=OPTIONS.on, messy=True), path)
    return path.read_bytes()


def ask(client: TestClient, ledger: bytes, headers: Mapping[str, str] = FILE, **query: Any) -> Any:
    return client.post("/v1/ledgers", params={**ON, **query}, content=ledger, headers={**FILE, **headers})


@pytest.mark.parametrize(
    ("kind", "out"),
    [
        ("csv", "csv"),
        ("ods", "notice"),
        pytest.param("xlsx", "xlsx", marks=pytest.mark.nightly),
        pytest.param("parquet", "parquet", marks=pytest.mark.nightly),
        pytest.param("xls", "json", marks=pytest.mark.nightly),
    ],
)
def test_the_answer_is_the_file_that_the_command_writes(
    client: TestClient, ledger: bytes, kind: str, out: str, tmp_path: Path
) -> None:
    data = ledger if kind == "xlsx" else sound()[f"ledger.{kind}"][0]
    source, target = tmp_path / f"ledger.{kind}", tmp_path / f"results.{out}"
    source.write_bytes(data)
    answer = ask(client, data, out=out, name=f"台账.{kind}")
    assert answer.status_code == 200, answer.text
    if out == "notice":
        write_notices(source, target, OPTIONS)
        assert answer.content == target.read_bytes()
    elif out == "json":
        assert answer.json() == json.loads(json.dumps(summary(run_ledger(source, None, OPTIONS))))
    else:
        run_ledger(source, target, OPTIONS)
        assert answer.content == target.read_bytes()
    assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    counts = json.loads(answer.headers["liushou-summary"])
    evaluated = counts.get("sheets", counts.get("evaluated"))
    assert counts["rows"] == evaluated + counts["set_aside"] + counts["duplicates"]


def test_line_by_line_with_progress(client: TestClient, ledger: bytes, tmp_path: Path) -> None:
    answer = ask(client, ledger, {"accept": "application/x-ndjson"}, assume=["sex=female", "lives_in_village=yes"])
    lines = [json.loads(line) for line in answer.text.splitlines()]
    kinds = list(dict.fromkeys(kind for line in lines for kind in line))
    assert kinds == ["progress", "summary", "file", "chunk", "end"]
    book = b"".join(base64.b64decode(line["chunk"]) for line in lines if "chunk" in line)
    about = next(line["file"] for line in lines if "file" in line)
    assert (len(book), hashlib.sha256(book).hexdigest()) == (about["bytes"], about["sha256"])
    (tmp_path / "ledger.xlsx").write_bytes(ledger)
    options = Options(on=OPTIONS.on, place="500230", assume=("sex=female", "lives_in_village=yes"))
    expected = run_ledger(tmp_path / "ledger.xlsx", tmp_path / "results.xlsx", options)
    assert book == (tmp_path / "results.xlsx").read_bytes()
    assert next(line["summary"] for line in lines if "summary" in line) == json.loads(json.dumps(summary(expected)))


def test_a_mapping_names_the_columns(client: TestClient) -> None:
    table = "姓名,性别,保障\n甲,女,A类\n".encode()
    mapping = {"columns": {"保障": "receives_dibao"}, "values": {"保障": {"A类": True}}}
    answer = ask(client, table, {"content-type": "text/csv"}, out="json", mapping=json.dumps(mapping))
    assert answer.status_code == 200, answer.text
    assert [column["taken_for"] for column in answer.json()["columns"]][2] == "receives_dibao"


WRONG: dict[str, tuple[Mapping[str, Any], Mapping[str, str], int, str]] = {
    "no day": ({"on": None}, {}, 422, "/on"),
    "a day that is none": ({"on": "2025-02-30"}, {}, 422, "/on"),
    "no place of that name": ({"place": "无此县"}, {}, 422, "/place"),
    "a key that there is not": ({"mappings": "x"}, {}, 422, "/mappings"),
    "a result that there is not": ({"out": "docx"}, {}, 422, "/out"),
    "neither true nor false": ({"show_ids": "1"}, {}, 422, "/show_ids"),
    "a key that stands twice": ({"place": ["500230", "500101"]}, {}, 422, "/place"),
    "a mapping that is empty": ({"mapping": ""}, {}, 422, "/mapping"),
    "a mapping that is too long": ({"mapping": "x" * 9000}, {}, 422, "/mapping"),
    "a form": ({}, {"content-type": "multipart/form-data; boundary=x"}, 415, ""),
    "JSON": ({}, {"content-type": "application/json"}, 415, ""),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", WRONG)
def test_what_is_asked_wrongly_is_named(client: TestClient, name: str, lang: str) -> None:
    query, headers, status, field = WRONG[name]
    given = {key: value for key, value in {**ON, **query}.items() if value is not None}
    answer = client.post(
        "/v1/ledgers", params=given, content=b"x", headers={**FILE, **headers, "accept-language": lang}
    )
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()["problems"][0]
    assert problem["field"] == field
    assert any("一" <= letter <= "鿿" for letter in problem["message"]) is (
        lang == "zh" or name == "no place of that name"
    )


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ({"sheet": "没有"}, "/sheet", "没有"),
        pytest.param({"mapping": '{"columns": {"姓名": "namee"}}'}, "/mapping", "namee", marks=pytest.mark.nightly),
        pytest.param({"assume": "disabled=maybe"}, "/assume", "disabled", marks=pytest.mark.nightly),
        pytest.param({"assume": "nothing"}, "/assume", "nothing", marks=pytest.mark.nightly),
    ],
)
def test_what_only_the_ledger_can_tell_is_named_too(
    client: TestClient, ledger: bytes, query: Mapping[str, str], field: str, words: str
) -> None:
    answer = ask(client, ledger, {"accept": "application/x-ndjson"}, **query)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["problems"][0]["field"] == field
    assert words in answer.json()["problems"][0]["message"]


def test_a_ledger_without_a_place(client: TestClient, ledger: bytes) -> None:
    answer = client.post("/v1/ledgers", params={"on": "2025-06-30"}, content=ledger, headers=FILE)
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == "/place"
