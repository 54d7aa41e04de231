"""One local PySpark session for the tests of a process, or the reason why there is none."""

from __future__ import annotations

import os
import shutil
import sys
from functools import lru_cache
from typing import Any

import polars as pl

from .frames import Run
from .rows import Row


def missing() -> str | None:
    """Why PySpark cannot run here; None where it can."""
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        return "Java is missing (openjdk-17-jre-headless)"
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "PySpark is missing: pip install 'liushou[spark]'"
    return None


@lru_cache(maxsize=1)
def session() -> Any:
    """The session, started on first use; it ends with the process."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("ERROR")
    return made


def in_spark(frame: pl.DataFrame, run: Run) -> list[Row]:
    """The result over the rows as a Spark frame."""
    source = session().createDataFrame(frame.to_arrow())
    result = run(source)
    assert type(result) is type(source)
    return sorted((row.asDict() for row in result.collect()), key=lambda row: row["row"])
