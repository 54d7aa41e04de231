"""A million rows of CSV are read in at most 1.5 GiB: what a row adds to the peak of a process, by two sizes."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from .sheets import id_number

pytest.importorskip("resource")

HEADER = "序号,姓名,身份证号,村,现住址,联系电话,健康状况,残疾等级,子女数量,丈夫外出时间,丈夫务工地点,家庭人均月收入（元）,是否低保,困难类别,备注"
READ = """
import re, resource, sys
from datetime import date
from pathlib import Path
from liushou.ledger.rows.read import Options, read_ledger
read_ledger(sys.argv[1], Options(on=date(2025, 6, 30), place="500230"))
# On Linux what getrusage says begins with the peak of the process that started this one.
status = Path("/proc/self/status")
own = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
print(own[1] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(path: Path, rows: int) -> float:
    """Peak memory, in bytes, of a process that reads so many rows, many of their cells distinct."""
    rng, lines = random.Random(rows), [HEADER]
    for number in range(rows):
        born = id_number(f"{date(1960, 1, 1) + timedelta(days=rng.randrange(10_000)):%Y%m%d}", 2 * rng.randrange(499))
        where = f"{rng.choice('前进新华红星')}村{rng.randrange(300)},青石镇{rng.randrange(10**6)}号,13{rng.randrange(10**9):09d}"
        away = f"{rng.randrange(2005, 2025)}-{rng.randrange(1, 13):02d}-01,{rng.choice(['县外', '广东省东莞市'])}"
        name = "".join(rng.choices("王李张刘陈杨赵芳秀英兰华梅玲", k=3))
        lines.append(
            f"{number},{name},{born},{where},健康,,{rng.randrange(4)},{away},{rng.randrange(9000)},是,,见附件{number}"
        )
    path.write_text("\n".join(lines), "utf-8")
    used = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
    return int(used.stdout) * (1 if sys.platform == "darwin" else 1024)


def test_what_a_row_adds(tmp_path: Path) -> None:
    few, many = (peak(tmp_path / f"{rows}.csv", rows) for rows in (5_000, 35_000))
    assert few + (many - few) / 30_000 * 1_000_000 < 1.5 * 1024**3
