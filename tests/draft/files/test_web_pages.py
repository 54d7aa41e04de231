"""The article of a web page, without the site around it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from liushou import InputError

from .notice import TEXT
from .reading import notes, read, refused
from .site import INDEX, LINES, SHAPES, page, paragraphs


@pytest.mark.parametrize("shape", SHAPES)
def test_the_article_comes_back(tmp_path: Path, shape: str) -> None:
    text = read(tmp_path, SHAPES[shape], "a.html")
    assert text.text == TEXT.rstrip("\n")
    assert "web-page" in notes(text)


@pytest.mark.parametrize(
    ("encoding", "charset"), [("gb18030", "gb2312"), ("utf-8", "utf-8"), ("utf-16", "utf-16"), ("gb18030", "utf-8")]
)
def test_encodings_of_pages(tmp_path: Path, encoding: str, charset: str) -> None:
    content = page(f"<div>{paragraphs(LINES)}</div>", charset=charset).encode(encoding)
    assert read(tmp_path, content, "a.htm").text == TEXT.rstrip("\n")


def test_a_page_under_the_name_of_a_document(tmp_path: Path) -> None:
    assert read(tmp_path, SHAPES["paragraphs"], "a.doc").text == TEXT.rstrip("\n")


def test_what_is_taken_from_the_page_is_noted(tmp_path: Path) -> None:
    text = read(tmp_path, SHAPES["title and number outside"], "a.html")
    assert notes(text)["from-the-page"].endswith(f"{LINES[0]}／{LINES[1]}")


def test_tables_and_lists_of_the_article(tmp_path: Path) -> None:
    rows = "<table><tr><th>序号</th><th>取暖方式</th></tr><tr><td>1</td><td><p>煤炉</p></td></tr></table>"
    items = "<ol><li>身份证。</li><li>申请书。</li></ol>"
    text = read(tmp_path, page(f"<div>{paragraphs(LINES)}<p>附件</p>{rows}{items}</div>"), "a.html").text
    assert text.split("\n")[-5:] == ["附件", "序号　取暖方式", "1　煤炉", "1.身份证。", "2.申请书。"]


def test_names_of_attachments_stay_and_links_below_do_not(tmp_path: Path) -> None:
    links = '<p><a href="1.doc">附件：独居老年人取暖情况登记表.doc</a></p><p><a href="2">关于另一件事的通知</a></p>'
    text = read(tmp_path, page(f"<div>{paragraphs(LINES)}{links}</div>"), "a.html").text
    assert text.split("\n")[-1] == "附件：独居老年人取暖情况登记表.doc"


def test_a_copied_page_in_a_text_file(tmp_path: Path) -> None:
    around = "您现在的位置：首页 > 政务公开 > 正文\n索引号：11500999/2023-00123\n成文日期：2023-10-26\n"
    below = "【打印本页】 【关闭窗口】\n上一篇：关于另一件事的通知\n扫一扫在手机打开当前页\n责任编辑：张某\n"
    text = read(tmp_path, around + "来源：云岭县民政局 发布时间：2023-10-27\n" + TEXT + below)
    assert text.text == TEXT
    assert "index-table" in notes(text)


def test_pages_without_an_article(tmp_path: Path) -> None:
    for content in ("<html><body><img src='a.jpg'>云岭县</body></html>", page(""), f"<html>{INDEX}</html>"):
        assert "浏览器" in refused(tmp_path, content, "no running text", "a.html")


@pytest.mark.nightly
def test_pages_made_to_exhaust_the_machine(tmp_path: Path) -> None:
    article = paragraphs(LINES)
    deep = read(tmp_path, "<html>" + "<div>" * 20_000 + article, "a.html")
    assert deep.text.replace("\n", "").endswith(LINES[-1])
    for content in ("<p>" * 210_000, article + "<!--" * 300_000):
        with pytest.raises(InputError):
            read(tmp_path, "<html>" + content, "a.html")


def test_a_page_saved_by_a_word_processor(tmp_path: Path) -> None:
    """Every run is a span, and the source goes on in a new line anywhere."""

    def run(words: str) -> str:
        if words.isascii():
            return f"<span\nlang=EN-US>{words}</span>"
        return (
            "<span style='font-family:仿宋'>"
            + "\n".join(words[at : at + 17] for at in range(0, len(words), 17))
            + "</span>"
        )

    body = "\n\n".join(
        f"<p class=MsoNormal>{''.join(map(run, re.findall('[!-~]+|[^!-~]+', line)))}<o:p></o:p></p>" for line in LINES
    )
    content = f"<html xmlns:o='x'><head><meta charset=utf-8></head><body><div class=Section1>{body}</div></body></html>"
    assert read(tmp_path, content, "a.html").text == TEXT.rstrip("\n")
