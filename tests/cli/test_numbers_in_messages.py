"""No ID number and no telephone in anything that the command line prints, whatever they are written into."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liushou.cli.app import app

from ..ledger.sheets import write_sheet

NUMBER, PHONE = "500230197503080022", "13812345678"
WHERE = ["--place", "500230", "--on", "2025-06-30"]
DECISION = "{policy: fengdu, clause: 二（一）, service: temporary_assistance, residual: 符合条件, outcome: granted"
#: Files whose content or name holds a number; ``<N>`` is an ID number and ``<P>`` a telephone.
FILES = {
    "facts <N>.yaml": "sex: female\n<N>: yes\nbirth_date: <N>\ndisabled: <P>\n",
    "broken.yaml": "sex: female\nnote: [<N>\nfoo: bar\n",
    "broken.json": '{"sex": "female", "x": "<N>" "y": 1}',
    "decided.yaml": f"sex: female\ndecisions:\n  - {DECISION}, by: 民政局<N>, on: 2025-01-01}}\n",
    "mapping.yaml": "columns:\n  <N>: <N>\n",
    "words.yaml": "columns:\n  是否低保: receives_dibao\nvalues:\n  是否低保: {<N>: <P>}\n",
    "broken <N>.xlsx": "PK\3\4" + "x" * 200,
    "no header.csv": "甲<N>,foo\n<P>,x\n",
    "quoted.csv": '姓名,性别,是否低保\n甲,女,<N>\n"乙 <N>,女,是\n',
}
COMMANDS = [
    *(["match", name, *WHERE] for name in ("facts <N>.yaml", "broken.yaml", "broken.json", "decided.yaml", "<N>.yaml")),
    ["match", "decided.yaml", *WHERE, "--json"],
    ["match", "decided.yaml", "--place", "<N>", "--on", "2025-06-30"],
    ["match", "decided.yaml", "--place", "甲<P>", "--on", "2025-06-30"],
    ["match", "decided.yaml", "--place", "500230", "--on", "<N>"],
    *(
        ["match", "decided.yaml", *WHERE, *more]
        for more in (["<N>", "<P>"], ["--places", "<N>"], ["--policies", "<N>"])
    ),
    *([word] for word in ("<N>", "--<N>")),
    ["match", "decided.yaml", "--lang", "<N>"],
    *(
        ["ledger", "run", "led <N> <P>.xlsx", *WHERE, "--out", out]
        for out in ("o <N>.xlsx", "o.csv", "o.<N>", "<N>/o.csv")
    ),
    ["ledger", "run", "led <N> <P>.xlsx", *WHERE, "--out", "<P>.parquet", "--json"],
    *(
        ["ledger", "run", "led <N> <P>.xlsx", *WHERE, "--out", "o.csv", option, value]
        for option in ("--assume", "--sheet", "--mapping", "--filled")
        for value in ("<N>", "sex=<N>", "<N>=yes", "mapping.yaml", "words.yaml")
    ),
    *(["ledger", "run", name, *WHERE, "--out", "o.csv"] for name in ("broken <N>.xlsx", "no header.csv", "quoted.csv")),
    *(
        ["ledger", "due", "led <N> <P>.xlsx", *WHERE, *more]
        for more in (["--within", "<N>"], ["--within", "1y"], ["--json"])
    ),
    *(["ledger", "changes", "led <N> <P>.xlsx", "quoted.csv", *WHERE, *more] for more in ([], ["--json"])),
    *(["ledger", "sample", "--rows", rows, "--out", "s <N>.csv"] for rows in ("<N>", "2")),
    *(["check", name] for name in ("facts <N>.yaml", "<N>")),
    *([command, "<N>"] for command in ("new", "diff", "export", "lint", "schema", "facts", "coverage")),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("numbers")
    for name, text in FILES.items():
        (folder / _filled(name)).write_text(_filled(text), encoding="utf-8")
    header = ["姓名", "身份证号", "性别", "备注<N>", "是否低保", "联系电话", "家庭住址", "电话<P>"]
    rows = [
        ["甲<N>", "<N>", "女", "x", "是<N>", "<P>", "一组<P>", "5"],
        ["乙<P>", "<N>0", "女", "x", "否<P>", "<P>", "一组<N>", "5"],
        ["合计", "<N>", None, None, None, "<P>", "0022", "尾号0022"],
    ]
    write_sheet(
        folder / _filled("led <N> <P>.xlsx"), [[cell and _filled(cell) for cell in row] for row in (header, *rows)]
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


def _filled(text: str) -> str:
    return text.replace("<N>", NUMBER).replace("<P>", PHONE)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_number_is_printed(command: list[str], lang: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder.is_dir()
    monkeypatch.setenv("LIUSHOU_LANG", lang)
    result = CliRunner().invoke(app, list(map(_filled, command)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    numbers = (unicodedata.numeric(character, -1) for character in result.output)
    digits = "".join(str(int(number)) for number in numbers if number in range(10))
    assert NUMBER not in digits, result.output
    assert NUMBER[4:16] not in digits, result.output
    assert PHONE not in digits, result.output
