"""Issue 11: files damaged at random, of all kinds, give an answer or a refusal, and nothing else, within ten seconds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from liushou import InputError
from liushou.proof.cases import failures, read_cases

from ..cli.running import ON, invoke, woman
from .damage import file_of, sound

#: Seconds of the processor, in this process and those it starts; and by the clock, whatever else the machine does.
WORK, PATIENCE = 10, 120
#: A fixed sample in `make test`; the others at night, twice with seeds of their own.
SAMPLE, MANY = 154, 2000


@contextmanager
def in_time() -> Iterator[None]:
    before = os.times()
    yield
    after = os.times()
    assert sum(after[:4]) - sum(before[:4]) < WORK
    assert after.elapsed - before.elapsed < PATIENCE


def run(*arguments: object) -> None:
    with in_time():
        done = invoke(*arguments)
    assert done.exit_code in (0, 1, 2), done.output
    assert done.output.strip()


def tried(kind: str, path: Path, folder: Path) -> None:
    """The commands that read a file of this kind."""
    place = ("--place", "500230", *ON)
    if kind.startswith("profile"):
        run("match", path, *place)
    elif kind in ("document.yaml", "register.yaml"):
        run("check", path)
    elif kind == "places.yaml":
        run("match", woman(folder), "--place", "220182", *ON, "--places", path)
    elif kind == "mapping.yaml":
        ledger = folder / "sound.csv"
        ledger.write_text("姓名,性别,保障情况,纯收入\n甲,女,A类,1\n", encoding="utf-8")
        run("ledger", "run", ledger, *place, "--mapping", path, "--out", folder / "out.csv")
    elif kind == "cases.yaml":
        with in_time(), suppress(InputError):
            list(failures([read_cases(path)]))
    elif kind == "text.txt":
        path.rename(path.with_name("fengdu.txt"))
        run("verify", "--sources", folder, "--document", "fengdu", "--document", "yunnan")
        run("coverage", "--sources", folder, "--document", "fengdu", "--document", "yunnan")
    elif kind == "texts.lock.yaml":
        path.rename(path.with_name("texts.lock.yaml"))
        (folder / "own.yaml").write_text("services:\n  tea: {title: 茶}\n", encoding="utf-8")
        run("verify", "--sources", folder, "--policies", folder)
    else:
        run("ledger", "run", path, *place, "--out", folder / "out.csv", "--assume", "sex=female")


def failed_files(seeds: range, tmp_path: Path) -> dict[str, str]:
    """What became of the files that gave neither an answer nor a refusal."""
    failed = {}
    for seed in seeds:
        kind, content = file_of(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        path = folder / f"damaged.{kind}"
        path.write_bytes(content)
        try:
            tried(kind, path, folder)
        except Exception as error:
            failed[f"{seed} {kind}"] = f"{type(error).__name__}: {error}"[:300]
    return failed


@pytest.mark.parametrize("part", range(7))
def test_a_fixed_sample(tmp_path: Path, part: int) -> None:
    assert len(sound()) == 14
    assert not failed_files(range(part * SAMPLE // 7, (part + 1) * SAMPLE // 7), tmp_path)


@pytest.mark.nightly
@pytest.mark.parametrize("first", [10_000, 20_000])
@pytest.mark.parametrize("part", range(20))
def test_two_thousand_twice(tmp_path: Path, first: int, part: int) -> None:
    start = first + part * MANY // 20
    assert not failed_files(range(start, start + MANY // 20), tmp_path)
