"""Install a built wheel into clean environments and use it: python tools/check_wheel.py dist/liushou-*.whl

For each Python that is there (``--python`` names others) the wheel is installed alone, then with each extra
(``--extra`` names some) in an environment of its own, and a command that needs this extra is run in an empty folder.
Prints a line for each; exit code 1 where one failed. ``make dist-check`` builds and runs it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
WHERE = ["--place", "500230", "--on", "2025-06-30"]
WOMAN = str(EXAMPLES / "women" / "fengdu.yaml")
LEDGER = ["liushou", "ledger", "run", "in.csv", *WHERE, "--out"]
ON_SPARK = """
from datetime import date
from pyspark.sql import SparkSession
from liushou.ledger import evaluate
session = SparkSession.builder.master("local[1]").getOrCreate()
frame = session.createDataFrame([("女", "1968-11-02")], "sex string, birth_date string")
print(evaluate(frame, on=date(2025, 6, 30), place="500230").first()["left_behind:fengdu"])
"""
ON_DURABLE = """
from datetime import date
from liushou import match
print(match({"sex": "female"}, place="500230", on=date(2025, 6, 30), engine="durable"))
"""
SERVED = """
import subprocess, sys, time, urllib.request
server = subprocess.Popen([sys.executable, "-m", "liushou", "serve", "--port", "18765"])
try:
    for _ in range(100):
        time.sleep(0.1)
        try:
            print(urllib.request.urlopen("http://127.0.0.1:18765/v1/health").read().decode())
            break
        except OSError:
            continue
    else:
        sys.exit("no answer")
finally:
    server.terminate()
    server.wait()
"""
#: What is run with each extra; the empty name is the wheel alone.
COMMANDS: dict[str, list[list[str]]] = {
    "": [
        ["liushou", "--version"],
        ["liushou", "match", WOMAN, *WHERE],
        ["liushou", "page", "--out", "page.html"],
        ["liushou", "check", str(EXAMPLES / "sixth" / "heating.yaml"), str(EXAMPLES / "sixth" / "registers.yaml")],
        ["python", str(EXAMPLES / "import_it.py")],
    ],
    "report": [["liushou", "docs", "--out", "pages"]],
    "ledger": [
        ["liushou", "ledger", "sample", "--rows", "20", "--seed", "1", *WHERE, "--out", "in.csv"],
        *([*LEDGER, f"out.{kind}"] for kind in ("xlsx", "csv", "parquet")),
    ],
    "prove": [["liushou", "diff", "chongqing", "jilin"]],
    "durable": [["python", "-c", ON_DURABLE]],
    "spark": [["python", "-W", "ignore", "-c", ON_SPARK]],
    "draft": [["liushou", "draft", str(EXAMPLES / "draft" / "notice.txt"), "--out", "own"]],
    "web": [["python", "-c", SERVED]],
    "testing": [["python", "-m", "pytest", "-q", "-p", "no:cacheprovider", str(EXAMPLES / "testing")]],
}


def pythons() -> list[str]:
    """The Pythons of this machine that liushou is for, one of each version."""
    paths = {minor: shutil.which(f"python3.{minor}") for minor in range(11, 20)}
    for path in sorted(Path.home().glob(".pyenv/versions/3.*/bin/python")):
        paths[int(path.parents[1].name.split(".")[1])] = str(path)
    return [path for minor, path in sorted(paths.items()) if path and minor >= 11]


def try_extra(python: str, wheel: Path, extra: str, folder: Path) -> str:
    """What went wrong with an extra in a clean environment; nothing where all went well."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LIUSHOU"))}
    environment |= {"PATH": f"{folder / 'venv' / 'bin'}{os.pathsep}{environment['PATH']}", "NO_COLOR": "1"}
    wanted = f"liushou[{extra}] @ {wheel.resolve().as_uri()}" if extra else str(wheel.resolve())
    install = ["python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    work = folder / "work"
    work.mkdir()
    for command in (
        [python, "-m", "venv", str(folder / "venv")],
        [*install, "-c", str(ROOT / "constraints.txt"), wanted],
        *COMMANDS[extra],
    ):
        done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return f"{' '.join(command)[:200]}\n{done.stdout[-800:]}{done.stderr[-800:]}"
    return ""


def main() -> int:
    """Try all; 1 where one failed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = ["", *(extra for extra in project["optional-dependencies"] if extra != "all")]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--extra", action="append", default=[], choices=extras)
    given = parser.parse_args()
    failures = 0
    for python in given.python or pythons():
        version = subprocess.run([python, "--version"], capture_output=True, text=True, check=True).stdout.strip()
        for extra in given.extra or extras:
            if extra == "durable" and int(version.split(".")[1]) >= 13:
                continue  # its newest release does not compile there, and pyproject.toml leaves it out
            with tempfile.TemporaryDirectory() as folder:
                problem = try_extra(python, given.wheel, extra, Path(folder))
            failures += bool(problem)
            print(f"{version}  {extra or 'alone':8}  {'failed: ' + problem if problem else 'ok'}", flush=True)
    return min(failures, 1)


if __name__ == "__main__":
    raise SystemExit(main())
