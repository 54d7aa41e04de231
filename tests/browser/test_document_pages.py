"""The documents' pages in a real browser: one sees where one is, on a phone too, with ten documents and long titles."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from liushou import Rules, load_rules
from liushou.compare import diff, html_page, matrix, matrix_html_page
from liushou.compare.sides import read_side
from liushou.documents.rules import shipped_directory
from liushou.report import render_docs, write_docs

from ..conftest import ON
from .opening import DESK, ENLARGED, PHONE, Opener

NAMES = ("chongqing", "fengdu", "jilin", "yunnan", "national_2025")
LONG = "关于进一步加强全市农村留守妇女和留守儿童、留守老年人关爱服务工作并建立健全长效机制的若干具体措施的补充通知" * 2
PAGES = ("index", "jilin_copy", "yunnan", "services", "agencies", "facts", "references")


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """Ten documents: the shipped ones, and each again under another id, number and title."""
    own = tmp_path_factory.mktemp("own")
    for name in NAMES:
        text = (shipped_directory() / f"{name}.yaml").read_text("utf-8")
        text = text.replace(f"policy: {name}", f"policy: {name}_copy", 1)
        text = re.sub(r"^number: (.*?)(\d+)号", r"number: \g<1>9\g<2>号", text, count=1, flags=re.M)
        text = re.sub(r"^title: .*$", f"title: {LONG}", text, count=1, flags=re.M)
        (own / f"{name}_copy.yaml").write_text(text, "utf-8")
    return load_rules(own)


@pytest.fixture(scope="module")
def folder(ten: Rules, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of ten documents."""
    out = tmp_path_factory.mktemp("pages")
    write_docs(render_docs(ten, ON), out)
    return out


@pytest.mark.parametrize("size", [PHONE, DESK, ENLARGED])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_where_one_is(open_page: Opener, folder: Path, name: str, size: tuple[int, int]) -> None:
    opened = open_page(folder / f"{name}.html", size)
    page = opened.page
    current = page.locator("nav [aria-current=page]")
    assert current.count() == 1
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(50)
    box = current.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert 0 <= box["y"] < 100
    assert (opened.sideways(), opened.requests, opened.errors) == ([], [], [])


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_every_page_is_two_steps_away(open_page: Opener, folder: Path, size: tuple[int, int]) -> None:
    opened = open_page(folder / "jilin_copy.html", size)
    page = opened.page
    page.get_by_text("换页").click()
    if size == PHONE:
        opened.picture("pages/menu.png")
    assert "吉林省，本页" in page.locator("nav").inner_text()
    assert page.locator("nav li a:visible").count() == 13
    page.locator("nav li a", has_text="法规与参数").click()
    assert page.locator("[aria-current=page]").inner_text() == "法规与参数"
    page.get_by_text("总目").click()
    assert page.locator("tbody tr").count() == 10


def test_the_clause_that_one_reads_stays_in_sight(open_page: Opener, folder: Path) -> None:
    opened = open_page(folder / "chongqing.html", PHONE)
    page = opened.page
    page.locator("#contents summary").click()
    page.locator("#contents a", has_text="二（四）").click()
    page.mouse.wheel(0, 1200)
    page.wait_for_timeout(100)
    opened.picture("pages/clause.png")
    labels = page.locator(".where").evaluate_all(
        "nodes => nodes.filter(node => Math.abs(node.getBoundingClientRect().top - 42) < 6).map(node => node.innerText)"
    )
    assert labels == ["二（四）"]


def test_by_keyboard_alone(open_page: Opener, folder: Path) -> None:
    page = open_page(folder / "chongqing.html", PHONE).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("name", ["index", "yunnan", "facts"])
def test_headings_are_in_order_and_nothing_shuts_people_out(open_page: Opener, folder: Path, name: str) -> None:
    opened = open_page(folder / f"{name}.html", PHONE)
    levels = opened.page.locator("h1, h2, h3, h4").evaluate_all("nodes => nodes.map(node => Number(node.tagName[1]))")
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert opened.barriers() == []


def test_ten_documents_side_by_side_keep_their_heads_in_sight(open_page: Opener, ten: Rules) -> None:
    opened = open_page(matrix_html_page(matrix(ten, ON)), DESK)
    table = opened.page.locator(".wide").first
    table.scroll_into_view_if_needed()
    table.evaluate("node => node.scrollTo(node.scrollWidth, node.scrollHeight)")
    box, head = table.bounding_box(), table.locator("thead th").last.bounding_box()
    title = table.locator("tbody th").last.bounding_box()
    assert box is not None
    assert head is not None
    assert title is not None
    assert abs(head["y"] - box["y"]) < 2
    assert abs(title["x"] - box["x"]) < 3
    assert opened.sideways() == []


@pytest.mark.parametrize("kind", ["matrix", pytest.param("diff", marks=pytest.mark.nightly)])
def test_comparisons_say_no_clause_that_looks_like_a_dash(open_page: Opener, kind: str) -> None:
    if kind == "matrix":
        html = matrix_html_page(matrix(load_rules(), ON))
    else:
        html = html_page(diff(read_side("fengdu", on=ON), read_side("jilin", on=ON), on=ON))
    opened = open_page(html, PHONE)
    labels = set(opened.page.locator(".at").all_inner_texts())
    assert labels
    assert [label for label in labels if label.startswith("一")] == []
    assert (opened.sideways(), opened.barriers()) == ([], [])


def test_no_label_of_a_page_looks_like_a_dash(open_page: Opener, folder: Path) -> None:
    bare = r"(^|[\s>“「（、])[一—](?=$|[\s“「（、])"
    texts = {name: open_page(folder / f"{name}.html").page.locator("body").inner_text() for name in PAGES}
    assert {name: found[0] for name, text in texts.items() if (found := re.search(bare, text, re.M))} == {}
