"""Every command that takes a rule file finds the registers beside it, or says which folder to pass."""

import re
import subprocess
from pathlib import Path

import pytest

from ..documents.making import folder
from ..documents.test_own_directory import REGISTERS, SIXTH
from .running import invoke

CASES = """
place: "510104"
on: 2025-06-30
policy: sichuan
cases:
  - {name: 男, profile: {sex: male}, definition: 'no'}
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document and its registers, in the folder one is in."""
    monkeypatch.chdir(tmp_path)
    return folder(Path("own"), registers=REGISTERS, sichuan=SIXTH)


@pytest.mark.parametrize(
    "command",
    [
        ("check", "own/sichuan.yaml"),
        ("diff", "own/sichuan.yaml", "own/sichuan.yaml"),
        ("diff", "fengdu", "own/sichuan.yaml"),
        ("diff", "own/sichuan.yaml", "fengdu", "--json"),
        ("export", "own/sichuan.yaml"),
        ("lint", "own/sichuan.yaml"),
        ("laws", "own/sichuan.yaml"),
        ("verify", "--document", "own/sichuan.yaml", "--sources", "texts"),
        ("coverage", "--document", "own/sichuan.yaml", "--sources", "texts"),
        ("mutate", "own/sichuan.yaml", "--cases", "cases"),
    ],
    ids=" ".join,
)
def test_a_command_finds_them(own: Path, command: tuple[str, ...]) -> None:
    folder(Path("cases"), **{"x.cases": CASES})
    Path("texts").mkdir()
    result = (
        invoke(*command, "--on", "2025-06-30") if command[0] in ("diff", "lint", "laws", "export") else invoke(*command)
    )
    assert result.exit_code in (0, 1), result.output
    assert not re.search("unknown (fact|service|agency|parameter|need|concept)", result.output), result.output
    assert own


def test_both_files_of_a_diff_have_their_own(own: Path) -> None:
    other = folder(
        Path("other"),
        registers=REGISTERS.replace("winter_heating", "cooling").replace("has_coal_stove", "has_fan"),
        second=SIXTH.replace("winter_heating", "cooling").replace("has_coal_stove", "has_fan"),
    )
    result = invoke("diff", own / "sichuan.yaml", other / "second.yaml", "--on", "2025-06-30", "--json")
    assert result.exit_code == 0, result.output
    assert '"id": "winter_heating"' in result.output
    assert '"id": "cooling"' in result.output


def test_a_revision_has_the_registers_of_its_day(own: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    folder(
        own,
        registers=REGISTERS.replace("has_coal_stove", "has_stove"),
        sichuan=SIXTH.replace("has_coal_stove", "has_stove"),
    )
    result = invoke("diff", "own/sichuan.yaml@HEAD", "own/sichuan.yaml", "--on", "2025-06-30")
    assert result.exit_code == 0, result.output
    (own / "registers.yaml").unlink()
    git("rm", "-q", "--cached", "own/registers.yaml")
    git("commit", "-qm", "second")
    alone = invoke("diff", "own/sichuan.yaml@HEAD", "fengdu", "--on", "2025-06-30")
    assert alone.exit_code == 2
    assert "there is no register beside own/sichuan.yaml@HEAD" in alone.output
    assert "liushou-" not in alone.output


@pytest.mark.parametrize("command", [("match", "her.yaml", "--place", "510104"), ("matrix",), ("schema",), ("lint",)])
def test_a_file_given_as_a_folder_names_the_folder(own: Path, command: tuple[str, ...]) -> None:
    Path("her.yaml").write_text("sex: female\n", encoding="utf-8")
    result = invoke(*command, "--policies", own / "sichuan.yaml")
    assert result.exit_code == 2
    assert "give its folder, own" in result.output


def test_cases_that_lie_with_their_rules_say_what_to_write(own: Path) -> None:
    from liushou.problems import InputError
    from liushou.proof.cases import read_cases

    folder(own, **{"x.cases": CASES})
    with pytest.raises(InputError) as error:
        read_cases(own / "x.cases.yaml")
    assert "write `policies: .` at the top" in str(error.value)


def test_a_register_that_is_read_is_not_written_over(own: Path) -> None:
    result = invoke("diff", "own/sichuan.yaml", "fengdu", "--markdown", own / "registers.yaml")
    assert result.exit_code == 2
    assert "services:" in (own / "registers.yaml").read_text(encoding="utf-8")
