"""Sound files of every kind that is read, and what happens to files: by a seed, so that each can be had again.

``python -m tests.faults.damage FOLDER SEED COUNT`` writes damaged files for trying by hand.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from liushou import load_rules
from liushou.documents import Policy, shipped_directory

from ..ledger.raw_files import biff, compound, label, number, ods, ods_row
from .hostile import SHAPES

ROOT = Path(__file__).resolve().parents[2]
ON = date(2025, 6, 30)
#: What is written where something else belongs.
ODD = (
    "", "~", "null", "yes", "是", "0", "-1", "1e400", "9" * 30, "2024-02-30", "0000-00-00", "1900-01-01", "甲", "“女”", "：",
    "[", "]", "{", "}", "- ", "&a ", "*a", "!!str ", "|", ">", "? ", "#", "'", '"', "\\", "$", "%", "\t", "　", "\0", "\ufeff",
    "\r", "\u2028", "\u0085", "é", "e\u0301", "𠮷", "\ud7ff", "<<", "not ", "any:", "is ", " and ", "in [", ">= ", "500230",
    "nation", "…", "。", "，", "（", "）", "（市民政局负责）", "附件", "二（一）", "第一条 ", "=1+1", "#N/A", "#REF!", "1900/1/0",
)  # fmt: skip


def damaged_text(text: str, random: Random, other: str = "") -> str:
    """A text with one to four things wrong, in its lines, its words, its signs, or its depth."""
    for _ in range(random.choice((1, 1, 2, 4))):
        lines = text.splitlines(keepends=True) or [""]
        at = random.randrange(len(lines))
        tokens = re.split(r"([\s:,\[\]{}\-。，；（）]+)", lines[at])
        token = random.randrange(len(tokens))
        kind = random.randrange(12)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(random.randrange(len(lines) + 1), lines[at])
        elif kind == 2:
            lines[at] = " " * random.randrange(9) + lines[at].lstrip(" ")
        elif kind == 3:
            lines[at] = "".join((*tokens[:token], random.choice(ODD), *tokens[token + 1 :]))
        elif kind == 4:
            lines[at] = "".join((*tokens[:token], random.choice(ODD), *tokens[token:]))
        elif kind == 5:
            lines[at] = "".join((*tokens[:token], *tokens[token + 1 :]))
        elif kind == 6:
            words = re.split(r"([\s:,]+)", random.choice((other or text).splitlines() or [""]))
            lines[at] = "".join((*tokens[:token], random.choice(words), *tokens[token + 1 :]))
        elif kind == 7:
            place = random.randrange(len(text) + 1)
            lines = [text[:place]]
        elif kind == 8:
            lines.insert(at, random.choice((other or text).splitlines(keepends=True) or [""]))
        elif kind == 9:
            first, last = sorted((at, random.randrange(len(lines))))
            lines[first : last + 1] = [" " * random.choice((1, 2, 4)) + line for line in lines[first : last + 1]]
        elif kind == 10:
            shape = SHAPES[random.choice(list(SHAPES))](random.choice((3, 30, 300)))
            lines[at] = "".join((*tokens[:token], shape, *tokens[token:]))
        else:
            cut = random.randrange(len(lines[at]) + 1)
            lines[at] = (
                lines[at][:cut]
                + chr(random.choice((random.randrange(128), random.randrange(0xD800))))
                + lines[at][cut:]
            )
        text = "".join(lines)
    return text


def damaged_bytes(data: bytes, random: Random) -> bytes:
    """Bytes as a bad disk, a broken download or an editor leaves them."""
    for _ in range(random.choice((1, 2, 8))):
        at, length = random.randrange(len(data) + 1), random.choice((1, 4, 64, 1024))
        there = data[at : at + length]
        kind = random.randrange(7)
        if kind == 0 and there:
            there = bytes((there[0] ^ (1 << random.randrange(8)), *there[1:]))
        elif kind == 1:
            there = random.randbytes(len(there))
        elif kind == 2:
            there = b"\0" * len(there)
        elif kind == 3:
            there = there * random.choice((2, 50))
        elif kind == 4:
            there = random.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\x80", b"\x01")) + there
        elif kind == 5:
            there = b""
        elif kind == 6 and random.random() < 0.3:
            return data[:at]
        data = data[:at] + there + data[at + length :]
    return data


def damaged_archive(data: bytes, random: Random) -> bytes:
    """A workbook with damage inside one of its parts, or to the archive itself."""
    if random.random() < 0.3:
        return damaged_bytes(data, random)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = random.choice(
            [name for name in names if "sheet" in name or "content" in name or random.random() < 0.2] or names
        )
        for name in names:
            part = old.read(name)
            if name == chosen:
                text = part.decode("utf-8").replace("><", ">\n<")
                part = damaged_text(text, random).encode("utf-8", "replace")
            new.writestr(name, part)
    return out.getvalue()


def text_of(policy: Policy) -> str:
    """A text that could be the document's: its head, and every quote in its clause."""
    lines = [policy.number, policy.title, "", "前言。" + policy.definition.quote + "。"]
    part = ""
    for clause in policy.clauses:
        label, _, rest = clause.at.partition("（")
        lines += [f"{label}、措施"] if label != part and rest else []
        part = label
        words = "，".join(dict.fromkeys(measure.quote for measure in clause.measures))
        offices = "、".join(clause.agencies.all())
        lines.append(f"{'（' + rest if rest else label + '、'}{clause.heading or ''}。{words}。（{offices}负责）")
    return "\n".join([*lines, *policy.issuers, "2020年12月30日", ""])


