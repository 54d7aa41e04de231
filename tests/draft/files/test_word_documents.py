"""The text of a .docx is what its reader sees: counted labels are in it, deletions are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.draft import PrintedText, read_printed

from .notice import TEXT
from .reading import notes
from .word import W, level, notice_body, numbered, numbering, paragraph, run, table, write_word

ROWS = (["序号", "姓名", "取暖方式"], ["1", "张某", "煤炉"], ["2", "李某", "电暖器"])


def read(folder: Path, body: str, lists: str = "", styles: str = "") -> PrintedText:
    return read_printed(write_word(folder / "notice.docx", body, lists=lists, styles=styles))


def lines(folder: Path, body: str, lists: str = "", styles: str = "") -> list[str]:
    return read(folder, body, lists, styles).text.split("\n")


def test_a_notice_comes_back(tmp_path: Path) -> None:
    text = read(tmp_path, notice_body(TEXT))
    assert text.text == TEXT.rstrip("\n")
    assert not text.notes


def test_a_table_has_one_row_a_line(tmp_path: Path) -> None:
    body = notice_body(TEXT) + paragraph("附件") + table(*ROWS)
    assert lines(tmp_path, body)[-4:] == ["附件", "序号　姓名　取暖方式", "1　张某　煤炉", "2　李某　电暖器"]


def test_cells_of_several_paragraphs_and_a_cell_alone_in_its_row(tmp_path: Path) -> None:
    whole = paragraph("一、申请条件。") + paragraph("二、办理程序。")
    body = paragraph("附件") + table([paragraph("申请") + paragraph("材料"), "身份证"], [whole, ""])
    assert lines(tmp_path, body) == ["附件", "申请 材料　身份证", "一、申请条件。", "二、办理程序。"]


CHAPTERS = numbering(
    level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3."),
    level(0, "chineseCountingThousand", "第%1条") + level(1, "decimalEnclosedCircle", "%2"),
    level(0, "bullet", "\uf06c"),
    level(0, "decimal", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
)


def test_labels_are_counted(tmp_path: Path) -> None:
    at = [(0, "总则。"), (1, "甲。"), (1, "乙。"), (2, "丙。"), (2, "丁。"), (0, "分则。"), (1, "戊。"), (2, "己。")]
    body = "".join(numbered(1, depth, words) for depth, words in at)
    assert lines(tmp_path, body, CHAPTERS) == [
        "一、总则。", "（一）甲。", "（二）乙。", "1.丙。", "2.丁。", "二、分则。", "（一）戊。", "1.己。",
    ]  # fmt: skip


def test_articles_have_a_space_behind_their_labels(tmp_path: Path) -> None:
    body = "".join(numbered(2, 0, f"本办法适用于第{number}类家庭。") for number in range(1, 13)) + numbered(
        2, 1, "另行规定。"
    )
    result = lines(tmp_path, body, CHAPTERS)
    assert result[0] == "第一条　本办法适用于第1类家庭。"
    assert result[9:] == [
        "第十条　本办法适用于第10类家庭。",
        "第十一条　本办法适用于第11类家庭。",
        "第十二条　本办法适用于第12类家庭。",
        "①另行规定。",
    ]


def test_bullets_are_no_labels_and_legal_levels_are_digits(tmp_path: Path) -> None:
    body = numbered(3, 0, "甲。") + numbered(4, 0, "乙。") + numbered(4, 1, "丙。")
    assert lines(tmp_path, body, CHAPTERS) == ["甲。", "1　乙。", "1.1　丙。"]


def test_lists_of_styles_go_on_and_begin_anew(tmp_path: Path) -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    anew = '<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    lists = numbering(level(0, "chineseCounting", "%1、"), more=anew)
    body = (
        paragraph("甲。", properties='<w:pStyle w:val="a"/>')
        + paragraph("不编号。", properties='<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("乙。", properties='<w:pStyle w:val="b"/>')
        + numbered(9, 0, "丙。")
        + numbered(9, 0, "丁。")
    )
    text = read(tmp_path, body, lists, styles)
    assert text.text.split("\n") == ["一、甲。", "不编号。", "二、乙。", "一、丙。", "二、丁。"]
    assert "(4)" in notes(text)["labels-counted"]


@pytest.mark.parametrize(
    ("number", "label"), [(10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (1003, "一千零三")]
)  # fmt: skip
def test_numerals_of_labels(tmp_path: Path, number: int, label: str) -> None:
    lists = numbering(
        level(0, "chineseCounting", "%1、").replace('w:val="1"/><w:numFmt', f'w:val="{number}"/><w:numFmt')
    )
    assert lines(tmp_path, numbered(1, 0, "总则。"), lists) == [f"{label}、总则。"]


DELETED, INSERTED = '<w:del w:id="1"><w:r><w:delText>{}</w:delText></w:r></w:del>', '<w:ins w:id="2">{}</w:ins>'
END_DELETED = '<w:rPr><w:del w:id="3"/></w:rPr>'


def test_revisions_are_taken_as_made(tmp_path: Path) -> None:
    body = paragraph("每户补贴", DELETED.format("600"), INSERTED.format(run("800")), "元。") + "".join(
        [
            paragraph("对特困人员", properties=END_DELETED),
            paragraph("优先保障。"),
            paragraph(DELETED.format("整段删去。"), properties=END_DELETED),
            paragraph("按时发放。"),
        ]
    )
    text = read(tmp_path, body)
    assert text.text.split("\n") == ["每户补贴800元。", "对特困人员优先保障。", "按时发放。"]
    assert "(2)" in notes(text)["deletions"]


def test_what_is_no_text_is_left_out(tmp_path: Path) -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://x" </w:instrText></w:r>'
    body = (
        paragraph("见附件", '<w:r><w:footnoteReference w:id="2"/></w:r>', "。")
        + paragraph("甲", run("看不见", "<w:vanish/>"), "乙。")
        + paragraph(field, "丙。")
        + paragraph("<w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r>")
        + paragraph("<w:r><w:t>名称</w:t><w:tab/><w:t>数量</w:t></w:r>")
    )
    assert lines(tmp_path, body) == ["见附件。", "甲乙。", "丙。", "第一行", "第二行", "名称　数量"]


def test_text_boxes_and_content_controls_are_kept_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('云岭县民政局文件')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    body = (
        paragraph(both, "云岭民发〔2023〕41号")
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('正文。')}</w:sdtContent></w:sdt>"
    )
    assert lines(tmp_path, body) == ["云岭县民政局", "云岭民发〔2023〕41号", "正文。"]
