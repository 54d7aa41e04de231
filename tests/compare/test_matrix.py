"""All documents × all services, what differs most first."""

from __future__ import annotations

from datetime import date

from liushou import Rules
from liushou.compare.matrix import lead, matrix
from liushou.compare.pages import matrix_html_page, terminal_table

from ..conftest import ON


def test_every_measure_in_force_has_its_cell(rules: Rules) -> None:
    table = matrix(rules, ON)
    in_force = {
        (column.name, measure.name, measure.individual)
        for column in table.columns
        for _, measure in column.policy.measures()
        if measure.until is None or measure.until >= ON
    }
    shown = {
        (column.name, row.id, row.kind == "service")
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell is not None
    }
    assert shown == in_force


def test_the_nation_stands_first_and_most_different_rows_first(rules: Rules) -> None:
    table = matrix(rules, ON)
    assert table.columns[0].policy.id == "national_2025"
    services, topics = ([row.differs for row in rows] for rows in (table.services, table.topics))
    assert (services, topics) == (sorted(services, reverse=True), sorted(topics, reverse=True))
    assert table.rows == table.services + table.topics


def test_a_row_that_is_the_same_everywhere_differs_by_nothing(rules: Rules) -> None:
    row = matrix(rules, ON, documents=["chongqing", "chongqing"]).rows[0]
    assert row.differs == 0
    assert row.cells[0] == row.cells[1]


def test_cells_say_force_lead_condition_and_clause(rules: Rules) -> None:
    table = matrix(rules, ON)
    at = {column.policy.id: index for index, column in enumerate(table.columns)}
    rows = {row.id: row.cells for row in table.services}
    fengdu, chongqing = rows["legal_aid"][at["fengdu"]], rows["legal_aid"][at["chongqing"]]
    assert fengdu is not None
    assert chongqing is not None
    strongest = fengdu.strongest
    assert (lead(strongest), strongest.citation.clause, strongest.force_word) == ("县司法局牵头", "二（四）", "提供")
    assert lead(chongqing.strongest) == "5家分工，未写牵头"
    assert rows["elderly_care_priority"][at["jilin"]] is None
    jilin = rows["two_cancer_screening"][at["jilin"]]
    assert jilin is not None
    assert "项目县" in jilin.condition
    yunnan = rows["crime_protection"][at["yunnan"]]
    assert yunnan is not None
    assert (yunnan.condition, len(yunnan.measures)) == ("无其他条件", 2)


def test_a_spent_goal_is_out(rules: Rules) -> None:
    def ids(on: date) -> set[str]:
        table = matrix(rules, on, documents=["jilin"])
        return {row.id for row in table.rows}

    assert "poverty_registration" in ids(date(2020, 12, 31))
    assert "poverty_registration" not in ids(date(2021, 1, 1))


def test_html_stands_alone_and_names_every_cell_for_a_phone(rules: Rules) -> None:
    table = matrix(rules, ON)
    page = matrix_html_page(table)
    assert "src=" not in page
    assert "href=" not in page
    counts = {column.name: page.count(f'data-label="{column.name}"') for column in table.columns}
    assert counts == {column.name: len(table.rows) for column in table.columns}
    assert [row.title for row in table.rows if row.title not in page] == []


def test_the_terminal_table_has_a_row_for_each(rules: Rules) -> None:
    table = matrix(rules, ON)
    assert terminal_table(table).row_count == len(table.rows)
