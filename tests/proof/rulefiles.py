"""Small rule files for the tests of the lint: a county, its province, and what they share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent, indent

from liushou.proof.lint.findings import FORCE, MISSING, NUMBER, UNSUPPORTED
from liushou.proof.lint.run import Report, lint

#: The quotes here are short and say nothing; what lint says of words has tests of its own.
WORDS = (FORCE, NUMBER, MISSING, UNSUPPORTED)
ON = date(2025, 6, 30)
COUNTY, PROVINCE = "500240", "500000"
DEFINITION = ("sex is female", "lives_in_village", "husband_away_for_work", "husband_away_half_year")

REGISTERS = """\
services:
  meals: {title: 送餐}
agencies:
  county_office: {name: 县办, level: county, place: "500240", aliases: [县办]}
"""


def measure(
    service: str = "meals", when: str | None = None, *, force: str = "provide", quote: str = "提供送餐", extra: str = ""
) -> str:
    """A measure as YAML; ``when`` is the text after the key, on one line or an indented block."""
    lines = [f"- service: {service}", f"  force: {force}", f"  quote: {quote}"]
    if when is not None:
        lines.append(f"  when:{when}" if when.startswith("\n") else f"  when: {when}")
    lines += [f"  {line}" for line in dedent(extra).splitlines()]
    return "\n".join(lines)


def block(text: str) -> str:
    """A ``when`` of several lines."""
    return "\n" + indent(dedent(text).strip("\n"), "    ")


def document(
    *measures: str,
    name: str = "county",
    place: str = COUNTY,
    definition: tuple[str, ...] = DEFINITION,
    issued: str = "2021-01-01",
    agencies: str | None = None,
    clauses: str | None = None,
) -> str:
    """A document with these measures in one clause (or with ``clauses`` as they stand)."""
    issuer = "重庆市民政局" if place == PROVINCE else "县办"
    head = [
        f"policy: {name}",
        f"title: {name}",
        f"number: {name}〔2021〕1号",
        f"issued: {issued}",
        f'place: "{place}"',
        f"issuers: [{issuer}]",
        "definition:",
        "  at: 一",
        "  quote: 丈夫外出的妇女",
        "  when:",
        *(f"    - {line}" for line in definition),
        "clauses:",
    ]
    if clauses is None:
        body = [f"  agencies: {agencies}"] if agencies else []
        clauses = "\n".join(["- at: 一", *body, "  measures:", *(indent(one, "    ") for one in measures)])
    return "\n".join([*head, indent(clauses, "  "), ""])


def folder(tmp_path: Path, *documents: str, registers: str = REGISTERS, explained: str | None = None) -> Path:
    """A folder for ``--policies`` with these documents and registers."""
    where = tmp_path / "policies"
    where.mkdir(exist_ok=True)
    (where / "registers.yaml").write_text(registers, encoding="utf-8")
    for number, text in enumerate(documents):
        (where / f"document{number}.yaml").write_text(text, encoding="utf-8")
    if explained is not None:
        (where / "lint").mkdir(exist_ok=True)
        (where / "lint" / "explained.yaml").write_text(explained, encoding="utf-8")
    return where


def found(where: Path, on: date = ON) -> list[tuple[str, str]]:
    """(id, subject) of what the lint finds in the files of a folder and nothing explains."""
    return [(finding.kind.id, finding.subject) for finding in report(where, on).findings]


def report(where: Path, on: date = ON) -> Report:
    """The report on the files of a folder (and not on those that are shipped), but for the words of their quotes."""
    whole = lint(on, files=sorted(where.glob("*.yaml")))
    return replace(whole, findings=tuple(finding for finding in whole.findings if finding.kind not in WORDS))
