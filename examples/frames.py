"""liushou on a frame of one's own: the same women in pandas and in Polars, a column a service.

python examples/frames.py

A column named as a fact (``liushou facts``) is read, whatever else there is passes through. Null means that it was not
asked, which is never no: the service is then null too, and ``missing`` names what would settle it.
"""

from datetime import date

import pandas as pd
import polars as pl

from liushou.ledger import evaluate

WOMEN = {
    "name": ["甲", "乙", "丙"],
    "sex": ["女", "女", "女"],
    "birth_date": ["1968-11-02", "1999-05", None],
    "lives_in_village": ["是", "是", None],
    "husband_away_for_work": ["是", "是", "是"],
    "husband_outside_county": ["是", "否", "是"],
    "husband_away_since": ["2024-03", "2024-03", None],
}
ON, PLACE = date(2025, 6, 30), "500230"
SCREENING = "service:two_cancer_screening"


def main() -> None:
    """Print what each woman may have of “两癌”筛查."""
    in_pandas = evaluate(pd.DataFrame(WOMEN), on=ON, place=PLACE)
    print(in_pandas[["name", SCREENING, "problem"]].to_string(index=False))

    in_polars = evaluate(pl.LazyFrame(WOMEN), on=ON, place=PLACE)
    for name, status, missing in in_polars.select("name", SCREENING, "missing").collect().iter_rows():
        if status is None:
            print(name, "还需了解, first of all:", missing.split(",")[0])
        else:
            print(name, "可能符合" if status else "暂不符合")


if __name__ == "__main__":
    main()
