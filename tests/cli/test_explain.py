"""``explain``: one command for findings, problems and every name of the rules."""

import json
import re
from pathlib import Path

import pytest

from liushou import Rules
from liushou.messages import Code, catalogue, code_page
from liushou.proof.lint import KINDS

from .running import invoke


def pages(*arguments: object) -> list[dict[str, object]]:
    done = invoke("explain", *arguments, "--json")
    assert done.exit_code == 0, done.output
    listed: list[dict[str, object]] = json.loads(done.output)
    return listed


def test_every_code_is_listed_and_explained() -> None:
    codes = [*(kind.id for kind in KINDS), *Code]
    assert [page["name"] for page in pages()] == codes
    for lang in ("en", "zh"):
        explained = {str(page["name"]): str(page["text"]) for page in pages(*codes, "--lang", lang)}
        assert explained.keys() == set(codes)
        assert all(text.startswith(f"# {code}") for code, text in explained.items())


@pytest.mark.parametrize(
    "register", ["services", "facts", "concepts", "parameters", "topics", "agencies", "references"]
)
def test_every_name_of_the_rules_is_explained(register: str, rules: Rules) -> None:
    entries = getattr(rules, register)
    explained = pages(*entries)
    assert entries.keys() <= {page["name"] for page in explained}
    for name, entry in entries.items():
        title = getattr(entry, "title", None) or entry.name
        assert any(page["name"] == name and page["title"] == title and page["entry"] for page in explained)


def test_a_title_and_a_hasty_spelling_name_it_too() -> None:
    assert pages("L006") == pages("l006")
    assert pages("最低生活保障")[0]["name"] == "dibao"
    assert pages("$rural_dibao_line") == pages("RURAL-DIBAO-LINE")
    assert pages("unknown-name") == pages("Unknown_Name")


def test_what_does_not_exist_is_refused_with_what_was_meant() -> None:
    done = invoke("explain", "L06", "dibao_houshold")
    assert done.exit_code == 2
    assert "did you mean: L006" in done.output
    assert "did you mean: dibao_household" in done.output
    assert "liushou services" in invoke("explain", "没有这样的名称").output


def test_the_values_of_a_place() -> None:
    text = invoke("explain", "rural_dibao_line", "--place", "丰都县", "--on", "2025-06-30").output
    assert "610" in text
    assert "630" not in text
    assert "496" in invoke("explain", "rural_dibao_line").output


@pytest.mark.parametrize("code", Code)
def test_a_page_says_what_the_message_says(code: Code) -> None:
    for side, lang in enumerate(("en", "zh")):
        title, text = code_page(code, lang)
        message = re.sub(r"\[\[.*?\]\]", "", catalogue().codes[code]["message"][side])
        assert all(part in text for part in re.split(r"`?\{\w+\}`?", message))
        assert text.startswith(f"# {code}\n\n{title}")
        assert ("Example:" if lang == "en" else "例如：") in text
        assert lang == "en" or re.search("[\u4e00-\u9fff]{2}", title)


def test_what_check_prints_can_be_explained(tmp_path: Path) -> None:
    path = tmp_path / "more.yaml"
    path.write_text(
        "services: {heat: {tilte: 供暖}}\nconcepts: {cold: {title: 受冻, when: [disabld]}}\n", encoding="utf-8"
    )
    printed = invoke("check", path).output
    (command,) = re.findall(r"liushou explain ([a-z -]+)", printed)
    assert command.split() == ["unknown-key", "unknown-name", "source-needed"]
    assert [page["name"] for page in pages(*command.split())] == command.split()
    assert "怎么改：liushou explain" in invoke("check", path, "--lang", "zh").output


def test_what_a_document_or_an_office_is_called_in_print_names_it() -> None:
    assert "fengdu" in {page["name"] for page in pages("丰都民政发〔2021〕76号")}
    assert "chongqing" in {page["name"] for page in pages("渝民发〔2020〕38号")}
    assert {"cq_civil_affairs"} <= {page["name"] for page in pages("市民政局")}
