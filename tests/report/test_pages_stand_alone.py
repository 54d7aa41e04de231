"""The pages load nothing, link only to what is there, and nothing in them is markup by accident."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from liushou import load_rules
from liushou.report.pages import page_files, render_docs

from ..conftest import ON
from .pageparts import Node, tree

PAGES = (
    "index", "services", "agencies", "facts", "references", "chongqing", "fengdu", "jilin", "yunnan", "national_2025",
)  # fmt: skip
REGISTER_PAGES = ("services", "agencies", "facts", "references")
each_page = pytest.mark.parametrize("name", PAGES)
EVIL = '<script>alert("x")</script>&|`*_[甲](javascript:1)'


def test_the_pages(pages: dict[str, str]) -> None:
    assert sorted(pages) == sorted(f"{name}{ending}" for name in PAGES for ending in (".html", ".md"))


@each_page
def test_nothing_is_loaded(pages: dict[str, str], name: str) -> None:
    html = pages[f"{name}.html"]
    page = tree(html)
    tags = {node.tag for node in page.walk()}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "video", "audio", "base", "form", "source"}
    assert not any("src" in node.attributes or "srcset" in node.attributes for node in page.walk())
    assert not any(attribute.startswith("on") for node in page.walk() for attribute in node.attributes)
    styles = "".join(node.text() for node in page.tags("style"))
    assert "url(" not in styles
    assert "@import" not in styles
    assert "refresh" not in html.lower().split("<body>")[0]


@each_page
def test_a_page_says_its_language_and_fits_a_phone(pages: dict[str, str], name: str) -> None:
    page = tree(pages[f"{name}.html"])
    assert page.tags("html")[0].attributes["lang"] == "zh-CN"
    viewport = [node for node in page.tags("meta") if node.attributes.get("name") == "viewport"]
    assert viewport[0].attributes["content"] == "width=device-width, initial-scale=1"
    assert page.tags("title")[0].text().strip()
    assert len(page.tags("h1")) == 1


@each_page
def test_every_link_leads_somewhere(pages: dict[str, str], name: str) -> None:
    ids = {
        file: {node.attributes["id"] for node in tree(html).walk() if "id" in node.attributes}
        for file, html in pages.items()
        if file.endswith(".html")
    }
    links = [node.attributes["href"] for node in tree(pages[f"{name}.html"]).tags("a")]
    inside = [href.partition("#") for href in links if not re.match(r"https?://", href)]
    assert [
        (file, fragment)
        for file, _, fragment in inside
        if (target := file or f"{name}.html") not in ids or (fragment and unquote(fragment) not in ids[target])
    ] == []


@each_page
def test_ids_are_given_once(pages: dict[str, str], name: str) -> None:
    ids = [node.attributes["id"] for node in tree(pages[f"{name}.html"]).walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))


def test_the_same_input_gives_the_same_pages(pages: dict[str, str], rules: object, texts: object) -> None:
    assert render_docs(rules, ON, texts) == pages  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def evil_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a document and registers in which every free text holds markup."""
    folder = tmp_path_factory.mktemp("evil")
    text = f"'{EVIL}'"
    (folder / "own.yaml").write_text(
        f"""policy: index
title: {text}
number: {text}
issued: 2022-03-09
place: "220000"
issuers: [{text}]
definition: {{at: 前言, quote: {text}, when: [sex is female]}}
clauses:
  - at: 前言
    context: {{goal: [{text[:-1]}…']}}
  - at: 二（一）
    heading: {text}
    references: [{text}]
    agencies: {{sole: [{text}]}}
    measures:
      - service: own_service
        force: shall
        quote: {text}
        residual: [{text}]
        reading: {text}
        contact: {text}
        carried_out_by: [{text}]
""",
        "utf-8",
    )
    (folder / "registers.yaml").write_text(
        f"""services:
  own_service: {{title: {text}, about: {text}, source: {text}}}
agencies:
  own_office:
    name: {text}
    level: province
    place: "220000"
    successors: [{{from: 2020-01-01, office: null, certainty: unknown, source: {text}}}]
references:
  own_law: {{title: {text}, kind: law, cited_as: [{text}], source: {text}, note: {text}}}
facts:
  own_fact: {{title: {text}, type: choice, ask: {text}, choices: {{a: {text}}}}}
concepts:
  own_concept: {{title: {text}, source: {text}, reading: {text}, when: [disabled]}}
parameters:
  own_line:
    title: {text}
    unit: {text}
    about: {text}
    values: [{{place: nation, from: 2020-01-01, value: 1, source: {{title: {text}, url: 'javascript:alert(1)', note: {text}}}}}]
""".replace(f"unit: {text}", "unit: '<b>'"),
        "utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def evil(evil_folder: Path) -> dict[str, str]:
    return render_docs(load_rules(evil_folder), ON)


def test_markup_in_the_rules_is_text_on_the_page(evil: dict[str, str]) -> None:
    parsed = {name: tree(page) for name, page in evil.items() if name.endswith(".html")}
    assert {
        name: [node.tag for node in page.walk() if node.tag in ("script", "b") or _is_script(node)]
        for name, page in parsed.items()
    } == {name: [] for name in parsed}
    texts = {name: parsed[f"{name}.html"].text() for name in ("document_index", *REGISTER_PAGES)}
    assert [name for name, text in texts.items() if EVIL not in text] == []


def _is_script(node: Node) -> bool:
    return node.attributes.get("href", "").startswith("javascript")


def test_a_document_named_like_another_page_gets_a_file_of_its_own(evil: dict[str, str], evil_folder: Path) -> None:
    assert page_files(load_rules(evil_folder))["index"] == "document_index"
    assert "农村留守妇女关爱服务文件" in evil["index.html"]


def test_markup_in_the_rules_is_text_in_markdown(evil: dict[str, str]) -> None:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    rendered = {name: reader.render(page) for name, page in evil.items() if name.endswith(".md")}
    assert [name for name, html in rendered.items() if "<script" in html or 'href="javascript' in html] == []
    shown = tree(
        MarkdownIt("commonmark", {"html": True}).enable("table").render(evil["document_index.md"]).replace("<br>", "")
    )
    assert EVIL in shown.text()
