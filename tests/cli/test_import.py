"""``import liushou`` is light, and the documents are read when they are first used."""

import json
import subprocess
import sys

SCRIPT = """
import json, sys
before = set(sys.modules)
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import liushou
light = sorted({name.partition(".")[0] for name in set(sys.modules) - before})
read = [name for name in opened if name.endswith(".yaml")]
answer = liushou.match({"sex": "female"}, place="500230", on="2025-06-30")
later = [name for name in opened if name.endswith(".yaml")]
print(json.dumps([light, read, len(later), len(answer.services)]))
"""
HEAVY = {
    "typer", "click", "rich", "stdnum", "polars", "pandas", "numpy", "pyarrow", "duckdb", "narwhals", "z3", "jinja2",
    "durable", "pyspark", "hypothesis", "pytest", "python_calamine", "xlsxwriter", "jsonschema", "sqlite3", "asyncio",
}  # fmt: skip


def test_no_other_library() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    light, read, later, services = json.loads(done.stdout)
    assert not set(light) & HEAVY
    third_party = {name for name in light if name not in sys.stdlib_module_names and not name.startswith("_")}
    assert third_party == {"liushou"}
    assert read == []
    assert later > 5
    assert services > 20


def test_the_function_and_not_the_module() -> None:
    import liushou
    import liushou.match

    assert callable(liushou.match)