def _own(register: str) -> str:
    """A shipped register with names of its own, so that its entries are read as new ones."""
    text = (shipped_directory() / register).read_text(encoding="utf-8")
    return re.sub(r"(?m)^  ([a-z_]+):", r"  x_\1:", text)


def _ledger(ending: str) -> bytes:
    from liushou.ledger import make_sample, write_sample

    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a{ending}"
        write_sample(make_sample(12, seed=7, place="500230", on=ON, messy=ending != ".parquet"), path)
        return path.read_bytes()


def _ods() -> bytes:
    with TemporaryDirectory() as folder:
        return ods(Path(folder) / "a.ods", ods_row("姓名", "性别", "是否残疾") + ods_row("甲", "女", "是")).read_bytes()


def _xls() -> bytes:
    cells = [label(0, column, text) for column, text in enumerate(("姓名", "性别", "年收入"))]
    return compound(biff([*cells, label(1, 0, "甲"), label(1, 1, "女"), number(1, 2, 5000.0)]))


MAPPING = """columns:
  保障情况: receives_dibao
  纯收入: {fact: income_per_capita_month, unit: 万元, per: year}
  家庭成员: null
values:
  保障情况: {A类: true, 停保: false}
header_row: 1
"""
JSON = '{"sex": "female", "birth_date": "1980-02-03", "disabled": true,\n "disability_grade": 2, "unsure": ["seriously_ill"],\n "income_per_capita_month": {"at_least": 100, "at_most": 600}}\n'
Damage = Callable[[bytes, Random], bytes]


@cache
def sound() -> Mapping[str, tuple[bytes, ...]]:
    """Sound files, by kind; a kind is also how the file's name ends."""
    women = sorted((ROOT / "examples" / "women").glob("*.yaml"))
    cases = sorted((ROOT / "tests" / "cases").glob("*.cases.yaml"))
    documents = ("fengdu.yaml", "chongqing.yaml", "yunnan.yaml")
    registers = ("services.yaml", "concepts.yaml", "parameters.yaml", "words.yaml", "agencies.yaml", "references.yaml")
    return {
        "profile.yaml": tuple(path.read_bytes() for path in women),
        "profile.json": (JSON.encode(),),
        "document.yaml": tuple((shipped_directory() / name).read_bytes() for name in documents),
        "register.yaml": tuple(map(str.encode, map(_own, registers))),
        "places.yaml": ((ROOT / "examples" / "places.yaml").read_bytes(),),
        "mapping.yaml": (MAPPING.encode(),),
        "cases.yaml": tuple(path.read_bytes() for path in cases),
        "text.txt": tuple(text_of(load_rules().policies[name]).encode() for name in ("fengdu", "yunnan")),
        "texts.lock.yaml": ((shipped_directory() / "texts.lock.yaml").read_bytes(),),
        "ledger.csv": (_ledger(".csv"), _ledger(".csv").decode("gb18030").encode("utf-8-sig")),
        "ledger.xlsx": (_ledger(".xlsx"),),
        "ledger.parquet": (_ledger(".parquet"),),
        "ledger.ods": (_ods(),),
        "ledger.xls": (_xls(),),
    }


def damaged(kind: str, random: Random) -> bytes:
    """A damaged file of a kind."""
    files = sound()[kind]
    data = random.choice(files)
    if kind.endswith((".xlsx", ".ods")):
        return damaged_archive(data, random)
    if kind.endswith((".parquet", ".xls")) or random.random() < 0.15:
        return damaged_bytes(data, random)
    encoding = "gb18030" if kind.endswith(".csv") and data is files[0] else "utf-8-sig"
    other = random.choice(files).decode("utf-8", "replace")
    return damaged_text(data.decode(encoding), random, other).encode(encoding, "replace")


def file_of(seed: int) -> tuple[str, bytes]:
    """(kind, content) of the damaged file of a seed; kinds take turns."""
    kind = list(sound())[seed % len(sound())]
    return kind, damaged(kind, Random(zlib.crc32(f"{kind} {seed}".encode())))


if __name__ == "__main__":
    folder, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    for chosen in range(first, first + count):
        name, content = file_of(chosen)
        (folder / f"{chosen}.{name}").write_bytes(content)
