"""A ledger too large for one machine: statuses, and the national roll-up by county, on Spark.

    python examples/spark_rollup.py LEDGER OUT --on 2025-06-30
    spark-submit --master yarn examples/spark_rollup.py hdfs:///ledger hdfs:///results --on 2025-06-30

LEDGER is a folder of Parquet files, partitioned or not: facts as columns (``liushou facts``), the
county in ``place_code``; items of the roll-up that are no facts (education, marriage …) as text.
``--sample ROWS`` first writes one of nobody. OUT/statuses (Parquet) holds every row with its answers,
OUT/roll_up (CSV) a line a county with the counts of 农村留守妇女基本情况排查汇总表, OUT/services (CSV)
how many women of a county may have a service.

Rows are answered where they lie: nothing but the counts, a few hundred a county, is moved.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - the usual name

from liushou import InputError, load_rules
from liushou.ledger import evaluate, offered, roll_up_groups

if TYPE_CHECKING:
    import pyarrow

    from liushou.profile import Fact

COUNTS = "place_code string, `group` string, band string, women long"
#: A fact is a column, or two with its bounds.
SIDES = ("", "__min", "__max")
STATUS = {1: "可能符合", 0: "暂不符合", None: "还需了解"}


def statuses(ledger: DataFrame, on: date) -> DataFrame:
    """Every row with a column a service, one a document, what is missing and what is wrong."""
    result: DataFrame = evaluate(ledger, on=on, place_column="place_code")
    return result


def by_service(answered: DataFrame, on: date) -> DataFrame:
    """How many women of a county may have a service, may not, or have to be asked more."""
    services = tuple(F.col(f"`{name}`") for name in answered.columns if name.startswith("service:"))
    places = [row.place_code for row in answered.where("problem is null").select("place_code").distinct().collect()]
    # Null says "unknown" only of a service that is offered at the place.
    here = [(place, f"service:{name}") for place in places for name in offered(place, on=on)]
    long = answered.where("problem is null").unpivot("place_code", services, "group", "status")
    long = long.join(
        F.broadcast(answered.sparkSession.createDataFrame(here, ("place_code", "group"))), ["place_code", "group"]
    )
    words = F.when(F.col("status") == 1, STATUS[1]).when(F.col("status") == 0, STATUS[0]).otherwise(STATUS[None])
    counts = long.groupBy("place_code", "group", words.alias("status")).agg(F.count("*").alias("women"))
    return counts.orderBy("place_code", "group", "status")


def value(fact: Fact | None, exact: Any, least: Any, most: Any) -> Any:
    """What a row's columns say of a fact, or of another item; None where that is nothing, or no value of it."""
    if fact is None:
        return None if exact is None else str(exact)
    bounds = {"at_least": least, "at_most": most}
    try:
        return fact.read(exact if least is None and most is None else bounds)
    except InputError:
        return None


