"""Files made to do harm are refused over HTTP as on the command line, and the service answers afterwards."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ...faults.damage import file_of
from ...faults.test_workbook_fuzz import WRITERS
from ...ledger.raw_files import ods, ods_row, text_row, write_parts, xlsx, xlsx_parts
from ...ledger.test_bounded_before_parsed import KINDS
from .running import FILE, ON

#: Of the kinds that the command line refuses, those that are tried every time; nightly all of them are.
OFTEN = {"parts_that_share_their_bytes", "entities_within_entities"}


def uploaded(client: TestClient, path: Path) -> tuple[int, str]:
    """(the status, what is wrong with the file); the service answers afterwards."""
    answer = client.post("/v1/ledgers", params={**ON, "out": "json"}, content=path.read_bytes(), headers=FILE)
    assert client.get("/v1/health").status_code == 200
    detail = answer.json().get("detail", "")
    assert str(path.parent) not in answer.text
    return answer.status_code, detail


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in OFTEN else pytest.mark.nightly) for name in KINDS]
)
def test_what_the_command_line_refuses(client: TestClient, name: str, tmp_path: Path) -> None:
    write, words = KINDS[name]
    write(tmp_path / name)
    status, detail = uploaded(client, tmp_path / name)
    assert status == 422 or (status == 200 and not words)
    assert words in detail


OWN: dict[str, tuple[Callable[[Path], object], str]] = {
    "a web page": (lambda path: path.write_bytes(b"<html><table><tr><td>x</td></tr></table>"), "网页"),
    "random bytes": (lambda path: path.write_bytes(random.Random(1).randbytes(4000)), "neither"),
    "a password": (
        lambda path: path.write_bytes(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
        ),
        "有密码",
    ),
    "a binary workbook": (lambda path: write_parts(path, {"xl/workbook.bin": b"x"}), "xlsb"),
    "an archive of anything": (lambda path: write_parts(path, {"a.txt": b"x"}), "damaged"),
    "a million columns": (lambda path: path.write_bytes(b"a," * 1_000_000), "columns"),
    "a line of ten million signs": (lambda path: path.write_bytes(b"a" * 10_000_001), "line"),
    "a cell that never ends": (lambda path: path.write_bytes('姓名,性别\n"'.encode() + b"x\n" * 600_000), ""),
    "rows without any column that is known": (lambda path: path.write_bytes(b"x1,x2\n1,2\n3,4\n"), "column"),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name < "a c" else pytest.mark.nightly) for name in OWN]
)
def test_what_is_no_ledger(client: TestClient, name: str, tmp_path: Path) -> None:
    write, words = OWN[name]
    write(tmp_path / "a")
    status, detail = uploaded(client, tmp_path / "a")
    assert status == 422
    assert words in detail


def outside(path: Path) -> None:
    """A workbook with parts that would lie elsewhere, and with a macro."""
    parts = xlsx_parts(text_row(1, "姓名", "年龄") + text_row(2, "甲", "40"))
    write_parts(
        path, parts | {"../../../../tmp/liushou-outside": b"x", "/etc/liushou": b"x", "xl/vbaProject.bin": b"\xd0\xcf"}
    )


def formulas(path: Path) -> None:
    """A workbook whose cells call other programs."""
    call = "<f>cmd|'/c calc'!A1</f><v>40</v>"
    xlsx(
        path,
        f'<row r="2"><c r="A2" t="str"><f>WEBSERVICE("http://127.0.0.1/")</f><v>甲</v></c><c r="B2">{call}</c></row>',
    )


@pytest.mark.parametrize("write", [outside, pytest.param(formulas, marks=pytest.mark.nightly)])
def test_what_a_workbook_would_do_is_not_done(
    client: TestClient, write: Callable[[Path], None], tmp_path: Path
) -> None:
    write(tmp_path / "a.xlsx")
    answer = client.post("/v1/ledgers", params=ON, content=(tmp_path / "a.xlsx").read_bytes(), headers=FILE)
    assert answer.status_code == 200
    assert not Path("/tmp/liushou-outside").exists()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as results:
        assert not [name for name in results.namelist() if "vba" in name or ".." in name or "external" in name.lower()]
        assert not [name for name in results.namelist() if name.endswith(".xml") and b"<f>" in results.read(name)]


@pytest.mark.nightly
@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
@pytest.mark.parametrize("seed", range(12))
def test_damaged_workbooks(
    client: TestClient, write: Callable[[Path, random.Random], None], seed: int, tmp_path: Path
) -> None:
    write(tmp_path / "a", random.Random(seed))
    assert uploaded(client, tmp_path / "a")[0] in (200, 422)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(112))
def test_damaged_files_of_every_kind(client: TestClient, seed: int, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(file_of(seed)[1])
    assert uploaded(client, tmp_path / "a")[0] in (200, 422)


@pytest.mark.nightly
def test_an_ods_of_a_million_rows_in_a_line(client: TestClient, tmp_path: Path) -> None:
    ods(tmp_path / "a.ods", ods_row("姓名", "年龄") + ods_row("甲", "40", repeated=900_000))
    assert uploaded(client, tmp_path / "a.ods")[0] in (200, 422)
