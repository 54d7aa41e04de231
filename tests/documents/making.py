"""Rule files for tests, written as a user would write them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

HEADER = """\
policy: sichuan
title: 关于关爱农村留守妇女的意见
number: 川民发〔2024〕9号
issued: 2024-05-01
place: "510000"
implements: [民发〔2019〕86号]
issuers: [四川省民政厅]
definition:
  at: 前言
  quote: 丈夫连续外出务工、经商等半年以上，本人留在农村居住生活的妇女
  when: [sex is female, lives_in_village, husband_away_for_work, husband_away_half_year]
clauses:
  - at: 前言
"""

MEASURE = """\
  - at: 一（一）
    measures:
      - service: dibao
        force: shall
        quote: 纳入最低生活保障
        when: [dibao_household]
"""


def document(more: str = MEASURE, *, header: str = HEADER) -> str:
    """A whole document: the header and ``more`` clauses."""
    return header + more


def measure(**keys: str) -> str:
    """A clause with one measure that has these keys."""
    lines = "\n".join(f"{key}: {value}" for key, value in keys.items())
    return "  - at: 一（一）\n    measures:\n      - " + indent(lines, "        ").lstrip() + "\n"


def folder(path: Path, **files: str) -> Path:
    """A folder with ``name.yaml`` for each of ``files``."""
    path.mkdir(exist_ok=True)
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
    return path