def by_band(ledger: DataFrame, on: date) -> DataFrame:
    """How many women of a county are in each band of each group of the national table: place, group, band, women."""
    facts = load_rules().facts
    wanted = [item for group in roll_up_groups(facts, on) for item in group.items]
    columns = [name + side for name in wanted for side in SIDES if name + side in ledger.columns]

    def count(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        """The counts of one partition: each distinct set of values is put into its bands once."""
        import pyarrow as pa

        groups = [("/".join(group.heading), group.items, cache(group.of)) for group in roll_up_groups(facts, on)]
        read = {name: cache(partial(value, facts.get(name))) for name in wanted}
        counts: Counter[tuple[str, str, str]] = Counter()
        for batch in batches:
            given = {name: batch.column(name).to_pylist() for name in batch.schema.names}
            nothing = [None] * batch.num_rows
            for heading, items, bands_of in groups:
                own = [map(read[item], *(given.get(item + side, nothing) for side in SIDES)) for item in items]
                for place, *values in zip(given["place_code"], *own, strict=True):
                    counts.update((place, heading, band) for band in bands_of(*values))
        lines = [(*key, women) for key, women in counts.items()]
        names = ("place_code", "group", "band", "women")
        yield from (
            [pa.RecordBatch.from_pylist([dict(zip(names, line, strict=True)) for line in lines])] if lines else []
        )

    chosen = ledger.select("place_code", *dict.fromkeys(columns))
    return chosen.mapInArrow(count, COUNTS).groupBy("place_code", "group", "band").agg(F.sum("women").alias("women"))


def roll_up(ledger: DataFrame, on: date) -> DataFrame:
    """The national table: a line a county, how many women, and how many in each band."""
    groups = [("/".join(group.heading), group.bands) for group in roll_up_groups(load_rules().facts, on)]
    names = [f"{heading}/{band}" for heading, bands in groups for band in bands]
    counts = by_band(ledger, on).withColumn("name", F.concat_ws("/", "group", "band"))
    women = ledger.groupBy("place_code").agg(F.count("*").alias("数量"))
    banded = counts.groupBy("place_code").pivot("name", names).agg(F.sum("women")).na.fill(0)
    return women.join(banded, "place_code").orderBy("place_code")


def write_sample(spark: SparkSession, rows: int, folder: str, on: date) -> None:
    """Write a ledger of nobody, a folder a county; one value in ten is not known."""
    ledger = spark.range(rows).select(
        F.expr("element_at(array('500230', '500101', '220182', '530102', '532601'), 1 + int(rand(1) * 5)) place_code"),
        *(
            F.expr(f"if(rand({seed}) < 0.1, null, {text}) {name}")
            for seed, (name, text) in enumerate(SAMPLE.items(), 2)
        ),
    )
    dated = ("birth_date", "husband_away_since")
    days = {name: F.date_sub(F.lit(on), F.col(name).cast("int")) for name in dated}
    ledger.withColumns(days).write.partitionBy("place_code").parquet(folder)


#: Facts of the sample, in Spark's SQL; days are counted back from the day of assessment.
SAMPLE = {
    "sex": "'female'",
    "birth_date": "7300 + rand(20) * 18000",
    "lives_in_village": "rand(21) < 0.9",
    "husband_away_for_work": "rand(22) < 0.9",
    "husband_outside_county": "rand(23) < 0.8",
    "husband_away_since": "rand(24) * 3000",
    "receives_dibao": "rand(25) < 0.2",
    "seriously_ill": "rand(26) < 0.1",
    "disabled": "rand(27) < 0.1",
    "children_count": "int(rand(28) * 4)",
    "education": "element_at(array('小学', '初中', '高中', '文盲'), 1 + int(rand(29) * 4))",
}


def main() -> None:
    """Read the ledger, write the answers and the roll-up, print the roll-up's first lines."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("ledger")
    options.add_argument("out")
    options.add_argument("--on", required=True, type=date.fromisoformat)
    options.add_argument("--sample", type=int, metavar="ROWS")
    given = options.parse_args()
    # On this machine the workers are to run what runs here; a cluster has its own setting.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.appName("liushou").getOrCreate()
    if given.sample:
        write_sample(spark, given.sample, given.ledger, given.on)
    # 500230 is a code, no number.
    spark.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
    ledger = spark.read.parquet(given.ledger)
    statuses(ledger, given.on).write.mode("overwrite").partitionBy("place_code").parquet(f"{given.out}/statuses")
    answered = spark.read.parquet(f"{given.out}/statuses")
    for name, table in {"roll_up": roll_up(ledger, given.on), "services": by_service(answered, given.on)}.items():
        table.coalesce(1).write.mode("overwrite").csv(f"{given.out}/{name}", header=True)
        spark.read.csv(f"{given.out}/{name}", header=True).show(10, truncate=False, vertical=name == "roll_up")
    spark.stop()


if __name__ == "__main__":
    main()
