"""Every bad input: a clear message, exit code 2, never a traceback."""

import os
from pathlib import Path

import pytest

from .running import HER, ON, invoke, no_traceback, run, woman

LAUGHS = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{p}, *{p}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True))

PROFILES = {
    "unknown fact": ("disabeld: yes\n", "did you mean: disabled"),
    "wrong type": ("disabled: 5\n", "neither yes nor no"),
    "out of range": ("disability_grade: 7\n", "range"),
    "no date": ("birth_date: soon\n", "not a date"),
    "no day": ("birth_date: 2023-02-29\n", "no such day"),
    "octal": ("birth_date: 010203\n", "misread"),
    "duplicate": ("sex: female\nsex: male\n", "duplicate key"),
    "alias": ("sex: &a female\nbirth_date: *a\n", "alias"),
    "laughs": (LAUGHS, "anchor"),
    "tag": ("sex: !!python/name:os.system x\n", "tag"),
    "deep": ("[" * 100_000, "too deep"),
    "syntax": ("sex: [female\n", "not YAML"),
    "list": ("- sex\n", "a profile is"),
    "two documents": ("sex: female\n---\nsex: male\n", "second YAML document"),
    "NUL": ("sex: \0\n", "not YAML"),
    "contradiction": ("disabled: no\ndisability_grade: 2\n", "disability_grade"),
    "born after": ("birth_date: 2026-01-01\n", "birth_date"),
    "left after": ("husband_away_since: 2025-07-01\n", "husband_away_since"),
    "half year": ("husband_away_since: 2025-06-01\nhusband_away_years: 3\n", "husband_away_years"),
    "age": ("age: 40\n", "birth_date"),
    "unsure of nothing": ("unsure: [bogus]\n", "unknown fact"),
    "known and unsure": ("sex: female\nunsure: [sex]\n", "both known"),
    "huge": ("#" * 300_000, "larger"),
}


@pytest.mark.parametrize("arguments", [(), ("--json",)])
@pytest.mark.parametrize("kind", list(PROFILES))
def test_profiles(tmp_path: Path, kind: str, arguments: tuple[str, ...]) -> None:
    text, words = PROFILES[kind]
    done = invoke("match", woman(tmp_path, text), "--place", "500230", *ON, *arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert len(done.stderr) < 20_000


@pytest.mark.parametrize(
    "text",
    ['{"sex": "female",}', '{"sex": "female", "sex": "male"}', "[" * 100_000, '{"husband_away_years": NaN}',
     '{"unsure": [["a"]]}', '{"unsure": {}}', "[]", '{"disabled": [[[[1]]]]}', '{"birth_date": ' + "9" * 4500 + "}"],
)  # fmt: skip
def test_json_profiles(tmp_path: Path, text: str) -> None:
    done = invoke("match", woman(tmp_path, text, "her.json"), "--place", "500230", *ON)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--place", "999999", *ON),
        ("--place", "5002", *ON),
        ("--place", "丰都", *ON),
        ("--place", "", *ON),
        ("--place", "500230102", *ON),
        ("--place", "510212197503080021", *ON),
        ("--place", "500230", "--on", "2025-02-30"),
        ("--place", "500230", "--on", "2025-06"),
        ("--place", "500230", "--on", "tomorrow"),
        ("--place", "500230", "--on", "1800-01-01"),
        ("--place", "500230", *ON, "--policies", "/no/such/folder"),
        ("--place", "500230", *ON, "--places", "/no/such/file"),
        ("--place", "500230", *ON, "--bogus"),
        ("--place",),
        ON,
        (),
    ],
    ids=" ".join,
)
def test_arguments(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = invoke("match", woman(tmp_path), *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr
    assert "510212197503080021" not in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"999999": {facts: {}}\n', "unknown place code"),
        ('"530102": {parameters: {rural_dibao_line: 300}}\n', "floor"),
        ('"530102": {parameters: {rural_dibao_lin: 300}}\n', "did you mean"),
        ('"530102": {facts: {disabled: yes}}\n', "fact of a place"),
        ("[" * 5000, "too deep"),
        ("5\n", "maps codes"),
    ],
)
def test_places_files(tmp_path: Path, text: str, words: str) -> None:
    places = tmp_path / "places.yaml"
    places.write_text(text, encoding="utf-8")
    done = invoke("match", woman(tmp_path), "--place", "530102", *ON, "--places", places)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


@pytest.mark.parametrize("name", ["missing.yaml", "big.yaml", "binary.yaml", "gbk.yaml", "dir.yaml", "pipe.yaml"])
def test_files_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "big.yaml").write_text("#" * 5_000_000)
    (tmp_path / "binary.yaml").write_bytes(os.urandom(5000) + b"\xff\xfe\x00")
    (tmp_path / "gbk.yaml").write_bytes(("# 农村留守妇女\n" + HER).encode("gb18030"))
    (tmp_path / "dir.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    done = invoke("match", tmp_path / name, "--place", "500230", *ON)
    assert (done.exit_code, done.stdout) == (2, "")
    assert name in done.stderr
    assert invoke("check", tmp_path / name).exit_code == 2


def test_a_file_without_end() -> None:
    assert invoke("match", "/dev/zero", "--place", "500230", *ON).exit_code == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = woman(tmp_path)
    path.chmod(0)
    assert invoke("match", path, "--place", "500230", *ON).exit_code == 2


def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    """What a test runner might hide: stderr, exit code, and nothing on stdout."""
    done = run("match", woman(tmp_path, "sex: femal\nsex: x\n"), "--place", "500230", *ON)
    no_traceback(done, 2, ["her.yaml:2:1", "duplicate key"])
    assert done.stdout == ""
    no_traceback(run("match", tmp_path / "missing.yaml", "--place", "999999"), 2, ["missing.yaml"])
    no_traceback(run("bogus"), 2, ["bogus"])


def test_an_id_number_is_never_shown(tmp_path: Path) -> None:
    number = "510212197503080021"
    done = run("match", woman(tmp_path, f"birth_date: {number}\n"), "--place", "500230", *ON)
    no_traceback(done, 2, ["5102*"])
    assert number not in done.stderr
